import type { Ctx } from '../../engines/context.ts'
import { invalid } from '../../kernel/errors.ts'
import type { AuthSettings } from '../settings/index.ts'
import { consume, mustFindChallenge } from './challenges.ts'
import { type Endpoint, policyOf } from './policy.ts'
import { isGood } from './providers.ts'
import { issueTrust } from './trust.ts'

/**
 * Asks for a CAPTCHA at a door, whatever surface it belongs to: before anything is looked up, hashed
 * or mailed, and alike for addresses with and without an account. What solves it came with the
 * request (`ctx.origin.captcha`); where it was solved, `trust` is set there.
 * @throws invalid `captcha_required`, `captcha_invalid`, `challenge_…`; unavailable `captcha_unavailable`
 */
export async function pass(ctx: Ctx, endpoint: Endpoint): Promise<void> {
  const policy = await policyOf(ctx)
  if (!policy) return
  const { token, challengeId, trust } = ctx.origin.captcha ?? {}
  // One flow may pass two doors: it was solved at the first.
  if (trust !== undefined) return
  const isListed = policy.captcha_endpoints.includes(endpoint)
  const isAsked =
    challengeId === undefined
      ? isListed
      : isListed && (await mustFindChallenge(ctx, endpoint, challengeId)).required
  if (token !== undefined) await mustBeGood(ctx, policy, endpoint, token)
  else if (isAsked) throw invalid('captcha_required', 'Solve the CAPTCHA first')
  if (challengeId !== undefined && isListed) await consume(ctx, challengeId)
  if (token !== undefined && ctx.origin.captcha) ctx.origin.captcha.trust = await issueTrust(ctx)
}

async function mustBeGood(
  ctx: Ctx,
  policy: AuthSettings,
  endpoint: Endpoint,
  token: string,
): Promise<void> {
  if (await isGood(ctx, policy, endpoint, token)) return
  throw invalid('captcha_invalid', 'The CAPTCHA was not solved, or its answer was used already')
}
