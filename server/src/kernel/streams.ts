import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type TSchema, Type } from './schema.ts'

/** A body that is read as it comes, by whoever wants it. */
export interface Incoming {
  stream: Readable
  /** Its Content-Type as sent; '' without one. */
  type: string
  /** What its head promises; undefined when it comes in chunks. */
  length: number | undefined
}

const mark = Symbol('stream')

/** The body of a route whose handler reads the bytes itself, whatever their type. */
export const stream = (description: string) =>
  Type.Unsafe<Incoming>({ type: 'string', format: 'binary', description, [mark]: true })

export const isStream = (schema: TSchema | undefined): boolean => schema?.[mark as never] === true

export function incomingOf({ raw, headers }: FastifyRequest): Incoming {
  const length = headers['content-length']
  return {
    stream: raw,
    type: headers['content-type'] ?? '',
    length: length === undefined ? undefined : Number(length),
  }
}

/** Registers routes in a scope that reads no body. */
export function streaming(
  scope: FastifyInstance,
  register: (inner: FastifyInstance) => void,
): void {
  scope.register(async (inner) => {
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined))
    // What is refused early may still be on its way: nobody reads it to its end.
    inner.addHook('onSend', async ({ raw }, reply) => {
      if (!raw.complete) reply.header('connection', 'close')
    })
    register(inner)
  })
}
