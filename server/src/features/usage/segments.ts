import type { Window } from './schema.ts'

export const quarterMs = 900_000
export const dayMs = 86_400_000

/** A part of a window that one kind of state answers for, in ms since 1970: `[from, to)`. */
export interface Segment {
  /** The number of its window. */
  n: number
  from: number
  to: number
}

/** How windows are put together: days where whole ones fit, quarters beside them, rows at the ends. */
export interface Segments {
  days: Segment[]
  quarters: Segment[]
  rows: Segment[]
}

const down = (at: number, step: number): number => Math.floor(at / step) * step
const up = (at: number, step: number): number => Math.ceil(at / step) * step

export function segmentsOf(windows: readonly Pick<Window, 'from' | 'to'>[]): Segments {
  const found: Segments = { days: [], quarters: [], rows: [] }
  for (const [n, { from, to }] of windows.entries()) cut(found, n, from, to)
  return found
}

function cut(found: Segments, n: number, from: number, to: number): void {
  const firstQuarter = up(from, quarterMs)
  const lastQuarter = down(to, quarterMs)
  if (firstQuarter >= lastQuarter) {
    add(found.rows, n, from, to)
    return
  }
  add(found.rows, n, from, firstQuarter)
  add(found.rows, n, lastQuarter, to)
  const firstDay = up(firstQuarter, dayMs)
  const lastDay = down(lastQuarter, dayMs)
  if (firstDay >= lastDay) {
    add(found.quarters, n, firstQuarter, lastQuarter)
    return
  }
  add(found.quarters, n, firstQuarter, firstDay)
  add(found.quarters, n, lastDay, lastQuarter)
  add(found.days, n, firstDay, lastDay)
}

function add(list: Segment[], n: number, from: number, to: number): void {
  if (from < to) list.push({ n, from, to })
}

/** Quarters of one UTC day, as the mask of 96 bits in which the values of a day are kept. */
export interface Mask {
  n: number
  day: number
  bits: string
}

export const masksOf = (quarters: readonly Segment[]): Mask[] =>
  quarters.flatMap(({ n, from, to }) => {
    const masks: Mask[] = []
    for (let day = down(from, dayMs); day < to; day += dayMs) {
      const first = Math.max(0, (from - day) / quarterMs)
      const end = Math.min(96, (to - day) / quarterMs)
      const bits = '0'.repeat(first) + '1'.repeat(end - first) + '0'.repeat(96 - end)
      masks.push({ n, day, bits })
    }
    return masks
  })
