import type { Ctx } from '../../engines/context.ts'
import { sha256Text } from '../../kernel/crypto.ts'
import { forbidden } from '../../kernel/errors.ts'
import { whenKnown } from '../../kernel/known.ts'
import * as settings from '../settings/index.ts'
import { hasShape, type KeyKindName, ownSpelling } from './kinds.ts'
import { selectByHash } from './queries.ts'
import type { KeyRing } from './ring.ts'
import { withoutAdmin } from './scopes.ts'

/** What a live key stands for. */
export interface ResolvedKey {
  id: string
  kind: KeyKindName
  hash: Buffer
  user_id: string | null
  app_id: string | null
  tenant_id: string | null
  realm_id: string | null
  scopes: string[]
  /** Null: all. */
  allowed_namespaces: string[] | null
  mode: 'live' | 'test'
  /** Its expiry, or the end of its grace period, whichever is first. */
  expires_at: Date | null
  rate_limit_per_minute: number | null
  rate_limit_per_hour: number | null
  /** Raised by every change of the key. */
  version: number
  /** Raised when what its owner may do changes; see `features/grants`. */
  owner_version: number | null
  /** Whether its owner administers, here and now. */
  owner_is_admin: boolean
  /** Whether its owner's mailbox is proven. */
  proven: boolean
}

/**
 * The live key behind a secret, or undefined; at once where it is in memory. One look-up by hash, whatever
 * the number of keys.
 * @throws rate_limited over the key's own limits; forbidden `feature_disabled` where people's client
 *   keys are switched off
 */
export function resolve(
  ctx: Ctx,
  ring: KeyRing,
  kind: KeyKindName,
  secret: string,
): Found | Promise<Found> {
  const found = find(ctx, ring, kind, secret)
  return whenKnown(found, (key) => key && use(ctx, ring, key))
}

type Found = ResolvedKey | undefined

function use(ctx: Ctx, ring: KeyRing, key: ResolvedKey): Found | Promise<Found> {
  if (hasEnded(ctx, key)) return undefined
  ring.used(key.id, ctx.origin.address)
  takeFromLimits(ctx, key)
  if (key.kind !== 'fbk' || !key.user_id) return key
  return mustBeSwitchedOn(ctx, key).then(() => key)
}

/**
 * From memory, unless the key or its owner changed since it was read. Changes name the version they
 * ended, so that a key that is switched on again works at once, while the end of the old version is
 * still remembered.
 */
function find(ctx: Ctx, ring: KeyRing, kind: KeyKindName, secret: string): Found | Promise<Found> {
  const digest = sha256Text(ownSpelling(kind, secret))
  const known = ctx.revocations.isFresh() ? ring.get(kind, digest) : undefined
  if (known && !hasChanged(ctx, known)) return known
  return hasShape(kind, secret) ? readAnew(ctx, ring, kind, digest) : undefined
}

async function readAnew(
  ctx: Ctx,
  ring: KeyRing,
  kind: KeyKindName,
  digest: string,
): Promise<Found> {
  const { news } = ring
  const hash = Buffer.from(digest, 'base64url')
  let key = await read(ctx, kind, hash)
  // Changed while it was read: what is read now is no older than the change.
  if (key && hasChanged(ctx, key)) key = await read(ctx, kind, hash)
  if (key) ring.put(key, news)
  return key
}

async function read(ctx: Ctx, kind: KeyKindName, hash: Buffer): Promise<ResolvedKey | undefined> {
  const key = await ctx.db.lookUp<ResolvedKey>(selectByHash(kind, hash))
  if (key?.kind !== 'fbk' || !key.user_id || key.owner_is_admin) return key
  return { ...key, scopes: withoutAdmin(key.scopes) }
}

const hasChanged = (ctx: Ctx, key: ResolvedKey): boolean =>
  ctx.revocations.isEnded('key', `${key.id}:${key.version}`) ||
  (key.user_id !== null && ctx.revocations.isEnded('user', `${key.user_id}:${key.owner_version}`))

const hasEnded = (ctx: Ctx, key: ResolvedKey): boolean =>
  (key.expires_at !== null && key.expires_at.getTime() <= Date.now()) ||
  ctx.revocations.isEnded('key', key.id)

function takeFromLimits(ctx: Ctx, key: ResolvedKey): void {
  const { id, rate_limit_per_minute: perMinute, rate_limit_per_hour: perHour } = key
  if (perMinute !== null) ctx.limits.rate(`key:${id}:minute`, perMinute, 60, ctx.origin)
  if (perHour !== null) ctx.limits.rate(`key:${id}:hour`, perHour, 3600, ctx.origin)
}

/** The switch of the tenant in which the key works. */
async function mustBeSwitchedOn(ctx: Ctx, { tenant_id }: ResolvedKey): Promise<void> {
  const inside: Ctx = Object.create(ctx)
  inside.caller = { kind: 'system', ...(tenant_id === null ? {} : { tenantId: tenant_id }) }
  if ((await settings.auth(inside)).allow_user_client_keys) return
  throw forbidden('feature_disabled', 'Client keys of people are switched off')
}
