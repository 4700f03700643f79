import { type Ctx, inTransaction } from '../../engines/context.ts'
import { notFound, unauthenticated } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as mails from '../mails/index.ts'
import { deleteIdentity, selectById, selectOwnIdentities, type User } from './queries.ts'
import { mustBeRecent } from './reauthenticate.ts'
import { mustLeaveAWayIn } from './ways-in.ts'

/** An account elsewhere with which a person signs in here. */
export interface LinkedIdentity {
  id: string
  user_id: string
  provider: string
  /** What the provider calls the person; unique with it. */
  subject: string
  email: string | null
  created_at: Date
}

/** The caller's own, oldest first. */
export const listIdentities = (ctx: Ctx): Promise<LinkedIdentity[]> =>
  ctx.db.rows<LinkedIdentity>(selectOwnIdentities(ctx.caller.userId ?? ''))

/**
 * Unlinks one. The account row is locked: of two at once the second sees what the first left.
 * @throws forbidden `reauthentication_required`; not_found for an unknown or a foreign one; conflict
 *   `last_sign_in_method` when nothing would be left to sign in with
 */
export async function unlinkIdentity(ctx: Ctx, id: string): Promise<void> {
  await mustBeRecent(ctx)
  await inTransaction(ctx, async (ctx) => {
    const user = await ctx.db.row<User>(selectById(ctx.caller.userId ?? '', true))
    if (!user) throw unauthenticated('invalid_token', 'Sign in again')
    const linked = await ctx.db.rows<LinkedIdentity>(selectOwnIdentities(user.id))
    const gone = linked.find((identity) => identity.id === id)
    if (!gone) throw notFound('not_found', 'No such identity')
    await mustLeaveAWayIn(ctx, user, gone.id)
    await ctx.db.run(deleteIdentity(gone.id))
    await record(ctx, 'identity.unlinked', { userId: user.id, details: { by: gone.provider } })
    if (gone.provider === 'google') {
      await mails.send(ctx, 'google_unlinked', user, mails.whence(ctx))
    }
  })
}
