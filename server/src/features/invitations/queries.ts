import { type Sql, sql } from '../../kernel/sql.ts'
import { memberRoles } from '../members/index.ts'
import type { AnyRole } from './schema.ts'

const invitation = sql`i.id, i.email, i.role, i.tenant_id, i.invited_by, i.expires_at,
  i.accepted_at, i.created_at, i.discarded_at`

export const discardOpen = (email: string, tenantId: string | null): Sql => sql`
  update auth.invitations set discarded_at = now()
  where email = ${email} and tenant_id is not distinct from ${tenantId}::uuid
    and accepted_at is null and discarded_at is null`

export const insertInvitation = (i: {
  id: string
  hash: Buffer
  email: string
  role: AnyRole
  tenantId: string | null
  by: string | null
  lifeSeconds: number
}): Sql => sql`
  insert into auth.invitations as i (id, hash, email, role, tenant_id, invited_by, expires_at)
  values (${i.id}, ${i.hash}, ${i.email}, ${i.role}, ${i.tenantId}, ${i.by},
    now() + make_interval(secs => ${i.lifeSeconds}))
  returning ${invitation}`

/** With the name of its tenant, whether that lives, and whether an account of the address is there already. */
export const selectByHash = (hash: Buffer, realmId: string): Sql => sql`
  select ${invitation}, i.expires_at <= now() as expired,
    i.tenant_id is null or t.id is not null as tenant_lives, t.name as tenant_name,
    (select u.id from auth.users u where u.realm_id = ${realmId} and u.email = i.email
      and u.email_verified_at is not null and u.deleted_at is null) as account_id
  from auth.invitations i
  left join auth.tenants t on t.id = i.tenant_id and t.deleted_at is null
  where i.hash = ${hash}`

/** Of many at once one gets it. */
export const claim = (id: string): Sql => sql`
  update auth.invitations set accepted_at = now()
  where id = ${id} and accepted_at is null and discarded_at is null and expires_at > now()`

export const setAcceptedBy = (id: string, userId: string): Sql =>
  sql`update auth.invitations set accepted_by = ${userId} where id = ${id}`

export const selectAll = (
  seen: { tenantIds: readonly string[] } | 'all',
  with_: { accepted: boolean; expired: boolean },
): Sql => sql`
  select ${invitation} from auth.invitations i
  where i.discarded_at is null and (${with_.accepted} or i.accepted_at is null)
    and (${with_.expired} or i.accepted_at is not null or i.expires_at > now())
    and ${seen === 'all' ? sql`true` : sql`i.tenant_id = any(${seen.tenantIds}::uuid[])`}
  order by i.created_at desc, i.id`

/** By its id or by the hash of its token. */
export const selectOpen = (by: { id: string } | { hash: Buffer }): Sql => sql`
  select ${invitation} from auth.invitations i
  where ${'id' in by ? sql`i.id = ${by.id}` : sql`i.hash = ${by.hash}`}
    and i.accepted_at is null and i.discarded_at is null for update`

/** One of those that members of a tenant gave. */
export const discardOfTenant = (tenantId: string, id: string): Sql => sql`
  update auth.invitations set discarded_at = now()
  where id = ${id} and tenant_id = ${tenantId} and role = any(${memberRoles}::text[])
    and accepted_at is null and discarded_at is null and expires_at > now()`

export const discardOne = (id: string): Sql =>
  sql`update auth.invitations set discarded_at = now() where id = ${id}`

export const deleteOld: Sql = sql`
  delete from auth.invitations where greatest(expires_at, accepted_at) < now() - interval '90 days'`
