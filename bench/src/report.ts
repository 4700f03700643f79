import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

/** One line of the table. */
export interface Row {
  name: string
  figure: string
  /** What the bare thing reached in the same run. */
  floor?: string
  ratio?: number
  goal?: string
  /** Unset where there is no goal. */
  isMet?: boolean
}

/** What a bench found, and what a reader must know to judge it. */
export interface Report {
  rows: Row[]
  notes: string[]
}

const heads = ['', 'figure', 'floor', 'ratio', 'goal', ''] as const

/** Plain text, columns aligned; the notes below. */
export function formatReport({ rows, notes }: Report): string {
  const cells = [[...heads], ...rows.map(toCells)]
  const widths = heads.map((_, i) => Math.max(...cells.map((line) => line[i]?.length ?? 0)))
  const lines = cells.map((line) =>
    line
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
  return [...lines, '', ...notes.map((note) => `- ${note}`), ''].join('\n')
}

const toCells = (row: Row): string[] => [
  row.name,
  row.figure,
  row.floor ?? '-',
  row.ratio?.toFixed(2) ?? '-',
  row.goal ?? '-',
  row.isMet === undefined ? '' : row.isMet ? 'ok' : 'below',
]

/** The machine, and how busy others kept it when the run began. */
export function describeMachine(postgres: string | undefined): string {
  const memoryGb = Math.round(totalmem() / 2 ** 30)
  const [load = 0] = loadavg()
  return [
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`,
    `${memoryGb} GB`,
    `Node ${process.version}`,
    ...(postgres ? [`PostgreSQL ${postgres}`] : []),
    `load average at the start ${load.toFixed(2)}`,
  ].join(', ')
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

export const perSecond = (n: number): string => `${n < 100 ? n.toFixed(1) : Math.round(n)}/s`
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`
