import type { Ctx } from '../../engines/context.ts'
import { unauthenticated } from '../../kernel/errors.ts'
import { close } from './mailbox.ts'
import { sessionLife } from './platform.ts'
import {
  insertUser,
  selectByEmail,
  selectById,
  selectRivals,
  setPassword,
  type User,
} from './queries.ts'
import { admit, type SignedIn } from './sign-in.ts'
import { blank, mainRealm, mustBeEmail, randomUsername } from './sign-up.ts'

/**
 * An account whose mailbox counts as proven, because somebody with the right to say so does: the
 * operator at set-up, or a link that went to this very mailbox. Takes over a proven account of the
 * address (with a new password if one is given); closes sign-ups that nobody finished. In the
 * caller's transaction.
 */
export async function establish(
  ctx: Ctx,
  given: { email: string; fullName: string; passwordHash: string | null },
): Promise<User> {
  const email = mustBeEmail(given.email)
  const known = await ctx.db.row<User>(selectByEmail(mainRealm, email, true))
  if (known?.email_verified_at) {
    if (given.passwordHash) await ctx.db.run(setPassword(known.id, given.passwordHash))
    return known
  }
  const { fullName, passwordHash } = given
  const row = { ...blank(ctx, email), username: randomUsername(), proven: true }
  const rivals = await ctx.db.rows<{ id: string }>(selectRivals(mainRealm, email, row.id))
  await close(
    ctx,
    rivals.map((rival) => rival.id),
  )
  const user = await ctx.db.row<User>(insertUser({ ...row, fullName, passwordHash }))
  if (!user) throw new Error('the account was not made')
  return user
}

/** Signs in a person whom the caller has made sure of; the second factor is still asked for. */
export async function enter(ctx: Ctx, userId: string, amr: readonly string[]): Promise<SignedIn> {
  const user = await ctx.db.row<User>(selectById(userId))
  if (!user || user.disabled_at) throw unauthenticated('invalid_token', 'Sign in again')
  return admit(ctx, user, amr, await sessionLife(ctx))
}
