import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Span } from '../../engines/blobs/index.ts'
import type { Ctx } from '../../engines/context.ts'
import { notFound, unavailable } from '../../kernel/errors.ts'
import { randomLowerSecret } from '../../kernel/ids.ts'
import { ask } from '../tables/index.ts'
import { disposition, fileName, mustBeKey } from './names.ts'
import { selectObject } from './queries.ts'
import { type Conditions, judge, rangeApplies, readRanges } from './ranges.ts'
import { etagOf, type Row } from './schema.ts'
import { pickRecipe, type Recipe, rendition } from './transform.ts'

export interface Wish extends Conditions {
  inline?: boolean | undefined
  /** The name to save it under; '' is its own. */
  download?: string | undefined
  transform?: Recipe | undefined
  accept?: string | undefined
  /** Only the head. */
  head?: boolean | undefined
}

export interface Answer {
  status: 200 | 206 | 304 | 412 | 416
  type: string
  headers: Record<string, string>
  body: Readable | undefined
}

/** Safe to be shown by a browser as what they are. */
const safeInline = /^(image\/(jpeg|png|gif|webp|avif)|application\/pdf|video\/mp4|audio\/mpeg)$/

/** @throws not_found also where the caller may not see it */
export async function find(ctx: Ctx, bucket: string, key: string): Promise<Row> {
  mustBeKey(key)
  const [row] = await ask<Row>(ctx, 'objects.get', selectObject(bucket, key))
  if (!row) throw noObject()
  return row
}

export const noObject = () => notFound('object_not_found', 'There is no such file')

/** Nobody is as often overtaken by a file's writers. */
const mostMisses = 20

/**
 * A row, and what is made of it with its bytes. They go as soon as the row names others: where `use`
 * finds them gone it answers undefined, and begins anew with the row as it is now.
 * @throws not_found where a row keeps naming bytes that are not there
 */
export async function withBytes<T>(
  look: () => Promise<Row>,
  use: (row: Row) => Promise<T | undefined>,
): Promise<T> {
  let missed: string | undefined
  for (let misses = 0; misses < mostMisses; misses++) {
    const row = await look()
    const made = await use(row)
    if (made !== undefined) return made
    if (row.version === missed) throw noObject()
    missed = row.version
  }
  throw unavailable('object_busy', 'The file is being overwritten', { retryAfter: 1 })
}

/** What is to be sent: the file, or an image made of it. */
interface Sent {
  id: string
  size: number
  type: string
  etag: string
  name: string
  isMade: boolean
}

/** A file as HTTP sends it: conditions, ranges, and headers under which a browser runs nothing of it. */
export const read = (ctx: Ctx, look: () => Promise<Row>, wish: Wish): Promise<Answer> =>
  withBytes(look, (row) => answer(ctx, row, wish))

/** Undefined where the bytes are gone. */
async function answer(ctx: Ctx, row: Row, wish: Wish): Promise<Answer | undefined> {
  const sent = await choose(ctx, row, wish)
  const state = { etag: sent.etag, modifiedAt: new Date(row.updated_at) }
  const headers = headersOf(row, sent, wish, state.modifiedAt)
  const verdict = judge(wish, state)
  if (verdict) return { status: verdict, type: '', headers, body: undefined }
  const isRanged = !sent.isMade && wish.range !== undefined && rangeApplies(wish, state)
  const ranges = isRanged ? readRanges(wish.range, sent.size) : undefined
  if (ranges === 'unsatisfiable') {
    headers['content-range'] = `bytes */${sent.size}`
    return { status: 416, type: '', headers, body: undefined }
  }
  if (ranges && ranges.length > 1) return several(ctx, sent, ranges, headers, wish)
  const [span] = ranges ?? []
  headers['content-length'] = String(span ? span.last - span.first + 1 : sent.size)
  if (span) headers['content-range'] = `bytes ${span.first}-${span.last}/${sent.size}`
  const body = wish.head ? undefined : await open(ctx, sent, span)
  if (!body && !wish.head) return undefined
  return { status: span ? 206 : 200, type: sent.type, headers, body }
}

async function choose(ctx: Ctx, row: Row, wish: Wish): Promise<Sent> {
  const own: Sent = {
    id: row.version,
    size: row.size,
    type: row.mime_type,
    etag: etagOf(row),
    name: fileName(row.path),
    isMade: false,
  }
  const recipe = pickRecipe(row.mime_type, wish.transform, wish.accept)
  const made = recipe && (await rendition(ctx, row, recipe))
  if (!made) return own
  const ending = made.mime_type.split('/')[1] ?? 'bin'
  return {
    id: made.id,
    size: made.size,
    type: made.mime_type,
    etag: `"${made.id.replaceAll('-', '')}"`,
    name: `${own.name.replace(/\.[^.]*$/, '')}.${ending === 'jpeg' ? 'jpg' : ending}`,
    isMade: true,
  }
}

function headersOf(row: Row, sent: Sent, wish: Wish, modifiedAt: Date): Record<string, string> {
  const isSafe = safeInline.test(sent.type)
  const isInline = (wish.inline || sent.isMade) && isSafe && wish.download === undefined
  const own = row.cache_control
  return {
    etag: sent.etag,
    'last-modified': modifiedAt.toUTCString(),
    'accept-ranges': sent.isMade ? 'none' : 'bytes',
    'cache-control': row.is_public ? (own ?? 'public, max-age=60') : 'private, no-cache',
    'content-disposition': disposition(
      isInline ? 'inline' : 'attachment',
      wish.download || sent.name,
    ),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'cross-origin',
    ...(sent.isMade ? { 'x-image-transformed': 'true' } : {}),
    ...(wish.transform ? { vary: 'Accept' } : {}),
  }
}

async function open(ctx: Ctx, { id, size }: Sent, span?: Span): Promise<Readable | undefined> {
  return size === 0 ? Readable.from([]) : ctx.blobs.get(id, span)
}

/** All at once: what is open stays readable, whatever becomes of the file meanwhile. */
async function openEach(ctx: Ctx, sent: Sent, spans: readonly Span[]) {
  const opened = await Promise.all(spans.map((span) => open(ctx, sent, span)))
  const parts = opened.filter((part) => part !== undefined)
  if (parts.length === spans.length) return parts
  for (const part of parts) part.destroy()
  return undefined
}

/** multipart/byteranges (RFC 9110 §14.6). */
async function several(
  ctx: Ctx,
  sent: Sent,
  spans: readonly Span[],
  headers: Record<string, string>,
  wish: Wish,
): Promise<Answer | undefined> {
  const boundary = randomLowerSecret(24)
  const heads = spans.map(
    ({ first, last }) =>
      `\r\n--${boundary}\r\nContent-Type: ${sent.type}\r\nContent-Range: bytes ${first}-${last}/${sent.size}\r\n\r\n`,
  )
  const tail = `\r\n--${boundary}--\r\n`
  const total = spans.reduce(
    (sum, { first, last }, i) => sum + (heads[i]?.length ?? 0) + last - first + 1,
    tail.length,
  )
  headers['content-length'] = String(total)
  const type = `multipart/byteranges; boundary=${boundary}`
  if (wish.head) return { status: 206, type, headers, body: undefined }
  const parts = await openEach(ctx, sent, spans)
  if (!parts) return undefined
  const body = new PassThrough()
  const pieces = async function* () {
    for (const [i, part] of parts.entries()) {
      yield heads[i] ?? ''
      yield* part
    }
    yield tail
  }
  pipeline(pieces, body)
    .catch(() => body.destroy())
    .finally(() => {
      for (const part of parts) part.destroy()
    })
  return { status: 206, type, headers, body }
}
