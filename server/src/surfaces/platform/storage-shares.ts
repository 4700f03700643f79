import type { Ctx } from '../../engines/context.ts'
import * as objects from '../../features/objects/index.ts'
import { readJson } from '../../kernel/body.ts'
import { invalid } from '../../kernel/errors.ts'
import { object, oneOf, type Static, Type, Uuid } from '../../kernel/schema.ts'
import { Passed } from '../../kernel/send.ts'
import type { Incoming } from '../../kernel/streams.ts'
import { makeCheck } from '../../kernel/validate.ts'
import { route } from './route.ts'
import { atKey, base, Key, Name } from './storage-fields.ts'

const Share = object({ user_id: Uuid, permission: oneOf(['read', 'write']) })
const Shared = object({
  message: Type.String(),
  user_id: Uuid,
  permission: oneOf(['read', 'write']),
})
const Shares = object({
  shares: Type.Array(
    object({
      user_id: Uuid,
      permission: oneOf(['read', 'write']),
      created_at: Type.String({ format: 'date-time' }),
    }),
  ),
  count: Type.Integer(),
})

const checkShare = makeCheck(Share, 'body')

/** A path with slashes ends in the route of keys: what it says is a share all the same. */
export async function shareFrom(
  ctx: Ctx,
  bucket: string,
  key: string,
  { stream: source }: Incoming,
) {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of source as AsyncIterable<Buffer>) {
    size += part.length
    if (size > 64 * 1024) throw invalid('invalid_input', 'The body is too large')
    parts.push(part)
  }
  const body = readJson(Buffer.concat(parts)) ?? {}
  const faults = checkShare(body)
  if (faults.length > 0) throw invalid('invalid_input', faults[0]?.message ?? '', { faults })
  const made = await objects.share(ctx, bucket, key, body as Static<typeof Share>)
  return new Passed(JSON.stringify({ message: 'File shared', ...made }))
}

export const shareOf = (key: string) => /^(.+)\/share$/.exec(key)?.[1]
export const sharesOf = (key: string) => /^(.+)\/shares$/.exec(key)?.[1]
export const unshareOf = (key: string) => /^(.+)\/share\/([0-9a-f-]{36})$/i.exec(key)

export const listed = async (ctx: Ctx, bucket: string, key: string) => {
  const shares = await objects.shares(ctx, bucket, key)
  return { shares, count: shares.length }
}

export const shareRoutes = [
  route({
    method: 'POST',
    path: `${base}/{bucket}/{key}/share`,
    name: 'objects.share',
    access: 'storage_write',
    summary: 'Let somebody read or change a file',
    params: atKey,
    body: Share,
    returns: Shared,
    status: 201,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params: { bucket, key }, body }) => ({
      message: 'File shared',
      ...(await objects.share(ctx, bucket, key, body)),
    }),
  }),
  route({
    method: 'GET',
    path: `${base}/{bucket}/{key}/shares`,
    name: 'objects.list_shares',
    access: 'storage_read',
    summary: 'Who else may read or change a file',
    params: atKey,
    returns: Shares,
    errors: [401, 403, 404],
    handle: (ctx, { params: { bucket, key } }) => listed(ctx, bucket, key),
  }),
  route({
    method: 'DELETE',
    path: `${base}/{bucket}/{key}/share/{user_id}`,
    name: 'objects.unshare',
    access: 'storage_write',
    summary: 'End a share',
    params: object({ bucket: Name, key: Key, user_id: Uuid }),
    errors: [401, 403, 404],
    handle: (ctx, { params: { bucket, key, user_id } }) =>
      objects.unshare(ctx, bucket, key, user_id),
  }),
]
