/**
 * Usage counted again, slowly and by other means than the server's: from a list of events, with
 * BigInt decimals, and windows cut by the calendar of `Intl`. Shares no code with what it checks.
 */
export type Kind = 'SUM' | 'MAX' | 'UNIQUE_COUNT' | 'LAST'
export type Unit = 'hour' | 'day' | 'week' | 'month'

export interface KnownEvent {
  id: string
  customer: string
  /** Decimal text. */
  quantity: string
  atMs: number
  /** As the database tells it, in microseconds: the tie of LAST. */
  arrived: bigint
  value?: string
}

const scale = 1_000_000_000n

export function toUnits(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole) * scale + BigInt(fraction.padEnd(9, '0'))
}

export function fromUnits(units: bigint): string {
  const fraction = (units % scale).toString().padStart(9, '0').replace(/0+$/, '')
  return `${units / scale}${fraction ? `.${fraction}` : ''}`
}

/** One figure over a list of events, as the contract says. */
export function figure(kind: Kind, events: readonly KnownEvent[]): string {
  if (kind === 'SUM') return fromUnits(events.reduce((sum, e) => sum + toUnits(e.quantity), 0n))
  if (kind === 'MAX') {
    return fromUnits(
      events.reduce((m, e) => (toUnits(e.quantity) > m ? toUnits(e.quantity) : m), 0n),
    )
  }
  if (kind === 'UNIQUE_COUNT') {
    return String(new Set(events.map((e) => JSON.stringify([e.customer, e.value]))).size)
  }
  const last = new Map<string, KnownEvent>()
  for (const event of events) {
    const before = last.get(event.customer)
    if (!before || isLater(event, before)) last.set(event.customer, event)
  }
  return fromUnits([...last.values()].reduce((sum, e) => sum + toUnits(e.quantity), 0n))
}

function isLater(a: KnownEvent, b: KnownEvent): boolean {
  if (a.atMs !== b.atMs) return a.atMs > b.atMs
  if (a.arrived !== b.arrived) return a.arrived > b.arrived
  return a.id > b.id
}

const formats = new Map<string, Intl.DateTimeFormat>()

const offsets = new Map<string, number>()

/** What a clock of the zone shows, and how far it is from UTC; that changes between quarters only. */
function wall(atMs: number, zone: string): { shown: number; offset: number } {
  const slot = `${Math.floor(atMs / 900_000)} ${zone}`
  const offset = offsets.get(slot) ?? readWall(atMs, zone).offset
  offsets.set(slot, offset)
  return { shown: Math.floor(atMs / 1000) * 1000 + offset, offset }
}

function readWall(atMs: number, zone: string) {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(zone, format)
  }
  const parts = Object.fromEntries(format.formatToParts(atMs).map((p) => [p.type, Number(p.value)]))
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  const shown = Date.UTC(year, month - 1, day, hour, minute, second)
  return { shown, offset: shown - Math.floor(atMs / 1000) * 1000 }
}

const iso = (ms: number) => new Date(ms).toISOString()

/** The label of the window in which an instant is; hours by the instant at which they began. */
export function labelOf(atMs: number, unit: Unit, zone: string): string {
  const { shown, offset } = wall(atMs, zone)
  const date = new Date(shown)
  if (unit === 'hour') return `${iso(hourStart(atMs, zone, shown, offset)).slice(0, 19)}Z`
  if (unit === 'day') return iso(shown).slice(0, 10)
  if (unit === 'month') return `${iso(shown).slice(0, 7)}-01`
  const back = (date.getUTCDay() + 6) % 7
  return iso(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - back)).slice(
    0,
    10,
  )
}

/** The full hour on the clock; or when the clock was changed, where that was since. */
function hourStart(atMs: number, zone: string, shown: number, offset: number): number {
  const full = Math.floor(shown / 3_600_000) * 3_600_000 - offset
  for (let at = Math.floor(atMs / 900_000) * 900_000; at > full; at -= 900_000) {
    if (wall(at - 1, zone).offset !== offset) return at
  }
  return full
}

export interface Expected {
  total_usage: string
  event_count: number
  unique_customers: number
  grouped_data: { period: string; usage: string; event_count: number }[]
}

/** What the answer must be, for `[fromMs, toMs)`. */
export function recount(
  kind: Kind,
  all: readonly KnownEvent[],
  asked: { fromMs: number; toMs: number; unit: Unit; zone: string; customer?: string | undefined },
): Expected {
  const { fromMs, toMs, unit, zone, customer } = asked
  const events = all.filter(
    (e) => e.atMs >= fromMs && e.atMs < toMs && (customer === undefined || e.customer === customer),
  )
  const groups = new Map<string, KnownEvent[]>()
  for (const event of events) {
    const label = labelOf(event.atMs, unit, zone)
    const group = groups.get(label)
    if (group) group.push(event)
    else groups.set(label, [event])
  }
  return {
    total_usage: figure(kind, events),
    event_count: events.length,
    unique_customers: new Set(events.map((e) => e.customer)).size,
    grouped_data: [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([period, list]) => ({ period, usage: figure(kind, list), event_count: list.length })),
  }
}

/** The figures of an answer, with every digit: numbers are read as they are written. */
export function readAnswer(text: string): Expected {
  const parse = JSON.parse as (
    text: string,
    keep: (key: string, value: unknown, context: { source?: string }) => unknown,
  ) => Expected
  const { total_usage, event_count, unique_customers, grouped_data } = parse(
    text,
    (key, value, { source }) => (key === 'usage' || key === 'total_usage' ? source : value),
  )
  return { total_usage, event_count, unique_customers, grouped_data }
}
