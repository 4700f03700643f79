import * as objects from '../../features/objects/index.ts'
import { sessions } from '../../features/objects/index.ts'
import { object, type Static, Time, Type, Uuid } from '../../kernel/schema.ts'
import { stream } from '../../kernel/streams.ts'
import { route } from './route.ts'
import { base, inBucket, Name } from './storage-fields.ts'

const fields = {
  bucket: Type.String(),
  path: Type.String(),
  total_size: Type.Integer(),
  chunk_size: Type.Integer(),
  total_chunks: Type.Integer(),
  completed_chunks: Type.Array(Type.Integer()),
  status: Type.String(),
  expires_at: Time,
  created_at: Time,
}

/** In both spellings: the SDK reads one of them here and the other there. */
const Session = object({
  session_id: Uuid,
  sessionId: Uuid,
  ...fields,
  totalSize: Type.Integer(),
  chunkSize: Type.Integer(),
  totalChunks: Type.Integer(),
  completedChunks: Type.Array(Type.Integer()),
  expiresAt: Time,
  createdAt: Time,
})

function toSession(session: sessions.Session): Static<typeof Session> {
  const { id, bucket, path, total_size, chunk_size, expires_at, created_at } = session
  const total = sessions.chunksOf(session)
  const isWhole = session.status === 'completed'
  const completed = isWhole
    ? Array.from({ length: total }, (_, i) => i)
    : session.parts.map((p) => p.index)
  const isOver = session.status === 'active' && expires_at.getTime() <= Date.now()
  return {
    session_id: id,
    sessionId: id,
    bucket,
    path,
    total_size,
    totalSize: total_size,
    chunk_size: chunk_size ?? total_size,
    chunkSize: chunk_size ?? total_size,
    total_chunks: total,
    totalChunks: total,
    completed_chunks: completed,
    completedChunks: completed,
    status: isOver ? 'expired' : session.status,
    expires_at,
    expiresAt: expires_at,
    created_at,
    createdAt: created_at,
  }
}

const Id = Type.String({ minLength: 1, maxLength: 100 })
const one = object({ bucket: Name, uploadId: Id })
const at = `${base}/{bucket}/chunked`
const mebi = 1024 * 1024

export const chunkRoutes = [
  route({
    method: 'POST',
    path: `${at}/init`,
    name: 'uploads.begin',
    access: 'storage_write',
    summary: 'Begin an upload in chunks',
    params: inBucket,
    body: object({
      path: Type.String({ minLength: 1, maxLength: 1024 }),
      total_size: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
      chunk_size: Type.Optional(Type.Integer({ minimum: 1, maximum: 1024 * mebi })),
      content_type: Type.Optional(Type.String({ maxLength: 200 })),
      metadata: Type.Optional(objects.Metadata),
      cache_control: Type.Optional(Type.String({ maxLength: 200 })),
      upsert: Type.Optional(Type.Boolean()),
    }),
    returns: Session,
    status: 201,
    errors: [400, 401, 403, 404, 409, 413, 415, 429],
    handle: async (ctx, { params: { bucket }, body }) =>
      toSession(
        await sessions.begin(ctx, {
          protocol: 'chunked',
          bucket,
          path: body.path,
          totalSize: body.total_size,
          chunkSize: body.chunk_size ?? 5 * mebi,
          contentType: body.content_type,
          metadata: body.metadata,
          cacheControl: body.cache_control,
          upsert: body.upsert,
        }),
      ),
  }),
  route({
    method: 'PUT',
    path: `${at}/{uploadId}/{chunkIndex}`,
    name: 'uploads.put_chunk',
    access: 'storage_write',
    summary: 'Send a chunk, in any order; the same again replaces it',
    params: object({
      bucket: Name,
      uploadId: Id,
      chunkIndex: Type.Integer({ minimum: 0, maximum: sessions.mostParts - 1 }),
    }),
    body: stream('The bytes of the chunk'),
    consumes: ['application/octet-stream'],
    returns: object({
      chunk_index: Type.Integer(),
      etag: Type.String(),
      size: Type.Integer(),
      session: Session,
    }),
    errors: [400, 401, 404, 409, 410, 413],
    handle: async (ctx, { params: { bucket, uploadId, chunkIndex }, body }) => {
      const session = await sessions.get(ctx, uploadId, bucket)
      const done = await sessions.putChunk(ctx, session, chunkIndex, body.stream, body.length)
      const now = toSession(await sessions.get(ctx, uploadId, bucket))
      const etag = `"${done.sha256.toString('hex').slice(0, 40)}"`
      return { chunk_index: chunkIndex, etag, size: done.size, session: now }
    },
  }),
  route({
    method: 'GET',
    path: `${at}/{uploadId}/status`,
    name: 'uploads.status',
    access: 'storage_read',
    summary: 'What of an upload has come',
    params: one,
    returns: object({ session: Session, missing_chunks: Type.Array(Type.Integer()) }),
    errors: [400, 401, 404],
    handle: async (ctx, { params: { bucket, uploadId } }) => {
      const session = await sessions.get(ctx, uploadId, bucket)
      return { session: toSession(session), missing_chunks: sessions.missingOf(session) }
    },
  }),
  route({
    method: 'POST',
    path: `${at}/{uploadId}/complete`,
    name: 'uploads.complete',
    access: 'storage_write',
    summary: 'Make one file of the chunks',
    params: one,
    returns: object({
      id: Uuid,
      path: Type.String(),
      full_path: Type.String(),
      fullPath: Type.String(),
      size: Type.Integer(),
      content_type: Type.String(),
    }),
    errors: [400, 401, 403, 404, 409, 410, 413, 415],
    handle: async (ctx, { params: { bucket, uploadId } }) => {
      const row = await sessions.complete(ctx, await sessions.get(ctx, uploadId, bucket))
      const full = `${row.bucket}/${row.path}`
      const { id, path, size, mime_type: content_type } = row
      return { id, path, full_path: full, fullPath: full, size, content_type }
    },
  }),
  route({
    method: 'DELETE',
    path: `${at}/{uploadId}`,
    name: 'uploads.abort',
    access: 'storage_write',
    summary: 'Give an upload up; its chunks are deleted',
    params: one,
    errors: [400, 401, 404, 409],
    handle: async (ctx, { params: { bucket, uploadId } }) =>
      sessions.abort(ctx, await sessions.get(ctx, uploadId, bucket)),
  }),
]
