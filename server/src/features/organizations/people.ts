import { type Ctx, inTransaction } from '../../engines/context.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { conflict, forbidden, notFound } from '../../kernel/errors.ts'
import { mustBeEmail } from '../identity/index.ts'
import * as invitations from '../invitations/index.ts'
import * as members from '../members/index.ts'
import { get } from './details.ts'
import {
  countPeople,
  hasOtherOwner,
  lockTenant,
  selectByEmail,
  selectMember,
  selectPeople,
} from './queries.ts'
import type { Person } from './schema.ts'

/** Who is in the caller's organization or is asked to be, longest first. */
export async function listPeople(
  ctx: Ctx,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: Person[]; total: number }> {
  const tenantId = tenantOf(ctx.caller)
  const rows = await ctx.db.rows<Person>(selectPeople(tenantId, limit, offset))
  const counted = await ctx.db.row<{ total: number }>(countPeople(tenantId))
  return { rows, total: counted?.total ?? 0 }
}

/**
 * Asks an address to come in; they do when they accept. Whether it has an account stays open. An
 * invitation that is open already is replaced.
 * @throws forbidden `insufficient_role`; conflict `already_member`; rate_limited
 */
export async function invite(
  ctx: Ctx,
  given: { email: string; role: members.MemberRole },
): Promise<Person> {
  mustManage(ctx, given.role)
  const email = mustBeEmail(given.email)
  const { id: tenantId, name: tenantName } = await get(ctx)
  if (await ctx.db.row(selectByEmail(tenantId, email))) {
    throw conflict('already_member', 'This address is in the organization already')
  }
  const { role } = given
  const made = await invitations.inviteMember(ctx, { email, role, tenantId, tenantName })
  const { id, created_at, expires_at } = made
  return { id, email, name: null, role, status: 'invited', created_at, expires_at }
}

/** @throws not_found; forbidden `insufficient_role`; conflict `last_owner` */
export function changeRole(ctx: Ctx, userId: string, role: members.MemberRole): Promise<Person> {
  const tenantId = tenantOf(ctx.caller)
  return inTransaction(ctx, async (ctx) => {
    await ctx.db.run(lockTenant(tenantId))
    const before = await members.roleOf(ctx, tenantId, userId)
    if (!before) throw unknown()
    mustManage(ctx, before, role)
    if (role !== 'owner') await mustLeaveOwner(ctx, tenantId, userId, before)
    await members.place(ctx, tenantId, userId, role)
    const person = await ctx.db.row<Person>(selectMember(tenantId, userId))
    if (!person) throw unknown()
    return person
  })
}

/**
 * Takes somebody out, or an invitation back; everybody may take themselves out.
 * @throws not_found; forbidden `insufficient_role`; conflict `last_owner`
 */
export function removePerson(ctx: Ctx, id: string): Promise<void> {
  const tenantId = tenantOf(ctx.caller)
  return inTransaction(ctx, async (ctx) => {
    await ctx.db.run(lockTenant(tenantId))
    const role = await members.roleOf(ctx, tenantId, id)
    if (id !== ctx.caller.userId) mustManage(ctx, role ?? 'viewer')
    if (!role) return invitations.removeOfTenant(ctx, tenantId, id)
    await mustLeaveOwner(ctx, tenantId, id, role)
    await members.leave(ctx, tenantId, id, role)
  })
}

const unknown = () => notFound('member_not_found', 'Nobody with this id is in this organization')

/** Owners decide about owners, admins about all others. */
function mustManage(ctx: Ctx, ...roles: readonly members.MemberRole[]): void {
  const { memberRole } = ctx.caller
  if (memberRole === 'owner' || (memberRole === 'admin' && !roles.includes('owner'))) return
  throw forbidden('insufficient_role', 'Your role in this organization does not allow this')
}

async function mustLeaveOwner(
  ctx: Ctx,
  tenantId: string,
  userId: string,
  role: members.MemberRole,
): Promise<void> {
  if (role !== 'owner' || (await ctx.db.row(hasOtherOwner(tenantId, userId)))) return
  throw conflict('last_owner', 'An organization keeps at least one owner')
}
