import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../../engines/context.ts'
import * as keys from '../../features/keys/index.ts'
import * as sessions from '../../features/sessions/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import { forbidden, unauthenticated } from '../../kernel/errors.ts'
import { bearer, header } from '../request.ts'
import type { Role, Rule } from './access.ts'

export interface Parts {
  ring: keys.KeyRing
  tokens: sessions.AccessTokens
}

/** What stands in a request, in the order in which it counts (contract §1.3, headers alone). */
type Credential = { session: string } | { key: string }

/**
 * Reads the credential of a request and holds it against the rule of its route. A present but bad
 * one is 401, never anonymous; a known caller without the right is 403.
 */
export async function authenticate(
  ctx: Ctx,
  parts: Parts,
  request: FastifyRequest,
  rule: Rule,
): Promise<Caller> {
  const credential = readCredential(request)
  if (!credential) {
    if (rule.optional) return { kind: 'nobody', role: 'anon' }
    throw unauthenticated('missing_authentication', 'Sign in, or send a key')
  }
  const caller =
    'session' in credential
      ? await bySession(ctx, parts.tokens, credential.session)
      : await byKey(ctx, parts.ring, credential.key)
  mustBeAllowed(caller, rule)
  return caller
}

function readCredential(request: FastifyRequest): Credential | undefined {
  const scheme = /^ServiceKey +(\S+) *$/i.exec(header(request, 'authorization') ?? '')?.[1]
  const service = scheme ?? header(request, 'x-service-key')
  if (service !== undefined) return fromText(service)
  const token = bearer(request)
  if (token !== undefined) return fromText(token)
  const client = header(request, 'x-client-key') ?? header(request, 'clientkey')
  if (client !== undefined) return fromText(client)
  const api = header(request, 'apikey')
  return api === undefined ? undefined : fromText(api)
}

/** SDK users pass keys where tokens go: what is no JWT is a key (contract §1.1). */
const fromText = (text: string): Credential =>
  text.startsWith('eyJ') ? { session: text } : { key: text }

async function bySession(ctx: Ctx, tokens: sessions.AccessTokens, token: string): Promise<Caller> {
  const claims = await sessions.resolve(ctx, tokens, token)
  if (!claims) throw unauthenticated('invalid_token', 'Invalid or expired token')
  return {
    kind: 'user',
    userId: claims.sub,
    realmId: claims.realm_id,
    sessionId: claims.session_id,
    role: claims.role,
    aal: claims.aal,
    isAnonymous: claims.is_anonymous === true,
    ...(claims.email === undefined ? {} : { email: claims.email }),
    ...(claims.impersonated_by === undefined ? {} : { impersonatedBy: claims.impersonated_by }),
  }
}

/** The kinds of key of this surface, by their prefix, and what they make of their holder. */
const roleOfKind: Partial<Record<keys.KeyKindName, Role>> = {}

async function byKey(ctx: Ctx, ring: keys.KeyRing, secret: string): Promise<Caller> {
  for (const [kind, role] of Object.entries(roleOfKind) as [keys.KeyKindName, Role][]) {
    if (!keys.hasShape(kind, secret)) continue
    const key = await keys.resolve(ctx, ring, kind, secret)
    if (key) return callerOf(key, role)
  }
  throw unauthenticated('invalid_token', 'Invalid or revoked key')
}

const callerOf = (key: keys.ResolvedKey, role: Role): Caller => ({
  kind: 'user',
  keyId: key.id,
  keyKind: key.kind,
  role,
  scopes: key.scopes,
  mode: key.mode,
  ...(key.user_id === null ? {} : { userId: key.user_id }),
})

/** @throws forbidden */
function mustBeAllowed(caller: Caller, rule: Rule): void {
  const denied = (why: string) => forbidden('insufficient_permissions', why)
  const role = (caller.role ?? 'authenticated') as Role
  if (rule.sensitive && (caller.impersonatedBy || caller.isAnonymous)) {
    throw denied('Not while impersonating, and not without an account')
  }
  if (caller.keyId === undefined) {
    const { sessions: roles = [] } = rule
    if (!roles.includes('*') && !roles.includes(role)) throw denied('Your role does not allow this')
    return
  }
  if (!rule.keys?.includes(role)) throw denied('Keys of this kind do not open this')
  const { scopes = [] } = caller
  if (rule.scope && !scopes.includes('*') && !scopes.includes(rule.scope)) {
    throw denied(`The key lacks the scope ${rule.scope}`)
  }
}
