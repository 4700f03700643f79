import { type Sql, sql } from '../../kernel/sql.ts'
import type { KeyOwner } from './index.ts'

const isLive = sql`k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`

export const insertKey = (key: {
  id: string
  kind: string
  owner: KeyOwner
  name: string
  prefix: string
  hash: Buffer
  sealed: string | null
  expiresAt: Date | null
  limit: number
}): Sql => sql`
  insert into auth.keys (id, kind, user_id, app_id, name, prefix, hash, sealed, expires_at)
  select ${key.id}, ${key.kind}, ${key.owner.userId ?? null}, ${key.owner.appId ?? null},
    ${key.name}, ${key.prefix}, ${key.hash}, ${key.sealed}, ${key.expiresAt}
  where (select count(*) from auth.keys k where k.kind = ${key.kind}
    and k.user_id is not distinct from ${key.owner.userId ?? null}::uuid
    and k.app_id is not distinct from ${key.owner.appId ?? null} and ${isLive}) < ${key.limit}
  returning id, name, prefix, created_at, expires_at`

/** Creations of one owner take turns, so that the limit holds. */
export const lockOwner = (owner: KeyOwner): Sql =>
  sql`select from auth.users where id = ${owner.userId ?? null} for update`

export const selectByHash = (kind: string, hash: Buffer): Sql => sql`
  select k.id, k.kind, k.hash, k.user_id, k.app_id, k.scopes, k.mode, k.expires_at, u.realm_id,
    u.email_verified_at is not null as proven
  from auth.keys k left join auth.users u on u.id = k.user_id
  where k.kind = ${kind} and k.hash = ${hash} and ${isLive}
    and (k.user_id is null or (u.deleted_at is null and u.disabled_at is null))`

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

export const touchKeys = (ids: readonly string[], times: readonly Date[]): Sql => sql`
  update auth.keys k set last_used_at = given.at
  from unnest(${ids}::uuid[], ${times}::timestamptz[]) as given (id, at)
  where k.id = given.id`
