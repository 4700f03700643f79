import { type Ctx, inTransaction } from '../../engines/context.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { conflict, notFound } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import { inTurn, mustBePatient, ownerOf, takeKey } from './owner.ts'
import {
  deleteSecret,
  type Owner,
  selectSealed,
  selectSecret,
  selectSecrets,
  updateSecret,
} from './queries.ts'
import { mustBeKey, mustBeShort } from './rules.ts'
import type { SecretRow } from './schema.ts'

const unknown = () => notFound('not_found', 'No such secret')

/** A ciphertext opens in its own place only: this person's, with this tenant, under this key. */
const about = ({ tenantId, userId }: Owner, key: string): string =>
  `auth.user_settings:${tenantId}:${userId}:${key}`

/** What this person keeps secret here, by key, without the values. */
export const list = (ctx: Ctx): Promise<SecretRow[]> =>
  ctx.db.rows<SecretRow>(selectSecrets(ownerOf(ctx)))

/** @throws not_found */
export async function get(ctx: Ctx, key: string): Promise<SecretRow> {
  const row = await ctx.db.row<SecretRow>(selectSecret(ownerOf(ctx), key))
  if (!row) throw unknown()
  return row
}

/**
 * Keeps a new secret; encrypted, audited.
 * @throws invalid for a bad key or a long value; conflict when the key is taken, by a setting too, or at the limit
 */
export async function create(
  ctx: Ctx,
  given: { key: string; value: string; description?: string | undefined },
): Promise<SecretRow> {
  const owner = ownerOf(ctx)
  mustBePatient(ctx, owner)
  const { key, value, description } = given
  mustBeKey(key)
  mustBeShort(value)
  const sealed = ctx.secrets.seal(about(owner, key), value)
  const taken = () => conflict('already_exists', 'This key is taken')
  return inTurn(ctx, owner, async (ctx) => {
    const row = await takeKey(ctx, owner, { key, sealed, description }, taken)
    await record(ctx, 'user_secret.created', { details: { key } })
    return row
  })
}

/**
 * Replaces value, description, or both; audited.
 * @throws not_found, never making one: clients fall back to `create` on that
 */
export async function update(
  ctx: Ctx,
  key: string,
  given: { value?: string | undefined; description?: string | undefined },
): Promise<SecretRow> {
  const owner = ownerOf(ctx)
  mustBePatient(ctx, owner)
  const { value, description = null } = given
  mustBeShort(value ?? '')
  const sealed = value === undefined ? null : ctx.secrets.seal(about(owner, key), value)
  return inTransaction(ctx, async (ctx) => {
    const change = { key, sealed, description, by: owner.userId }
    const row = await ctx.db.row<SecretRow>(updateSecret(owner, change))
    if (!row) throw unknown()
    await record(ctx, 'user_secret.changed', { details: { key } })
    return row
  })
}

/** @throws not_found */
export const remove = (ctx: Ctx, key: string): Promise<void> =>
  inTransaction(ctx, async (ctx) => {
    if ((await ctx.db.run(deleteSecret(ownerOf(ctx), key))) === 0) throw unknown()
    await record(ctx, 'user_secret.deleted', { details: { key } })
  })

/**
 * The value itself: for functions, jobs and service keys of the tenant. Each reading is audited, and
 * what cannot be written down is not told.
 * @throws not_found, also for people and secrets of another tenant
 */
export const reveal = (ctx: Ctx, userId: string, key: string): Promise<string> =>
  inTransaction(ctx, async (ctx) => {
    const owner = { userId, tenantId: tenantOf(ctx.caller) }
    const row = await ctx.db.row<{ sealed: string }>(selectSealed(owner, key))
    if (!row) throw unknown()
    await record(ctx, 'user_secret.revealed', { userId, details: { key } })
    return ctx.secrets.open(about(owner, key), row.sealed)
  })
