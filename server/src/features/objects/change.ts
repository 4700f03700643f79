import type { Ctx } from '../../engines/context.ts'
import { AppError, forbidden, invalidField, notFound } from '../../kernel/errors.ts'
import { ask, change, changeEach } from '../tables/index.ts'
import { find, noObject, withBytes } from './download.ts'
import { tooLarge } from './intake.ts'
import { mustBeKey } from './names.ts'
import {
  deleteObject,
  deleteObjects,
  deleteShare,
  moveObject,
  selectShares,
  upsertShare,
} from './queries.ts'
import type { Row } from './schema.ts'
import { essenceOf, settleType } from './types.ts'
import { refusal, rulesOf, store } from './upload.ts'

/** @throws not_found; forbidden where the caller may see it and no more */
export async function remove(ctx: Ctx, bucket: string, key: string): Promise<void> {
  mustBeKey(key)
  const [done] = await change<{ seen: boolean; gone: boolean }>(
    ctx,
    'objects.delete',
    deleteObject(bucket, key),
  )
  if (done?.gone) return ctx.queue.poke()
  throw done?.seen
    ? forbidden('insufficient_permissions', 'You may not delete this file')
    : noObject()
}

/** By name; a name that ends with a slash is all that lies under it. At most 10,000 at once. */
export async function removeMany(
  ctx: Ctx,
  bucket: string,
  names: readonly string[],
): Promise<Row[]> {
  await rulesOf(ctx, bucket)
  const folders = names.filter((name) => name.endsWith('/'))
  const gone = await change<Row>(ctx, '', deleteObjects(bucket, [...names], folders))
  ctx.queue.poke()
  return gone
}

export interface Path {
  bucket: string
  key: string
}

/** The copy is a file of its own, and its maker's. */
export async function copy(ctx: Ctx, from: Path, to: Path, upsert: boolean): Promise<Row> {
  const look = () => find(ctx, from.bucket, from.key)
  const { row, stream } = await withBytes(look, async (row) => {
    const stream = await ctx.blobs.get(row.version)
    return stream && { row, stream }
  })
  try {
    return await store(ctx, { ...to, upsert }, { stream, length: row.size }, () => ({
      contentType: row.mime_type,
      metadata: row.metadata,
      cacheControl: row.cache_control ?? undefined,
    }))
  } finally {
    stream.destroy()
  }
}

/** The same bytes under another name: nothing is written but the row. */
export async function move(ctx: Ctx, from: Path, to: Path, upsert: boolean): Promise<Row> {
  const row = await find(ctx, from.bucket, from.key)
  mustBeKey(to.key, 'to_path')
  if (from.bucket !== to.bucket) await mustTake(ctx, to.bucket, row)
  const isSame = from.bucket === to.bucket && from.key === to.key
  const first = upsert && !isSame ? [deleteObject(to.bucket, to.key)] : []
  const results = await changeEach<Row>(ctx, ...first, moveObject(from, to)).catch((error) => {
    throw error instanceof AppError && error.code === 'pgrst116'
      ? forbidden('insufficient_permissions', 'You may not move this file')
      : refusal(error, to)
  })
  ctx.queue.poke()
  return results.at(-1)?.[0] ?? row
}

async function mustTake(ctx: Ctx, bucket: string, row: Row): Promise<void> {
  const rules = await rulesOf(ctx, bucket)
  if (row.size > rules.maxBytes) throw tooLarge(rules.maxBytes)
  const type = essenceOf(row.mime_type)
  settleType(type, type, rules.allowed_mime_types)
}

export interface Share {
  user_id: string
  permission: 'read' | 'write'
}

/** @throws forbidden where the caller sees the file and does not own it */
async function mustMayShare(ctx: Ctx, bucket: string, key: string): Promise<Seen> {
  mustBeKey(key)
  const [seen] = await ask<Seen>(ctx, 'objects.shares', selectShares(bucket, key))
  if (!seen) throw noObject()
  if (!seen.mine) throw forbidden('insufficient_permissions', 'The file is not yours to share')
  return seen
}

interface Seen {
  mine: boolean
  shares: (Share & { created_at: string })[]
}

/** One right for each person: the last one given. */
export async function share(ctx: Ctx, bucket: string, key: string, given: Share): Promise<Share> {
  await mustMayShare(ctx, bucket, key)
  const statement = upsertShare(bucket, key, given.user_id, given.permission)
  const [made] = await change<Share>(ctx, '', statement).catch((error) => {
    throw error instanceof AppError && error.code === 'foreign_key_violation'
      ? invalidField('user_id', 'unknown', 'There is no such user')
      : error
  })
  if (!made) throw noObject()
  return made
}

export const shares = async (ctx: Ctx, bucket: string, key: string) =>
  (await mustMayShare(ctx, bucket, key)).shares

export async function unshare(
  ctx: Ctx,
  bucket: string,
  key: string,
  userId: string,
): Promise<void> {
  await mustMayShare(ctx, bucket, key)
  const gone = await change(ctx, '', deleteShare(bucket, key, userId))
  if (gone.length === 0) throw notFound('share_not_found', 'There is no such share')
}
