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
  // A name that nobody has is counted by itself: a count shared by all of them would tell it.
  const nobody = `${(given.username ?? given.email ?? '').toLowerCase()}@invalid`
  const address = named?.email ?? canonicalEmail(given.email ?? '') ?? nobody
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
export const codeGuesses = (address: string) => ({
  key: `code:${mainRealm}:${address}`,
  max: 15,
  perSeconds: 900,
  maxInARow: 100,
})

type About = { address: string; userId?: string }

const consume = (ctx: Ctx, about: About, digits: string): Promise<User | undefined> =>
  ctx.limits.guess(codeGuesses(about.address), () => proveByDigits(ctx, about, digits))

/** One uncounted try of the digits of a sign-up. @returns the account that they proved */
export const proveByDigits = (ctx: Ctx, about: About, digits: string): Promise<User | undefined> =>
  inTransaction(ctx, async (ctx) => {
    const given = { purpose: 'verify_email', realmId: mainRealm, ...about } as const
    const proof = await codes.consumeDigits(ctx, given, digits)
    return proof?.user_id ? proveMailbox(ctx, proof.user_id, 'own_flow') : undefined
  })

/**
 * Proves a mailbox by the link of a sign-up mail.
 * @returns the account; undefined for a link that is used, too old or not ours
 */
export const proveByLink = (ctx: Ctx, token: string): Promise<User | undefined> =>
  inTransaction(ctx, async (ctx) => {
    const proof = await codes.consumeLink(ctx, 'verify_email', token)
    return proof?.user_id ? proveMailbox(ctx, proof.user_id, 'own_flow') : undefined
  })

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
