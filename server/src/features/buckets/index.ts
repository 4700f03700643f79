import type { Ctx } from '../../engines/context.ts'
import { AppError, conflict, invalid, notFound } from '../../kernel/errors.ts'
import { ask, change } from '../tables/index.ts'
import * as queries from './queries.ts'
import type { Bucket, BucketChanges, NewBucket } from './schema.ts'

export { Bucket, BucketChanges, NewBucket } from './schema.ts'

/** Buckets of the tenant, as the caller may see and change them: policies decide. */

/** Newest first. */
export const list = (ctx: Ctx): Promise<Bucket[]> =>
  ask<Bucket>(ctx, 'buckets.list', queries.selectBuckets())

/** @throws not_found also where the caller may not see it */
export async function get(ctx: Ctx, id: string): Promise<Bucket> {
  const [found] = await ask<Bucket>(ctx, 'buckets.get', queries.selectBucket(id))
  if (!found) throw noBucket(id)
  return found
}

/** @throws invalid for a name that no bucket can have; conflict `already_exists` */
export async function create(ctx: Ctx, id: string, given: NewBucket): Promise<Bucket> {
  mustBeName(id)
  const [made] = await change<Bucket>(ctx, '', queries.insertBucket(id, given)).catch(refuse(id))
  if (!made) throw noBucket(id)
  return made
}

/** @throws invalid where nothing is to be changed */
export async function update(ctx: Ctx, id: string, given: BucketChanges): Promise<Bucket> {
  if (Object.keys(given).length === 0) throw invalid('invalid_input', 'Nothing to change')
  const [changed] = await change<Bucket>(ctx, '', queries.updateBucket(id, given))
  if (!changed) throw noBucket(id)
  return changed
}

/** @throws conflict `bucket_not_empty` */
export async function remove(ctx: Ctx, id: string): Promise<void> {
  const [gone] = await change<Bucket>(ctx, '', queries.deleteBucket(id)).catch(refuse(id))
  if (!gone) throw noBucket(id)
}

/** @returns how many objects went */
export async function empty(ctx: Ctx, id: string): Promise<number> {
  const [done] = await change<{ deleted: number; exists: boolean }>(
    ctx,
    '',
    queries.deleteObjects(id),
  )
  if (!done?.exists) throw noBucket(id)
  ctx.queue.poke()
  return done.deleted
}

const noBucket = (id: string): AppError => notFound('bucket_not_found', `No bucket named ${id}`)

const refuse =
  (id: string) =>
  (error: unknown): never => {
    const code = error instanceof AppError ? error.code : ''
    if (code === 'duplicate_key' || code === 'already_exists') {
      throw conflict('bucket_exists', `The bucket ${id} already exists`)
    }
    if (code === 'foreign_key_violation') {
      throw conflict('bucket_not_empty', `The bucket ${id} is not empty`)
    }
    throw error
  }

/** Paths of the API stand where a bucket would. */
const reserved = new Set(['object', 'objects', 'config', 'buckets', 'render', 'upload'])

function mustBeName(id: string): void {
  const isName = /^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$/.test(id) && !reserved.has(id.toLowerCase())
  if (isName) return
  const message = 'A bucket is named by 2 to 63 letters, digits, dots, hyphens and underscores'
  throw invalid('invalid_input', `bucket: ${message}, and not like a path of the API`, {
    faults: [{ in: 'path', path: ['bucket'], code: 'pattern', message }],
  })
}
