import { type Sql, sql } from '../../kernel/sql.ts'
import type { Batch } from './batch.ts'
import type { Unit } from './schema.ts'

/** See the function in the migration: whole or not at all, one row. */
export const recordBatch = (b: Batch): Sql => sql`
  select r.created_at, r.found, r.outcomes, r.facts from metering.record(
    ${b.tenants}, ${b.lives}, ${b.meters}, ${b.versions},
    ${b.owners}, ${b.modes}, ${b.externals}, ${b.customers},
    ${b.series}, ${b.who}, ${b.ids}, ${b.quantities}, ${b.times}, ${b.keys}, ${b.hashes}, ${b.metas},
    ${b.vals}, ${b.counteds}) r`

export const makeMonth = (at: Date): Sql =>
  sql`select from metering.make_month(${at.toISOString()}::timestamptz)`

export const rollUp = (most: number): Sql => sql`select metering.roll_up(${most}::int)::int as went`

export const voidEvent = (tenantId: string, id: string): Sql => sql`
  select v.meter_id, v.customer_id, v.live, v.happened_at, v.value, v.counted
  from metering.void_event(${tenantId}, ${id}) v`

const event = sql`e.id, e.customer_id, e.meter_id, trim_scale(e.quantity)::text as quantity,
  e.happened_at as timestamp, e.created_at as ingested_at, e.idempotency_key,
  coalesce(e.meta_data, '{}')::text as meta_data, e.counted, e.voided_at`

export const selectEvent = (tenantId: string, id: string): Sql =>
  sql`select ${event} from metering.events e where e.tenant_id = ${tenantId} and e.id = ${id}`

/** Which rows of the log are meant. */
export interface LogFilter {
  tenantId: string
  live: boolean
  meterIds: readonly string[]
  customerId?: string | undefined
  from: Date
  to: Date
  minQuantity?: string | undefined
}

const matches = ({ live, customerId, from, to, minQuantity }: LogFilter): Sql => sql`
  e.live = ${live} and e.happened_at >= ${from.toISOString()} and e.happened_at < ${to.toISOString()}
  ${customerId === undefined ? sql.empty : sql`and e.customer_id = ${customerId}`}
  ${minQuantity === undefined ? sql.empty : sql`and e.quantity >= ${minQuantity}::numeric`}`

/** Newest first. Each meter gives as many as could be shown; the newest of all are. */
export const selectLog = (filter: LogFilter, limit: number, offset: number): Sql => sql`
  select e.id, e.customer_id, e.meter_id, e.quantity, e.timestamp, e.ingested_at,
    e.idempotency_key, e.meta_data, e.counted, e.voided_at
  from unnest(${filter.meterIds}::uuid[]) m(id), lateral (
    select ${event} from metering.events e where e.meter_id = m.id and ${matches(filter)}
    order by e.happened_at desc, e.id desc limit ${limit + offset}) e
  order by e.timestamp desc, e.id desc limit ${limit} offset ${offset}`

/** Only where the roll-ups cannot tell. */
export const countLog = (filter: LogFilter): Sql => sql`
  select count(*)::int as total from metering.events e
  where e.meter_id = any(${filter.meterIds}::uuid[]) and ${matches(filter)}`

/** The next rows of the log after one of them, for exports. */
export const selectLogAfter = (
  filter: LogFilter,
  after: { timestamp: Date; id: string } | undefined,
  limit: number,
): Sql => sql`
  select ${event} from metering.events e
  where e.meter_id = ${filter.meterIds[0]} and ${matches(filter)} and ${
    after === undefined
      ? sql`true`
      : sql`(e.happened_at, e.id) < (${after.timestamp.toISOString()}::timestamptz, ${after.id}::uuid)`
  }
  order by e.happened_at desc, e.id desc limit ${limit}`

/** First and last time of what counts. */
export const selectEnds = (meterId: string, live: boolean): Sql => {
  const ends = (direction: Sql): Sql => sql`
    (select e.happened_at from metering.events e
     where e.meter_id = ${meterId} and e.live = ${live} and e.counted and e.voided_at is null
     order by e.happened_at ${direction} limit 1)`
  return sql`select ${ends(sql`asc`)} as first, ${ends(sql`desc`)} as last`
}

export interface MeterLine {
  id: string
  name: string
  unit: string | null
  aggregation_type: string
}

export const selectMetersOf = (tenantId: string): Sql => sql`
  select m.id, m.name, m.unit, m.aggregation_type from metering.meters m
  where m.tenant_id = ${tenantId} order by m.name, m.id`

const ms = (instant: Sql): Sql => sql`(extract(epoch from ${instant}) * 1000)::float8`

/** An end of a range: a date is the start of that day in the zone, and one may mean the day after. */
export type End = { at: Date } | { date: string; daysLater: number }

const instantOf = (end: End, zone: string): Sql =>
  'at' in end
    ? sql`${end.at.toISOString()}::timestamptz`
    : sql`metering.first_instant(${end.date}::date + ${end.daysLater}::int, ${zone})`

export const selectRange = (start: End, end: End, zone: string): Sql => sql`
  select ${ms(instantOf(start, zone))} as "from", ${ms(instantOf(end, zone))} as "to"`

/** The windows of a zone that a range touches, cut to it. */
export const selectWindows = (from: Date, to: Date, unit: Unit | 'year', zone: string): Sql => sql`
  with ends as (select ${from.toISOString()}::timestamptz as a, ${to.toISOString()}::timestamptz as b),
  starts as (${unit === 'hour' ? hours(zone) : days(unit, zone)}),
  windows as (
    select s.label, s.at, lead(s.at, 1, 'infinity') over (order by s.at) as next from starts s)
  select ${ms(sql`greatest(w.at, ends.a)`)} as "from", ${ms(sql`least(w.next, ends.b)`)} as "to",
    w.label
  from windows w, ends where w.next > ends.a and w.at < ends.b order by w.at`

/**
 * Clocks show a full hour, or have just been changed: so days have 23 or 25 hours, and half ones
 * where clocks are changed by half an hour.
 */
const hours = (zone: string): Sql => sql`
  select q as at, to_char(q at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as label
  from ends, generate_series(metering.quarter_of(ends.a) - interval '1 hour', ends.b,
    interval '15 minutes') q
  where extract(minute from q at time zone ${zone}) = 0
    or (q at time zone ${zone}) - ((q - interval '15 minutes') at time zone ${zone})
      <> interval '15 minutes'`

const days = (unit: Unit | 'year', zone: string): Sql => sql`
  select metering.first_instant(d, ${zone}) as at, to_char(d, 'YYYY-MM-DD') as label
  from ends, generate_series(date_trunc(${unit}, ends.a at time zone ${zone}),
    (ends.b at time zone ${zone}) + ${`1 ${unit}`}::interval, ${`1 ${unit}`}::interval) d`
