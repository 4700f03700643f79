/**
 * The last hour of requests, by minute and surface, in memory: what the process that answers saw.
 * Times are counted in classes a fifth apart, so a percentile is right to a fifth.
 */
export interface MinuteFigures {
  at: Date
  surface: string
  count: number
  /** Answers of 500 and above. */
  errors: number
  p50_ms: number
  p95_ms: number
  p99_ms: number
}

export type SurfaceFigures = Omit<MinuteFigures, 'at'>

interface Cell {
  count: number
  errors: number
  classes: Uint32Array
}

const minuteMs = 60_000
const keptMinutes = 60
const classes = 96
const leastMs = 0.1
const step = 1.2

const emptyCell = (): Cell => ({ count: 0, errors: 0, classes: new Uint32Array(classes) })

export class Minutes {
  readonly since = new Date()
  readonly #slots: { minute: number; cells: Map<string, Cell> }[] = []

  observe(surface: string, status: number, seconds: number, nowMs = Date.now()): void {
    const cell = this.#cell(surface, Math.floor(nowMs / minuteMs))
    cell.count++
    if (status >= 500) cell.errors++
    const at = Math.min(classOf(seconds * 1000), classes - 1)
    cell.classes[at] = (cell.classes[at] ?? 0) + 1
  }

  #cell(surface: string, minute: number): Cell {
    let slot = this.#slots.at(-1)
    if (slot === undefined || slot.minute < minute) {
      slot = { minute, cells: new Map() }
      this.#slots.push(slot)
      while ((this.#slots[0]?.minute ?? minute) <= minute - keptMinutes) this.#slots.shift()
    }
    let cell = slot.cells.get(surface)
    if (cell === undefined) {
      cell = emptyCell()
      slot.cells.set(surface, cell)
    }
    return cell
  }

  minutes(nowMs = Date.now()): MinuteFigures[] {
    const first = Math.floor(nowMs / minuteMs) - keptMinutes
    return this.#slots
      .filter(({ minute }) => minute > first)
      .flatMap(({ minute, cells }) =>
        [...cells].map(([surface, cell]) => ({
          at: new Date(minute * minuteMs),
          ...figuresOf(surface, cell),
        })),
      )
  }

  /** The whole hour of each surface. */
  surfaces(nowMs = Date.now()): SurfaceFigures[] {
    const first = Math.floor(nowMs / minuteMs) - keptMinutes
    const sums = new Map<string, Cell>()
    for (const { minute, cells } of this.#slots) {
      if (minute <= first) continue
      for (const [surface, cell] of cells) sums.set(surface, add(sums.get(surface), cell))
    }
    return [...sums].map(([surface, cell]) => figuresOf(surface, cell))
  }
}

const classOf = (ms: number): number =>
  Math.max(0, Math.ceil(Math.log(ms / leastMs) / Math.log(step)))

function add(into = emptyCell(), { count, errors, classes }: Cell): Cell {
  into.count += count
  into.errors += errors
  for (const [i, n] of classes.entries()) into.classes[i] = (into.classes[i] ?? 0) + n
  return into
}

const figuresOf = (surface: string, cell: Cell): SurfaceFigures => ({
  surface,
  count: cell.count,
  errors: cell.errors,
  p50_ms: percentile(cell, 0.5),
  p95_ms: percentile(cell, 0.95),
  p99_ms: percentile(cell, 0.99),
})

/** The upper end of the class in which it falls. */
function percentile({ count, classes }: Cell, share: number): number {
  let left = Math.ceil(count * share)
  for (const [i, n] of classes.entries()) {
    left -= n
    if (left <= 0) return Math.round(leastMs * step ** i * 100) / 100
  }
  return 0
}
