import { type Ctx, inTransaction } from '../../engines/context.ts'
import { type AppError, forbidden, invalid } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as codes from '../codes/index.ts'
import * as factors from '../factors/index.ts'
import * as mails from '../mails/index.ts'
import * as sessions from '../sessions/index.ts'
import { self } from './account.ts'
import type { User } from './queries.ts'
import { knowsPassword } from './recover.ts'
import { factorGuesses } from './verify-factor.ts'

/** Minutes after a sign-in in which nothing more is asked for (ASVS 7.5.1). */
const recentMinutes = 10

const required = (): AppError =>
  forbidden('reauthentication_required', 'Sign in again, or send the nonce of a reauthentication')

/** @throws forbidden `reauthentication_required` unless the caller signed in within ten minutes */
export async function mustBeRecent(ctx: Ctx): Promise<void> {
  if (!(await sessions.isRecent(ctx, recentMinutes))) throw required()
}

/**
 * The person proves once more that it is them; or, where nothing is given, did so of late, or gets
 * six digits by mail.
 * @returns a nonce for one change within five minutes; '' where it was mailed
 * @throws invalid `invalid_credentials`, never 401: clients would refresh and guess again;
 *   rate_limited
 */
export async function reauthenticate(
  ctx: Ctx,
  given: { password?: string | undefined; code?: string | undefined },
): Promise<string> {
  const user = await self(ctx)
  await ctx.limits.take({ key: `reauthenticate:${user.id}`, max: 5, perSeconds: 300 })
  const isProven =
    given.password === undefined && given.code === undefined
      ? await sessions.isRecent(ctx, recentMinutes)
      : await fits(ctx, user, given)
  if (isProven) return giveNonce(ctx, user)
  await mailNonce(ctx, user)
  return ''
}

/** All that is given must fit. @throws invalid `invalid_credentials` */
async function fits(
  ctx: Ctx,
  user: User,
  { password, code }: { password?: string | undefined; code?: string | undefined },
): Promise<true> {
  const isRight =
    (password === undefined || (await knowsPassword(ctx, user, password))) &&
    (code === undefined || (await knowsCode(ctx, user, code)))
  if (isRight) return true
  await record(ctx, 'reauthentication.failed', { userId: user.id })
  throw invalid('invalid_credentials', 'Wrong password or code')
}

/** Counted with the guesses at sign-in. */
async function knowsCode(ctx: Ctx, user: User, code: string): Promise<boolean> {
  const isRight = await ctx.limits.guess(factorGuesses(user.id), async () =>
    (await factors.verify(ctx, user.id, code)) ? true : undefined,
  )
  return isRight === true
}

const about = (user: User) =>
  ({
    purpose: 'reauthenticate',
    realmId: user.realm_id,
    userId: user.id,
    address: user.email ?? user.id,
  }) as const

function giveNonce(ctx: Ctx, user: User): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    await record(ctx, 'reauthenticated', { userId: user.id })
    return codes.issueToken(ctx, about(user))
  })
}

async function mailNonce(ctx: Ctx, user: User): Promise<void> {
  if (!user.email || !(await mails.hasBudget(ctx, user.realm_id, user.email))) return
  await inTransaction(ctx, async (ctx) => {
    const code = await codes.issue(ctx, about(user))
    await mails.send(ctx, 'reauthenticate', user, { code: code.digits, minutes: code.minutes })
  })
}

/**
 * Makes a change that asks for a recent sign-in or a nonce. `prepare` does what takes long, before
 * the transaction and after the guess was counted; the nonce goes with the change or not at all.
 * @throws forbidden `reauthentication_required`; rate_limited
 */
export async function withFreshProof<P, T>(
  ctx: Ctx,
  nonce: string | undefined,
  prepare: () => Promise<P>,
  change: (ctx: Ctx, prepared: P) => Promise<T>,
): Promise<T> {
  if (await sessions.isRecent(ctx, recentMinutes)) {
    const prepared = await prepare()
    return inTransaction(ctx, (ctx) => change(ctx, prepared))
  }
  if (nonce === undefined) throw required()
  const user = await self(ctx)
  const limit = { key: `nonce:${user.id}`, max: 5, perSeconds: 300, maxInARow: 100 }
  const done = await ctx.limits.guess(limit, async () => {
    const prepared = await prepare()
    return inTransaction(ctx, async (ctx) =>
      (await spend(ctx, user, nonce)) ? { result: await change(ctx, prepared) } : undefined,
    )
  })
  if (!done) throw required()
  return done.result
}

async function spend(ctx: Ctx, user: User, nonce: string): Promise<boolean> {
  if (/^[0-9]{6}$/.test(nonce)) {
    return (await codes.consumeDigits(ctx, about(user), nonce)) !== undefined
  }
  const proof = await codes.consumeLink(ctx, 'reauthenticate', nonce)
  // Somebody else's stays theirs: the failure takes the whole transaction back.
  if (proof && proof.user_id !== user.id) throw required()
  return proof !== undefined
}
