import { type Ctx, end } from '../../engines/context.ts'
import { notFound } from '../../kernel/errors.ts'
import { sealedAs } from './create.ts'
import type { KeyKindName } from './kinds.ts'
import { revokeByApp, revokeByUser, revokeOne, selectByUser, selectSealed } from './queries.ts'

export * as clientKeys from './client-keys.ts'
export { create, type KeyOwner, type NewKey, type NewKeyRecord } from './create.ts'
export { type Carrier, hasShape, type KeyKindName, kindOf, kinds } from './kinds.ts'
export type { KeyEvent, ManagedKey } from './managed.ts'
export * as organizationKeys from './organization-keys.ts'
export * as registryKeys from './registry-keys.ts'
export { type ResolvedKey, resolve } from './resolve.ts'
export { isAdminHere } from './rights.ts'
export { KeyRing } from './ring.ts'
export { deprecate, rotate } from './rotate.ts'
export { holds, reaches } from './scopes.ts'
export * as serviceKeys from './service-keys.ts'

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
  return new Map(rows.map((row) => [row.app_id, ctx.secrets.open(sealedAs(row.id), row.sealed)]))
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
