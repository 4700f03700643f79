import type { Ctx } from '../../engines/context.ts'
import { conflict, notFound } from '../../kernel/errors.ts'
import { inTurn, mustBePatient, ownerOf, takeKey } from './owner.ts'
import { deleteOwn, type Owner, selectOwn, selectOwnByKey, updateOwn } from './queries.ts'
import { find } from './read.ts'
import { mustBeKey, mustBeStorable, wrap } from './rules.ts'
import type { UserSettingRow } from './schema.ts'

const unknown = () => notFound('not_found', 'No such setting')

/** What this person has set for themselves, by key. */
export const list = (ctx: Ctx): Promise<UserSettingRow[]> =>
  ctx.db.rows<UserSettingRow>(selectOwn(ownerOf(ctx)))

/** @throws not_found */
export async function get(ctx: Ctx, key: string): Promise<UserSettingRow> {
  const row = await ctx.db.row<UserSettingRow>(selectOwnByKey(ownerOf(ctx), key))
  if (!row) throw unknown()
  return row
}

/**
 * The person's word, else that of the tenant or the instance.
 * @throws not_found where nobody has one for this caller
 */
export async function resolve(
  ctx: Ctx,
  key: string,
): Promise<{ key: string; value: Record<string, unknown>; source: 'user' | 'system' }> {
  const row = await ctx.db.row<UserSettingRow>(selectOwnByKey(ownerOf(ctx), key))
  if (row) return { key, value: row.value, source: 'user' }
  return { key, value: wrap((await find(ctx, key)).value), source: 'system' }
}

interface NewOwn {
  key: string
  value: Record<string, unknown>
  description?: string | undefined
}

/**
 * Sets or replaces.
 * @throws invalid for a bad key or value; conflict when the key holds a secret, or at the limit
 */
export async function put(ctx: Ctx, given: NewOwn): Promise<UserSettingRow> {
  const owner = ownerOf(ctx)
  mustBePatient(ctx, owner)
  mustBeKey(given.key)
  mustBeStorable(given.value)
  const known = await update(ctx, owner, given)
  return (
    known ??
    inTurn(ctx, owner, async (ctx) => (await update(ctx, owner, given)) ?? add(ctx, owner, given))
  )
}

const add = (ctx: Ctx, owner: Owner, { key, value, description }: NewOwn) =>
  takeKey(ctx, owner, { key, value, description, sealed: null }, () =>
    conflict('conflict', 'This key holds a secret'),
  )

const update = (ctx: Ctx, owner: Owner, { key, value, description }: NewOwn) =>
  ctx.db.row<UserSettingRow>(
    updateOwn(owner, { key, value, description: description ?? null, by: owner.userId }),
  )

/** @throws not_found */
export async function remove(ctx: Ctx, key: string): Promise<void> {
  if ((await ctx.db.run(deleteOwn(ownerOf(ctx), key))) === 0) throw unknown()
}
