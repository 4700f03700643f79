import { type Sql, sql } from '../../kernel/sql.ts'
import { type Question, totals } from './compile-totals.ts'

export interface QuotaKey {
  tenantId: string
  customerId: string
  meterId: string
}

export interface QuotaTerms {
  limit: string
  period: 'day' | 'week' | 'month' | 'year'
  enforcement: 'soft' | 'hard'
}

/** One of its kind, and none of its counters: they are made anew from what was used. */
export const replaceQuota = (of: QuotaKey, terms: QuotaTerms, zone: string): Sql => sql`
  with gone as (
    delete from metering.quota_counters c using metering.quotas q
    where q.customer_id = ${of.customerId} and q.meter_id = ${of.meterId} and c.quota_id = q.id)
  insert into metering.quotas as q
    (tenant_id, customer_id, meter_id, amount, period, timezone, enforcement)
  values (${of.tenantId}, ${of.customerId}, ${of.meterId}, ${terms.limit}, ${terms.period}, ${zone},
    ${terms.enforcement})
  on conflict (customer_id, meter_id) do update set amount = excluded.amount, updated_at = now(),
    period = excluded.period, timezone = excluded.timezone, enforcement = excluded.enforcement
  returning q.id`

const quota = sql`q.id, q.customer_id, q.meter_id, trim_scale(q.amount)::text as "limit", q.period,
  q.timezone, q.enforcement, w.starts_at as period_start,
  metering.first_instant(date_trunc(q.period, w.starts_at at time zone q.timezone)
    + ('1 ' || q.period)::interval, q.timezone) as period_end,
  trim_scale(coalesce(c.used, 0))::text as used, q.created_at, q.updated_at`

/** With what is used in the period of now. */
export const selectQuotas = (of: Omit<QuotaKey, 'meterId'>, meterId?: string): Sql => sql`
  select ${quota} from metering.quotas q
  cross join lateral (select metering.window_start(q.period, now(), q.timezone) as starts_at) w
  left join metering.quota_counters c on c.quota_id = q.id and c.starts_at = w.starts_at
  where q.tenant_id = ${of.tenantId} and q.customer_id = ${of.customerId}
    and ${meterId === undefined ? sql`true` : sql`q.meter_id = ${meterId}`}
  order by q.created_at, q.id`

export const deleteQuota = (of: QuotaKey): Sql => sql`
  delete from metering.quotas where tenant_id = ${of.tenantId} and customer_id = ${of.customerId}
    and meter_id = ${of.meterId}`

/** The periods in which an event may still happen. */
export const selectPeriods = (period: QuotaTerms['period'], zone: string): Sql => sql`
  select (extract(epoch from metering.first_instant(d, ${zone})) * 1000)::float8 as "from",
    (extract(epoch from metering.first_instant(d + ${`1 ${period}`}::interval, ${zone})) * 1000)::float8
      as "to", '' as label
  from generate_series(
    date_trunc(${period}, (now() - interval '35 days') at time zone ${zone}),
    (now() + interval '5 minutes') at time zone ${zone}, ${`1 ${period}`}::interval) d
  order by 1`

const starts = ({ windows }: Question): string[] =>
  windows.map(({ from }) => new Date(from).toISOString())

/** Counters as the events say. */
export const countAnew = (quotaId: string, question: Question): Sql => sql`
  ${totals(question)}
  insert into metering.quota_counters as c (quota_id, starts_at, used)
  select ${quotaId}::uuid, s.at, coalesce(w.usage, 0)
  from unnest(${starts(question)}::timestamptz[]) with ordinality s(at, n)
  left join per_window w on w.n = s.n - 1
  on conflict (quota_id, starts_at) do update set used = excluded.used`

export const valuesAnew = (quotaId: string, question: Question): Sql => sql`
  ${totals(question)}
  insert into metering.quota_values (quota_id, starts_at, value)
  select ${quotaId}::uuid, s.at, u.value
  from unnest(${starts(question)}::timestamptz[]) with ordinality s(at, n)
  join uniques u on u.n = s.n - 1 on conflict do nothing`

export const dropValues = (quotaId: string, startsAt: Date): Sql => sql`
  delete from metering.quota_values
  where quota_id = ${quotaId} and starts_at = ${startsAt.toISOString()}`

/** The counter to which an event belonged; batches that count with it wait from here on. */
export const lockCounter = (customerId: string, meterId: string, at: Date): Sql => sql`
  select q.id, q.period, q.timezone, c.starts_at from metering.quotas q
  join metering.quota_counters c on c.quota_id = q.id
    and c.starts_at = metering.window_start(q.period, ${at.toISOString()}::timestamptz, q.timezone)
  where q.customer_id = ${customerId} and q.meter_id = ${meterId} for update of c`
