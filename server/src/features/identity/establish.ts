import type { Ctx } from '../../engines/context.ts'
import { unauthenticated } from '../../kernel/errors.ts'
import { close } from './mailbox.ts'
import { sessionLife } from './platform.ts'
import {
  insertUser,
  lockAddress,
  selectByEmail,
  selectById,
  selectRivals,
  setPassword,
  type User,
} from './queries.ts'
import { admit, begin, type SignedIn } from './sign-in.ts'
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
  const { user, isNew } = await establishNew(ctx, given)
  if (given.passwordHash && !isNew) await ctx.db.run(setPassword(user.id, given.passwordHash))
  return user
}

/** The same, but for a proven account of the address, which stays as it is: `isNew` says so. */
export async function establishNew(
  ctx: Ctx,
  given: { email: string; fullName: string | null; passwordHash: string | null },
): Promise<{ id: string; user: User; isNew: boolean }> {
  const email = mustBeEmail(given.email)
  await ctx.db.run(lockAddress(mainRealm, email))
  const known = await ctx.db.row<User>(selectByEmail(mainRealm, email, true))
  if (known?.email_verified_at) return { id: known.id, user: known, isNew: false }
  const { fullName, passwordHash } = given
  const row = { ...blank(ctx, email), username: randomUsername(), proven: true }
  const rivals = await ctx.db.rows<{ id: string }>(selectRivals(mainRealm, email, row.id))
  await close(
    ctx,
    rivals.map((rival) => rival.id),
  )
  const user = await ctx.db.row<User>(insertUser({ ...row, fullName, passwordHash }))
  if (!user) throw new Error('the account was not made')
  return { id: user.id, user, isNew: true }
}

/** Signs in a person whom the caller has made sure of; the second factor is still asked for. */
export async function enter(ctx: Ctx, userId: string, amr: readonly string[]): Promise<SignedIn> {
  return admit(ctx, await mustBeActive(ctx, userId), amr, await sessionLife(ctx))
}

/** The same on another device, for a person who has shown these proofs here: nothing more is asked. */
export async function enterOnDevice(
  ctx: Ctx,
  userId: string,
  amr: readonly string[],
): Promise<SignedIn> {
  return begin(ctx, await mustBeActive(ctx, userId), amr, await sessionLife(ctx))
}

async function mustBeActive(ctx: Ctx, userId: string): Promise<User> {
  const user = await ctx.db.row<User>(selectById(userId))
  if (user && !user.disabled_at) return user
  throw unauthenticated('invalid_token', 'Sign in again')
}
