import { type Sql, sql } from '../../../kernel/sql.ts'
import { isOf } from '../endpoints/queries.ts'
import type { DeliveryStatus, Endpoint, Whose } from '../schema.ts'

/** A delivery that was taken, with all that sending it needs. */
export interface Taken
  extends Pick<
    Endpoint,
    | 'url'
    | 'surface'
    | 'sealed_secret'
    | 'sealed_previous'
    | 'sealed_headers'
    | 'max_retries'
    | 'retry_backoff_seconds'
    | 'timeout_seconds'
  > {
  delivery_id: string
  endpoint_id: string
  event_id: string
  lease: string
  body: string
  hops: number
  /** Attempts made before this one. */
  attempt: number
  /** Failures of the endpoint in a row. */
  failures: number
}

const taken = sql`d.id as delivery_id, d.endpoint_id, d.event_id, d.lease,
  coalesce(d.body, v.body) as body, v.hops, d.attempt, e.failures, e.url, e.surface,
  e.sealed_secret, case when e.previous_ends_at > now() then e.sealed_previous end as sealed_previous,
  e.sealed_headers, e.max_retries, e.retry_backoff_seconds, e.timeout_seconds`

/**
 * Takes what is due, each by one process: `for update skip locked`. An endpoint that fails is tried
 * one at a time, any other a few at once, so that none of them takes all the places.
 */
export const take = (t: {
  lease: string
  leaseSeconds: number
  most: number
  perEndpoint: number
  busy: readonly string[]
}): Sql => sql`
  with candidates as (
    select d.id, d.endpoint_id, d.next_at, e.failures from webhooks.deliveries d
    join webhooks.endpoints e on e.id = d.endpoint_id and e.is_enabled
    where d.status = 'pending' and d.next_at <= now() and d.endpoint_id <> all(${t.busy}::uuid[])
    order by d.next_at limit 1000
  ), fair as (
    select c.id, row_number() over (partition by c.endpoint_id order by c.next_at, c.id) as place,
      c.failures
    from candidates c
  ), due as (
    select d.id from webhooks.deliveries d join fair f on f.id = d.id
    where f.place <= case when f.failures > 0 then 1 else ${t.perEndpoint}::int end
      and d.status = 'pending' and d.next_at <= now()
    order by d.next_at limit ${t.most} for update of d skip locked
  ), mine as (
    update webhooks.deliveries d set lease = ${t.lease},
      next_at = now() + make_interval(secs => ${t.leaseSeconds})
    from due where d.id = due.id returning d.id, d.endpoint_id, d.event_id, d.lease, d.body, d.attempt
  )
  select ${taken} from mine d join webhooks.events v on v.id = d.event_id
  join webhooks.endpoints e on e.id = d.endpoint_id`

/** A delivery that nobody else may take, for an attempt at once. */
export const insertOwn = (d: {
  id: string
  endpointId: string
  eventId: string
  lease: string
}): Sql => sql`
  insert into webhooks.deliveries (id, endpoint_id, event_id, lease)
  values (${d.id}, ${d.endpointId}, ${d.eventId}, ${d.lease})`

export const selectTaken = (id: string): Sql => sql`
  select ${taken} from webhooks.deliveries d join webhooks.events v on v.id = d.event_id
  join webhooks.endpoints e on e.id = d.endpoint_id where d.id = ${id}`

/** We are still at it. */
export const renew = (ids: readonly string[], lease: string, leaseSeconds: number): Sql => sql`
  update webhooks.deliveries set next_at = now() + make_interval(secs => ${leaseSeconds})
  where id = any(${ids}::uuid[]) and lease = ${lease} and status = 'pending'`

/** Gives back what was not tried: due again after a while, no attempt used. */
export const giveBack = (id: string, lease: string, afterSeconds: number): Sql => sql`
  update webhooks.deliveries set lease = null,
    next_at = now() + make_interval(secs => ${afterSeconds})
  where id = ${id} and lease = ${lease} and status = 'pending'`

/** Writes down an attempt, unless another process has taken over since. Disabled, nothing follows. */
export const settle = (s: {
  id: string
  lease: string
  status: DeliveryStatus
  afterSeconds: number | null
  statusCode: number | null
  responseBody: string | null
  error: string | null
}): Sql => sql`
  update webhooks.deliveries d set attempt = attempt + 1, lease = null,
    status = case when ${s.status} = 'pending' and not e.is_enabled then 'failed'
      else ${s.status} end,
    next_at = case when e.is_enabled then now() + make_interval(secs => ${s.afterSeconds}) end,
    status_code = ${s.statusCode}, response_body = ${s.responseBody}, error = ${s.error},
    delivered_at = case when ${s.status} = 'success' then now() end
  from webhooks.endpoints e
  where d.id = ${s.id} and d.lease = ${s.lease} and d.status = 'pending' and e.id = d.endpoint_id
  returning d.id`

/** @returns the failures in a row, and whether they have lasted too long */
export const countFailure = (endpointId: string): Sql => sql`
  update webhooks.endpoints set failures = failures + 1,
    failing_since = coalesce(failing_since, now())
  where id = ${endpointId}
  returning failures, failing_since < now() - interval '5 days' as is_dead`

export const countSuccess = (endpointId: string): Sql => sql`
  update webhooks.endpoints set failures = 0, failing_since = null
  where id = ${endpointId} and failing_since is not null returning id`

/** News for an endpoint that does not answer waits; what has been tried keeps its own schedule. */
export const postponeNews = (endpointId: string, afterSeconds: number): Sql => sql`
  update webhooks.deliveries set next_at = now() + make_interval(secs => ${afterSeconds})
  where endpoint_id = ${endpointId} and status = 'pending' and attempt = 0 and lease is null
    and next_at < now() + make_interval(secs => ${afterSeconds})`

export const hastenNews = (endpointId: string): Sql => sql`
  update webhooks.deliveries set next_at = now()
  where endpoint_id = ${endpointId} and status = 'pending' and attempt = 0 and lease is null
    and next_at > now()`

const delivery = sql`d.id, d.endpoint_id, d.event_id, v.type, coalesce(d.body, v.body) as body,
  d.status, d.attempt, d.next_at, d.status_code, d.response_body, d.error, d.delivered_at,
  d.created_at`

const from = sql`webhooks.deliveries d join webhooks.events v on v.id = d.event_id
  join webhooks.endpoints e on e.id = d.endpoint_id`

export const selectDelivery = (whose: Whose, endpointId: string, id: string): Sql => sql`
  select ${delivery} from ${from}
  where ${isOf(whose)} and d.endpoint_id = ${endpointId} and d.id = ${id}`

/** Newest first; of equals the one with the greater id. */
export const selectDeliveries = (
  endpointId: string,
  p: { status: DeliveryStatus | null; cursor: string | null; limit: number },
): Sql => sql`
  select ${delivery} from ${from}
  where d.endpoint_id = ${endpointId} and (${p.status}::text is null or d.status = ${p.status})
    and (${p.cursor}::uuid is null or (d.created_at, d.id) < (
      select o.created_at, o.id from webhooks.deliveries o where o.id = ${p.cursor}))
  order by d.created_at desc, d.id desc limit ${p.limit}`

export const countDeliveries = (endpointId: string, status: DeliveryStatus | null): Sql => sql`
  select count(*)::int as total from webhooks.deliveries d
  where d.endpoint_id = ${endpointId} and (${status}::text is null or d.status = ${status})`

/** The same event once more, as a delivery of its own; the body is the one it had. */
export const insertAgain = (id: string, of: string): Sql => sql`
  insert into webhooks.deliveries (id, endpoint_id, event_id, body, next_at)
  select ${id}, o.endpoint_id, o.event_id, o.body, now() from webhooks.deliveries o
  where o.id = ${of}`

/** All that failed since then begins anew; not what somebody sent to try it out. */
export const restartFailed = (endpointId: string, since: Date): Sql => sql`
  update webhooks.deliveries d set status = 'pending', attempt = 0, next_at = now(), error = null
  from webhooks.events v
  where d.endpoint_id = ${endpointId} and d.status = 'failed' and d.created_at >= ${since}
    and v.id = d.event_id and v.type <> 'TEST' and v.hops < 3`
