import { type Ctx, inTransaction } from '../../engines/context.ts'
import { conflict } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as grants from '../grants/index.ts'
import { mustBeAccount } from './find.ts'

/** Rights over the instance. Those over a tenant are given with it (`members`). */
export const adminGrants = ['instance_admin', 'dashboard_user'] as const
export type AdminGrant = (typeof adminGrants)[number]

/**
 * Gives a right over the instance; it counts from the person's next request on.
 * @throws not_found; conflict `not_an_account`, `email_not_verified`
 */
export async function giveGrant(ctx: Ctx, id: string, role: AdminGrant): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const person = await mustBeAccount(ctx, id)
    if (!person.email_verified_at) {
      throw conflict('email_not_verified', 'Nobody has proven the mailbox of this account')
    }
    await grants.give(ctx, id, { role, tenant_id: null })
    await record(ctx, 'grant.given', { userId: id, details: { role } })
  })
}

/** @throws not_found; conflict `not_an_account`, `last_instance_admin` */
export async function takeGrant(ctx: Ctx, id: string, role: AdminGrant): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await mustBeAccount(ctx, id)
    if (role === 'instance_admin') await grants.mustLeaveAnAdmin(ctx, id)
    const taken = await grants.take(ctx, id, { role, tenant_id: null })
    if (taken) await record(ctx, 'grant.taken', { userId: id, details: { role } })
  })
}
