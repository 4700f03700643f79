import { type Sql, sql } from '../../kernel/sql.ts'

const setting = sql`key, tenant_id, value, is_public, description, updated_at`

export const upsertSetting = (s: {
  key: string
  tenantId: string | null
  value: unknown
  isPublic: boolean
  description: string | null
  by: string | null
}): Sql => sql`
  insert into auth.settings as s (key, tenant_id, value, is_public, description, updated_by)
  values (${s.key}, ${s.tenantId}, ${JSON.stringify(s.value)}, ${s.isPublic}, ${s.description},
    ${s.by})
  on conflict (tenant_id, key) do update set value = excluded.value,
    is_public = excluded.is_public, description = coalesce(excluded.description, s.description),
    updated_by = excluded.updated_by, updated_at = now()
  returning ${setting}`

export const deleteSetting = (key: string, tenantId: string | null): Sql => sql`
  delete from auth.settings where key = ${key} and tenant_id is not distinct from ${tenantId}::uuid`
