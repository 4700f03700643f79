import { type Ctx, inTransaction } from '../../engines/context.ts'
import { forbidden, invalid } from '../../kernel/errors.ts'
import * as mails from '../mails/index.ts'
import * as settings from '../settings/index.ts'
import { create as createKey, expiryOf } from './create.ts'
import type { ManagedKey } from './managed.ts'
import * as managed from './managed.ts'
import {
  assign,
  countManaged,
  type KeyChanges,
  type Reach,
  selectManaged,
  selectOwner,
} from './queries.ts'
import { isAboveTenants, isAdminHere, mustHold, tenantOf } from './rights.ts'
import { acceptScopes } from './scopes.ts'

/**
 * Keys that people make for themselves: each acts as its owner, within its scopes. One
 * that a service key makes belongs to the tenant and acts as nobody in particular.
 */

const usualPerMinute = 100
const usualDays = 90
const longestList = 1_000

export interface NewClientKey {
  name: string
  description?: string | null | undefined
  scopes: readonly string[]
  allowed_namespaces?: readonly string[] | null | undefined
  rate_limit_per_minute?: number | undefined
  /** RFC 3339; null: never. */
  expires_at?: string | null | undefined
}

const denied = (why: string) => forbidden('access_denied', why)

/** @throws forbidden `feature_disabled` where people may have no keys */
async function mustBeSwitchedOn(ctx: Ctx): Promise<void> {
  if ((await settings.auth(ctx)).allow_user_client_keys || (await isAboveTenants(ctx))) return
  throw forbidden('feature_disabled', 'Client keys of people are switched off')
}

/** Administrators see all keys of their tenant, others their own there. */
async function reachOf(ctx: Ctx): Promise<Reach> {
  await mustBeSwitchedOn(ctx)
  const reach = { kinds: ['fbk'], tenantId: tenantOf(ctx) }
  if (await isAdminHere(ctx)) return reach
  const { userId } = ctx.caller
  if (userId === undefined) throw denied('This key stands for nobody')
  return { ...reach, userId }
}

/**
 * Client keys, newest first, at most 1,000 of them; `total` counts all.
 * @param userId whose; for others than oneself only administrators may ask
 * @throws forbidden `access_denied`
 */
export async function list(
  ctx: Ctx,
  userId?: string,
): Promise<{ client_keys: ManagedKey[]; total: number }> {
  const reach = await reachOf(ctx)
  if (userId !== undefined && reach.userId !== undefined && userId !== reach.userId) {
    throw denied('These keys are somebody else’s')
  }
  const whose = userId === undefined ? reach : { ...reach, userId }
  const counted = await ctx.db.row<{ total: number }>(countManaged(whose))
  const client_keys = await ctx.db.rows<ManagedKey>(selectManaged(whose, longestList))
  return { client_keys, total: counted?.total ?? 0 }
}

/** @throws not_found, also for somebody else's */
export const get = async (ctx: Ctx, id: string): Promise<ManagedKey> =>
  managed.find(ctx, await reachOf(ctx), id)

/**
 * Makes a key of the caller and tells them by mail; the secret is shown this once.
 * @throws forbidden `insufficient_permissions` for rights that the caller lacks; invalid
 *   `validation_failed` for unknown scopes; conflict `too_many_keys`
 */
export async function create(
  ctx: Ctx,
  given: NewClientKey,
): Promise<{ client_key: ManagedKey; key: string }> {
  const reach = await reachOf(ctx)
  const scopes = acceptScopes(given.scopes, { read: false })
  const { userId } = ctx.caller
  await mustHold(ctx, { scopes, allowed_namespaces: given.allowed_namespaces ?? null })
  const own = await callingKey(ctx, reach)
  const expiresAt = expiryWithin(own, given)
  const perMinute = rateWithin(own, given.rate_limit_per_minute)
  const owner = await toTell(ctx, userId)
  return inTransaction(ctx, async (ctx) => {
    const whose = { tenantId: reach.tenantId, ...(userId === undefined ? {} : { userId }) }
    const { record, secret } = await createKey(ctx, 'fbk', whose, {
      name: given.name,
      description: given.description,
      scopes,
      allowedNamespaces: given.allowed_namespaces,
      perMinute,
      expiresAt,
      createdBy: managed.actorOf(ctx),
    })
    await managed.remember(ctx, { ...record, kind: 'fbk' }, { type: 'created' })
    const client_key = await managed.find(ctx, reach, record.id)
    await tell(ctx, 'key_created', owner, client_key)
    return { client_key, key: secret }
  })
}

/** The client key that calls, whose limits bind what it makes; undefined for other callers. */
async function callingKey(ctx: Ctx, reach: Reach): Promise<ManagedKey | undefined> {
  const { keyId, keyKind } = ctx.caller
  return keyId !== undefined && keyKind === 'fbk' ? managed.find(ctx, reach, keyId) : undefined
}

const tooMuch = (why: string) => forbidden('insufficient_permissions', why)

/** A client key makes none that outlives it: else a short-lived one would last for ever. */
function expiryWithin(own: ManagedKey | undefined, given: NewClientKey): Date | null {
  const wanted = expiryOf(given.expires_at, usualDays)
  const last = own?.expires_at
  if (!last || (wanted && wanted <= last)) return wanted
  if (given.expires_at === undefined) return last
  throw tooMuch('A key cannot outlive the one that makes it')
}

/** Nor one, itself included, that may be used more often. */
function rateWithin(own: ManagedKey | undefined, wanted: number | null | undefined): number {
  const most = own?.rate_limit_per_minute ?? Number.POSITIVE_INFINITY
  if (wanted == null) return Math.min(usualPerMinute, most)
  if (wanted <= most) return wanted
  throw tooMuch('A key cannot allow more requests than it has')
}

/**
 * Changes what is given; in force at once. What the key can do afterwards must be within the
 * caller's rights.
 * @throws as `create`; not_found; conflict `conflict` for a revoked key
 */
export async function update(ctx: Ctx, id: string, changes: KeyChanges): Promise<ManagedKey> {
  if (Object.keys(changes).length === 0) throw invalid('invalid_input', 'Nothing to change')
  const reach = await reachOf(ctx)
  const scopes = changes.scopes && acceptScopes(changes.scopes, { read: false })
  const set = scopes ? { ...changes, scopes } : changes
  rateWithin(await callingKey(ctx, reach), changes.rate_limit_per_minute)
  return inTransaction(ctx, async (ctx) => {
    const key = await managed.lock(ctx, reach, id)
    managed.mustNotBeRevoked(key)
    await mustHold(ctx, { ...key, ...set })
    return managed.change(ctx, key, assign(set), { type: 'changed' })
  })
}

/** Ends a key for good, at once, and tells its owner; once is enough. @throws not_found */
export const revoke = (ctx: Ctx, id: string): Promise<void> =>
  ending(ctx, id, (ctx, key) => managed.revokeKey(ctx, key, null))

/** Ends a key and forgets it, but for the audit log. @throws not_found */
export const remove = (ctx: Ctx, id: string): Promise<void> =>
  ending(ctx, id, async (ctx, key) => {
    await managed.removeKey(ctx, key)
    return key.is_live
  })

async function ending(
  ctx: Ctx,
  id: string,
  work: (ctx: Ctx, key: ManagedKey) => Promise<boolean>,
): Promise<void> {
  const reach = await reachOf(ctx)
  const { user_id } = await managed.find(ctx, reach, id)
  const owner = await toTell(ctx, user_id ?? undefined)
  await inTransaction(ctx, async (ctx) => {
    const key = await managed.lock(ctx, reach, id)
    if (await work(ctx, key)) await tell(ctx, 'key_revoked', owner, key)
  })
}

interface Recipient {
  email: string | null
  language: string
}

/** Asked before the transaction begins: a budget is counted whether or not it commits. */
async function toTell(ctx: Ctx, userId: string | undefined): Promise<Recipient | undefined> {
  if (userId === undefined) return undefined
  const owner = await ctx.db.row<Recipient>(selectOwner(userId))
  return owner?.email && (await mails.hasNoticeBudget(ctx, owner.email)) ? owner : undefined
}

async function tell(
  ctx: Ctx,
  kind: 'key_created' | 'key_revoked',
  owner: Recipient | undefined,
  { name, key_prefix }: ManagedKey,
): Promise<void> {
  if (!owner) return
  await mails.send(ctx, kind, owner, { keyName: `${name} (${key_prefix}…)`, ...mails.whence(ctx) })
}
