import { isUuid } from '../../kernel/ids.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { defaultTenant, type TenantStatus } from './schema.ts'

const tenant = sql`t.id, t.slug, t.name, t.status, t.id = ${defaultTenant} as is_default,
  t.is_managed, t.metadata, t.created_at, t.updated_at, t.deleted_at`

/** By id or slug; a slug never looks like an id. */
const isNamed = (ref: string): Sql => (isUuid(ref) ? sql`t.id = ${ref}` : sql`t.slug = ${ref}`)

export const selectPersonal = (userId: string): Sql =>
  sql`select id from auth.tenants where personal_of = ${userId} and deleted_at is null`

/** Two first needs at once make one tenant. */
export const ensurePersonal = (id: string, slug: string, userId: string): Sql => sql`
  with made as (
    insert into auth.tenants (id, slug, name, personal_of)
    values (${id}, ${slug}, 'Personal', ${userId})
    on conflict (personal_of) do nothing returning id
  )
  insert into auth.members (tenant_id, user_id, role) select id, ${userId}, 'owner' from made`

export const selectLive = (ref: string): Sql => sql`
  select ${tenant} from auth.tenants t where ${isNamed(ref)} and t.deleted_at is null`

export const selectManaged = (ref: string, lock = false): Sql => sql`
  select ${tenant} from auth.tenants t where ${isNamed(ref)} and t.is_managed
  ${lock ? sql`for update` : sql.empty}`

/** What somebody is, tenant by tenant; the one they administer longest first. */
export const selectStandings = (userId: string): Sql => sql`
  select t.id as tenant_id, t.name, g.user_id is not null as granted, m.role as member_role,
    m.created_at as member_since, coalesce(t.personal_of = ${userId}, false) as is_personal,
    coalesce(t.created_by = ${userId} or t.personal_of = ${userId}, false) as is_own
  from auth.tenants t
  left join auth.grants g
    on g.tenant_id = t.id and g.user_id = ${userId} and g.role = 'tenant_admin'
  left join auth.members m on m.tenant_id = t.id and m.user_id = ${userId}
  where t.deleted_at is null and t.id in (
    select tenant_id from auth.grants where user_id = ${userId} and role = 'tenant_admin'
    union select tenant_id from auth.members where user_id = ${userId})
  order by g.created_at nulls last, t.created_at, t.id`

export const selectAll = (status: TenantStatus | null): Sql => sql`
  select ${tenant} from auth.tenants t
  where t.is_managed and t.deleted_at is null
    and (${status}::text is null or t.status = ${status}) order by t.created_at, t.id`

export const selectDeleted: Sql = sql`
  select ${tenant} from auth.tenants t
  where t.is_managed and t.deleted_at is not null order by t.deleted_at desc, t.id`

export const selectGranted = (userId: string): Sql => sql`
  select ${tenant} from auth.tenants t
  join auth.grants g on g.tenant_id = t.id and g.user_id = ${userId} and g.role = 'tenant_admin'
  where t.deleted_at is null order by g.created_at, t.id`

/** Those who make tenants take turns, so that the limit holds. */
export const lockTenants: Sql = sql`
  select pg_advisory_xact_lock(hashtextextended('auth.tenants', 0))`

export const countLive: Sql = sql`
  select count(*)::int as count from auth.tenants where is_managed and deleted_at is null`

export const insertTenant = (t: {
  id: string
  slug: string
  name: string
  metadata: Record<string, unknown>
  by: string | null
}): Sql => sql`
  insert into auth.tenants as t (id, slug, name, metadata, created_by, is_managed)
  values (${t.id}, ${t.slug}, ${t.name}, ${JSON.stringify(t.metadata)}, ${t.by}, true)
  returning ${tenant}`

export const updateTenant = (
  id: string,
  changes: { name?: string | undefined; metadata?: Record<string, unknown> | undefined },
): Sql => sql`
  update auth.tenants t set name = coalesce(${changes.name ?? null}, t.name),
    metadata = coalesce(${changes.metadata ? JSON.stringify(changes.metadata) : null}::jsonb,
      t.metadata),
    updated_at = now()
  where t.id = ${id} and t.deleted_at is null returning ${tenant}`

export const markDeleted = (id: string): Sql => sql`
  update auth.tenants set status = 'deleting', deleted_at = now(), updated_at = now()
  where id = ${id} and deleted_at is null`

export const deleteTenant = (id: string): Sql => sql`delete from auth.tenants where id = ${id}`

export const markActive = (id: string): Sql => sql`
  update auth.tenants set status = 'active', deleted_at = null, updated_at = now() where id = ${id}`

export const selectSettings = (tenantId: string): Sql => sql`
  select key, value, created_at, updated_at from auth.settings
  where tenant_id = ${tenantId} order by key`

export const selectSecretPaths = (tenantId: string): Sql => sql`
  select path, created_at, updated_at from auth.tenant_secrets
  where tenant_id = ${tenantId} order by path`

export const selectSecret = (tenantId: string, path: string): Sql =>
  sql`select sealed from auth.tenant_secrets where tenant_id = ${tenantId} and path = ${path}`

export const upsertSecret = (s: {
  tenantId: string
  path: string
  sealed: string
  by: string | null
}): Sql => sql`
  insert into auth.tenant_secrets as s (tenant_id, path, sealed, updated_by)
  values (${s.tenantId}, ${s.path}, ${s.sealed}, ${s.by})
  on conflict (tenant_id, path) do update set sealed = excluded.sealed,
    updated_by = excluded.updated_by, updated_at = now()`

export const deleteSecret = (tenantId: string, path: string): Sql =>
  sql`delete from auth.tenant_secrets where tenant_id = ${tenantId} and path = ${path}`
