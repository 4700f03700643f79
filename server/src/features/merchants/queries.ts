import { type Sql, sql } from '../../kernel/sql.ts'

export const selectVersion = (tenantId: string): Sql =>
  sql`select api_version from registry.merchants where tenant_id = ${tenantId}`

export const ensureMerchant = (tenantId: string, version: string): Sql => sql`
  insert into registry.merchants (tenant_id, api_version) values (${tenantId}, ${version})
  on conflict (tenant_id) do nothing`
