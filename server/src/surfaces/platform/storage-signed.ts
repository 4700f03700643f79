import type { Ctx } from '../../engines/context.ts'
import * as objects from '../../features/objects/index.ts'
import type { Reply } from '../../kernel/route.ts'
import { object, oneOf, type Static, Time, Type } from '../../kernel/schema.ts'
import { stream } from '../../kernel/streams.ts'
import { route } from './route.ts'
import {
  atKey,
  Bytes,
  base,
  conditions,
  deliver,
  inBucket,
  recipeOf,
  transformFields,
} from './storage-fields.ts'

const Signed = object({
  signed_url: Type.String(),
  url: Type.String(),
  token: Type.String(),
  expires_in: Type.Integer(),
  method: oneOf(['GET', 'PUT', 'DELETE']),
  expires_at: Time,
})

const wishes = {
  expires_in: Type.Optional(Type.Integer({ minimum: 1, maximum: 604_800 })),
  method: Type.Optional(oneOf(['GET', 'PUT', 'DELETE'])),
  transform: Type.Optional(object(transformFields)),
  download: Type.Optional(Type.String({ maxLength: 200 })),
  ...transformFields,
}

const Wishes = object(wishes)

function sign(ctx: Ctx, bucket: string, key: string, body: Static<typeof Wishes>) {
  return objects.sign(ctx, bucket, key, {
    method: body.method ?? 'GET',
    expiresInSeconds: body.expires_in ?? 900,
    transform: recipeOf(body.transform ?? body),
    download: body.download,
  })
}

const withToken = object({ token: Type.String({ minLength: 1, maxLength: 8000 }) })

/** A link counts by itself; how often it is used from one address is bounded. */
function open(ctx: Ctx, token: string, method: objects.Verb) {
  ctx.limits.rate(`storage:signed:${ctx.origin.address}`, 100)
  return objects.open(ctx, token, method)
}

async function send(
  ctx: Ctx,
  token: string,
  headers: Static<typeof conditions>,
  reply: Reply,
  head: boolean,
) {
  const link = open(ctx, token, 'GET')
  const { transform, download } = link
  const wish = { ...headers, transform, download, head }
  const look = () => objects.findSigned(link)
  return deliver(await objects.read(link.ctx, look, wish), reply, head)
}

export const signedRoutes = [
  route({
    method: 'HEAD',
    path: `${base}/object`,
    name: 'signed.head',
    access: 'public',
    summary: 'What a link would give, without it',
    query: withToken,
    headers: conditions,
    returns: Bytes,
    produces: 'application/octet-stream',
    errors: [400, 401, 404, 429],
    handle: (ctx, { query, headers }, reply) => send(ctx, query.token, headers, reply, true),
  }),
  route({
    method: 'GET',
    path: `${base}/object`,
    name: 'signed.download',
    access: 'public',
    summary: 'Download the file that a link was made for',
    query: withToken,
    headers: conditions,
    returns: Bytes,
    produces: 'application/octet-stream',
    errors: [400, 401, 404, 429, 503],
    handle: (ctx, { query, headers }, reply) => send(ctx, query.token, headers, reply, false),
  }),
  route({
    method: 'PUT',
    path: `${base}/object`,
    name: 'signed.upload',
    access: 'public',
    summary: 'Upload the file that a link was made for',
    query: withToken,
    body: stream('The bytes of the file'),
    consumes: ['application/octet-stream'],
    returns: objects.Uploaded,
    status: 201,
    errors: [400, 401, 403, 413, 415, 429],
    handle: async (ctx, { query, body }) => {
      const { ctx: as, bucket, key } = open(ctx, query.token, 'PUT')
      const source = { stream: body.stream, length: body.length }
      const described = { contentType: body.type }
      const target = { bucket, key, upsert: true }
      return objects.toUploaded(await objects.store(as, target, source, () => described))
    },
  }),
  route({
    method: 'DELETE',
    path: `${base}/object`,
    name: 'signed.delete',
    access: 'public',
    summary: 'Delete the file that a link was made for',
    query: withToken,
    errors: [400, 401, 403, 404, 429],
    handle: async (ctx, { query }) => {
      const link = open(ctx, query.token, 'DELETE')
      const { bucket, path } = await objects.findSigned(link)
      await objects.remove(link.ctx, bucket, path)
    },
  }),
  route({
    method: 'POST',
    path: `${base}/{bucket}/sign/{key}`,
    catchAll: true,
    name: 'objects.sign',
    access: 'storage_write',
    summary: 'A link to a file, for one method and a time',
    params: atKey,
    body: Wishes,
    returns: Signed,
    errors: [400, 401, 404],
    handle: (ctx, { params: { bucket, key }, body }) => sign(ctx, bucket, key, body),
  }),
  route({
    method: 'POST',
    path: `${base}/{bucket}/sign`,
    name: 'objects.sign_many',
    access: 'storage_write',
    summary: 'Links to several files; one that is not there has an error instead',
    params: inBucket,
    body: object({
      paths: Type.Array(Type.String({ minLength: 1, maxLength: 1024 }), {
        minItems: 1,
        maxItems: 500,
      }),
      expires_in: wishes.expires_in,
    }),
    returns: object({
      urls: Type.Array(
        object({
          path: Type.String(),
          signed_url: Type.Optional(Type.String()),
          error: Type.Optional(Type.String()),
        }),
      ),
    }),
    errors: [400, 401],
    handle: async (ctx, { params: { bucket }, body: { paths, expires_in } }) => ({
      urls: await objects.signEach(ctx, bucket, paths, expires_in ?? 900),
    }),
  }),
]
