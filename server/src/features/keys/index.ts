import { type Ctx, end } from '../../engines/context.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { conflict, notFound } from '../../kernel/errors.ts'
import { randomSecret, uuid } from '../../kernel/ids.ts'
import { hasShape, type KeyKindName, kinds } from './kinds.ts'
import {
  insertKey,
  lockOwner,
  revokeByApp,
  revokeByUser,
  revokeOne,
  selectByHash,
  selectByUser,
  selectSealed,
} from './queries.ts'
import type { KeyRing } from './ring.ts'

export { type Carrier, hasShape, type KeyKindName, kinds } from './kinds.ts'
export { KeyRing } from './ring.ts'

export interface KeyOwner {
  userId?: string
  appId?: string
}

export interface KeyRecord {
  id: string
  kind: KeyKindName
  name: string
  prefix: string
  created_at: Date
  last_used_at: Date | null
  expires_at: Date | null
  revoked_at: Date | null
}

export type NewKeyRecord = Pick<KeyRecord, 'id' | 'name' | 'prefix' | 'created_at' | 'expires_at'>

/** What a live key stands for. */
export interface ResolvedKey {
  id: string
  kind: KeyKindName
  hash: Buffer
  user_id: string | null
  app_id: string | null
  realm_id: string | null
  scopes: string[]
  mode: 'live' | 'test'
  expires_at: Date | null
  /** Whether its owner's mailbox is proven. */
  proven: boolean
}

/**
 * Makes a key. In the caller's transaction.
 * @returns the record and the secret, which is shown this once
 * @throws conflict `too_many_keys` at the limit of its kind
 */
export async function create(
  ctx: Ctx,
  kind: KeyKindName,
  owner: KeyOwner,
  given: { name: string; expiresAt?: Date | undefined },
): Promise<{ record: NewKeyRecord; secret: string }> {
  const { prefix, length, prefixLength, shownAgain, limit } = kinds[kind]
  const id = uuid()
  const secret = prefix + randomSecret(length)
  if (owner.userId) await ctx.db.run(lockOwner(owner))
  const record = await ctx.db.row<NewKeyRecord>(
    insertKey({
      id,
      kind,
      owner,
      name: given.name,
      prefix: secret.slice(0, prefixLength),
      hash: sha256(secret),
      sealed: shownAgain ? ctx.secrets.seal(about(id), secret) : null,
      expiresAt: given.expiresAt ?? null,
      limit,
    }),
  )
  if (!record) throw conflict('too_many_keys', `At most ${limit} of these keys may be active`)
  return { record, secret }
}

/** The live key behind a secret, or undefined. One look-up by hash, whatever the number of keys. */
export async function resolve(
  ctx: Ctx,
  ring: KeyRing,
  kind: KeyKindName,
  secret: string,
): Promise<ResolvedKey | undefined> {
  if (!hasShape(kind, secret)) return undefined
  const hash = sha256(secret)
  const known = ctx.revocations.isFresh() ? ring.get(kind, hash) : undefined
  const key = known ?? (await ctx.db.row<ResolvedKey>(selectByHash(kind, hash)))
  if (!key || (key.expires_at && key.expires_at.getTime() <= Date.now())) return undefined
  if (ctx.revocations.isEnded('key', key.id)) return undefined
  if (!known) ring.put(key)
  ring.used(key.id)
  return key
}

/** All keys of a person, live and revoked, newest first. */
export const list = (ctx: Ctx, userId: string, kind?: KeyKindName): Promise<KeyRecord[]> =>
  ctx.db.rows<KeyRecord>(selectByUser(userId, kind ?? null))

export const isActive = (key: Pick<KeyRecord, 'revoked_at' | 'expires_at'>): boolean =>
  key.revoked_at === null && (key.expires_at === null || key.expires_at > new Date())

/** The secret of each app's public key: the one kind that is shown again. */
export async function revealAppKeys(
  ctx: Ctx,
  appIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await ctx.db.rows<{ id: string; app_id: string; sealed: string }>(
    selectSealed(appIds),
  )
  return new Map(rows.map((row) => [row.app_id, ctx.secrets.open(about(row.id), row.sealed)]))
}

/**
 * Ends a key of this person; effective at once on every process.
 * @returns whether it was live until now
 * @throws not_found for an unknown key and for somebody else's
 */
export async function revoke(
  ctx: Ctx,
  kind: KeyKindName,
  userId: string,
  id: string,
): Promise<{ name: string; prefix: string; fresh: boolean }> {
  const row = await ctx.db.row<{ id: string; name: string; prefix: string; fresh: boolean }>(
    revokeOne(userId, kind, id),
  )
  if (!row) throw notFound('key_not_found', 'No such key')
  await end(ctx, 'key', [row.id])
  return row
}

/** Ends all keys of these people, or those of one kind. */
export async function revokeAllOf(
  ctx: Ctx,
  userIds: readonly string[],
  kind?: KeyKindName,
): Promise<void> {
  const rows = await ctx.db.rows<{ id: string }>(revokeByUser(userIds, kind ?? null))
  await end(
    ctx,
    'key',
    rows.map((row) => row.id),
  )
}

export async function revokeOfApps(ctx: Ctx, appIds: readonly string[]): Promise<void> {
  const rows = await ctx.db.rows<{ id: string }>(revokeByApp(appIds))
  await end(
    ctx,
    'key',
    rows.map((row) => row.id),
  )
}

const about = (id: string) => `auth.keys:${id}:sealed`
