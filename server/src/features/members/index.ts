import { type Ctx, inTransaction } from '../../engines/context.ts'
import { invalid, notFound } from '../../kernel/errors.ts'
import { isUuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import * as grants from '../grants/index.ts'
import { mainRealm } from '../identity/index.ts'
import * as tenants from '../tenants/index.ts'
import {
  deleteMember,
  insertMember,
  selectAccount,
  selectPeople,
  selectPerson,
  selectRole,
  upsertMember,
} from './queries.ts'

export const memberRoles = ['owner', 'admin', 'member', 'viewer'] as const
export type MemberRole = (typeof memberRoles)[number]

/**
 * What somebody is in a tenant: `tenant_admin` administers it (a grant), the others have rights over
 * its data alone. `tenant_member` leaves the member role as it is.
 */
export const tenantRoles = ['tenant_admin', 'tenant_member', ...memberRoles] as const
export type TenantRole = (typeof tenantRoles)[number]

export interface Membership {
  id: string
  tenant_id: string
  user_id: string
  assigned_at: Date
  email: string | null
  role: 'tenant_admin' | 'tenant_member'
  member_role: MemberRole | null
}

/** The people of a tenant. @throws as `tenants.get` */
export async function list(ctx: Ctx, ref: string): Promise<Membership[]> {
  const tenant = await tenants.get(ctx, ref)
  return ctx.db.rows<Membership>(selectPeople(tenant.id))
}

/**
 * Takes an account into a tenant, or gives it another role there; counts from their next request on.
 * @throws as `tenants.get`; invalid `not_found` for an account that is unknown or not proven
 */
export async function assign(
  ctx: Ctx,
  ref: string,
  given: { userId: string; role: TenantRole },
): Promise<Membership> {
  const tenant = await tenants.get(ctx, ref)
  return inTransaction(ctx, async (ctx) => {
    await mustBeAccount(ctx, given.userId)
    await place(ctx, tenant.id, given.userId, given.role)
    return mustFind(ctx, tenant.id, given.userId)
  })
}

/** Changes the role of somebody who is in the tenant. @throws not_found */
export async function change(
  ctx: Ctx,
  ref: string,
  userId: string,
  role: TenantRole,
): Promise<Membership> {
  const tenant = await tenants.get(ctx, ref)
  return inTransaction(ctx, async (ctx) => {
    const before = await mustFind(ctx, tenant.id, userId)
    await place(ctx, tenant.id, userId, role)
    if (role !== 'tenant_admin' && before.role === 'tenant_admin') {
      await grants.take(ctx, userId, { role: 'tenant_admin', tenant_id: tenant.id })
    }
    return mustFind(ctx, tenant.id, userId)
  })
}

/** Takes somebody out of a tenant, with every right over it. @throws not_found */
export async function remove(ctx: Ctx, ref: string, userId: string): Promise<void> {
  const tenant = await tenants.get(ctx, ref)
  await inTransaction(ctx, async (ctx) => {
    const { role } = await mustFind(ctx, tenant.id, userId)
    await grants.take(ctx, userId, { role: 'tenant_admin', tenant_id: tenant.id })
    await ctx.db.run(deleteMember(tenant.id, userId))
    await tell(ctx, 'member.removed', tenant.id, userId, role)
  })
}

/** Makes an account what a role says, whoever asks: the caller has the right to. In their transaction. */
export async function place(
  ctx: Ctx,
  tenantId: string,
  userId: string,
  role: TenantRole,
): Promise<void> {
  if (role === 'tenant_admin') await grants.give(ctx, userId, { role, tenant_id: tenantId })
  else await ctx.db.run(upsertMember(tenantId, userId, role === 'tenant_member' ? null : role))
  await tell(ctx, 'member.assigned', tenantId, userId, role)
}

/** What somebody is in a tenant; undefined where they are no member. */
export const roleOf = async (
  ctx: Ctx,
  tenantId: string,
  userId: string,
): Promise<MemberRole | undefined> =>
  (await ctx.db.row<{ role: MemberRole }>(selectRole(tenantId, userId)))?.role

/** Takes an account in that asked to be; who is a member already stays what they are. In the caller's transaction. */
export async function join(
  ctx: Ctx,
  tenantId: string,
  userId: string,
  role: MemberRole,
): Promise<void> {
  const isNew = (await ctx.db.run(insertMember(tenantId, userId, role))) === 1
  if (isNew) await tell(ctx, 'member.assigned', tenantId, userId, role)
}

/** Ends a membership; rights to administer are another thing. In the caller's transaction. */
export async function leave(
  ctx: Ctx,
  tenantId: string,
  userId: string,
  role: MemberRole,
): Promise<void> {
  await ctx.db.run(deleteMember(tenantId, userId))
  await tell(ctx, 'member.removed', tenantId, userId, role)
}

async function tell(
  ctx: Ctx,
  event: 'member.assigned' | 'member.removed',
  tenantId: string,
  userId: string,
  role: TenantRole,
): Promise<void> {
  await record(ctx, event, { userId, tenantId, details: { role } })
  await tenants.announce(ctx, tenantId, userId)
}

async function mustBeAccount(ctx: Ctx, userId: string): Promise<void> {
  const found = isUuid(userId) && (await ctx.db.row(selectAccount(userId, mainRealm)))
  if (!found) throw invalid('not_found', 'No account with this id and a verified e-mail address')
}

async function mustFind(ctx: Ctx, tenantId: string, userId: string): Promise<Membership> {
  const found = isUuid(userId)
    ? await ctx.db.row<Membership>(selectPerson(tenantId, userId))
    : undefined
  if (!found) throw notFound('not_found', 'Not in this tenant')
  return found
}
