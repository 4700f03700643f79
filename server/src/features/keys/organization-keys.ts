import { type Ctx, inTransaction } from '../../engines/context.ts'
import { create as createKey, expiryOf } from './create.ts'
import type { ManagedKey } from './managed.ts'
import * as managed from './managed.ts'
import { countManaged, type Reach, selectManaged } from './queries.ts'
import { tenantOf } from './rights.ts'

/**
 * The keys with which an organization's own servers report and read usage.
 * That the caller may look after them is asked at the door.
 */

export const organizationScopes = ['usage.write', 'usage.read'] as const
export type OrganizationScope = (typeof organizationScopes)[number]

export interface NewOrganizationKey {
  name: string
  scopes: readonly OrganizationScope[]
  mode: 'live' | 'test'
  /** RFC 3339; absent: never. */
  expiresAt?: string | undefined
}

const reachOf = (ctx: Ctx): Reach => ({ kinds: ['org', 'org_test'], tenantId: tenantOf(ctx) })

/** The keys of the caller's organization, also those that are over, newest first. */
export async function list(
  ctx: Ctx,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: ManagedKey[]; total: number }> {
  const rows = await ctx.db.rows<ManagedKey>(selectManaged(reachOf(ctx), limit, offset))
  const counted = await ctx.db.row<{ total: number }>(countManaged(reachOf(ctx)))
  return { rows, total: counted?.total ?? 0 }
}

/**
 * Makes a key; the secret is shown this once.
 * @throws invalid for an end that is over; conflict `too_many_keys`
 */
export async function create(
  ctx: Ctx,
  given: NewOrganizationKey,
): Promise<ManagedKey & { key: string }> {
  const kind = given.mode === 'test' ? 'org_test' : 'org'
  const reach = reachOf(ctx)
  const expiresAt = expiryOf(given.expiresAt, null)
  return inTransaction(ctx, async (ctx) => {
    const owner = { tenantId: reach.tenantId }
    const scopes = [...new Set(given.scopes)]
    const createdBy = managed.actorOf(ctx)
    const set = { name: given.name, scopes, expiresAt, createdBy }
    const { record, secret } = await createKey(ctx, kind, owner, set)
    await managed.remember(ctx, { ...record, kind }, { type: 'created' })
    return { ...(await managed.find(ctx, reach, record.id)), key: secret }
  })
}

/** Ends a key for good, at once; once is enough. @throws not_found, also for another organization's */
export const revoke = (ctx: Ctx, id: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    await managed.revokeKey(ctx, await managed.lock(ctx, reachOf(ctx), id), null)
  })

export type KeyStatus = 'ACTIVE' | 'REVOKED' | 'EXPIRED'

export function statusOf({ revoked_at, is_live }: ManagedKey): KeyStatus {
  if (revoked_at) return 'REVOKED'
  return is_live ? 'ACTIVE' : 'EXPIRED'
}
