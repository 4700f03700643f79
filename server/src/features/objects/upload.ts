import type { Readable } from 'node:stream'
import type { Ctx } from '../../engines/context.ts'
import { asDatabaseFault } from '../../engines/db/index.ts'
import { AppError, conflict, invalid, notFound } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import type { Sql } from '../../kernel/sql.ts'
import { ask, change } from '../tables/index.ts'
import { tooLarge, watched } from './intake.ts'
import { limitsOf } from './limits.ts'
import { mustBeKey } from './names.ts'
import { insertObject, type NewObject, selectRules, undo } from './queries.ts'
import { Reservation } from './reserve.ts'
import type { Row } from './schema.ts'
import { essenceOf, guessType, settleType, sniff } from './types.ts'

export interface Target {
  bucket: string
  key: string
  /** False: what is there stays as it is. */
  upsert: boolean
}

/** What was said about a file; known at the latest when its bytes are. */
export interface Described {
  contentType?: string | undefined
  metadata?: Record<string, unknown> | undefined
  cacheControl?: string | undefined
  upsert?: boolean | undefined
}

export interface Source {
  stream: Readable
  /** Bytes to come, where it was said. */
  length?: number | undefined
}

export interface Rules {
  exists: boolean
  max_file_size: number | null
  allowed_mime_types: string[] | null
}

/** @throws not_found */
export async function rulesOf(ctx: Ctx, bucket: string): Promise<Rules & { maxBytes: number }> {
  const [rules] = await ask<Rules>(ctx, 'objects.rules', selectRules(bucket))
  if (!rules?.exists) throw noBucket(bucket)
  const { max_upload_size } = await limitsOf(ctx)
  return { ...rules, maxBytes: Math.min(max_upload_size, rules.max_file_size ?? max_upload_size) }
}

export const noBucket = (bucket: string): AppError =>
  notFound('bucket_not_found', `No bucket named ${bucket}`)

/**
 * Stores a file: asked of the database first whether it may be, then written where nobody sees it,
 * then its row. Whatever fails leaves the file that was there, and nothing else.
 * @param describe asked when all bytes have come
 * @param also statements of the same transaction
 */
export async function store(
  ctx: Ctx,
  target: Target,
  source: Source,
  describe: () => Described | Promise<Described>,
  also: (object: NewObject) => Sql[] = () => [],
): Promise<Row> {
  mustBeKey(target.key)
  const rules = await rulesOf(ctx, target.bucket)
  if ((source.length ?? 0) > rules.maxBytes) throw tooLarge(rules.maxBytes)
  const reservation = await Reservation.open(ctx, uuid(), source.length ?? 0)
  const object: NewObject = blank(target, reservation.id)
  try {
    await mustBeAllowed(ctx, object)
    await fill(ctx, object, rules, source, reservation, describe)
  } catch (error) {
    await reservation.giveUp().catch(() => undefined)
    throw refusal(error, target)
  }
  return commit(ctx, object, reservation, also)
}

const blank = ({ bucket, key, upsert }: Target, version: string): NewObject => ({
  bucket,
  key,
  upsert,
  version,
  mimeType: 'application/octet-stream',
  size: 0,
  sha256: '',
  cacheControl: null,
  metadata: {},
})

/** The row is made and undone again: the policies themselves answer. */
export async function mustBeAllowed(ctx: Ctx, object: NewObject): Promise<void> {
  try {
    await change(ctx, '', insertObject(object), undo)
  } catch (error) {
    if (asDatabaseFault(error)?.code !== 'FL011') throw error
  }
}

async function fill(
  ctx: Ctx,
  object: NewObject,
  rules: Rules & { maxBytes: number },
  source: Source,
  reservation: Reservation,
  describe: () => Described | Promise<Described>,
): Promise<void> {
  let sniffed: string | undefined
  const stream = watched(source.stream, {
    maxBytes: rules.maxBytes,
    cover: (size) => reservation.cover(size),
    begin: async (head) => {
      sniffed = await sniff(head)
      // What no declaration could make good is not written at all.
      if (sniffed && rules.allowed_mime_types)
        settleType(sniffed, sniffed, rules.allowed_mime_types)
    },
  })
  const { size, sha256 } = await ctx.blobs.put(object.version, stream, ctx.signal)
  if (source.length !== undefined && size !== source.length) throw truncated()
  const { contentType, metadata = {}, cacheControl, upsert } = await describe()
  const declared = essenceOf(contentType) || guessType(object.key)
  const isText = declared.startsWith('text/') && sniffed === undefined
  const type = settleType(declared, sniffed, rules.allowed_mime_types)
  Object.assign(object, { size, sha256: sha256.toString('hex'), metadata })
  object.mimeType =
    isText && /;\s*charset=utf-8/i.test(contentType ?? '') ? `${type}; charset=utf-8` : type
  object.cacheControl = acceptCacheControl(cacheControl)
  if (upsert !== undefined) object.upsert = upsert
}

const truncated = (): AppError =>
  invalid('bad_content_length', 'Less came than the header of the request promised')

/** It becomes a header; a number alone is what other stores call it: seconds. */
export function acceptCacheControl(text: string | undefined): string | null {
  if (text === undefined || text === '') return null
  if (/^\d{1,9}$/.test(text)) return `max-age=${text}`
  if (text.length <= 200 && /^[\w=, -]+$/.test(text)) return text
  throw invalid('invalid_input', 'cache_control: Must be directives of Cache-Control', {
    faults: [{ in: 'body', path: ['cache_control'], code: 'pattern', message: 'Not directives' }],
  })
}

async function commit(
  ctx: Ctx,
  object: NewObject,
  reservation: Reservation,
  also: (object: NewObject) => Sql[],
): Promise<Row> {
  try {
    const [row] = await change<Row>(ctx, '', insertObject(object), ...also(object))
    if (!row) throw new Error('an insert answered nothing')
    reservation.end()
    ctx.queue.poke()
    return row
  } catch (error) {
    // Only what the database has refused is not there. Else the sweep looks later.
    if (isRefused(error)) await reservation.giveUp().catch(() => undefined)
    else reservation.end()
    throw refusal(error, object)
  }
}

const isRefused = (error: unknown): boolean =>
  asDatabaseFault(error instanceof AppError ? error.cause : error) !== undefined &&
  !(error instanceof AppError && error.kind === 'unavailable')

/** The refusals of the table in the words of files. */
export function refusal(error: unknown, { bucket, key }: { bucket: string; key: string }): unknown {
  const { code } = (error instanceof AppError ? error : {}) as { code?: string }
  if (code === 'duplicate_key' || code === 'already_exists')
    return new AppError('conflict', 'object_exists', `${key} already exists`)
  if (code === 'foreign_key_violation') return noBucket(bucket)
  if (asDatabaseFault(error)?.code === 'FL012')
    return conflict('upload_abandoned', 'The upload took too long: send it again')
  if (code === undefined && (error as { code?: string } | null)?.code === 'ECONNRESET')
    return truncated()
  return error
}
