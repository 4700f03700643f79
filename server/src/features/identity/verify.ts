import { type Ctx, enqueue, inTransaction } from '../../engines/context.ts'
import { canonicalEmail } from '../../kernel/addresses.ts'
import { invalid } from '../../kernel/errors.ts'
import * as codes from '../codes/index.ts'
import * as mails from '../mails/index.ts'
import { proveMailbox } from './mailbox.ts'
import { selectByEmail, selectById, selectForSignIn, type User } from './queries.ts'
import { mainRealm, sendCode } from './sign-up.ts'

const invalidCode = () => invalid('invalid_code', 'Invalid or expired code')

/**
 * Proves a mailbox with the six digits from the mail, by address or by user name.
 * @throws invalid `invalid_code`, the same for every reason; rate_limited
 */
export async function verifyEmail(
  ctx: Ctx,
  given: { email?: string | undefined; username?: string | undefined; code: string },
): Promise<void> {
  const named = given.username === undefined ? undefined : await byUsername(ctx, given.username)
  const address = named?.email ?? canonicalEmail(given.email ?? '') ?? 'nobody@invalid'
  const about = named ? { address, userId: named.id } : { address }
  if (!(await consume(ctx, about, given.code))) throw invalidCode()
}

/** The same for a person who is signed in: only a code of their own sign-up counts. */
export async function verifyOwnEmail(ctx: Ctx, userId: string, code: string): Promise<void> {
  const user = await ctx.db.row<User>(selectById(userId))
  const address = user?.email ?? 'nobody@invalid'
  if (!(await consume(ctx, { address, userId }, code))) throw invalidCode()
}

/** Guesses are counted over all codes of an address: a new code does not refill them. */
function consume(
  ctx: Ctx,
  about: { address: string; userId?: string },
  digits: string,
): Promise<true | undefined> {
  const limit = {
    key: `code:${mainRealm}:${about.address}`,
    max: 15,
    perSeconds: 900,
    maxInARow: 100,
  }
  return ctx.limits.guess(limit, () =>
    inTransaction(ctx, async (ctx) => {
      const given = { purpose: 'verify_email', realmId: mainRealm, ...about } as const
      const proof = await codes.consumeDigits(ctx, given, digits)
      if (!proof?.user_id) return undefined
      return (await proveMailbox(ctx, proof.user_id, 'own_flow')) ? (true as const) : undefined
    }),
  )
}

/**
 * Proves a mailbox by the link in the mail.
 * @returns false for a link that is used, too old or not ours
 */
export function verifyEmailByLink(ctx: Ctx, token: string): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const proof = await codes.consumeLink(ctx, 'verify_email', token)
    if (!proof?.user_id) return false
    return (await proveMailbox(ctx, proof.user_id, 'own_flow')) !== undefined
  })
}

/** A fresh code if the address belongs to an unproven account; decided later, out of sight. */
export async function resendVerification(ctx: Ctx, email: string): Promise<void> {
  const address = canonicalEmail(email)
  if (address === undefined) return
  const hasRoom = await ctx.limits.has(
    { key: `resend:minute:${address}`, max: 1, perSeconds: 60 },
    { key: `resend:hour:${address}`, max: 5, perSeconds: 3600 },
  )
  if (hasRoom) await enqueue(ctx, 'identity.resend', { address })
}

/** The job behind `resendVerification`. */
export async function resend(ctx: Ctx, address: string): Promise<void> {
  const user = await ctx.db.row<User>(selectByEmail(mainRealm, address))
  if (user && !user.email_verified_at) await sendFreshCode(ctx, user)
}

/** Ends the old code of a sign-up and mails a new one, within the budget of the mailbox. */
export async function sendFreshCode(ctx: Ctx, user: User): Promise<void> {
  const { email, language, realm_id } = user
  if (!email || !(await mails.hasBudget(ctx, realm_id, email))) return
  await inTransaction(ctx, async (ctx) => {
    const code = await codes.issue(ctx, {
      purpose: 'verify_email',
      realmId: realm_id,
      userId: user.id,
      address: email,
    })
    await sendCode(ctx, { email, language }, code)
  })
}

const byUsername = (ctx: Ctx, username: string): Promise<User | undefined> =>
  ctx.db.row<User>(selectForSignIn(mainRealm, { username }, ''))
