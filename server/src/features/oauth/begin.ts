import type { Configuration } from 'openid-client'
import type { Ctx } from '../../engines/context.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { invalid, invalidField } from '../../kernel/errors.ts'
import { randomSecret, uuid } from '../../kernel/ids.ts'
import * as identity from '../identity/index.ts'
import * as settings from '../settings/index.ts'
import { clientOf } from './exchange.ts'
import { callbackUrl, mustFind, type Provider, tenantHere } from './providers.ts'
import { insertFlow } from './queries.ts'

export interface Start {
  provider: string
  /** Where the provider sends the person back to; ours unless named. */
  redirectUri?: string | undefined
  /** Where we send them on to, with a one-time code. */
  redirectTo?: string | undefined
  /** S256 of what the app keeps: only it can use the one-time code (RFC 7636). */
  codeChallenge?: string | undefined
  /** Separated by commas or spaces; some of the provider's. */
  scopes?: string | undefined
  /** Whose account gets the identity; undefined: a sign-in. */
  linkUserId?: string | undefined
  /** What the browser that begins keeps, when it is one: only it can go on. */
  browser?: string | undefined
}

export interface Begun {
  url: string
  provider: string
  state: string
}

/** Minutes that a person has at the provider. */
export const flowMinutes = 10

/** What must be known again when the person comes back; encrypted, bound to the flow. */
export interface Secrets {
  verifier: string
  nonce: string | undefined
  /** Of the app that the person goes on to. */
  challenge?: string | undefined
}

export const aboutFlow = (id: string, column: 'sealed' | 'outcome') =>
  `auth.oauth_flows:${id}:${column}`

/**
 * Begins a sign-in at a provider: code flow, PKCE S256, state and, with OpenID Connect, a nonce.
 * @throws invalid `provider_not_found`, `invalid_redirect_url`, `invalid_scope`; unavailable
 *   `provider_unavailable`
 */
export async function begin(ctx: Ctx, start: Start): Promise<Begun> {
  const tenantId = tenantHere(ctx)
  const provider = await mustFind(ctx, start.provider, tenantId)
  const redirectUri = await mustBeRedirectUri(ctx, provider, start.redirectUri)
  const redirectTo = await identity.mustBeAllowedRedirect(ctx, start.redirectTo)
  mustLeadOn(ctx, provider, { redirectUri, redirectTo, challenge: start.codeChallenge })
  const scope = scopesOf(provider, start.scopes).join(' ')
  const client = await clientOf(ctx, provider)
  const oauth = await import('openid-client')
  const state = randomSecret(43)
  const verifier = oauth.randomPKCECodeVerifier()
  const nonce = provider.userinfo ? undefined : oauth.randomNonce()
  const id = uuid()
  await ctx.db.run(
    insertFlow(
      {
        id,
        purpose: start.linkUserId === undefined ? 'sign_in' : 'link',
        stateHash: sha256(state),
        provider: provider.name,
        providerId: provider.id,
        tenantId,
        redirectUri,
        redirectTo: redirectTo ?? null,
        linkUserId: start.linkUserId ?? null,
        browserHash: bindTo(ctx, provider, redirectUri, start.browser),
        sealed: seal(ctx, id, { verifier, nonce, challenge: start.codeChallenge }),
      },
      flowMinutes,
    ),
  )
  const challenge = await oauth.calculatePKCECodeChallenge(verifier)
  const url = address(oauth, client, provider, { redirectUri, scope, state, nonce, challenge })
  return { url, provider: provider.name, state }
}

const seal = (ctx: Ctx, id: string, secrets: Secrets): string =>
  ctx.secrets.seal(aboutFlow(id, 'sealed'), JSON.stringify(secrets))

/** A challenge guards the code that we send to an app; where there is none it would guard nothing. */
function mustLeadOn(
  ctx: Ctx,
  provider: Provider,
  given: { redirectUri: string; redirectTo: string | undefined; challenge: string | undefined },
): void {
  if (given.challenge === undefined) return
  const isOurs = given.redirectUri === callbackUrl(ctx, provider.name)
  if (isOurs && given.redirectTo !== undefined) return
  throw invalidField(
    'code_challenge',
    'unknown_field',
    'Goes with redirect_to, without redirect_uri',
  )
}

function address(
  oauth: typeof import('openid-client'),
  client: Configuration,
  { preset }: Provider,
  p: {
    redirectUri: string
    scope: string
    state: string
    nonce: string | undefined
    challenge: string
  },
): string {
  return oauth.buildAuthorizationUrl(client, {
    ...preset?.parameters,
    redirect_uri: p.redirectUri,
    scope: p.scope,
    state: p.state,
    ...(p.nonce === undefined ? {} : { nonce: p.nonce }),
    code_challenge: p.challenge,
    code_challenge_method: 'S256',
  }).href
}

/** A page of the app comes back by itself; only where the browser returns to us it brings our cookie. */
const bindTo = (
  ctx: Ctx,
  provider: Provider,
  redirectUri: string,
  browser: string | undefined,
): Buffer | null =>
  browser === undefined || redirectUri !== callbackUrl(ctx, provider.name) ? null : sha256(browser)

/**
 * Our own callback, or a page of an app on the allow-list. Without a query: the code must be
 * redeemed with the very same address.
 */
async function mustBeRedirectUri(
  ctx: Ctx,
  provider: Provider,
  given: string | undefined,
): Promise<string> {
  const own = callbackUrl(ctx, provider.name)
  if (given === undefined || given === own) return own
  if (`${ctx.instance.publicUrl}${given}` === own) return own
  const list = (await settings.auth(ctx)).redirect_allow_list
  const allowed = identity.allowedRedirect(list, given)
  if (allowed !== undefined && !allowed.includes('?')) return allowed
  throw invalid('invalid_redirect_url', 'redirect_uri is not on the allow-list of this server')
}

/** @throws invalid `invalid_scope` for one that the provider is not set up with */
function scopesOf(provider: Provider, given: string | undefined): string[] {
  const asked = given?.split(/[\s,]+/).filter(Boolean) ?? []
  if (asked.length === 0) return [...provider.scopes]
  const strange = asked.find((scope) => !provider.scopes.includes(scope))
  if (strange !== undefined) throw invalid('invalid_scope', `${strange} cannot be asked for here`)
  const always = provider.userinfo ? [] : ['openid']
  return [...new Set([...always, ...asked])]
}
