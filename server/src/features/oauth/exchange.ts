import type { Configuration } from 'openid-client'
import type { Ctx } from '../../engines/context.ts'
import { AppError, invalid, unavailable } from '../../kernel/errors.ts'
import type { Provider } from './providers.ts'

/** What a provider gave us, as we keep it. */
export interface Tokens {
  access_token: string
  refresh_token?: string | undefined
  id_token?: string | undefined
  scope?: string | undefined
  /** Milliseconds since 1970. */
  expiresAtMs?: number | undefined
}

/** @throws unavailable `provider_unavailable` when its issuer cannot be read */
export const clientOf = (ctx: Ctx, provider: Provider): Promise<Configuration> =>
  ctx.oauth.get(provider.client).catch((error) => {
    throw ofUpstream(provider, error)
  })

const ofUpstream = ({ displayName }: Provider, cause: unknown): AppError =>
  unavailable('provider_unavailable', `${displayName} cannot be reached or does not answer`, {
    cause,
  })

/** Codes with which token endpoints refuse what a person brought. */
const refusals = [
  'invalid_grant',
  'invalid_request',
  'bad_verification_code',
  'redirect_uri_mismatch',
  'access_denied',
]

/** Checks of `openid-client` on what the provider said: issuer, signature, audience, nonce, time. */
const untrusted = [
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_UNSUPPORTED_OPERATION',
]

/**
 * A failed exchange in our terms: refused by the provider or not to be trusted (400), or trouble
 * on its side (502 on the wire).
 */
export function explain(provider: Provider, error: unknown): AppError {
  if (error instanceof AppError) return ofUpstream(provider, error)
  const { code = '', error: refusal = '', cause } = (error ?? {}) as Record<string, unknown>
  if (typeof refusal === 'string' && refusals.includes(refusal)) return refused(provider, error)
  const isRefusal = cause instanceof Response && cause.status === 400
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' && isRefusal) return refused(provider, error)
  if (!untrusted.includes(String(code))) return ofUpstream(provider, error)
  const message = `The answer of ${provider.displayName} does not fit this sign-in`
  return invalid('invalid_provider_answer', message, { cause: error })
}

const refused = ({ displayName }: Provider, cause: unknown): AppError =>
  invalid('invalid_code', `${displayName} refused this code: it is used, too old or not ours`, {
    cause,
  })

interface Granted {
  access_token: string
  refresh_token?: string
  id_token?: string
  scope?: string
  expires_in?: number
}

export const keep = (granted: Granted): Tokens => ({
  access_token: granted.access_token,
  refresh_token: granted.refresh_token,
  id_token: granted.id_token,
  scope: granted.scope,
  expiresAtMs:
    granted.expires_in === undefined ? undefined : Date.now() + granted.expires_in * 1000,
})
