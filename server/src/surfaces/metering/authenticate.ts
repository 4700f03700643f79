import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../../engines/context.ts'
import * as keys from '../../features/keys/index.ts'
import { hasTokenShape, verifyToken } from '../../features/marketplace-tokens/index.ts'
import * as organizations from '../../features/organizations/index.ts'
import * as sessions from '../../features/sessions/index.ts'
import type { TenantCache } from '../../features/tenants/index.ts'
import { type Caller, nobody } from '../../kernel/caller.ts'
import { forbidden, unauthenticated } from '../../kernel/errors.ts'
import { whenKnown } from '../../kernel/known.ts'
import { bearer, header } from '../request.ts'
import type { Rule } from './access.ts'
import { readCookie } from './cookies.ts'

export interface Parts {
  ring: keys.KeyRing
  tokens: sessions.AccessTokens
  tenants: TenantCache
}

/**
 * A key in X-API-Key, else the token of an installed app or a session as Bearer, else a session as
 * cookie: a header wins over a cookie, and a bad credential is never overlooked.
 * Held against the rule of the route.
 * @throws unauthenticated; forbidden
 */
export function authenticate(
  ctx: Ctx,
  parts: Parts,
  request: FastifyRequest,
  rule: Rule,
): Caller | Promise<Caller> {
  const secret = header(request, 'x-api-key')
  if (secret !== undefined) return byKey(ctx, parts.ring, secret, rule)
  const sent = bearer(request)
  if (sent !== undefined && hasTokenShape(sent)) return byApp(ctx, sent, rule)
  const token = tokenOf(request)
  if (token === undefined || !rule.members) {
    throw unauthenticated('not_authenticated', 'Not authenticated')
  }
  return bySession(ctx, parts, token, header(request, 'x-fb-tenant'), rule.members)
}

/** Whose session stands in a request that ends it: nobody's where it is over already. */
export async function leaving(ctx: Ctx, parts: Parts, request: FastifyRequest): Promise<Caller> {
  const token = tokenOf(request)
  const claims = token && (await sessions.resolve(ctx, parts.tokens, token))
  if (!claims || claims.impersonated_by !== undefined) return nobody
  return { kind: 'user', userId: claims.sub, sessionId: claims.session_id }
}

const tokenOf = (request: FastifyRequest): string | undefined =>
  bearer(request) ?? readCookie(request.headers.cookie, 'access_token')

function byKey(ctx: Ctx, ring: keys.KeyRing, secret: string, rule: Rule): Caller | Promise<Caller> {
  const kind = keys.kindOf(['org', 'org_test'], secret)
  return whenKnown(kind && keys.resolve(ctx, ring, kind, secret), (key) => callerOf(key, rule))
}

function callerOf(key: keys.ResolvedKey | undefined, { scope }: Rule): Caller {
  if (!key?.tenant_id) throw unauthenticated('invalid_key', 'Invalid API key')
  if (scope === undefined) throw forbidden('session_required', 'API keys do not open this: sign in')
  if (!key.scopes.includes(scope)) {
    throw forbidden('insufficient_scope', `The API key lacks the scope ${scope}`)
  }
  const { id: keyId, kind: keyKind, scopes, mode, tenant_id: tenantId } = key
  return { kind: 'user', keyId, keyKind, scopes, mode, tenantId }
}

/** Within what the merchant grants at this moment, in the mode of the installation. */
async function byApp(ctx: Ctx, token: string, { appScope }: Rule): Promise<Caller> {
  const app = await verifyToken(ctx, token)
  if (!app) throw unauthenticated('invalid_token', 'Invalid or expired access token')
  if (appScope === undefined || !app.scopes?.includes(appScope)) {
    const lacks = appScope === undefined ? 'does not open this' : `lacks the scope ${appScope}`
    throw forbidden('insufficient_scope', `The token of an app ${lacks}`)
  }
  ctx.limits.rate(`metering:app:${app.installationId}`, perMinuteOfApp)
  return app
}

/** As much as its merchant may do in the registry. */
const perMinuteOfApp = 1500

async function bySession(
  ctx: Ctx,
  { tokens, tenants }: Parts,
  token: string,
  organizationId: string | undefined,
  allowed: NonNullable<Rule['members']>,
): Promise<Caller> {
  const claims = await sessions.resolve(ctx, tokens, token)
  if (!claims) throw unauthenticated('invalid_token', 'Invalid or expired token')
  if (sessions.isWeak(claims)) throw forbidden('account_required', 'Sign in to an account first')
  const own = await organizations.choose(ctx, tenants, claims.sub, organizationId)
  if (!allowed.includes(own.role)) {
    throw forbidden('insufficient_role', 'Your role in this organization does not allow this')
  }
  return {
    kind: 'user',
    userId: claims.sub,
    realmId: claims.realm_id,
    sessionId: claims.session_id,
    aal: claims.aal,
    tenantId: own.id,
    memberRole: own.role,
  }
}
