import { type Ctx, inTransaction } from '../../engines/context.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { type AppError, invalid, unauthenticated } from '../../kernel/errors.ts'
import { isUuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import * as codes from '../codes/index.ts'
import * as factors from '../factors/index.ts'
import type * as sessions from '../sessions/index.ts'
import { sessionLife } from './platform.ts'
import { selectById, type User } from './queries.ts'
import { begin, type SignedIn } from './sign-in.ts'

/** Guesses at the second factor of an account, whatever door they come through. */
export const factorGuesses = (userId: string) => ({
  key: `mfa:${userId}`,
  max: 5,
  perSeconds: 300,
  maxInARow: 100,
})

interface SecondStep {
  /** Of the first step; without it the newest sign-in of `userId` that waits. */
  mfaToken?: string | undefined
  userId?: string | undefined
  /** Of the authenticator, or a recovery code. */
  code: string
}

/**
 * Finishes a sign-in with the second factor.
 * @throws unauthenticated `invalid_mfa` for a dead token or a wrong code; rate_limited
 */
export const verifyFactor = (
  ctx: Ctx,
  given: { mfaToken: string; code: string },
): Promise<SignedIn> =>
  complete(ctx, given, unauthenticated('invalid_mfa', 'Invalid or expired code'))

/**
 * The same for clients that keep nothing but the user's id (contract fluxbase-auth §3.10). A right
 * code without a first step that waits is as wrong as any other.
 * @throws invalid `invalid_credentials`; rate_limited
 */
export async function verifySecondFactor(
  ctx: Ctx,
  given: SecondStep & { userId: string },
): Promise<SignedIn> {
  const network = clientNetwork(ctx.origin.address)
  const failures = { key: `mfa:failed:${network}`, max: 20, perSeconds: 300 }
  await ctx.limits.mustHaveRoom(failures)
  const wrong = invalid('invalid_credentials', 'Invalid or expired code')
  try {
    return await complete(ctx, given, wrong, await sessionLife(ctx))
  } catch (error) {
    if (error === wrong) await ctx.limits.has(failures)
    throw error
  }
}

async function complete(
  ctx: Ctx,
  given: SecondStep,
  wrong: AppError,
  refresh?: sessions.StartOptions['refresh'],
): Promise<SignedIn> {
  const proof = await tryPending(ctx, given)
  const userId = proof?.user_id
  if (!userId) throw wrong
  const signedIn = await ctx.limits.guess(factorGuesses(userId), () =>
    inTransaction(ctx, async (ctx) => {
      // Locked before the proof is used: a change of the password that comes later ends the session.
      const user = await ctx.db.row<User>(selectById(userId, true))
      if (!user || user.disabled_at) return undefined
      if (!(await factors.verify(ctx, userId, given.code))) return undefined
      // Used meanwhile: the failure takes all back, so that the code is not spent on nothing.
      if (!(await codes.consume(ctx, proof.id, 'mfa'))) throw wrong
      return begin(ctx, user, [...firstStepOf(proof), 'otp'], refresh)
    }),
  )
  if (signedIn) return signedIn
  await record(ctx, 'sign_in.failed', { userId, details: { method: 'totp' } })
  throw wrong
}

/** Counts a try on the sign-in that waits; undefined when there is none. */
async function tryPending(ctx: Ctx, given: SecondStep): Promise<codes.Proof | undefined> {
  const userId = given.userId?.toLowerCase()
  if (given.mfaToken !== undefined) {
    const proof = await codes.tryLink(ctx, 'mfa', given.mfaToken)
    return userId === undefined || proof?.user_id === userId ? proof : undefined
  }
  return isUuid(userId ?? '') ? codes.tryNewest(ctx, 'mfa', { userId: userId ?? '' }) : undefined
}

/** How the first step was done. */
const firstStepOf = ({ data }: codes.Proof): string[] =>
  Array.isArray(data.amr) ? data.amr.map(String) : ['pwd']
