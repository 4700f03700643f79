import type { Ctx } from '../../engines/context.ts'
import { object, Type } from '../../kernel/schema.ts'
import { Taken } from '../../kernel/send.ts'
import { stream } from '../../kernel/streams.ts'
import { route } from './route.ts'
import { base } from './storage-fields.ts'

/** Uploads by TUS 1.0, which stock clients resume. */
const path = `${base}/upload/resumable`
const one = object({ id: Type.String({ minLength: 1, maxLength: 100 }) })
const body = stream('The bytes that come next')
const consumes = ['application/offset+octet-stream']

/** The protocol answers itself; its library is loaded by who uses it. */
async function take(ctx: Ctx): Promise<Taken> {
  const { serveTus } = await import('./storage-tus.ts')
  return new Taken(({ raw, log }, reply) => {
    // What is on every answer of ours; the library's own words come after it.
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value)
    serveTus(ctx, path, raw, reply.raw).catch((error: unknown) => {
      log.error({ err: error }, 'a resumable upload failed')
      reply.raw.destroy()
    })
  })
}

export const resumableRoutes = [
  route({
    method: 'POST',
    path,
    name: 'resumable.begin',
    access: 'storage_write',
    summary:
      'Begin a resumable upload (TUS 1.0): Upload-Length, and Upload-Metadata with bucketName and objectName',
    body,
    consumes,
    status: 201,
    errors: [400, 401, 403, 404, 409, 413, 415],
    handle: take,
  }),
  route({
    method: 'HEAD',
    path: `${path}/{id}`,
    name: 'resumable.offset',
    access: 'storage_write',
    summary: 'How much of a resumable upload has come',
    params: one,
    status: 200,
    errors: [401, 404],
    handle: take,
  }),
  route({
    method: 'PATCH',
    path: `${path}/{id}`,
    name: 'resumable.append',
    access: 'storage_write',
    summary: 'Go on with a resumable upload',
    params: one,
    body,
    consumes,
    errors: [400, 401, 403, 404, 409, 413, 415],
    handle: take,
  }),
  route({
    method: 'DELETE',
    path: `${path}/{id}`,
    name: 'resumable.abort',
    access: 'storage_write',
    summary: 'Give a resumable upload up',
    params: one,
    errors: [401, 404],
    handle: take,
  }),
]
