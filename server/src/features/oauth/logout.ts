import { type Ctx, inTransaction } from '../../engines/context.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { invalid } from '../../kernel/errors.ts'
import { randomSecret, uuid } from '../../kernel/ids.ts'
import { record } from '../audit/index.ts'
import * as identity from '../identity/index.ts'
import * as settings from '../settings/index.ts'
import { flowMinutes } from './begin.ts'
import type { Flow } from './complete.ts'
import { clientOf, type Tokens } from './exchange.ts'
import { authorizeUrl, inTenant, mustFindOwn, type Provider } from './providers.ts'
import { consumeLogout, insertFlow, takeTokens } from './queries.ts'
import { openTokens, type StoredTokens } from './tokens.ts'

export interface LoggedOut {
  provider: string
  local_tokens_revoked: boolean
  provider_token_revoked: boolean
  requires_redirect?: boolean
  /** Where the browser goes to end its session at the provider, too. */
  redirect_url?: string
  warning?: string
}

/**
 * Ends the caller's session here, first and whatever the provider does; then what we hold of theirs
 * at the provider (RFC 7009), and names the page that ends their session there (OpenID Connect
 * RP-Initiated Logout).
 * @throws invalid `provider_not_found`, `invalid_redirect_url`
 */
export async function logOut(
  ctx: Ctx,
  given: { provider: string; redirectUrl?: string | undefined },
): Promise<LoggedOut> {
  const provider = await mustFindOwn(ctx, given.provider)
  const here = inTenant(ctx, provider.tenantId)
  const onward = await identity.mustBeAllowedRedirect(here, given.redirectUrl)
  const tokens = await endHere(ctx, provider)
  const problems: string[] = []
  const told = (what: string) => (error: unknown) => {
    ctx.log.warn({ err: error, provider: provider.name }, what)
    problems.push(what)
    return undefined
  }
  const isRevoked = await revoke(ctx, provider, tokens).catch(told('the token was not revoked'))
  const url = await endSessionUrl(ctx, provider, tokens, onward).catch(
    told('the session at the provider was not ended'),
  )
  return {
    provider: provider.name,
    local_tokens_revoked: true,
    provider_token_revoked: isRevoked === true,
    ...(url === undefined ? {} : { requires_redirect: true, redirect_url: url }),
    ...(problems.length === 0 ? {} : { warning: problems.join('; ') }),
  }
}

const endHere = (ctx: Ctx, provider: Provider): Promise<Tokens | undefined> =>
  inTransaction(ctx, async (ctx) => {
    const userId = ctx.caller.userId ?? ''
    const row = await ctx.db.row<StoredTokens>(takeTokens(userId, provider.id))
    await identity.signOut(ctx, 'local')
    await record(ctx, 'provider.signed_out', { userId, details: { by: provider.name } })
    return row && openTokens(ctx, userId, provider, row.sealed)
  })

/** The refresh token first: it is what could make others. @returns whether the provider said yes */
async function revoke(ctx: Ctx, provider: Provider, tokens: Tokens | undefined): Promise<boolean> {
  if (!tokens) return false
  const client = await clientOf(ctx, provider)
  if (!client.serverMetadata().revocation_endpoint) throw new Error('no revocation endpoint')
  const { tokenRevocation } = await import('openid-client')
  if (tokens.refresh_token) {
    await tokenRevocation(client, tokens.refresh_token, { token_type_hint: 'refresh_token' })
  }
  await tokenRevocation(client, tokens.access_token, { token_type_hint: 'access_token' })
  return true
}

/** The provider returns to us, never to the app: only our address is registered with it. */
async function endSessionUrl(
  ctx: Ctx,
  provider: Provider,
  tokens: Tokens | undefined,
  onward: string | undefined,
): Promise<string | undefined> {
  const client = await clientOf(ctx, provider)
  if (!client.serverMetadata().end_session_endpoint) return undefined
  const { buildEndSessionUrl } = await import('openid-client')
  const state = randomSecret(43)
  const back = authorizeUrl(ctx, provider.name).replace(/authorize$/, 'logout/callback')
  await ctx.db.run(
    insertFlow(
      {
        id: uuid(),
        purpose: 'logout',
        stateHash: sha256(state),
        provider: provider.name,
        providerId: provider.id,
        tenantId: provider.tenantId,
        redirectUri: back,
        redirectTo: onward ?? null,
        linkUserId: null,
        browserHash: null,
        sealed: null,
      },
      flowMinutes,
    ),
  )
  return buildEndSessionUrl(client, {
    ...(tokens?.id_token ? { id_token_hint: tokens.id_token } : {}),
    post_logout_redirect_uri: back,
    state,
  }).href
}

/**
 * The way back from the provider's page.
 * @returns where to go on, judged again; undefined where the app named nothing
 * @throws invalid `invalid_state`, `invalid_redirect_url`
 */
export async function afterLogOut(
  ctx: Ctx,
  given: { provider: string; state: string },
): Promise<string | undefined> {
  const flow = await ctx.db.row<Flow>(consumeLogout(given.provider, sha256(given.state)))
  if (!flow) throw invalid('invalid_state', 'The state is unknown, used, or too old')
  if (flow.redirect_to === null) return undefined
  const { redirect_allow_list } = await settings.auth(inTenant(ctx, flow.tenant_id))
  const onward = identity.allowedRedirect(redirect_allow_list, flow.redirect_to)
  if (onward !== undefined) return onward
  throw invalid('invalid_redirect_url', 'redirect_url is no longer on the allow-list')
}
