import { type Sql, sql } from '../../kernel/sql.ts'

/** Tenant admins and members in one list; who is both is one entry. */
const people = (tenantId: string, where: Sql): Sql => sql`
  select coalesce(g.id, m.id) as id, ${tenantId}::uuid as tenant_id, u.id as user_id,
    coalesce(g.created_at, m.created_at) as assigned_at, u.email,
    case when g.id is null then 'tenant_member' else 'tenant_admin' end as role,
    m.role as member_role
  from auth.users u
  left join auth.grants g
    on g.user_id = u.id and g.tenant_id = ${tenantId} and g.role = 'tenant_admin'
  left join auth.members m on m.user_id = u.id and m.tenant_id = ${tenantId}
  where u.deleted_at is null and (g.id is not null or m.id is not null) and ${where}
  order by assigned_at, u.id`

export const selectPeople = (tenantId: string): Sql =>
  people(
    tenantId,
    sql`u.id in (
  select user_id from auth.grants where tenant_id = ${tenantId}
  union select user_id from auth.members where tenant_id = ${tenantId})`,
  )

export const selectPerson = (tenantId: string, userId: string): Sql =>
  people(tenantId, sql`u.id = ${userId}`)

/** Accounts of ours whose mailbox is proven; locked, so that they do not go meanwhile. */
export const selectAccount = (userId: string, realmId: string): Sql => sql`
  select id from auth.users where id = ${userId} and realm_id = ${realmId}
    and email_verified_at is not null and disabled_at is null and deleted_at is null for share`

export const upsertMember = (tenantId: string, userId: string, role: string | null): Sql => sql`
  insert into auth.members as m (tenant_id, user_id, role)
  values (${tenantId}, ${userId}, coalesce(${role}, 'member'))
  on conflict (tenant_id, user_id) do update set role = coalesce(${role}, m.role)`

export const insertMember = (tenantId: string, userId: string, role: string): Sql => sql`
  insert into auth.members (tenant_id, user_id, role) values (${tenantId}, ${userId}, ${role})
  on conflict do nothing`

export const selectRole = (tenantId: string, userId: string): Sql =>
  sql`select role from auth.members where tenant_id = ${tenantId} and user_id = ${userId}`

export const deleteMember = (tenantId: string, userId: string): Sql =>
  sql`delete from auth.members where tenant_id = ${tenantId} and user_id = ${userId}`
