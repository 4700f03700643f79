import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../../engines/context.ts'
import * as keys from '../../features/keys/index.ts'
import * as sessions from '../../features/sessions/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import { forbidden, unauthenticated } from '../../kernel/errors.ts'
import { bearer, header } from '../request.ts'

/**
 * A session token as Bearer, or a key in X-API-Key where the route takes keys. With both, the token
 * decides; a present but bad credential is never overlooked.
 * @throws unauthenticated
 */
export async function authenticate(
  ctx: Ctx,
  parts: { ring: keys.KeyRing; tokens: sessions.AccessTokens },
  request: FastifyRequest,
  access: 'session' | 'owner',
): Promise<Caller> {
  const token = bearer(request)
  if (token !== undefined) return bySession(ctx, parts.tokens, token)
  const secret = header(request, 'x-api-key')
  if (secret === undefined || access === 'session') {
    throw unauthenticated('not_authenticated', 'Not authenticated')
  }
  return byKey(ctx, parts.ring, secret)
}

async function bySession(ctx: Ctx, tokens: sessions.AccessTokens, token: string): Promise<Caller> {
  const claims = await sessions.resolve(ctx, tokens, token)
  if (!claims) throw unauthenticated('invalid_token', 'Invalid or expired token')
  if (sessions.isWeak(claims)) throw forbidden('account_required', 'Sign in to an account first')
  return {
    kind: 'user',
    userId: claims.sub,
    realmId: claims.realm_id,
    sessionId: claims.session_id,
    aal: claims.aal,
  }
}

async function byKey(ctx: Ctx, ring: keys.KeyRing, secret: string): Promise<Caller> {
  const key = await keys.resolve(ctx, ring, 'rst', secret)
  if (!key?.user_id) throw unauthenticated('invalid_key', 'Invalid API key')
  return { kind: 'user', userId: key.user_id, keyId: key.id, keyKind: key.kind }
}
