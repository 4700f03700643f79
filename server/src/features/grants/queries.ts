import { type Sql, sql } from '../../kernel/sql.ts'
import type { Grant } from './index.ts'

export const selectGrants = (userId: string): Sql => sql`
  select g.role, g.tenant_id from auth.grants g
  left join auth.tenants t on t.id = g.tenant_id
  where g.user_id = ${userId} and t.deleted_at is null order by g.role, g.tenant_id`

export const insertGrant = (userId: string, grant: Grant, by: string | null): Sql => sql`
  insert into auth.grants (user_id, role, tenant_id, granted_by)
  values (${userId}, ${grant.role}, ${grant.tenant_id}, ${by}) on conflict do nothing`

export const deleteGrant = (userId: string, grant: Grant): Sql => sql`
  delete from auth.grants where user_id = ${userId} and role = ${grant.role}
    and tenant_id is not distinct from ${grant.tenant_id}::uuid`

export const bumpTokenVersion = (userId: string): Sql => sql`
  update auth.users set token_version = token_version + 1 where id = ${userId}
  returning token_version - 1 as before`

export const lockInstanceAdmins: Sql = sql`
  select g.user_id from auth.grants g join auth.users u on u.id = g.user_id
  where g.role = 'instance_admin' and u.deleted_at is null and u.disabled_at is null
  order by g.user_id for update`
