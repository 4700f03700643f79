import { type Sql, sql } from '../../../kernel/sql.ts'
import type { Endpoint, Mode, Subscriptions, Surface, Whose } from '../schema.ts'

/** A secret that was replaced is read no more once its time is over. */
const endpoint = sql`e.id, e.surface, e.mode, e.tenant_id, e.created_by, e.ref, e.name,
  e.description, e.url, e.subscriptions, e.topics, e.scope, e.sealed_secret,
  case when e.previous_ends_at > now() then e.sealed_previous end as sealed_previous,
  e.sealed_headers, e.is_enabled, e.disabled_reason, e.max_retries, e.retry_backoff_seconds,
  e.timeout_seconds, e.api_version, e.created_at, e.updated_at`

/** Every statement names the owner: an id of another one is an id of nothing. */
export const isOf = ({ surface, tenantId, mode, userId, ref }: Whose): Sql => sql`
  e.surface = ${surface} and e.tenant_id = ${tenantId} and e.mode = ${mode}
    and (${userId ?? null}::uuid is null or e.created_by = ${userId ?? null})
    ${ref === undefined ? sql.empty : sql`and e.ref is not distinct from ${ref}::text`}`

export const selectMany = (whose: Whose, limit: number, offset: number): Sql => sql`
  select ${endpoint} from webhooks.endpoints e where ${isOf(whose)}
  order by e.created_at desc, e.id desc limit ${limit} offset ${offset}`

/** The same as a list with cursors. */
export const listing = (whose: Whose) => ({
  columns: endpoint,
  from: sql`from webhooks.endpoints e cross join lateral (select e.created_at, e.id) r
    where ${isOf(whose)}`,
})

/** What stands with a part of a tenant, for those who show that part. */
export const columnOfPart = (surface: Surface, column: 'url' | 'topics', ref: Sql): Sql => sql`
  (select ${sql.id('e', column)} from webhooks.endpoints e
    where e.surface = ${surface} and e.ref = ${ref})`

export const count = (whose: Whose): Sql => sql`
  select count(*)::int as total from webhooks.endpoints e where ${isOf(whose)}`

export const selectOne = (whose: Whose, id: string): Sql => sql`
  select ${endpoint} from webhooks.endpoints e where ${isOf(whose)} and e.id = ${id}`

/** Those of one owner: a person, a part of the tenant, or the tenant itself. */
export const countOwn = (
  { surface, tenantId, mode, ref }: Whose,
  createdBy: string | null,
): Sql => sql`
  select count(*)::int as total from webhooks.endpoints e
  where e.surface = ${surface} and e.tenant_id = ${tenantId} and e.mode = ${mode}
    and e.ref is not distinct from ${ref ?? null}
    and e.created_by is not distinct from ${createdBy}::uuid`

/** Who adds endpoints to one owner takes turns, so that their number is exact. */
export const lockOwner = (
  { surface, tenantId, mode, ref }: Whose,
  createdBy: string | null,
): Sql => sql`
  select pg_advisory_xact_lock(hashtext('webhooks.endpoints'),
    hashtext(${`${surface}:${tenantId}:${mode}:${ref ?? ''}:${createdBy ?? ''}`}))`

export const insertEndpoint = (e: {
  id: string
  surface: string
  mode: Mode
  tenantId: string
  createdBy: string | null
  ref: string | null
  name: string
  description: string | null
  url: string
  subscriptions: Subscriptions
  topics: readonly string[]
  scope: string
  sealedSecret: string | null
  sealedHeaders: string | null
  isEnabled: boolean
  maxRetries: number | null
  retryBackoffSeconds: number | null
  timeoutSeconds: number
  apiVersion: string | null
}): Sql => sql`
  insert into webhooks.endpoints as e (id, surface, mode, tenant_id, created_by, ref, name,
    description, url, subscriptions, topics, scope, sealed_secret, sealed_headers, is_enabled,
    max_retries, retry_backoff_seconds, timeout_seconds, api_version)
  values (${e.id}, ${e.surface}, ${e.mode}, ${e.tenantId}, ${e.createdBy}, ${e.ref}, ${e.name},
    ${e.description}, ${e.url}, ${JSON.stringify(e.subscriptions)}, ${e.topics}, ${e.scope},
    ${e.sealedSecret}, ${e.sealedHeaders}, ${e.isEnabled}, ${e.maxRetries},
    ${e.retryBackoffSeconds}, ${e.timeoutSeconds}, ${e.apiVersion})
  returning ${endpoint}`

/** Columns and their new values; what is absent stays. */
export type Assignments = Partial<
  Pick<
    Endpoint,
    | 'name'
    | 'description'
    | 'url'
    | 'topics'
    | 'scope'
    | 'sealed_secret'
    | 'sealed_headers'
    | 'is_enabled'
    | 'max_retries'
    | 'retry_backoff_seconds'
    | 'timeout_seconds'
  >
> & { subscriptions?: string }

/** Where it is switched on again, or leads elsewhere, its failures are forgotten. */
export function updateEndpoint(whose: Whose, id: string, set: Assignments): Sql {
  const assigned = Object.entries(set).map(([name, value]) => sql`${sql.id(name)} = ${value}`)
  const fresh = set.is_enabled === true || set.url !== undefined
  const forget = fresh ? [sql`failing_since = null`, sql`failures = 0`] : []
  const reason = set.is_enabled === undefined ? [] : [sql`disabled_reason = null`]
  const ended = set.sealed_secret === undefined ? [] : [sql`sealed_previous = null`]
  return sql`
    update webhooks.endpoints e
    set ${sql.join([sql`updated_at = now()`, ...assigned, ...forget, ...reason, ...ended])}
    where ${isOf(whose)} and e.id = ${id} returning ${endpoint}`
}

/** The old secret signs beside the new one for a while; one that it replaced itself ends now. */
export const rotateSecret = (
  whose: Whose,
  id: string,
  sealed: string,
  overlapSeconds: number,
): Sql => sql`
  update webhooks.endpoints e set sealed_previous = e.sealed_secret,
    previous_ends_at = now() + make_interval(secs => ${overlapSeconds}),
    sealed_secret = ${sealed}, updated_at = now()
  where ${isOf(whose)} and e.id = ${id} returning ${endpoint}`

export const deleteEndpoint = (whose: Whose, id: string): Sql => sql`
  delete from webhooks.endpoints e where ${isOf(whose)} and e.id = ${id}
  returning e.id, e.url`

export const deleteOfUser = (userId: string): Sql => sql`
  delete from webhooks.endpoints e where e.created_by = ${userId}`

export const disable = (id: string, reason: string): Sql => sql`
  update webhooks.endpoints e set is_enabled = false, disabled_reason = ${reason}, updated_at = now()
  where e.id = ${id} and e.is_enabled returning ${endpoint}`

/** What waits for an endpoint that hears nothing any more; `recover` brings it back. Not what is on its way. */
export const failWaiting = (endpointId: string): Sql => sql`
  update webhooks.deliveries set status = 'failed', next_at = null, lease = null,
    error = 'The webhook was disabled'
  where endpoint_id = ${endpointId} and status = 'pending'
    and (lease is null or next_at <= now())`

/** Whom to tell: the person whose it is, else who runs the tenant. */
export const selectPeopleToTell = (id: string): Sql => sql`
  select u.email, u.language from webhooks.endpoints e
  join auth.users u on u.deleted_at is null and u.email_verified_at is not null and (u.id = e.created_by
    or e.created_by is null and exists (select from auth.members m
      where m.tenant_id = e.tenant_id and m.user_id = u.id and m.role in ('owner', 'admin')))
  where e.id = ${id} order by u.created_at limit 10`
