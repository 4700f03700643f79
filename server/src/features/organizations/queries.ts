import { type Sql, sql } from '../../kernel/sql.ts'
import { memberRoles } from '../members/index.ts'
import { type Details, detailNames } from './schema.ts'

export const insertOrganization = (o: {
  id: string
  slug: string
  name: string
  by: string
}): Sql => sql`
  with made as (
    insert into auth.tenants (id, slug, name, created_by)
    values (${o.id}, ${o.slug}, ${o.name}, ${o.by}) returning id
  )
  insert into auth.members (tenant_id, user_id, role) select id, ${o.by}, 'owner' from made`

export const selectOrganization = (id: string): Sql => sql`
  select t.id, t.name, o.billing_address_line1, o.billing_address_city, o.billing_address_state,
    o.billing_address_country, o.billing_address_postal_code,
    coalesce(o.default_currency, 'USD') as default_currency,
    coalesce(o.timezone, 'UTC') as timezone,
    coalesce(o.auto_create_customers, true) as auto_create_customers,
    t.created_at, greatest(t.updated_at, o.updated_at) as updated_at
  from auth.tenants t left join metering.organizations o on o.tenant_id = t.id
  where t.id = ${id} and t.deleted_at is null`

/** Only what its people made themselves: the name of a managed tenant is its administrators'. */
export const renameOrganization = (id: string, name: string): Sql => sql`
  update auth.tenants set name = ${name}, updated_at = now()
  where id = ${id} and deleted_at is null and not is_managed`

/** Sets what is given; what is left out stays. */
export function upsertDetails(id: string, changes: Partial<Details>): Sql {
  const names = detailNames.filter((name) => changes[name] !== undefined)
  const columns = names.map((name) => sql.id(name))
  return sql`
    insert into metering.organizations (tenant_id, ${sql.join(columns)})
    values (${id}, ${sql.join(names.map((name) => sql`${changes[name]}`))})
    on conflict (tenant_id) do update set updated_at = now(),
      ${sql.join(columns.map((column) => sql`${column} = excluded.${column}`))}`
}

/** As the database spells it: it is the one that counts with it. */
export const selectTimezone = (name: string): Sql =>
  sql`select name from pg_timezone_names where lower(name) = lower(${name})`

const people = (tenantId: string): Sql => sql`
  select u.id, u.email, u.full_name as name, m.role, 'active' as status, m.created_at,
    null::timestamptz as expires_at
  from auth.members m join auth.users u on u.id = m.user_id and u.deleted_at is null
  where m.tenant_id = ${tenantId}
  union all
  select i.id, i.email, null, i.role, 'invited', i.created_at, i.expires_at
  from auth.invitations i
  where i.tenant_id = ${tenantId} and i.role = any(${memberRoles}::text[])
    and i.accepted_at is null and i.discarded_at is null and i.expires_at > now()`

export const selectPeople = (tenantId: string, limit: number, offset: number): Sql => sql`
  select p.id, p.email, p.name, p.role, p.status, p.created_at, p.expires_at
  from (${people(tenantId)}) p
  order by p.created_at, p.id limit ${limit} offset ${offset}`

export const countPeople = (tenantId: string): Sql =>
  sql`select count(*)::int as total from (${people(tenantId)}) p`

export const selectMember = (tenantId: string, userId: string): Sql =>
  sql`select p.id, p.email, p.name, p.role, p.status, p.created_at, p.expires_at
    from (${people(tenantId)}) p where p.id = ${userId} and p.status = 'active'`

export const selectByEmail = (tenantId: string, email: string): Sql => sql`
  select from auth.members m join auth.users u on u.id = m.user_id and u.deleted_at is null
  where m.tenant_id = ${tenantId} and u.email = ${email}`

/** Changes of who owns a tenant take turns: of two last owners who leave at once, one stays. */
export const lockTenant = (id: string): Sql =>
  sql`select from auth.tenants where id = ${id} for no key update`

export const hasOtherOwner = (tenantId: string, userId: string): Sql => sql`
  select from auth.members m join auth.users u on u.id = m.user_id and u.deleted_at is null
  where m.tenant_id = ${tenantId} and m.role = 'owner' and m.user_id <> ${userId} limit 1`

/** The tenants somebody is a member of; locked, as `lockTenant` does. */
export const lockTenantsOf = (userId: string): Sql => sql`
  select t.id, t.is_managed, m.role from auth.members m
  join auth.tenants t on t.id = m.tenant_id and t.deleted_at is null
  where m.user_id = ${userId} order by t.id for no key update of t`

/** Who has helped to run it longest. */
export const selectHeir = (tenantId: string, userId: string): Sql => sql`
  select m.user_id from auth.members m
  join auth.users u on u.id = m.user_id and u.deleted_at is null
  where m.tenant_id = ${tenantId} and m.role = 'admin' and m.user_id <> ${userId}
  order by m.created_at, m.user_id limit 1`

/** From now on it is nobody's own. */
export const disown = (tenantId: string, userId: string): Sql => sql`
  update auth.tenants set personal_of = null, created_by = null, updated_at = now()
  where id = ${tenantId} and (personal_of = ${userId} or created_by = ${userId})`

/** Its keys are dead from here on; the rows stay for thirty days. */
export const closeTenant = (id: string): Sql => sql`
  update auth.tenants
  set status = 'deleting', deleted_at = now(), updated_at = now(), personal_of = null
  where id = ${id} and deleted_at is null`

/** What apps leave behind is erased by them first. */
export const purgeClosed: Sql = sql`
  delete from auth.tenants where id in (select t.id from auth.tenants t
    where not t.is_managed and t.deleted_at < now() - interval '30 days'
      and not exists (select from provisioning.apps a where a.tenant_id = t.id) limit 500)`
