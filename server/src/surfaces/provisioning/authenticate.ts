import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../../engines/context.ts'
import { type App, type AppCache, type AppUser, resolveToken } from '../../features/apps/index.ts'
import { mainRealm } from '../../features/identity/index.ts'
import * as keys from '../../features/keys/index.ts'
import * as sessions from '../../features/sessions/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import { forbidden, unauthenticated } from '../../kernel/errors.ts'
import { bearer, header } from '../request.ts'

/** What credentials are checked with. */
export interface Parts {
  ring: keys.KeyRing
  tokens: sessions.AccessTokens
  apps: AppCache
}

/**
 * A developer: a personal access token, or the access token of a session of theirs.
 * @throws unauthenticated
 */
export async function authenticate(
  ctx: Ctx,
  parts: Parts,
  request: FastifyRequest,
): Promise<Caller> {
  const token = bearer(request)
  if (!token) throw unauthenticated('not_authenticated', 'Send a personal access token')
  const caller = token.startsWith(keys.kinds.pat.prefix)
    ? await byKey(ctx, parts.ring, token)
    : await bySession(ctx, parts.tokens, token)
  if (!caller) throw unauthenticated('invalid_token', 'Invalid, revoked or expired token')
  return caller
}

async function byKey(ctx: Ctx, ring: keys.KeyRing, secret: string): Promise<Caller | undefined> {
  const key = await keys.resolve(ctx, ring, 'pat', secret)
  if (!key?.user_id) return undefined
  return { kind: 'user', userId: key.user_id, realmId: mainRealm, keyId: key.id, keyKind: key.kind }
}

async function bySession(
  ctx: Ctx,
  tokens: sessions.AccessTokens,
  token: string,
): Promise<Caller | undefined> {
  const claims = await sessions.resolve(ctx, tokens, token)
  if (claims?.realm_id !== mainRealm) return undefined
  if (sessions.isWeak(claims)) throw forbidden('account_required', 'Sign in to an account first')
  const { sub: userId, session_id: sessionId, realm_id: realmId, aal } = claims
  return { kind: 'user', userId, realmId, sessionId, aal }
}

/** The app whose public key this is. @throws unauthenticated */
export async function identifyApp(ctx: Ctx, parts: Parts, request: FastifyRequest): Promise<App> {
  const secret = header(request, 'x-api-key') ?? ''
  const key = await keys.resolve(ctx, parts.ring, 'app', secret)
  const app = key?.app_id ? await parts.apps.get(ctx, key.app_id) : undefined
  if (!app) throw unauthenticated('invalid_key', 'Unknown API key')
  return app
}

/** The end user whose access token this is, in this app and no other. @throws unauthenticated */
export async function identifyUser(ctx: Ctx, app: App, request: FastifyRequest): Promise<AppUser> {
  const token = bearer(request)
  const user = token ? await resolveToken(ctx, app, token) : undefined
  if (!user) throw unauthenticated('invalid_token', 'Invalid or expired access token')
  return user
}
