import type { Ctx } from '../../engines/context.ts'
import * as settings from '../settings/index.ts'

/** Forms that can ask for a CAPTCHA. */
export const endpoints = settings.captchaEndpoints
export type Endpoint = (typeof endpoints)[number]

export type Provider = settings.AuthSettings['captcha_provider']

/** Whether and how CAPTCHAs are asked here and now; undefined: not at all. */
export async function policyOf(ctx: Ctx): Promise<settings.AuthSettings | undefined> {
  if (ctx.instance.captcha.isOff) return undefined
  const policy = await settings.auth(ctx)
  return policy.captcha_enabled ? policy : undefined
}

export interface PublicConfig {
  enabled: boolean
  provider?: Provider
  site_key?: string
  endpoints?: Endpoint[]
  cap_server_url?: string
}

/** What a page needs to show a CAPTCHA. */
export async function publicConfig(ctx: Ctx): Promise<PublicConfig> {
  const policy = await policyOf(ctx)
  if (!policy) return { enabled: false }
  const { captcha_provider: provider, captcha_site_key: key, captcha_endpoints: asked } = policy
  return {
    enabled: true,
    provider,
    ...(key === '' ? {} : { site_key: key }),
    endpoints: asked,
    ...(provider === 'cap' ? { cap_server_url: capServerOf(ctx, policy) } : {}),
  }
}

/** Where the widget of the `cap` provider finds its puzzles: here, unless the operator runs another. */
const capServerOf = (ctx: Ctx, { captcha_cap_server_url: url }: settings.AuthSettings): string =>
  url || `${ctx.instance.publicUrl}/api/v1/auth/captcha/cap`
