import type { Ctx } from '../../engines/context.ts'
import * as objects from '../../features/objects/index.ts'
import { object, type Static, Type } from '../../kernel/schema.ts'
import { type Incoming, stream } from '../../kernel/streams.ts'
import { route } from './route.ts'
import { atKey, base, inBucket, readMetadata, readSwitch } from './storage-fields.ts'
import { firstFile, isForm, readForm } from './storage-form.ts'
import { shareFrom, shareOf } from './storage-shares.ts'

async function upload(
  ctx: Ctx,
  bucket: string,
  key: string,
  body: Incoming,
  headers: UploadHeaders,
) {
  const upsert = readSwitch(headers['x-upsert'], 'x-upsert') ?? true
  const target = { bucket, key, upsert }
  if (isForm(body.type)) {
    const { file, describe } = await firstFile(await readForm(body))
    return objects.store(ctx, target, { stream: file.stream }, () => withUpsert(describe, upsert))
  }
  return objects.store(ctx, target, { stream: body.stream, length: body.length }, () => ({
    contentType: body.type,
    cacheControl: headers['cache-control'],
  }))
}

async function withUpsert(describe: () => Promise<objects.Described>, otherwise: boolean) {
  const said = await describe()
  return { ...said, upsert: said.upsert ?? otherwise }
}

const uploadHeaders = object({
  'x-upsert': Type.Optional(Type.String()),
  'cache-control': Type.Optional(Type.String()),
})
type UploadHeaders = Static<typeof uploadHeaders>

export const uploadRoutes = [
  route({
    method: 'POST',
    path: `${base}/{bucket}/multipart`,
    name: 'objects.upload_many',
    access: 'storage_write',
    summary: 'Upload several files of one form; each is named by its file name',
    params: inBucket,
    body: stream('A form with files, and a field `prefix` before them'),
    consumes: ['multipart/form-data'],
    returns: object({
      uploaded: Type.Array(objects.Uploaded),
      count: Type.Integer(),
      errors: Type.Optional(Type.Array(Type.String())),
    }),
    status: 201,
    errors: [400, 401, 404],
    handle: async (ctx, { params: { bucket }, body }, reply) => {
      const form = await readForm(body)
      const { uploaded, errors } = await objects.storeEach(ctx, bucket, form)
      if (errors.length > 0 && uploaded.length > 0) reply.status(207)
      const done = uploaded.map(objects.toUploaded)
      return { uploaded: done, count: done.length, ...(errors.length > 0 ? { errors } : {}) }
    },
  }),
  route({
    method: 'POST',
    path: `${base}/{bucket}/stream/{key}`,
    catchAll: true,
    name: 'objects.upload_stream',
    access: 'storage_write',
    summary: 'Upload the body as a file, whatever its Content-Type says',
    params: atKey,
    headers: object({
      'x-storage-content-type': Type.Optional(Type.String({ maxLength: 200 })),
      'x-storage-cache-control': Type.Optional(Type.String({ maxLength: 200 })),
      'x-storage-metadata': Type.Optional(Type.String({ maxLength: 8192 })),
      'x-storage-upsert': Type.Optional(Type.String({ maxLength: 10 })),
    }),
    body: stream('The bytes of the file'),
    consumes: ['application/octet-stream'],
    returns: objects.Uploaded,
    status: 201,
    errors: [400, 401, 403, 404, 409, 413, 415],
    handle: async (ctx, { params: { bucket, key }, headers, body }) => {
      ctx.limits.rate(`storage:stream:${ctx.caller.userId ?? ctx.origin.address}`, 60)
      const described = {
        contentType: headers['x-storage-content-type'],
        cacheControl: headers['x-storage-cache-control'],
        metadata: readMetadata(headers['x-storage-metadata'], 'X-Storage-Metadata'),
      }
      const upsert = readSwitch(headers['x-storage-upsert'], 'X-Storage-Upsert') ?? true
      const source = { stream: body.stream, length: body.length }
      return objects.toUploaded(
        await objects.store(ctx, { bucket, key, upsert }, source, () => described),
      )
    },
  }),
  route({
    method: 'POST',
    path: `${base}/{bucket}/{key}`,
    catchAll: true,
    name: 'objects.upload',
    access: 'storage_write',
    summary: 'Upload a file: as the field `file` of a form, or as the body',
    params: atKey,
    headers: uploadHeaders,
    body: stream('A form with `file`, or the bytes of the file'),
    consumes: ['multipart/form-data', 'application/octet-stream'],
    returns: objects.Uploaded,
    status: 201,
    errors: [400, 401, 403, 404, 409, 413, 415],
    handle: async (ctx, { params: { bucket, key }, headers, body }, reply) => {
      const shared = shareOf(key)
      if (shared !== undefined) {
        reply.status(201)
        return shareFrom(ctx, bucket, shared, body)
      }
      return objects.toUploaded(await upload(ctx, bucket, key, body, headers))
    },
  }),
]
