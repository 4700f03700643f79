import { type Sql, sql } from '../../kernel/sql.ts'
import type { Aggregation } from '../meters/index.ts'
import type { Window } from './schema.ts'
import { masksOf, type Segment, type Segments, segmentsOf } from './segments.ts'

/** Whose usage, in which windows. */
export interface Question {
  meters: readonly { id: string; aggregation_type: Aggregation | string }[]
  live: boolean
  customerId?: string | undefined
  /** One after the other without overlap, or a few that overlap. */
  windows: readonly Window[]
  /** Whether they overlap. */
  isOverlapping?: boolean
}

const instants = (list: readonly number[]): string[] => list.map((ms) => new Date(ms).toISOString())

const spans = (list: readonly Segment[]): Sql => sql`
  unnest(${list.map(({ n }) => n)}::int[], ${instants(list.map(({ from }) => from))}::timestamptz[],
    ${instants(list.map(({ to }) => to))}::timestamptz[]) s(n, a, b)`

/**
 * `per_window(meter_id, n, stored, events, customers, usage)` and `overall(meter_id, …)`: whole days
 * and quarters from the roll-ups, rows at the ends, and rows that no roll-up holds yet. One
 * statement sees one state of all of them, so the sum is that of the rows, always.
 */
export function totals(question: Question): Sql {
  const { meters, windows } = question
  const segments = segmentsOf(windows)
  const has = (kind: Aggregation) => meters.some((meter) => meter.aggregation_type === kind)
  return sql`
    with meters as (
      select m.id, m.kind from unnest(${meters.map(({ id }) => id)}::uuid[],
        ${meters.map((meter) => meter.aggregation_type)}::text[]) m(id, kind)
    ), tail as materialized (${tail(question)}),
    parts as (
      ${sql.join(partsOf(question, segments), ' ')}
    ), states as materialized (
      select p.meter_id, p.n, p.customer_id, sum(p.stored) as stored, sum(p.events) as events,
        sum(p.total) as total, max(p.highest) as highest, ${newest(has('LAST'))} as latest
      from parts p group by p.meter_id, p.n, p.customer_id
    ), uniques as materialized (${has('UNIQUE_COUNT') ? uniques(question, segments) : noUniques}),
    per_window as (${figures('window', has)}), overall as (${figures('all', has)})`
}

const newest = (isWanted: boolean): Sql =>
  isWanted
    ? sql`(array_agg(p.latest order by p.latest desc) filter (where p.latest is not null))[1]`
    : sql`null::metering.latest`

const noUniques = sql`select null::uuid as meter_id, 0 as n, null::uuid as customer_id, '' as value
  where false`

const ofCustomer = ({ customerId }: Question, alias: string): Sql =>
  customerId === undefined ? sql.empty : sql`and ${sql.id(alias)}.customer_id = ${customerId}::uuid`

/** Rows of these windows, each with the number of its window. */
function tail(question: Question): Sql {
  const { meters, live, windows, isOverlapping = false } = question
  const all = windows.map((window, n) => ({ ...window, n }))
  const first = new Date(windows[0]?.from ?? 0).toISOString()
  const last = new Date(windows.at(-1)?.to ?? 0).toISOString()
  // Windows in order: the place in the list of their starts, by binary search.
  const place = isOverlapping
    ? sql`join ${spans(all)} on u.happened_at >= s.a and u.happened_at < s.b`
    : sql`cross join lateral (
        select width_bucket(u.happened_at, ${instants(all.map((w) => w.from))}::timestamptz[]) - 1 as n
      ) s`
  const range = isOverlapping
    ? sql`true`
    : sql`u.happened_at >= ${first}::timestamptz and u.happened_at < ${last}::timestamptz`
  return sql`
    select u.meter_id, s.n, u.customer_id, u.stored, u.events,
      case when u.events > 0 then u.quantity else 0 end as total,
      case when u.events > 0 then u.quantity end as highest,
      case when u.events > 0 then u.latest end as latest,
      case when u.events > 0 then u.value end as value
    from metering.unrolled(${meters.map(({ id }) => id)}::uuid[], ${live}) u ${place}
    where ${range} ${ofCustomer(question, 'u')}`
}

function partsOf(question: Question, { days, quarters, rows }: Segments): Sql[] {
  const rolled = (table: 'days' | 'quarters', list: readonly Segment[]): Sql => sql`
    union all
    select d.meter_id, s.n, d.customer_id, d.stored, d.events, d.total, d.highest, d.latest
    from ${spans(list)} cross join meters m cross join lateral (
      select d.meter_id, d.customer_id, d.stored, d.events, d.total, d.highest, d.latest
      from metering.${sql.id(table)} d where d.meter_id = m.id and d.live = ${question.live}
        and d.starts_at >= s.a and d.starts_at < s.b ${ofCustomer(question, 'd')} ${eachAlone}) d`
  return [
    sql`select t.meter_id, t.n, t.customer_id, t.stored, t.events, t.total, t.highest, t.latest
      from tail t`,
    ...(days.length > 0 ? [rolled('days', days)] : []),
    ...(quarters.length > 0 ? [rolled('quarters', quarters)] : []),
    ...(rows.length > 0 ? [rawRows(question, rows)] : []),
  ]
}

/** Looked up for each span by the index: nothing tells the planner how short they are. */
const eachAlone = sql`offset 0`

const counts = sql`e.counted and e.voided_at is null`

const atEnds = (question: Question, rows: readonly Segment[]): Sql => sql`
  from ${spans(rows)} cross join meters m cross join lateral (
    select e.meter_id, e.customer_id, e.happened_at, e.created_at, e.id, e.quantity, e.value,
      e.counted, e.voided_at
    from metering.events e where e.meter_id = m.id and e.live = ${question.live}
      and e.happened_at >= s.a and e.happened_at < s.b ${ofCustomer(question, 'e')}
      and e.seq <= (select r.watermark from metering.roll_ups r) ${eachAlone}) e`

const rawRows = (question: Question, rows: readonly Segment[]): Sql => sql`
  union all
  select e.meter_id, s.n, e.customer_id, 1, (${counts})::int,
    case when ${counts} then e.quantity else 0 end, case when ${counts} then e.quantity end,
    case when ${counts} then (e.happened_at, e.created_at, e.id, e.quantity)::metering.latest end
  ${atEnds(question, rows)}`

/** The distinct values of each window: days, parts of days by their masks, rows. */
function uniques(question: Question, { days, quarters, rows }: Segments): Sql {
  const masks = masksOf(quarters)
  const none = '0'.repeat(96)
  const ofDays = sql`
    union
    select v.meter_id, s.n, v.customer_id, v.value from ${spans(days)} cross join meters m
    cross join lateral (
      select v.meter_id, v.customer_id, v.value from metering.day_values v
      where v.meter_id = m.id and v.live = ${question.live}
        and v.starts_at >= s.a and v.starts_at < s.b ${ofCustomer(question, 'v')} ${eachAlone}) v`
  const ofQuarters = sql`
    union
    select v.meter_id, s.n, v.customer_id, v.value
    from unnest(${masks.map(({ n }) => n)}::int[],
      ${instants(masks.map(({ day }) => day))}::timestamptz[],
      ${masks.map(({ bits }) => bits)}::bit(96)[]) s(n, day, mask) cross join meters m
    cross join lateral (
      select v.meter_id, v.customer_id, v.value from metering.day_values v
      where v.meter_id = m.id and v.live = ${question.live} and v.starts_at = s.day
        and (v.quarters & s.mask) <> ${none}::bit(96) ${ofCustomer(question, 'v')} ${eachAlone}) v`
  const ofRows = sql`
    union select e.meter_id, s.n, e.customer_id, e.value ${atEnds(question, rows)}
    where ${counts} and e.value is not null`
  return sql`
    select t.meter_id, t.n, t.customer_id, t.value from tail t where t.value is not null
    ${days.length > 0 ? ofDays : sql.empty} ${masks.length > 0 ? ofQuarters : sql.empty}
    ${rows.length > 0 ? ofRows : sql.empty}`
}

/**
 * What the states come to: in each window, or over all of them. Over all, LAST is each customer's
 * newest and UNIQUE_COUNT what is distinct in the whole: never a sum over windows.
 */
function figures(over: 'window' | 'all', has: (kind: Aggregation) => boolean): Sql {
  const n = over === 'window' ? sql`p.n` : sql`0`
  const perCustomer =
    over === 'window'
      ? sql`states`
      : sql`(select p.meter_id, 0 as n, p.customer_id, sum(p.stored) as stored,
          sum(p.events) as events, sum(p.total) as total, max(p.highest) as highest,
          ${newest(has('LAST'))} as latest
        from states p group by p.meter_id, p.customer_id)`
  const distinctValues = sql`
    select p.meter_id, ${n} as n, count(distinct (p.customer_id, p.value)) as usage
    from uniques p group by 1, 2`
  return sql`
    select p.meter_id, ${n} as n, sum(p.stored)::bigint as stored, sum(p.events)::bigint as events,
      count(*) filter (where p.events > 0) as customers,
      trim_scale(coalesce(case m.kind when 'SUM' then sum(p.total) when 'MAX' then max(p.highest)
        when 'LAST' then sum((p.latest).quantity) else max(v.usage) end, 0)) as usage
    from ${perCustomer} p join meters m on m.id = p.meter_id
    left join (${distinctValues}) v on v.meter_id = p.meter_id and v.n = ${n}
    group by p.meter_id, ${over === 'window' ? sql`p.n,` : sql.empty} m.kind`
}

/** The answer of `GET /meters/{id}/usage` as JSON: its numbers are written from `numeric` by the database. */
export function usageJson(
  question: Question,
  given: { meterId: string; start: string; end: string; isFilled: boolean },
): Sql {
  const labels = question.windows.map(({ label }) => label)
  return sql`
    ${totals(question)}
    select json_build_object('meter_id', ${given.meterId}::text,
      'total_usage', coalesce((select o.usage from overall o), 0),
      'event_count', coalesce((select o.events from overall o), 0),
      'unique_customers', coalesce((select o.customers from overall o), 0),
      'period_start', ${given.start}::text, 'period_end', ${given.end}::text,
      'grouped_data', coalesce((
        select json_agg(json_build_object('period', l.label, 'usage', coalesce(w.usage, 0),
          'event_count', coalesce(w.events, 0)) order by l.n)
        from unnest(${labels}::text[]) with ordinality l(label, n)
        left join per_window w on w.n = l.n - 1
        where ${given.isFilled} or w.events > 0), '[]'))::text as answer`
}

/** As rows, for those that go on counting with them. */
export const usagePerWindow = (question: Question): Sql => sql`
  ${totals(question)}
  select w.meter_id, w.n, w.stored::text, w.events::text, w.customers::text, w.usage::text
  from per_window w order by w.n`

export const usageOverall = (question: Question): Sql => sql`
  ${totals(question)}
  select w.meter_id, w.stored::text, w.events::text, w.customers::text, w.usage::text
  from overall w`

/** The answer of `GET /meters/{id}/stats`; the windows are all time, today, this week, this month. */
export const statsJson = (
  question: Question,
  given: { meterId: string; first: Date | null; last: Date | null },
): Sql => sql`
  ${totals(question)}, of_window as (select w.n, w.usage, w.events, w.customers from per_window w)
  select json_build_object('meter_id', ${given.meterId}::text,
    'total_events', coalesce((select w.events from of_window w where w.n = 0), 0),
    'unique_customers', coalesce((select w.customers from of_window w where w.n = 0), 0),
    'first_event_date', ${given.first?.toISOString() ?? null}::text,
    'last_event_date', ${given.last?.toISOString() ?? null}::text,
    'today_usage', coalesce((select w.usage from of_window w where w.n = 1), 0),
    'this_week_usage', coalesce((select w.usage from of_window w where w.n = 2), 0),
    'this_month_usage', coalesce((select w.usage from of_window w where w.n = 3), 0))::text as answer`

/** The answer of `GET /customers/{id}/usage`: a line for each meter that has events. */
export const customerJson = (
  question: Question,
  given: {
    customerId: string
    start: string
    end: string
    names: readonly string[]
    units: readonly (string | null)[]
  },
): Sql => sql`
  ${totals(question)}
  select json_build_object('customer_id', ${given.customerId}::text,
    'period_start', ${given.start}::text, 'period_end', ${given.end}::text,
    'meters', coalesce((
      select json_agg(json_build_object('meter_id', l.id, 'meter_name', l.name, 'unit', l.unit,
        'aggregation_type', l.kind, 'total_usage', coalesce(o.usage, 0),
        'event_count', coalesce(o.events, 0)) order by l.n)
      from unnest(${question.meters.map(({ id }) => id)}::uuid[], ${given.names}::text[],
        ${given.units}::text[], ${question.meters.map((m) => m.aggregation_type)}::text[])
        with ordinality l(id, name, unit, kind, n)
      left join overall o on o.meter_id = l.id), '[]'))::text as answer`
