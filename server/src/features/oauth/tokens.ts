import { setTimeout as sleep } from 'node:timers/promises'
import type { Ctx } from '../../engines/context.ts'
import { AppError, conflict, notFound } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import type * as identity from '../identity/index.ts'
import { clientOf, explain, keep, type Tokens } from './exchange.ts'
import type { Profile } from './profile.ts'
import { authorizeUrl, mustFindOwn, type Provider } from './providers.ts'
import { leaseTokens, releaseTokens, saveTokens, selectTokens, upsertTokens } from './queries.ts'

/** What a person may have of the tokens that their provider gave us. */
export interface ProviderToken {
  provider: string
  access_token: string
  refresh_token?: string
  id_token?: string
  scopes?: string
  token_expiry?: Date
  /** Seconds; absent where the provider names no end. */
  expires_in?: number
  token_type: 'Bearer'
}

export interface StoredTokens {
  identity_id: string
  sealed: string
  scopes: string | null
  expires_at: Date | null
  is_leased: boolean
}

/** Fetched anew when less than this is left. */
const leftSeconds = 300
const leaseSeconds = 20

/** Bound to person and provider: moved to another row it does not open. */
const about = (userId: string, { id }: Provider) => `auth.provider_tokens:${userId}:${id}`

export const openTokens = (ctx: Ctx, userId: string, provider: Provider, sealed: string): Tokens =>
  JSON.parse(ctx.secrets.open(about(userId, provider), sealed))

const sealed = (ctx: Ctx, userId: string, provider: Provider, tokens: Tokens) => ({
  sealed: ctx.secrets.seal(about(userId, provider), JSON.stringify(tokens)),
  scopes: tokens.scope ?? null,
  expiresAt: tokens.expiresAtMs === undefined ? null : new Date(tokens.expiresAtMs),
})

/** Keeps the newest; a provider that gives a refresh token only once keeps its first. */
export async function storeTokens(
  ctx: Ctx,
  provider: Provider,
  user: identity.User,
  { issuer, subject }: Profile,
  tokens: Tokens,
): Promise<void> {
  const known = await ctx.db.row<StoredTokens>(selectTokens(user.id, provider.id))
  const before = known && openTokens(ctx, user.id, provider, known.sealed)
  const refresh_token = tokens.refresh_token ?? before?.refresh_token
  await ctx.db.run(
    upsertTokens({
      realmId: user.realm_id,
      issuer,
      subject,
      providerId: provider.id,
      ...sealed(ctx, user.id, provider, { ...tokens, refresh_token }),
    }),
  )
}

/**
 * The caller's token at a provider, fresh: with under five minutes left it is exchanged first, by
 * one of any number of askers; the others wait for what it got.
 * @throws not_found `oauth_token_not_found`; conflict `oauth_token_expired` when only a new sign-in
 *   at the provider helps; invalid `provider_not_found`; unavailable
 */
export async function tokenOf(ctx: Ctx, name: string): Promise<ProviderToken> {
  const provider = await mustFindOwn(ctx, name)
  const userId = ctx.caller.userId ?? ''
  const row = await fresh(ctx, provider, userId)
  const tokens = openTokens(ctx, userId, provider, row.sealed)
  return show(provider, tokens, row)
}

async function fresh(ctx: Ctx, provider: Provider, userId: string): Promise<StoredTokens> {
  const row = await ctx.db.row<StoredTokens>(selectTokens(userId, provider.id))
  if (!row) throw missing(ctx, provider)
  if (secondsLeft(row) >= leftSeconds) return row
  const lease = uuid()
  const held = await ctx.db.row<StoredTokens>(
    leaseTokens(row.identity_id, { lease, seconds: leaseSeconds, leftSeconds }),
  )
  return held ? refresh(ctx, provider, userId, held, lease) : await settled(ctx, provider, userId)
}

const secondsLeft = ({ expires_at }: StoredTokens): number =>
  expires_at === null ? Number.POSITIVE_INFINITY : (expires_at.getTime() - Date.now()) / 1000

/** Whoever holds the lease is asking the provider; no connection is held meanwhile. */
async function settled(ctx: Ctx, provider: Provider, userId: string): Promise<StoredTokens> {
  const deadline = Date.now() + leaseSeconds * 1000
  for (;;) {
    const row = await ctx.db.row<StoredTokens>(selectTokens(userId, provider.id))
    if (!row) throw missing(ctx, provider)
    if (!row.is_leased) return mustLast(ctx, provider, row)
    if (Date.now() > deadline) throw expired(ctx, provider)
    await sleep(50, undefined, { signal: ctx.signal })
  }
}

async function refresh(
  ctx: Ctx,
  provider: Provider,
  userId: string,
  row: StoredTokens,
  lease: string,
): Promise<StoredTokens> {
  const before = openTokens(ctx, userId, provider, row.sealed)
  try {
    if (before.refresh_token === undefined) return mustLast(ctx, provider, row)
    const after = { ...before, ...present(await ask(ctx, provider, before.refresh_token)) }
    const given = { lease, ...sealed(ctx, userId, provider, after) }
    const saved = await ctx.db.row<StoredTokens>(saveTokens(row.identity_id, given))
    if (!saved) throw missing(ctx, provider)
    return saved
  } catch (error) {
    const isPassing = error instanceof AppError && error.kind === 'unavailable'
    if (isPassing && secondsLeft(row) > 0) return row
    if (isPassing || (error instanceof AppError && error.kind !== 'invalid')) throw error
    throw expired(ctx, provider, error)
  } finally {
    await ctx.db.run(releaseTokens(row.identity_id, lease))
  }
}

async function ask(ctx: Ctx, provider: Provider, refreshToken: string): Promise<Tokens> {
  const client = await clientOf(ctx, provider)
  const { refreshTokenGrant } = await import('openid-client')
  try {
    return keep(await refreshTokenGrant(client, refreshToken))
  } catch (error) {
    throw explain(provider, error)
  }
}

/** What an answer leaves out stays as it was (RFC 6749 §6). */
const present = (tokens: Tokens): Tokens => ({
  ...(Object.fromEntries(
    Object.entries(tokens).filter(([, value]) => value !== undefined),
  ) as unknown as Tokens),
  expiresAtMs: tokens.expiresAtMs,
})

function mustLast(ctx: Ctx, provider: Provider, row: StoredTokens): StoredTokens {
  if (secondsLeft(row) > 0) return row
  throw expired(ctx, provider)
}

const hint = (ctx: Ctx, { name, displayName }: Provider, code: string) => ({
  details: {
    error_code: code,
    error_hint: `Sign in with ${displayName} again`,
    provider: name,
    authorize_url: authorizeUrl(ctx, name),
  },
})

function missing(ctx: Ctx, provider: Provider): AppError {
  const code = 'oauth_token_not_found'
  return notFound(code, 'No token of this provider is kept for you', hint(ctx, provider, code))
}

function expired(ctx: Ctx, provider: Provider, cause?: unknown): AppError {
  const code = 'oauth_token_expired'
  const extra = { ...hint(ctx, provider, code), cause }
  return conflict(code, 'The provider takes a new sign-in to give another token', extra)
}

function show(provider: Provider, tokens: Tokens, row: StoredTokens): ProviderToken {
  const { access_token, refresh_token, id_token } = tokens
  return {
    provider: provider.name,
    access_token,
    ...(provider.sharesRefreshToken && refresh_token ? { refresh_token } : {}),
    ...(id_token ? { id_token } : {}),
    ...(row.scopes ? { scopes: row.scopes } : {}),
    ...(row.expires_at === null
      ? {}
      : {
          token_expiry: row.expires_at,
          expires_in: Math.max(0, Math.floor(secondsLeft(row))),
        }),
    token_type: 'Bearer',
  }
}
