import { type Ctx, inTransaction } from '../../engines/context.ts'
import { record } from '../audit/index.ts'
import * as codes from '../codes/index.ts'
import * as factors from '../factors/index.ts'
import * as keys from '../keys/index.ts'
import * as passkeys from '../passkeys/index.ts'
import * as sessions from '../sessions/index.ts'
import {
  closeUsers,
  deleteFactors,
  deleteIdentities,
  dropPassword,
  markProven,
  selectById,
  selectRivals,
  type User,
} from './queries.ts'

/**
 * Mailbox proof, one state machine.
 *
 * A sign-up over an address that nobody has proven is an account row of its own: several may stand
 * side by side, each with what its own flow set. The first proof of the mailbox keeps one of them
 * and closes the others with everything they made; from then on the address belongs to it.
 */

/** What the flow behind the proof brings along. */
export type ProofBy =
  /** The code or link of this very sign-up: what it set stays. */
  | 'own_flow'
  /** Another way to the same mailbox (a reset, an identity provider): nothing set before it stays. */
  | 'other_flow'

/** @returns the proven account, or undefined when it is gone. In the caller's transaction. */
export async function proveMailbox(
  ctx: Ctx,
  userId: string,
  by: ProofBy,
): Promise<User | undefined> {
  const user = await ctx.db.row<User>(selectById(userId, true))
  if (!user?.email || user.email_verified_at) return user
  if (by === 'other_flow') await strip(ctx, user.id)
  await closeRivals(ctx, user)
  const proven = await ctx.db.row<User>(markProven(user.id))
  await record(ctx, 'account.proven', { userId: user.id, details: { by } })
  return proven
}

/** An address belongs to whoever proves it first: every other claim to it ends. */
export async function closeRivals(
  ctx: Ctx,
  user: Pick<User, 'id' | 'realm_id' | 'email'>,
): Promise<void> {
  if (!user.email) return
  const rivals = await ctx.db.rows<{ id: string }>(selectRivals(user.realm_id, user.email, user.id))
  await close(
    ctx,
    rivals.map((rival) => rival.id),
  )
}

/** Takes from an account everything an unproven owner may have planted; the account itself stays. */
async function strip(ctx: Ctx, userId: string): Promise<void> {
  await endCredentials(ctx, [userId])
  await ctx.db.run(dropPassword(userId))
  await ctx.events.emit(ctx, 'user.stripped', { userId })
}

/** Ends accounts with all they hold. Rows stay for thirty days. In the caller's transaction. */
export async function close(ctx: Ctx, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  await endCredentials(ctx, userIds)
  await ctx.db.run(closeUsers(userIds))
  for (const userId of userIds) await ctx.events.emit(ctx, 'user.closed', { userId })
}

async function endCredentials(ctx: Ctx, userIds: readonly string[]): Promise<void> {
  await sessions.revokeAllOf(ctx, userIds)
  await keys.revokeAllOf(ctx, userIds)
  await codes.discardAll(ctx, userIds)
  await ctx.db.run(deleteIdentities(userIds))
  await ctx.db.run(deleteFactors(userIds))
  await factors.dropRecoveryCodes(ctx, userIds)
  await passkeys.removeAllOf(ctx, userIds)
}

/**
 * "This was not me" in a mail: ends the code, and the sign-up it belongs to if nobody proved it.
 * @returns false for a link that is not ours or too old to matter
 */
export function disown(ctx: Ctx, token: string): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const proof = await codes.disown(ctx, token)
    if (!proof?.user_id) return proof !== undefined
    const user = await ctx.db.row<User>(selectById(proof.user_id, true))
    // Only the mailbox of the account itself may say so: a change may go to a stranger's by mistake.
    const isTheirs = user?.email === proof.address
    if (user && isTheirs && !user.email_verified_at) await close(ctx, [user.id])
    await record(ctx, 'account.disowned', { userId: proof.user_id })
    return true
  })
}
