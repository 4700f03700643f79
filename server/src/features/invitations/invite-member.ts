import { type Ctx, inTransaction } from '../../engines/context.ts'
import { notFound } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import { mainRealm } from '../identity/index.ts'
import * as mails from '../mails/index.ts'
import type { MemberRole } from '../members/index.ts'
import { write } from './invite.ts'
import { discardOfTenant } from './queries.ts'
import type { Invitation } from './schema.ts'

/** A tenant asks this many addresses a day; each of them also has a budget of its own. */
const perDay = 50

/**
 * Invites an address into a tenant. Whether it has an account stays open: the answer and the mail are
 * the same, and nobody is a member before they say so. That the caller may is asked before.
 * @throws conflict when it was invited at the same moment; rate_limited
 */
export async function inviteMember(
  ctx: Ctx,
  given: { email: string; role: MemberRole; tenantId: string; tenantName: string },
): Promise<Invitation> {
  const { email, role, tenantId, tenantName } = given
  await ctx.limits.take({ key: `invite:${tenantId}`, max: perDay, perSeconds: 86_400 })
  const mailed = await mails.hasBudget(ctx, mainRealm, email)
  const { invitation } = await write(ctx, { email, role, tenantId, brand: tenantName }, mailed)
  return invitation
}

/** Takes back what members of a tenant gave. @throws not_found */
export function removeOfTenant(ctx: Ctx, tenantId: string, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const isOpen = (await ctx.db.run(discardOfTenant(tenantId, id))) === 1
    if (!isOpen) throw notFound('member_not_found', 'Nobody with this id is in this organization')
    await record(ctx, 'invitation.revoked', { tenantId, details: { id } })
  })
}
