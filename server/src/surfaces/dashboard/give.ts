import type { Reply } from '../../kernel/route.ts'
import { object, Type } from '../../kernel/schema.ts'
import { Passed } from '../../kernel/send.ts'
import type { File } from './dist.ts'
import { unbuilt } from './unbuilt.ts'

export const html = 'text/html; charset=utf-8'

/** What a browser says of the file it asks for. */
export const Headers = object({
  'accept-encoding': Type.Optional(Type.String()),
  'if-none-match': Type.Optional(Type.String()),
})

export interface Asked {
  'accept-encoding'?: string
  'if-none-match'?: string
}

/** Packed as the browser takes it; names with a hash are kept for ever, all else is asked for by its tag. */
export function send(reply: Reply, file: File, asked: Asked, isHashed: boolean): Passed {
  const { encoding, bytes } = file.packed(asked['accept-encoding'])
  reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
  reply.header('etag', file.etag)
  reply.header('vary', 'accept-encoding')
  if (asked['if-none-match']?.includes(file.etag)) {
    reply.status(304)
    return Passed.nothing
  }
  if (encoding) reply.header('content-encoding', encoding)
  return new Passed(bytes, file.type)
}

export function sendUnbuilt(reply: Reply): Passed {
  reply.status(503)
  return new Passed(unbuilt, html)
}
