import { plain, type Terminal } from './terminal.ts'

/** A title, and where the text of its cells comes from. */
export type Columns<Row> = Record<string, (row: Row) => unknown>

const gap = 2
const narrowest = 8

/** Rows under titles, cut so that they fit the terminal. */
export function table<Row>(
  terminal: Terminal,
  rows: readonly Row[],
  columns: Columns<Row>,
  empty = 'Nothing there.',
): string {
  if (rows.length === 0) return empty
  const titles = Object.keys(columns)
  const cells = rows.map((row) => Object.values(columns).map((read) => cellOf(read(row))))
  const natural = titles.map((title, i) =>
    Math.max(widthOf(title), ...cells.map((line) => widthOf(line[i] ?? ''))),
  )
  const widths = fit(natural, terminal.width)
  const draw = (line: string[]) =>
    line
      .map((cell, i) => pad(cut(cell, widths[i] ?? 0), widths[i] ?? 0))
      .join(' '.repeat(gap))
      .trimEnd()
  const head = terminal.style('bold', draw(titles.map((title) => title.toUpperCase())))
  return [head, ...cells.map(draw)].join('\n')
}

/** Names and values of one thing, one below the other. */
export function facts(
  terminal: Terminal,
  values: Record<string, unknown>,
  colours: Record<string, 'green' | 'red' | 'yellow'> = {},
): string {
  const there = Object.entries(values).filter(([, value]) => value !== undefined && value !== null)
  const widest = Math.max(0, ...there.map(([name]) => name.length))
  return there
    .map(([name, value]) => {
      const [colour, cell] = [colours[name], cellOf(value)]
      const shown = colour ? terminal.style(colour, cell) : cell
      return `${terminal.style('dim', name.padEnd(widest))}  ${shown}`
    })
    .join('\n')
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '–'
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(cellOf).join(', ')
  return plain(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

/** The widest column gives first. */
export function fit(natural: readonly number[], width: number): number[] {
  const widths = [...natural]
  const total = () => widths.reduce((sum, w) => sum + w, 0) + gap * (widths.length - 1)
  while (total() > width) {
    const widest = Math.max(...widths)
    if (widest <= narrowest) break
    widths[widths.indexOf(widest)] = Math.max(
      narrowest,
      widest - Math.max(1, total() - width),
      widest - 8,
    )
  }
  return widths
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/gu

/** Columns on the screen: East Asian characters and emoji take two. */
export const widthOf = (text: string): number => [...text].length + (text.match(wide)?.length ?? 0)

function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  for (const character of text) {
    if (widthOf(kept + character) > width - 1) break
    kept += character
  }
  return `${kept}…`
}

const pad = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)))

const units = ['B', 'kB', 'MB', 'GB', 'TB']

/** `1.2 MB`. */
export function sizeOf(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`
}

/** `2026-01-15 09:30`, in the time zone of whoever reads. */
export function timeOf(text: string | number | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined
  const at = new Date(typeof text === 'number' ? text * 1000 : text)
  if (Number.isNaN(at.getTime())) return String(text)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`
}
