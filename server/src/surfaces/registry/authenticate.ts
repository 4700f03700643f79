import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../../engines/context.ts'
import * as identity from '../../features/identity/index.ts'
import * as keys from '../../features/keys/index.ts'
import { hasTokenShape, verifyToken } from '../../features/marketplace-tokens/index.ts'
import * as merchants from '../../features/merchants/index.ts'
import * as sessions from '../../features/sessions/index.ts'
import type { TenantCache } from '../../features/tenants/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import { type AppError, forbidden, invalid, unauthenticated } from '../../kernel/errors.ts'
import { bearer, header } from '../request.ts'
import type { Rule } from './access.ts'

export interface Parts {
  ring: keys.KeyRing
  tokens: sessions.AccessTokens
  tenants: TenantCache
}

const failed = (message: string): AppError => unauthenticated('authentication_failed', message)

/**
 * A secret key as the user name of Basic or as Bearer, or the session of an account as Bearer.
 * Held against the rule of the route.
 * @throws unauthenticated; forbidden
 */
export async function authenticate(
  ctx: Ctx,
  parts: Parts,
  request: FastifyRequest,
  rule: Rule,
): Promise<Caller> {
  const secret = basic(request)
  if (secret !== undefined) return byKey(ctx, parts.ring, secret, rule)
  const token = bearer(request)
  if (!token) throw failed('Send a secret key, by Basic or as Bearer')
  if (hasTokenShape(token)) return refuseApp(ctx, token)
  return token.startsWith('eyJ')
    ? bySession(ctx, parts, request, token, rule)
    : byKey(ctx, parts.ring, token, rule)
}

/** The user name of Basic; '' where a password stands beside it, or nothing can be read. */
function basic(request: FastifyRequest): string | undefined {
  const value = header(request, 'authorization')
  const [, encoded] = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(value ?? '') ?? []
  if (encoded === undefined) return /^basic\b/i.test(value ?? '') ? '' : undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const [user = '', password = ''] = [text.replace(/:.*$/s, ''), /:(.*)$/s.exec(text)?.[1]]
  return password === '' ? user : ''
}

const kinds = ['sk_live', 'sk_test', 'pk_live', 'pk_test'] as const

async function byKey(ctx: Ctx, ring: keys.KeyRing, secret: string, rule: Rule): Promise<Caller> {
  const kind = keys.kindOf(kinds, secret)
  const key = kind && (await keys.resolve(ctx, ring, kind, secret))
  if (!key?.tenant_id) throw failed('Invalid API key')
  if (!rule.keys?.includes(keys.registryKeys.typeOf(key))) {
    throw forbidden('insufficient_scope', 'This key does not open this')
  }
  const { id: keyId, kind: keyKind, mode, tenant_id: tenantId } = key
  return { kind: 'user', keyId, keyKind, mode, tenantId }
}

/** The token of an app opens its merchant's data, never what is the merchant's own to decide. */
async function refuseApp(ctx: Ctx, token: string): Promise<never> {
  if (!(await verifyToken(ctx, token))) throw failed('Invalid or expired access token')
  throw forbidden('insufficient_scope', 'The token of an app does not open this')
}

async function bySession(
  ctx: Ctx,
  { tokens, tenants }: Parts,
  request: FastifyRequest,
  token: string,
  rule: Rule,
): Promise<Caller> {
  const claims = await sessions.resolve(ctx, tokens, token)
  if (claims?.realm_id !== identity.mainRealm) throw failed('Invalid or expired token')
  if (sessions.isWeak(claims)) throw forbidden('account_required', 'Sign in to an account first')
  const { sub: userId, session_id: sessionId, realm_id: realmId, aal, role } = claims
  const person = { kind: 'user', userId, sessionId, realmId, aal, role } as const
  ctx.caller = person
  if (rule.operators) return asOperator(ctx, person)
  const mode = await modeOf(ctx, request)
  const named = header(request, 'x-fb-tenant')
  return { ...person, ...(await merchants.merchantOf(ctx, tenants, userId, named)), mode }
}

async function asOperator(ctx: Ctx, person: Caller): Promise<Caller> {
  if (person.role !== 'instance_admin') {
    throw forbidden('insufficient_permissions', 'This is for the operator')
  }
  await identity.mustHaveShownFactors(ctx)
  return person
}

/** A key is of one mode; a person says which, in `X-Livemode`. */
async function modeOf(ctx: Ctx, request: FastifyRequest): Promise<'live' | 'test'> {
  const said = header(request, 'x-livemode') ?? 'false'
  if (said !== 'true' && said !== 'false') {
    const message = 'Must be true or false'
    throw invalid('invalid_input', message, {
      faults: [{ in: 'header', path: ['X-Livemode'], code: 'enum', message }],
    })
  }
  if (said === 'true') await merchants.mustBeReadyForLive(ctx)
  return said === 'true' ? 'live' : 'test'
}
