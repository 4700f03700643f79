import type { Ctx } from '../../engines/context.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { unavailable } from '../../kernel/errors.ts'
import type { AuthSettings } from '../settings/index.ts'
import * as tenants from '../tenants/index.ts'
import type { Endpoint } from './policy.ts'
import { spend } from './puzzle.ts'

/** Where the secret of the provider is kept, sealed, among a tenant's secret settings. */
export const secretPath = 'app.auth.captcha_secret'

const verifyUrls = {
  hcaptcha: 'https://api.hcaptcha.com/siteverify',
  recaptcha_v3: 'https://www.google.com/recaptcha/api/siteverify',
  turnstile: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
} as const

/** What `siteverify` answers, as far as several providers agree. */
interface Verdict {
  success?: unknown
  hostname?: unknown
  action?: unknown
  score?: unknown
}

/**
 * Whether a token of the widget is good for this form.
 * @throws unavailable `captcha_unavailable` when the provider cannot be asked: nobody is let through
 */
export async function isGood(
  ctx: Ctx,
  policy: AuthSettings,
  endpoint: Endpoint,
  token: string,
): Promise<boolean> {
  if (policy.captcha_provider === 'cap' && policy.captcha_cap_server_url === '') {
    return spend(ctx, token)
  }
  const verdict = await ask(ctx, policy, token)
  return verdict.success === true && fits(policy, endpoint, verdict)
}

/** A token of another site or another form was not made for this one. */
function fits(policy: AuthSettings, endpoint: Endpoint, { hostname, action, score }: Verdict) {
  const { captcha_hostnames: hosts, captcha_provider: provider } = policy
  if (hosts.length > 0 && !hosts.includes(String(hostname))) return false
  if (provider !== 'cap' && typeof action === 'string' && action !== '' && action !== endpoint) {
    return false
  }
  if (provider !== 'recaptcha_v3') return true
  return typeof score === 'number' && score >= policy.captcha_score_threshold
}

async function ask(ctx: Ctx, policy: AuthSettings, token: string): Promise<Verdict> {
  const secret = await tenants.openSecret(ctx, tenantOf(ctx.caller), secretPath)
  if (secret === undefined) {
    ctx.log.error({ secretPath }, 'CAPTCHA is on, and its secret is not set')
    throw notAskable()
  }
  try {
    const answer = await send(ctx, policy, { secret, response: token })
    if (answer.status !== 200) throw new Error(`the provider answered ${answer.status}`)
    return answer.json() as Verdict
  } catch (error) {
    ctx.log.error({ err: error }, 'the CAPTCHA provider could not be asked')
    throw notAskable()
  }
}

function send(ctx: Ctx, policy: AuthSettings, fields: { secret: string; response: string }) {
  const { captcha_provider: provider } = policy
  const post = { method: 'POST', timeoutMs: 5_000 }
  if (provider === 'cap') {
    const url = `${policy.captcha_cap_server_url.replace(/\/$/, '')}/siteverify`
    const headers = { 'content-type': 'application/json' }
    return ctx.fetcher.fetch(url, { ...post, headers, body: JSON.stringify(fields) })
  }
  const body = new URLSearchParams({ ...fields, remoteip: ctx.origin.address }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const url = ctx.instance.captcha.verifyUrl ?? verifyUrls[provider]
  return ctx.operatorFetcher.fetch(url, { ...post, headers, body })
}

const notAskable = () =>
  unavailable('captcha_unavailable', 'The CAPTCHA cannot be checked just now: try again later')
