import { Readable } from 'node:stream'
import type { Ctx } from '../../engines/context.ts'
import { conflict, gone, invalid, notFound, rateLimited } from '../../kernel/errors.ts'
import { isUuid, uuid } from '../../kernel/ids.ts'
import { find } from './download.ts'
import { tooLarge, watched } from './intake.ts'
import { mustBeKey } from './names.ts'
import * as queries from './queries.ts'
import { Reservation } from './reserve.ts'
import type { Row } from './schema.ts'
import { essenceOf, settleType } from './types.ts'
import { acceptCacheControl, mustBeAllowed, refusal, rulesOf, store } from './upload.ts'

/** Uploads in parts, which a client that was cut off goes on with. */

export interface Part {
  index: number
  start: number
  size: number
  version: string
}

export interface Session {
  id: string
  protocol: 'chunked' | 'tus'
  tenant_id: string | null
  bucket: string
  path: string
  owner_id: string | null
  key_id: string | null
  total_size: number
  chunk_size: number | null
  content_type: string | null
  metadata: Record<string, unknown>
  cache_control: string | null
  upsert: boolean
  status: 'active' | 'completing' | 'completed' | 'aborted'
  object_id: string | null
  created_at: Date
  expires_at: Date
  parts: Part[]
}

export interface NewUpload {
  protocol: 'chunked' | 'tus'
  bucket: string
  path: string
  totalSize: number
  chunkSize?: number | undefined
  contentType?: string | undefined
  metadata?: Record<string, unknown> | undefined
  cacheControl?: string | undefined
  upsert?: boolean | undefined
}

const mostSessions = 1_000
/** Of one upload. */
export const mostParts = 10_000

/** @throws as an upload of the whole would, as far as that is known now */
export async function begin(ctx: Ctx, given: NewUpload): Promise<Session> {
  const { bucket, path: key, totalSize, chunkSize = null } = given
  mustBeKey(key, 'path')
  const rules = await rulesOf(ctx, bucket)
  if (totalSize > rules.maxBytes) throw tooLarge(rules.maxBytes)
  const declared = essenceOf(given.contentType)
  if (declared) settleType(declared, declared, rules.allowed_mime_types)
  await mustBeAllowedNow(ctx, bucket, key, given.upsert ?? true)
  const { tenantId = null, userId = null, keyId = null } = ctx.caller
  const session: queries.NewSession = {
    id: uuid(),
    protocol: given.protocol,
    tenantId,
    bucket,
    path: key,
    ownerId: userId,
    keyId: userId === null ? keyId : null,
    totalSize,
    chunkSize,
    contentType: given.contentType ?? null,
    metadata: given.metadata ?? {},
    cacheControl: acceptCacheControl(given.cacheControl),
    upsert: given.upsert ?? true,
  }
  const made = await ctx.db.row<Session>(queries.insertSession(session, mostSessions))
  if (made) return made
  throw rateLimited('too_many_uploads', 'Finish or abort some uploads first', { retryAfter: 60 })
}

async function mustBeAllowedNow(ctx: Ctx, bucket: string, key: string, upsert: boolean) {
  const reservation = await Reservation.open(ctx, uuid(), 0)
  const blank = { mimeType: '', size: 0, sha256: '', cacheControl: null, metadata: {} }
  try {
    await mustBeAllowed(ctx, { ...blank, bucket, key, version: reservation.id, upsert })
  } catch (error) {
    throw refusal(error, { bucket, key })
  } finally {
    await reservation.giveUp()
  }
}

/** Only who began it, or who administers the tenant, knows of it. */
export async function get(ctx: Ctx, id: string, bucket?: string): Promise<Session> {
  const found = isUuid(id) ? await ctx.db.row<Session>(queries.selectSession(id)) : undefined
  const { tenantId = null } = ctx.caller
  if (!found || found.tenant_id !== tenantId || !isOwn(ctx, found)) throw noSession()
  if (bucket !== undefined && found.bucket !== bucket)
    throw invalid('invalid_input', 'bucket: The upload is to another bucket')
  return found
}

const admins = new Set([
  'admin',
  'instance_admin',
  'tenant_admin',
  'service_role',
  'tenant_service',
])

const isOwn = ({ caller }: Ctx, { owner_id, key_id }: Session): boolean => {
  if (admins.has(caller.role ?? '')) return true
  return owner_id !== null ? owner_id === caller.userId : key_id !== null && key_id === caller.keyId
}

const noSession = () => notFound('upload_not_found', 'There is no such upload')

function mustBeOpen(session: Session): void {
  if (session.expires_at.getTime() <= Date.now())
    throw gone('session_expired', 'The upload has expired')
  if (session.status !== 'active')
    throw conflict('upload_not_active', `The upload is ${session.status}`)
}

export const chunksOf = ({ total_size, chunk_size }: Session): number =>
  Math.max(1, Math.ceil(total_size / (chunk_size ?? total_size)))

/** A chunk in any order; sent again it takes the place of the one before. */
export async function putChunk(
  ctx: Ctx,
  session: Session,
  index: number,
  source: Readable,
  length?: number,
) {
  mustBeOpen(session)
  const size = session.chunk_size ?? session.total_size
  if (index >= chunksOf(session)) throw badIndex('There is no such chunk')
  const start = index * size
  const expected = Math.min(size, session.total_size - start)
  if (length !== undefined && length !== expected) throw badSize(expected)
  const part = await writePart(ctx, session, { index, start }, source, expected, (got) => {
    if (got !== expected) throw badSize(expected)
  })
  return part
}

const badIndex = (message: string) => invalid('invalid_input', `chunk_index: ${message}`)
const badSize = (expected: number) =>
  invalid('invalid_input', `The chunk must have ${expected} bytes`, {
    details: { expected_bytes: expected },
  })

/** What has come of the rest, however little: TUS goes on from there. */
export async function append(ctx: Ctx, session: Session, source: Readable): Promise<number> {
  mustBeOpen(session)
  if (session.parts.length >= mostParts) throw conflict('too_many_parts', 'Send larger pieces')
  const start = offsetOf(session)
  const place = { index: session.parts.length, start }
  const { size } = await writePart(
    ctx,
    session,
    place,
    source,
    session.total_size - start,
    () => {},
  )
  return start + size
}

export const offsetOf = ({ parts }: Session): number =>
  parts.reduce((sum, { size }) => sum + size, 0)

async function writePart(
  ctx: Ctx,
  session: Session,
  place: { index: number; start: number },
  source: Readable,
  maxBytes: number,
  check: (size: number) => void,
): Promise<{ size: number; sha256: Buffer }> {
  const reservation = await Reservation.open(ctx, uuid(), maxBytes)
  try {
    const stream = watched(source, { maxBytes, cover: async () => {}, begin: async () => {} })
    const { size, sha256 } = await ctx.blobs.put(reservation.id, stream)
    check(size)
    const replaces = session.protocol === 'chunked'
    const part = { replaces, session: session.id, ...place, version: reservation.id, size, sha256 }
    const row = await ctx.db.row(queries.putPart(part))
    if (!row) throw conflict('upload_not_active', 'The upload is over')
    ctx.queue.poke()
    return { size, sha256 }
  } catch (error) {
    await reservation.giveUp().catch(() => undefined)
    throw error
  } finally {
    reservation.end()
  }
}

/** Makes one file of the parts, once: whoever asks again is told the same. */
export async function complete(ctx: Ctx, session: Session): Promise<Row> {
  if (session.status === 'completed') return find(ctx, session.bucket, session.path)
  if (session.status === 'aborted') mustBeOpen(session)
  mustBeWhole(session)
  const turn = uuid()
  const mine = await ctx.db.row<Session>(queries.takeTurn(session.id, turn))
  if (!mine) {
    const now = await get(ctx, session.id)
    if (now.status === 'completed') return find(ctx, now.bucket, now.path)
    mustBeOpen(now)
    throw conflict('upload_not_active', 'The upload is being completed')
  }
  try {
    const { bucket, path: key, upsert } = mine
    const source = {
      stream: Readable.from(whole(ctx, mine.parts), { objectMode: false }),
      length: mine.total_size,
    }
    const describe = () => ({
      contentType: mine.content_type ?? undefined,
      metadata: mine.metadata,
      cacheControl: mine.cache_control ?? undefined,
    })
    return await store(ctx, { bucket, key, upsert }, source, describe, (object) => [
      queries.finishSession(mine.id, turn, object),
    ])
  } catch (error) {
    await ctx.db.run(queries.giveTurnBack(mine.id, turn))
    throw error
  }
}

export function missingOf(session: Session): number[] {
  const there = new Set(session.parts.map(({ index }) => index))
  if (session.status === 'completed') return []
  return Array.from({ length: chunksOf(session) }, (_, i) => i).filter((i) => !there.has(i))
}

function mustBeWhole(session: Session): void {
  if (
    offsetOf(session) === session.total_size &&
    (session.protocol === 'tus' || missingOf(session).length === 0)
  )
    return
  throw invalid('validation_failed', 'Parts of the upload are missing', {
    details: {
      missing_chunks: missingOf(session).slice(0, 1000),
      uploaded: session.parts.length,
      total: chunksOf(session),
    },
  })
}

async function* whole(ctx: Ctx, parts: readonly Part[]): AsyncGenerator<Buffer> {
  for (const { version, size } of parts) {
    if (size === 0) continue
    const stream = await ctx.blobs.get(version)
    if (!stream) throw new Error(`the bytes of a part are gone: ${version}`)
    yield* stream as AsyncIterable<Buffer>
  }
}

export async function abort(ctx: Ctx, session: Session): Promise<void> {
  if (session.status === 'completed' || session.status === 'completing')
    throw conflict('upload_not_active', `The upload is ${session.status}`)
  await ctx.db.run(queries.abortSession(session.id))
  ctx.queue.poke()
}
