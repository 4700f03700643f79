import { type Ctx, inTransaction } from '../../engines/context.ts'
import { forbidden, invalid } from '../../kernel/errors.ts'
import * as sessions from '../sessions/index.ts'
import { create as createKey, expiryOf } from './create.ts'
import type { KeyKindName } from './kinds.ts'
import type { KeyEvent, ManagedKey } from './managed.ts'
import * as managed from './managed.ts'
import { assign, type KeyChanges, type Reach, selectManaged } from './queries.ts'
import { mustAdministerKeys, mustBeMakerOf, mustHold, tenantOf } from './rights.ts'
import { acceptScopes } from './scopes.ts'

/**
 * The keys of a tenant: service keys, and the ones that stand in clients' code. In
 * the default tenant a service key opens the whole instance, elsewhere that tenant alone.
 */

const service = ['gsk', 'tsk'] as const
const open = ['anon', 'pk'] as const

/** Secret keys end after a year unless told otherwise; public ones have nothing to lose. */
const secretDays = 365
/** Who was at the keyboard this long ago may still make keys. */
const recentMinutes = 60

export type KeyType = 'anon' | 'service'

export const typeOf = (key: ManagedKey): KeyType =>
  (service as readonly string[]).includes(key.kind) ? 'service' : 'anon'

export interface NewServiceKey {
  name: string
  description?: string | null | undefined
  key_type?: KeyType | undefined
  scopes?: readonly string[] | undefined
  allowed_namespaces?: readonly string[] | null | undefined
  rate_limit_per_minute?: number | null | undefined
  rate_limit_per_hour?: number | null | undefined
  /** RFC 3339; null: never. */
  expires_at?: string | null | undefined
}

export type KeyWithSecret = ManagedKey & { key: string }

export const reachOf = (ctx: Ctx): Reach => ({
  kinds: [...service, ...open],
  tenantId: tenantOf(ctx),
})

/** The keys of the caller's tenant, newest first. @throws forbidden `insufficient_permissions` */
export async function list(ctx: Ctx): Promise<ManagedKey[]> {
  await mustAdministerKeys(ctx)
  return ctx.db.rows<ManagedKey>(selectManaged(reachOf(ctx), 20_000))
}

/** @throws forbidden `insufficient_permissions`; not_found */
export async function get(ctx: Ctx, id: string): Promise<ManagedKey> {
  await mustAdministerKeys(ctx)
  return managed.find(ctx, reachOf(ctx), id)
}

/** A key and its life so far. @throws as `get` */
export async function getWithHistory(
  ctx: Ctx,
  id: string,
): Promise<{ key: ManagedKey; history: KeyEvent[] }> {
  return { key: await get(ctx, id), history: await managed.history(ctx, id) }
}

/**
 * Makes a key; the secret is shown this once.
 * @throws forbidden `insufficient_permissions` where it could do more than the caller; forbidden
 *   `reauthentication_required` when the caller signed in long ago; invalid `validation_failed`;
 *   conflict `already_exists`
 */
export async function create(ctx: Ctx, given: NewServiceKey): Promise<KeyWithSecret> {
  const { key_type: type = 'service' } = given
  const kind = kindOf(type, tenantOf(ctx))
  const scopes = scopesFor(kind, given.scopes ?? [type === 'service' ? '*' : 'read'])
  await mayMake(ctx, kind, scopes, given.allowed_namespaces ?? null)
  const expiresAt = expiryOf(given.expires_at, type === 'service' ? secretDays : null)
  return inTransaction(ctx, (ctx) =>
    make(ctx, kind, {
      name: given.name,
      description: given.description,
      scopes,
      allowedNamespaces: given.allowed_namespaces,
      perMinute: given.rate_limit_per_minute,
      perHour: given.rate_limit_per_hour,
      expiresAt,
    }),
  )
}

const kindOf = (type: KeyType, tenantId: string | null): KeyKindName =>
  type === 'anon' ? 'anon' : tenantId === null ? 'gsk' : 'tsk'

export const scopesFor = (kind: KeyKindName, given: readonly string[]): string[] =>
  acceptScopes(given, { read: (open as readonly string[]).includes(kind) })

/** @throws forbidden, where the key could do more than the caller, or who asks is long gone */
export async function mayMake(
  ctx: Ctx,
  kind: KeyKindName,
  scopes: readonly string[],
  allowed_namespaces: readonly string[] | null,
): Promise<void> {
  await mustBeMakerOf(ctx, kind)
  await mustHold(ctx, { scopes, allowed_namespaces })
  if (ctx.caller.sessionId === undefined || (await sessions.isRecent(ctx, recentMinutes))) return
  throw forbidden('reauthentication_required', 'Sign in again before you make keys')
}

/** In the caller's transaction, once it is known that they may. */
export async function make(
  ctx: Ctx,
  kind: KeyKindName,
  given: Parameters<typeof createKey>[3],
): Promise<KeyWithSecret> {
  const owner = { tenantId: tenantOf(ctx) }
  const by = managed.actorOf(ctx)
  const { record, secret } = await createKey(ctx, kind, owner, { ...given, createdBy: by })
  await managed.remember(ctx, { ...record, kind }, { type: 'created' })
  return { ...(await managed.find(ctx, reachOf(ctx), record.id)), key: secret }
}

/** Runs a change on a key of the caller's tenant that may do no more than the caller. */
export function withKey<T>(ctx: Ctx, id: string, work: (ctx: Ctx, key: ManagedKey) => Promise<T>) {
  return inTransaction(ctx, async (ctx) => {
    await mustAdministerKeys(ctx)
    const key = await managed.lock(ctx, reachOf(ctx), id)
    await mustBeMakerOf(ctx, key.kind)
    return work(ctx, key)
  })
}

/**
 * Changes what is given; in force at once.
 * @throws as `create`; not_found; conflict `conflict` for a revoked key
 */
export function update(ctx: Ctx, id: string, changes: KeyChanges): Promise<ManagedKey> {
  if (Object.keys(changes).length === 0) throw invalid('invalid_input', 'Nothing to change')
  return withKey(ctx, id, async (ctx, key) => {
    managed.mustNotBeRevoked(key)
    const scopes = changes.scopes && scopesFor(key.kind, changes.scopes)
    const set = scopes ? { ...changes, scopes } : changes
    await mustHold(ctx, { ...key, ...set })
    return managed.change(ctx, key, assign(set), { type: stepOf(key, changes) })
  })
}

const stepOf = (key: ManagedKey, { enabled = key.enabled }: KeyChanges) =>
  enabled === key.enabled ? 'changed' : enabled ? 'enabled' : 'disabled'

/** Switches a key off or on again, at once. @throws not_found; conflict for a revoked key */
export function setEnabled(ctx: Ctx, id: string, enabled: boolean): Promise<void> {
  return withKey(ctx, id, async (ctx, key) => {
    managed.mustNotBeRevoked(key)
    if (key.enabled === enabled) return
    const type = enabled ? 'enabled' : 'disabled'
    await managed.change(ctx, key, assign({ enabled }), { type })
  })
}

/** Ends a key for good, at once. Once is enough: the first reason stays. @throws not_found */
export function revoke(ctx: Ctx, id: string, reason: string | null): Promise<void> {
  return withKey(ctx, id, async (ctx, key) => {
    await managed.revokeKey(ctx, key, reason)
  })
}

/** Ends a key and forgets it, but for the audit log. @throws not_found */
export const remove = (ctx: Ctx, id: string): Promise<void> => withKey(ctx, id, managed.removeKey)

/** The keys a new tenant begins with. In the transaction of those who may make tenants. */
export async function createFirst(
  ctx: Ctx,
  tenantId: string,
): Promise<{ anon_key: string; service_key: string }> {
  const inside: Ctx = Object.create(ctx)
  inside.caller = { ...ctx.caller, tenantId }
  const anon = { name: 'anon', scopes: ['read'] }
  const service = { name: 'service', scopes: ['*'], expiresAt: expiryOf(undefined, secretDays) }
  return {
    anon_key: (await make(inside, 'anon', anon)).key,
    service_key: (await make(inside, 'tsk', service)).key,
  }
}
