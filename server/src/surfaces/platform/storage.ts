import type { Ctx } from '../../engines/context.ts'
import * as objects from '../../features/objects/index.ts'
import type { Reply } from '../../kernel/route.ts'
import { object, oneOf, type Static, Type, Uuid } from '../../kernel/schema.ts'
import { Passed } from '../../kernel/send.ts'
import { route } from './route.ts'
import {
  atKey,
  Bytes,
  base,
  conditions,
  deliver,
  downloadQuery,
  inBucket,
  Name,
  recipeOf,
} from './storage-fields.ts'
import { listed, sharesOf, unshareOf } from './storage-shares.ts'

const Listing = object({
  bucket: Type.String(),
  objects: Type.Array(objects.StoredObject),
  files: Type.Array(objects.StoredFile),
  count: Type.Integer(),
  prefix: Type.Optional(Type.String()),
  prefixes: Type.Optional(Type.Array(Type.String())),
  truncated: Type.Boolean(),
  next_cursor: Type.Optional(Type.String()),
})

const listQuery = object({
  prefix: Type.Optional(Type.String({ maxLength: 1024 })),
  delimiter: Type.Optional(Type.String({ pattern: '^[ -~]?$' })),
  search: Type.Optional(Type.String({ maxLength: 200 })),
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  limit: Type.Integer({ minimum: 1, maximum: 10_000, default: 1000 }),
  offset: Type.Integer({ minimum: 0, maximum: 10_000_000, default: 0 }),
  sort: Type.Unsafe<objects.Listing['sort']>({
    ...oneOf(['name', 'created_at', 'updated_at', 'size']),
    default: 'name',
  }),
  order: Type.Unsafe<'asc' | 'desc'>({ ...oneOf(['asc', 'desc']), default: 'asc' }),
})

const Path = object({
  from_path: Type.String({ minLength: 1, maxLength: 1024 }),
  to_path: Type.String({ minLength: 1, maxLength: 1024 }),
  to_bucket: Type.Optional(Name),
  upsert: Type.Optional(Type.Boolean()),
})
const Placed = object({
  message: Type.String(),
  id: Uuid,
  key: Type.String(),
  path: Type.String(),
  bucket: Type.String(),
})

const transferRoute = (verb: 'copy' | 'move') =>
  route({
    method: 'POST',
    path: `${base}/{bucket}/${verb}`,
    name: `objects.${verb}`,
    access: 'storage_write',
    summary: verb === 'copy' ? 'Copy a file' : 'Give a file another name or bucket',
    params: inBucket,
    body: Path,
    returns: Placed,
    errors: [400, 401, 403, 404, 409, 413, 415],
    handle: async (ctx, { params: { bucket }, body }) => {
      const from = { bucket, key: body.from_path }
      const to = { bucket: body.to_bucket ?? bucket, key: body.to_path }
      const transfer = verb === 'copy' ? objects.copy : objects.move
      const row = await transfer(ctx, from, to, body.upsert ?? false)
      const message = verb === 'copy' ? 'File copied' : 'File moved'
      return { message, id: row.id, key: row.path, path: row.path, bucket: row.bucket }
    },
  })

async function send(
  ctx: Ctx,
  { bucket, key }: Static<typeof atKey>,
  query: Static<typeof downloadQuery>,
  headers: Static<typeof conditions>,
  reply: Reply,
  head: boolean,
) {
  const look = () => objects.find(ctx, bucket, key)
  if (headers['x-metadata-only'] === 'true')
    return new Passed(JSON.stringify(objects.toObject(await look())))
  const transform = recipeOf(query)
  const { inline, download } = query
  const wish = { ...headers, inline, download, transform, head }
  return deliver(await objects.read(ctx, look, wish), reply, head)
}

export const storageRoutes = [
  route({
    method: 'GET',
    path: `${base}/config/transforms`,
    name: 'objects.transform_settings',
    access: 'public',
    summary: 'What images may be made of images here',
    returns: object({
      enabled: Type.Boolean(),
      default_quality: Type.Integer(),
      max_width: Type.Integer(),
      max_height: Type.Integer(),
      allowed_formats: Type.Optional(Type.Array(Type.String())),
    }),
    handle: (ctx) => objects.transformSettings(ctx),
  }),
  route({
    method: 'GET',
    path: `${base}/{bucket}`,
    name: 'objects.list',
    access: 'optional_storage',
    summary: 'Files of a bucket, by prefix, a page at a time',
    params: inBucket,
    query: listQuery,
    returns: Listing,
    errors: [400, 401, 404],
    handle: (ctx, { params, query }) => objects.list(ctx, params.bucket, query),
  }),
  route({
    method: 'DELETE',
    path: `${base}/{bucket}`,
    name: 'objects.delete_many',
    access: 'storage_write',
    summary: 'Delete files by name; a name that ends with a slash is all that lies under it',
    params: inBucket,
    body: object({
      prefixes: Type.Array(Type.String({ minLength: 1, maxLength: 1024 }), {
        minItems: 1,
        maxItems: 1000,
      }),
    }),
    returns: Type.Array(objects.StoredObject),
    errors: [400, 401, 404],
    handle: async (ctx, { params, body }) =>
      (await objects.removeMany(ctx, params.bucket, body.prefixes)).map(objects.toObject),
  }),
  transferRoute('copy'),
  transferRoute('move'),
  route({
    method: 'HEAD',
    path: `${base}/{bucket}/{key}`,
    catchAll: true,
    name: 'objects.head',
    access: 'optional_storage',
    summary: 'What a download would say of the file, without it',
    params: atKey,
    query: downloadQuery,
    headers: conditions,
    returns: Bytes,
    produces: 'application/octet-stream',
    errors: [401, 404],
    handle: (ctx, { params, query, headers }, reply) =>
      send(ctx, params, query, headers, reply, true),
  }),
  route({
    method: 'GET',
    path: `${base}/{bucket}/{key}`,
    catchAll: true,
    name: 'objects.download',
    access: 'optional_storage',
    summary: 'Download a file, part of it, or an image made of it',
    params: atKey,
    query: downloadQuery,
    headers: conditions,
    returns: Bytes,
    produces: 'application/octet-stream',
    errors: [400, 401, 404, 429, 503],
    handle: async (ctx, { params, query, headers }, reply) => {
      const shared = sharesOf(params.key)
      if (shared !== undefined)
        return new Passed(JSON.stringify(await listed(ctx, params.bucket, shared)))
      return send(ctx, params, query, headers, reply, false)
    },
  }),
  route({
    method: 'DELETE',
    path: `${base}/{bucket}/{key}`,
    catchAll: true,
    name: 'objects.delete',
    access: 'storage_write',
    summary: 'Delete a file',
    params: atKey,
    errors: [401, 403, 404],
    handle: async (ctx, { params: { bucket, key } }) => {
      const [, shared, user] = unshareOf(key) ?? []
      await (shared !== undefined && user !== undefined
        ? objects.unshare(ctx, bucket, shared, user)
        : objects.remove(ctx, bucket, key))
    },
  }),
]
