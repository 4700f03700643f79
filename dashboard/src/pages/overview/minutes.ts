import type { Stats } from './overview.tsx'

export interface Minute {
  [key: string]: string | number
  at: string
  count: number
  errors: number
  p95: number
}

/** The last hour, a minute each, all surfaces together; minutes without a request are there, too. */
export function byMinute(rows: Stats['requests']['minutes'], now = Date.now()): Minute[] {
  const found = new Map<number, Minute>()
  for (const row of rows) {
    const at = minuteOf(Date.parse(row.at))
    const held = found.get(at) ?? blank(at)
    held.count += row.count
    held.errors += row.errors
    held.p95 = Math.max(held.p95, row.p95_ms)
    found.set(at, held)
  }
  const last = minuteOf(now)
  return Array.from({ length: 60 }, (_, i) => last - (59 - i) * 60_000).map(
    (at) => found.get(at) ?? blank(at),
  )
}

const minuteOf = (ms: number): number => Math.floor(ms / 60_000) * 60_000
const blank = (at: number): Minute => ({
  at: new Date(at).toISOString(),
  count: 0,
  errors: 0,
  p95: 0,
})
