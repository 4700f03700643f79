import { defaultTenantId } from '../../kernel/caller.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import type { KeyOwner } from './index.ts'
import type { Given } from './rights.ts'

/** A deprecated key dies at the end of its grace period; nulls count for nothing here. */
const ends = sql`least(k.expires_at, k.grace_period_ends_at)`
const isLive = sql`k.enabled and k.revoked_at is null and (${ends} is null or ${ends} > now())`

export interface NewKeyRow {
  id: string
  kind: string
  owner: KeyOwner
  name: string
  description: string | null
  prefix: string
  hash: Buffer
  sealed: string | null
  scopes: readonly string[]
  mode: string
  allowedNamespaces: readonly string[] | null
  perMinute: number | null
  perHour: number | null
  enabled: boolean
  createdBy: string | null
  expiresAt: Date | null
  limit: number
}

export const insertKey = (k: NewKeyRow): Sql => sql`
  insert into auth.keys (id, kind, user_id, app_id, tenant_id, name, description, prefix, hash,
    sealed, scopes, mode, allowed_namespaces, rate_limit_per_minute, rate_limit_per_hour, enabled,
    created_by, expires_at)
  select ${k.id}, ${k.kind}, ${k.owner.userId ?? null}, ${k.owner.appId ?? null},
    ${k.owner.tenantId ?? null}, ${k.name}, ${k.description}, ${k.prefix}, ${k.hash}, ${k.sealed},
    ${k.scopes}, ${k.mode}, ${k.allowedNamespaces}, ${k.perMinute}, ${k.perHour}, ${k.enabled},
    ${k.createdBy}, ${k.expiresAt}
  where (select count(*) from auth.keys k
    where k.kind = ${k.kind} and ${isOf(k.owner)} and ${isLive}) < ${k.limit}
  returning id, name, prefix, created_at, expires_at`

/** `is not distinct from` would use no index. */
function isOf({ userId, appId, tenantId }: KeyOwner): Sql {
  if (userId !== undefined) return sql`k.user_id = ${userId}`
  if (appId !== undefined) return sql`k.app_id = ${appId}`
  return sql`${inTenant(tenantId ?? null)} and k.user_id is null and k.app_id is null`
}

const inTenant = (tenantId: string | null): Sql =>
  tenantId === null ? sql`k.tenant_id is null` : sql`k.tenant_id = ${tenantId}`

/** Creations of one owner take turns, so that the limit holds. */
export const lockOwner = ({ userId, tenantId }: KeyOwner): Sql =>
  userId !== undefined
    ? sql`select from auth.users where id = ${userId} for update`
    : sql`select pg_advisory_xact_lock(hashtext('auth.keys'), hashtext(${tenantId ?? ''}))`

/** Rights are looked up where they were given: those over one tenant are none over another. */
const ownerIsAdmin = sql`(coalesce(u.role = 'admin' and k.tenant_id is null, false)
  or exists (select from auth.grants g where g.user_id = u.id and (g.role = 'instance_admin'
    or g.role = 'tenant_admin' and g.tenant_id =
      coalesce(k.tenant_id, ${defaultTenantId}::uuid))))`

/** A key of a person in a tenant lasts as long as the person belongs to it. */
const ownerBelongs = sql`(k.kind <> 'fbk' or k.user_id is null or k.tenant_id is null
  or exists (select from auth.members m where m.tenant_id = k.tenant_id and m.user_id = k.user_id)
  or ${ownerIsAdmin})`

export const selectByHash = (kind: string, hash: Buffer): Sql => sql`
  select k.id, k.kind, k.hash, k.user_id, k.app_id, k.tenant_id, k.scopes, k.allowed_namespaces,
    k.mode, ${ends} as expires_at, k.rate_limit_per_minute, k.rate_limit_per_hour, k.version,
    u.realm_id, u.email_verified_at is not null as proven, u.token_version as owner_version,
    ${ownerIsAdmin} as owner_is_admin
  from auth.keys k
  left join auth.users u on u.id = k.user_id
  left join auth.tenants t on t.id = k.tenant_id
  where k.kind = ${kind} and k.hash = ${hash} and ${isLive}
    and (k.user_id is null or (u.deleted_at is null and u.disabled_at is null))
    and t.deleted_at is null and ${ownerBelongs}`

export const selectByUser = (userId: string, kind: string | null): Sql => sql`
  select id, kind, name, prefix, created_at, last_used_at, expires_at, revoked_at
  from auth.keys where user_id = ${userId} and (${kind}::text is null or kind = ${kind})
  order by created_at desc, id`

export const selectSealed = (appIds: readonly string[]): Sql => sql`
  select k.id, k.app_id, k.sealed from auth.keys k
  where k.app_id = any(${appIds}::text[]) and k.kind = 'app' and ${isLive}`

export const revokeOne = (userId: string, kind: string, id: string): Sql => sql`
  update auth.keys set revoked_at = coalesce(revoked_at, now())
  where id = ${id} and user_id = ${userId} and kind = ${kind}
  returning id, name, prefix, revoked_at = now() as fresh`

export const revokeByUser = (userIds: readonly string[], kind: string | null): Sql => sql`
  update auth.keys set revoked_at = now()
  where user_id = any(${userIds}::uuid[]) and revoked_at is null
    and (${kind}::text is null or kind = ${kind}) returning id`

export const revokeByApp = (appIds: readonly string[]): Sql => sql`
  update auth.keys set revoked_at = now()
  where app_id = any(${appIds}::text[]) and revoked_at is null returning id`

/** Never back in time: several processes write. */
export const touchKeys = (
  ids: readonly string[],
  times: readonly Date[],
  addresses: readonly string[],
): Sql => sql`
  update auth.keys k set last_used_at = given.at, last_used_address = given.address
  from unnest(${ids}::uuid[], ${times}::timestamptz[], ${addresses}::text[])
    as given (id, at, address)
  where k.id = given.id and (k.last_used_at is null or k.last_used_at < given.at)`

/* Keys that are looked after: those of tenants, and client keys. */

const managed = sql`k.id, k.kind, k.name, k.description, k.prefix as key_prefix, k.user_id,
  k.tenant_id, k.scopes, k.mode, k.allowed_namespaces, k.enabled, k.rate_limit_per_minute,
  k.rate_limit_per_hour, k.created_by, k.created_at, k.updated_at, k.last_used_at,
  k.last_used_address, k.expires_at, k.revoked_at, k.revoked_by, k.revocation_reason,
  k.deprecated_at, k.grace_period_ends_at, k.replaced_by, k.version, ${isLive} as is_live`

/** Which keys somebody sees. */
export interface Reach {
  kinds: readonly string[]
  tenantId: string | null
  /** Undefined: everybody's. */
  userId?: string | undefined
}

const isWithin = ({ kinds, tenantId, userId }: Reach): Sql => sql`
  k.kind = any(${kinds}::text[]) and ${inTenant(tenantId)}
  ${userId === undefined ? sql.empty : sql`and k.user_id = ${userId}`}`

export const selectManaged = (reach: Reach, limit: number, offset = 0): Sql => sql`
  select ${managed} from auth.keys k where ${isWithin(reach)}
  order by k.created_at desc, k.id limit ${limit} offset ${offset}`

/** Those that live, as a list with cursors. */
export const liveManaged = (reach: Reach) => ({
  columns: managed,
  from: sql`from auth.keys k cross join lateral (select k.id, k.created_at) r
    where ${isWithin(reach)} and ${isLive}`,
})

export const countManaged = (reach: Reach): Sql =>
  sql`select count(*)::int as total from auth.keys k where ${isWithin(reach)}`

export const selectOne = (reach: Reach, id: string, lock: boolean): Sql => sql`
  select ${managed} from auth.keys k where k.id = ${id} and ${isWithin(reach)}
  ${lock ? sql`for no key update` : sql.empty}`

/** What may be changed of a key; what is left out stays. */
export interface KeyChanges extends Partial<Given> {
  name?: string
  description?: string | null
  enabled?: boolean
  rate_limit_per_minute?: number | null
  rate_limit_per_hour?: number | null
}

const changeable = [
  'name',
  'description',
  'scopes',
  'allowed_namespaces',
  'enabled',
  'rate_limit_per_minute',
  'rate_limit_per_hour',
] as const

export const assign = (changes: KeyChanges): Sql =>
  sql.join(
    changeable
      .filter((name) => changes[name] !== undefined)
      .map((name) => sql`${sql.id(name)} = ${changes[name]}`),
  )

export const asRevoked = (by: string | null, reason: string | null): Sql => sql`
  enabled = false, revoked_at = now(), revoked_by = ${by}, revocation_reason = ${reason}`

/** @param graceHours from now on; `replacedBy` stays as it is where none is given */
export const asDeprecated = (graceHours: number, replacedBy: string | null): Sql => sql`
  deprecated_at = coalesce(k.deprecated_at, now()),
  grace_period_ends_at = now() + make_interval(secs => ${graceHours * 3600}),
  replaced_by = coalesce(${replacedBy}::uuid, k.replaced_by)`

export const updateKey = (id: string, set: Sql): Sql => sql`
  update auth.keys k set ${set}, updated_at = now(), version = k.version + 1
  where k.id = ${id} returning ${managed}`

export const deleteKey = (id: string): Sql => sql`delete from auth.keys where id = ${id}`

export const insertEvent = (
  keyId: string,
  event: { type: string; reason: string | null; by: string | null },
): Sql => sql`
  insert into auth.key_events (key_id, type, reason, by)
  values (${keyId}, ${event.type}, ${event.reason}, ${event.by})`

export const selectEvents = (keyId: string): Sql => sql`
  select type, reason, by, at from auth.key_events where key_id = ${keyId} order by id`

/** Names of this tenant that begin alike. */
export const selectNames = (tenantId: string | null, beginning: string): Sql => sql`
  select k.name from auth.keys k
  where k.kind in ('gsk', 'tsk', 'anon', 'pk') and k.revoked_at is null
    and ${inTenant(tenantId)} and starts_with(k.name, ${beginning})`

/** Whom to tell about a key of theirs: nobody while the mailbox is not proven. */
export const selectOwner = (userId: string): Sql => sql`
  select email, language from auth.users
  where id = ${userId} and email_verified_at is not null and deleted_at is null`
