import { type Sql, sql } from '../../kernel/sql.ts'
import type { SecretChanges, SecretRef } from './schema.ts'

const secret = sql`s.id, s.name, case when s.namespace is null then 'global' else 'namespace' end
  as scope, s.namespace, s.description, s.version, s.expires_at, s.created_at, s.updated_at,
  s.created_by, s.updated_by, coalesce(s.expires_at <= now(), false) as is_expired`

/** Every statement names the tenant: an id of another one is an id of nothing. */
const isRef = (tenantId: string, ref: SecretRef): Sql =>
  'id' in ref
    ? sql`s.tenant_id = ${tenantId} and s.id = ${ref.id}`
    : sql`s.tenant_id = ${tenantId} and upper(s.name) = upper(${ref.name})
        and s.namespace is not distinct from ${ref.namespace ?? null}`

export const selectSecrets = (
  tenantId: string,
  filter: { scope: string | null; namespace: string | null },
): Sql => sql`
  select ${secret} from auth.secrets s where s.tenant_id = ${tenantId}
    and (${filter.scope}::text is null or (s.namespace is null) = (${filter.scope} = 'global'))
    and (${filter.namespace}::text is null or s.namespace = ${filter.namespace})
  order by s.name collate "C", s.namespace nulls first`

export const selectStats = (tenantId: string): Sql => sql`
  select count(*)::int as total,
    count(*) filter (where expires_at > now() and expires_at <= now() + interval '7 days')::int
      as expiring_soon,
    count(*) filter (where expires_at <= now())::int as expired
  from auth.secrets where tenant_id = ${tenantId}`

export const selectSecret = (tenantId: string, ref: SecretRef): Sql =>
  sql`select ${secret} from auth.secrets s where ${isRef(tenantId, ref)}`

export const insertSecret = (s: {
  id: string
  tenantId: string
  name: string
  namespace: string | null
  description: string | null
  expiresAt: string | null
  by: string | null
}): Sql => sql`
  insert into auth.secrets as s
    (id, tenant_id, name, namespace, description, expires_at, created_by, updated_by)
  values (${s.id}, ${s.tenantId}, ${s.name}, ${s.namespace}, ${s.description}, ${s.expiresAt},
    ${s.by}, ${s.by})
  on conflict (tenant_id, namespace, upper(name)) do nothing returning ${secret}`

/** Locks the row until the new value, if any, stands in its history, too. */
export const updateSecret = (
  tenantId: string,
  ref: SecretRef,
  s: SecretChanges & { ifVersion: number | null; by: string | null },
): Sql => sql`
  update auth.secrets s set updated_at = now(), updated_by = ${s.by},
    version = s.version + ${s.value === undefined ? 0 : 1},
    description = case when ${s.description !== undefined} then ${s.description ?? null}
      else s.description end,
    expires_at = case when ${s.expires_at !== undefined} then ${s.expires_at ?? null}::timestamptz
      else s.expires_at end
  where ${isRef(tenantId, ref)}
    and (${s.ifVersion}::integer is null or s.version = ${s.ifVersion})
  returning ${secret}`

export const deleteSecret = (
  tenantId: string,
  ref: SecretRef,
  ifVersion: number | null,
): Sql => sql`
  delete from auth.secrets s where ${isRef(tenantId, ref)}
    and (${ifVersion}::integer is null or s.version = ${ifVersion})
  returning ${secret}`

export const insertVersion = (v: {
  id: string
  secretId: string
  version: number
  sealed: string
  by: string | null
}): Sql => sql`
  insert into auth.secret_versions (id, secret_id, version, sealed, created_by)
  values (${v.id}, ${v.secretId}, ${v.version}, ${v.sealed}, ${v.by})`

export const deleteOldVersions = (secretId: string, upTo: number): Sql => sql`
  delete from auth.secret_versions where secret_id = ${secretId} and version <= ${upTo}`

export const selectVersions = (tenantId: string, ref: SecretRef): Sql => sql`
  select v.id, v.secret_id, v.version, v.created_at, v.created_by
  from auth.secret_versions v join auth.secrets s on s.id = v.secret_id
  where ${isRef(tenantId, ref)} order by v.version desc`

export const selectSealed = (tenantId: string, ref: SecretRef, version: number): Sql => sql`
  select v.secret_id, v.version, v.sealed
  from auth.secret_versions v join auth.secrets s on s.id = v.secret_id
  where ${isRef(tenantId, ref)} and v.version = ${version}`

/** Those of the namespace after the global ones, so that they win. */
export const selectInForce = (tenantId: string, namespace: string): Sql => sql`
  select s.id as secret_id, upper(s.name) as name, v.version, v.sealed
  from auth.secrets s
  join auth.secret_versions v on v.secret_id = s.id and v.version = s.version
  where s.tenant_id = ${tenantId} and (s.namespace is null or s.namespace = ${namespace})
    and (s.expires_at is null or s.expires_at > now())
  order by s.namespace nulls first`
