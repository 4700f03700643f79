import { type Sql, sql } from '../../kernel/sql.ts'

const setting = sql`key, tenant_id, value, is_public, description, updated_at`

export const upsertSetting = (s: {
  key: string
  tenantId: string | null
  value: unknown
  isPublic: boolean | null
  description: string | null
  by: string | null
}): Sql => sql`
  insert into auth.settings as s (key, tenant_id, value, is_public, description, updated_by)
  values (${s.key}, ${s.tenantId}, ${JSON.stringify(s.value)}, coalesce(${s.isPublic}, false),
    ${s.description}, ${s.by})
  on conflict (tenant_id, key) do update set value = excluded.value,
    is_public = coalesce(${s.isPublic}, s.is_public),
    description = coalesce(excluded.description, s.description),
    updated_by = excluded.updated_by, updated_at = now()
  returning ${setting}`

export const deleteSetting = (key: string, tenantId: string | null): Sql => sql`
  delete from auth.settings where key = ${key} and tenant_id is not distinct from ${tenantId}::uuid`

/** What a person keeps with a tenant. */
export interface Owner {
  userId: string
  tenantId: string
}

const isOf = ({ userId, tenantId }: Owner): Sql =>
  sql`user_id = ${userId} and tenant_id = ${tenantId}`

const userSetting = sql`id, key, value, description, user_id, created_at, updated_at`
const secret = sql`id, key, description, user_id, created_by, updated_by, created_at, updated_at`

/** New keys of one person take turns, so that the limit holds. */
export const lockNewKeys = (userId: string): Sql =>
  sql`select pg_advisory_xact_lock(hashtext('auth.user_settings'), hashtext(${userId}))`

const hasRoom = (userId: string, limit: number): Sql =>
  sql`(select count(*) from auth.user_settings where user_id = ${userId}) < ${limit}`

export const selectOwn = (owner: Owner): Sql => sql`
  select ${userSetting} from auth.user_settings
  where ${isOf(owner)} and value is not null order by key collate "C"`

export const selectOwnByKey = (owner: Owner, key: string): Sql => sql`
  select ${userSetting} from auth.user_settings
  where ${isOf(owner)} and key = ${key} and value is not null`

export const updateOwn = (
  owner: Owner,
  s: { key: string; value: unknown; description: string | null; by: string },
): Sql => sql`
  update auth.user_settings set value = ${JSON.stringify(s.value)}, updated_at = now(),
    description = coalesce(${s.description}, description), updated_by = ${s.by}
  where ${isOf(owner)} and key = ${s.key} and value is not null returning ${userSetting}`

/** A key that is there already makes no row: whether as a setting or as a secret. */
export const insertOwn = (
  owner: Owner,
  s: {
    id: string
    key: string
    value: unknown
    sealed: string | null
    description: string | null
    by: string
    limit: number
  },
): Sql => sql`
  insert into auth.user_settings
    (id, user_id, tenant_id, key, value, sealed, description, created_by, updated_by)
  select ${s.id}, ${owner.userId}, ${owner.tenantId}, ${s.key},
    ${s.value === undefined ? null : JSON.stringify(s.value)}::jsonb, ${s.sealed},
    ${s.description}, ${s.by}, ${s.by}
  where ${hasRoom(owner.userId, s.limit)}
  on conflict on constraint user_settings_key do nothing
  returning id, key, value, description, user_id, created_by, updated_by, created_at, updated_at`

export const selectTaken = (owner: Owner, key: string): Sql =>
  sql`select from auth.user_settings where ${isOf(owner)} and key = ${key}`

export const deleteOwn = (owner: Owner, key: string): Sql => sql`
  delete from auth.user_settings where ${isOf(owner)} and key = ${key} and value is not null`

export const selectSecrets = (owner: Owner): Sql => sql`
  select ${secret} from auth.user_settings
  where ${isOf(owner)} and sealed is not null order by key collate "C"`

export const selectSecret = (owner: Owner, key: string): Sql => sql`
  select ${secret} from auth.user_settings
  where ${isOf(owner)} and key = ${key} and sealed is not null`

export const updateSecret = (
  owner: Owner,
  s: { key: string; sealed: string | null; description: string | null; by: string },
): Sql => sql`
  update auth.user_settings set sealed = coalesce(${s.sealed}, sealed), updated_at = now(),
    description = coalesce(${s.description}, description), updated_by = ${s.by}
  where ${isOf(owner)} and key = ${s.key} and sealed is not null returning ${secret}`

export const deleteSecret = (owner: Owner, key: string): Sql => sql`
  delete from auth.user_settings where ${isOf(owner)} and key = ${key} and sealed is not null`

/** The accounts that are closed have nothing to show. */
export const selectSealed = (owner: Owner, key: string): Sql => sql`
  select s.sealed from auth.user_settings s join auth.users u on u.id = s.user_id
  where s.user_id = ${owner.userId} and s.tenant_id = ${owner.tenantId} and s.key = ${key}
    and s.sealed is not null and u.deleted_at is null`
