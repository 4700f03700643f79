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

/** The sign-in that waits. */
interface Pending {
  /** Of the first step; without it the newest sign-in of `userId` that waits. */
  mfaToken?: string | undefined
  userId?: string | undefined
}

/** What finishes it. */
interface Means {
  method: 'totp' | 'passkey'
  /** @returns how it was done (RFC 8176); undefined for a wrong one */
  judge(ctx: Ctx, userId: string, pendingId: string): Promise<readonly string[] | undefined>
}

/** A code of the authenticator, or a recovery code. */
const byCode = (code: string): Means => ({
  method: 'totp',
  judge: async (ctx, userId) => ((await factors.verify(ctx, userId, code)) ? ['otp'] : undefined),
})

/**
 * Finishes a sign-in with the second factor.
 * @throws unauthenticated `invalid_mfa` for a dead token or a wrong code; rate_limited
 */
export const verifyFactor = (
  ctx: Ctx,
  given: { mfaToken: string; code: string },
  refresh?: sessions.RefreshLife,
): Promise<SignedIn> =>
  complete(
    ctx,
    given,
    byCode(given.code),
    unauthenticated('invalid_mfa', 'Invalid or expired code'),
    refresh,
  )

/**
 * The same for clients that keep nothing but the user's id. A right
 * code without a first step that waits is as wrong as any other.
 * @throws invalid `invalid_credentials`; rate_limited
 */
export const verifySecondFactor = (
  ctx: Ctx,
  given: Pending & { userId: string; code: string },
): Promise<SignedIn> =>
  finish(ctx, given, byCode(given.code), invalid('invalid_credentials', 'Invalid or expired code'))

/**
 * Finishes a sign-in at the doors of the platform, where failures of a network are counted.
 * @throws `wrong` for a dead token or a wrong proof; rate_limited
 */
export async function finish(
  ctx: Ctx,
  pending: Pending,
  means: Means,
  wrong: AppError,
): Promise<SignedIn> {
  const network = clientNetwork(ctx.origin.address)
  const failures = { key: `mfa:failed:${network}`, max: 20, perSeconds: 300 }
  await ctx.limits.mustHaveRoom(failures)
  try {
    return await complete(ctx, pending, means, wrong, await sessionLife(ctx))
  } catch (error) {
    if (error === wrong) await ctx.limits.has(failures)
    throw error
  }
}

async function complete(
  ctx: Ctx,
  pending: Pending,
  means: Means,
  wrong: AppError,
  refresh?: sessions.StartOptions['refresh'],
): Promise<SignedIn> {
  const proof = await tryPending(ctx, pending)
  const userId = proof?.user_id
  if (!userId) throw wrong
  const signedIn = await ctx.limits.guess(factorGuesses(userId), () =>
    inTransaction(ctx, async (ctx) => {
      // Locked before the proof is used: a change of the password that comes later ends the session.
      const user = await ctx.db.row<User>(selectById(userId, true))
      if (!user || user.disabled_at) return undefined
      const amr = await means.judge(ctx, userId, proof.id)
      if (!amr) return undefined
      // Used meanwhile: the failure takes all back, so that the code is not spent on nothing.
      if (!(await codes.consume(ctx, proof.id, 'mfa'))) throw wrong
      return begin(ctx, user, [...firstStepOf(proof), ...amr], refresh, viaOf(proof))
    }),
  )
  if (signedIn) return signedIn
  await record(ctx, 'sign_in.failed', { userId, details: { method: means.method } })
  throw wrong
}

/** Counts a try on the sign-in that waits; undefined when there is none. */
async function tryPending(ctx: Ctx, pending: Pending): Promise<codes.Proof | undefined> {
  const userId = pending.userId?.toLowerCase()
  if (pending.mfaToken !== undefined) {
    const proof = await codes.tryLink(ctx, 'mfa', pending.mfaToken)
    return userId === undefined || proof?.user_id === userId ? proof : undefined
  }
  return isUuid(userId ?? '') ? codes.tryNewest(ctx, 'mfa', { userId: userId ?? '' }) : undefined
}

/** How the first step was done. */
const firstStepOf = ({ data }: codes.Proof): string[] =>
  Array.isArray(data.amr) ? data.amr.map(String) : ['pwd']

/** What at a provider the first step came from. */
const viaOf = ({ data }: codes.Proof): string | undefined =>
  typeof data.via === 'string' ? data.via : undefined
