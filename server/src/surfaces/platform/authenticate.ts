import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../../engines/context.ts'
import * as keys from '../../features/keys/index.ts'
import * as sessions from '../../features/sessions/index.ts'
import { type Caller, defaultTenantId } from '../../kernel/caller.ts'
import { forbidden, unauthenticated } from '../../kernel/errors.ts'
import { whenKnown } from '../../kernel/known.ts'
import { bearer, header } from '../request.ts'
import type { Role, Rule } from './access.ts'

export interface Parts {
  ring: keys.KeyRing
  tokens: sessions.AccessTokens
}

/** What stands in a request, in the order in which it counts. */
type Credential = { session: string } | { key: string; carrier: keys.Carrier }

/**
 * Reads the credential of a request and holds it against the rule of its route. A present but bad
 * one is 401, never anonymous; a known caller without the right is 403.
 */
export function authenticate(
  ctx: Ctx,
  parts: Parts,
  request: FastifyRequest,
  rule: Rule,
): Caller | Promise<Caller> {
  const credential = readCredential(request) ?? (rule.inQuery ? readFromQuery(request) : undefined)
  if (!credential) {
    if (rule.optional) return { kind: 'nobody', role: 'anon' }
    throw unauthenticated('missing_authentication', 'Sign in, or send a key')
  }
  return admit(ctx, parts, credential, request, rule)
}

/** The same for a credential that came later, over a connection that the request opened. */
export const authenticateText = (
  ctx: Ctx,
  parts: Parts,
  text: string,
  request: FastifyRequest,
  rule: Rule,
): Caller | Promise<Caller> => admit(ctx, parts, fromText(text, 'bearer'), request, rule)

function admit(
  ctx: Ctx,
  parts: Parts,
  credential: Credential,
  request: FastifyRequest,
  rule: Rule,
): Caller | Promise<Caller> {
  const found =
    'session' in credential
      ? bySession(ctx, parts.tokens, credential.session, rule)
      : byKey(ctx, parts.ring, credential)
  const token = header(request, 'x-impersonation-token')
  const effective =
    token === undefined
      ? found
      : whenKnown(found, (caller) => impersonating(ctx, parts.tokens, caller, token))
  return whenKnown(effective, (caller) => {
    mustBeAllowed(caller, rule)
    return caller
  })
}

/**
 * Who administers may add the token of their impersonation to their own: then they
 * are whom they act as. Somebody else's is worth nothing.
 */
async function impersonating(
  ctx: Ctx,
  tokens: sessions.AccessTokens,
  caller: Caller,
  token: string,
): Promise<Caller> {
  if (caller.impersonatedBy !== undefined) return caller
  const claims = await sessions.resolve(ctx, tokens, token)
  if (claims?.act && caller.sessionId !== undefined && claims.act.sub === caller.userId) {
    return callerOfClaims(claims)
  }
  throw unauthenticated('invalid_token', 'Invalid or expired impersonation token')
}

function readCredential(request: FastifyRequest): Credential | undefined {
  const scheme = /^ServiceKey +(\S+) *$/i.exec(header(request, 'authorization') ?? '')?.[1]
  const service = scheme ?? header(request, 'x-service-key')
  if (service !== undefined) return fromText(service, 'service-key')
  const token = bearer(request)
  if (token !== undefined) return fromText(token, 'bearer')
  const client = header(request, 'x-client-key') ?? header(request, 'clientkey')
  if (client !== undefined) return fromText(client, 'client-key')
  const api = header(request, 'apikey')
  return api === undefined ? undefined : fromText(api, 'apikey')
}

/** Browsers cannot set headers on a WebSocket. */
function readFromQuery(request: FastifyRequest): Credential | undefined {
  const { token, apikey, clientkey } = request.query as Record<string, unknown>
  if (typeof token === 'string') return fromText(token, 'bearer')
  if (typeof apikey === 'string') return fromText(apikey, 'apikey')
  return typeof clientkey === 'string' ? fromText(clientkey, 'client-key') : undefined
}

/** SDK users pass keys where tokens go: what is no JWT is a key. */
const fromText = (text: string, carrier: keys.Carrier): Credential =>
  text.startsWith('eyJ') ? { session: text } : { key: text, carrier }

function bySession(
  ctx: Ctx,
  tokens: sessions.AccessTokens,
  token: string,
  rule: Rule,
): Caller | Promise<Caller> {
  const found = rule.ended ? tokens.verify(token) : sessions.resolve(ctx, tokens, token)
  return whenKnown(found, (claims) => {
    if (!claims) throw unauthenticated('invalid_token', 'Invalid or expired token')
    return callerOfClaims(claims)
  })
}

export function callerOfClaims(claims: sessions.AccessClaims): Caller {
  const { impersonation_type: type } = claims
  // Who acts as nobody in particular has rights like those of a key, and is no person.
  const isPerson = type === undefined || type === 'user'
  const caller: Caller = {
    kind: type === 'anon' ? 'nobody' : 'user',
    realmId: claims.realm_id,
    sessionId: claims.session_id,
    role: claims.role,
    aal: claims.aal,
    isAnonymous: claims.is_anonymous === true,
    expiresAtMs: claims.exp * 1000,
  }
  if (isPerson) caller.userId = claims.sub
  else caller.scopes = type === 'service' ? ['*'] : ['read']
  if (claims.email !== undefined) caller.email = claims.email
  if (claims.impersonated_by !== undefined) caller.impersonatedBy = claims.impersonated_by
  if (claims.tenant_id !== undefined) caller.tenantId = claims.tenant_id
  return caller
}

/** The kinds of key of this surface and what they make of their holder. */
const roleOfKind = {
  gsk: 'service_role',
  tsk: 'tenant_service',
  anon: 'anon',
  pk: 'authenticated',
  fbk: 'authenticated',
} as const satisfies Partial<Record<keys.KeyKindName, Role>>

type Kind = keyof typeof roleOfKind
const kinds = Object.keys(roleOfKind) as Kind[]

/** A key stands where its kind may stand, and nowhere else. */
async function byKey(
  ctx: Ctx,
  ring: keys.KeyRing,
  { key: secret, carrier }: { key: string; carrier: keys.Carrier },
): Promise<Caller> {
  const kind = keys.kindOf(kinds, secret)
  const carriers: readonly keys.Carrier[] = kind ? keys.kinds[kind].carriers : []
  const isInPlace = kind !== undefined && carriers.includes(carrier)
  const key = isInPlace ? await keys.resolve(ctx, ring, kind, secret) : undefined
  if (!key || !kind) throw unauthenticated('invalid_token', 'Invalid or revoked key')
  return callerOf(key, kind)
}

/** Only a key of the whole instance goes from tenant to tenant. */
function callerOf(key: keys.ResolvedKey, kind: Kind): Caller {
  const tenantId = key.tenant_id ?? (kind === 'gsk' ? undefined : defaultTenantId)
  return {
    kind: 'user',
    keyId: key.id,
    keyKind: key.kind,
    role: roleOfKind[kind],
    scopes: key.scopes,
    namespaces: key.allowed_namespaces,
    mode: key.mode,
    ...(key.expires_at === null ? {} : { expiresAtMs: key.expires_at.getTime() }),
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(key.user_id === null ? {} : { userId: key.user_id }),
    ...(key.realm_id === null ? {} : { realmId: key.realm_id }),
  }
}

/** @throws forbidden */
export function mustBeAllowed(caller: Caller, rule: Rule): void {
  const denied = (why: string) => forbidden('insufficient_permissions', why)
  const role = (caller.role ?? 'authenticated') as Role
  if (rule.sensitive && (caller.impersonatedBy || caller.isAnonymous)) {
    throw denied('Not while impersonating, and not without an account')
  }
  if (rule.ended && caller.impersonatedBy) throw denied('Stop the impersonation instead')
  if (caller.keyId === undefined && caller.userId !== undefined) {
    const { sessions: roles = [] } = rule
    if (!roles.includes('*') && !roles.includes(role)) throw denied('Your role does not allow this')
    return
  }
  if (!rule.keys?.includes(role)) throw denied('Keys of this kind do not open this')
  if (rule.scope && !keys.holds(caller.scopes ?? [], rule.scope)) {
    throw forbidden('insufficient_permissions', `The key lacks the scope ${rule.scope}`, {
      details: { required_scope: rule.scope },
    })
  }
}
