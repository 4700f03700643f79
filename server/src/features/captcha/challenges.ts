import { randomBytes } from 'node:crypto'
import type { Ctx } from '../../engines/context.ts'
import { canonicalEmail, clientNetwork } from '../../kernel/addresses.ts'
import { invalid } from '../../kernel/errors.ts'
import type { AuthSettings } from '../settings/index.ts'
import { type Endpoint, endpoints, type Provider, policyOf } from './policy.ts'
import { consumeChallenge, insertChallenge, selectChallenge } from './queries.ts'
import { isKnown, isTrusted } from './trust.ts'

const challengeSeconds = 300

/** The same for everybody alike: neither says whether an address has an account. */
type Reason =
  | 'captcha_disabled'
  | 'captcha_not_required_for_endpoint'
  | 'captcha_enabled_for_endpoint'
  | 'sensitive_action'
  | 'trusted'
  | 'low_trust_score'

export interface Check {
  captcha_required: boolean
  reason: Reason
  /** Coarse: 100 where nothing is asked, else 0. */
  trust_score: number
  provider?: Provider
  site_key?: string
  challenge_id: string
  expires_at: Date
}

/**
 * Whether a form will ask this caller for a CAPTCHA, and a challenge to send with it: for five minutes,
 * once, from this network.
 * @throws invalid `invalid_endpoint`; rate_limited
 */
export async function check(
  ctx: Ctx,
  given: { endpoint: string; email?: string | undefined; trustToken?: string | undefined },
): Promise<Check> {
  const address = clientNetwork(ctx.origin.address)
  ctx.limits.rate(`captcha:check:${address}`, 30)
  const endpoint = endpoints.find((one) => one === given.endpoint)
  if (!endpoint) {
    throw invalid('invalid_endpoint', `There is no such form: one of ${endpoints.join(', ')}`)
  }
  const policy = await policyOf(ctx)
  const { required, reason } = await decide(ctx, policy, endpoint, given)
  const id = `ch_${randomBytes(16).toString('hex')}`
  const expiresAt = new Date(Date.now() + challengeSeconds * 1000)
  await ctx.db.run(insertChallenge({ id, endpoint, address, required, expiresAt }))
  return {
    captcha_required: required,
    reason,
    trust_score: required ? 0 : 100,
    ...(required && policy ? shown(policy) : {}),
    challenge_id: id,
    expires_at: expiresAt,
  }
}

const shown = ({ captcha_provider: provider, captcha_site_key: key }: AuthSettings) => ({
  provider,
  ...(key === '' ? {} : { site_key: key }),
})

interface Decision {
  required: boolean
  reason: Reason
}

async function decide(
  ctx: Ctx,
  policy: AuthSettings | undefined,
  endpoint: Endpoint,
  { email, trustToken }: { email?: string | undefined; trustToken?: string | undefined },
): Promise<Decision> {
  if (!policy) return { required: false, reason: 'captcha_disabled' }
  if (!policy.captcha_endpoints.includes(endpoint)) {
    return { required: false, reason: 'captcha_not_required_for_endpoint' }
  }
  if (endpoint === 'password_reset') return { required: true, reason: 'sensitive_action' }
  if (!policy.captcha_adaptive) return { required: true, reason: 'captcha_enabled_for_endpoint' }
  if (await isTrusted(ctx, trustToken)) return { required: false, reason: 'trusted' }
  // Whoever signs up is not known yet.
  const isLow = endpoint === 'signup' || !(await isKnown(ctx, policy, canonicalEmail(email ?? '')))
  return isLow
    ? { required: true, reason: 'low_trust_score' }
    : { required: false, reason: 'trusted' }
}

export interface Challenge {
  endpoint: string
  address: string
  required: boolean
  is_over: boolean
  is_consumed: boolean
}

/** @throws invalid `challenge_invalid`, `challenge_expired`, `challenge_consumed` */
export async function mustFindChallenge(
  ctx: Ctx,
  endpoint: Endpoint,
  id: string,
): Promise<Challenge> {
  const found = await ctx.db.row<Challenge>(selectChallenge(id))
  const isFor = found?.endpoint === endpoint && found.address === clientNetwork(ctx.origin.address)
  if (!found || !isFor) throw invalid('challenge_invalid', 'This challenge is not for this form')
  if (found.is_consumed) throw consumed()
  if (found.is_over)
    throw invalid('challenge_expired', 'This challenge has expired: ask for another')
  return found
}

/** @throws invalid `challenge_consumed` when somebody was faster */
export async function consume(ctx: Ctx, id: string): Promise<void> {
  if ((await ctx.db.run(consumeChallenge(id))) !== 1) throw consumed()
}

const consumed = () => invalid('challenge_consumed', 'This challenge was used already')
