import { ReadStream } from 'node:fs'
import { IncomingMessage, type ServerResponse } from 'node:http'
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

/** What was read from a connection or a file is in nobody else's hands. */
const isOurs = (source: Readable): boolean =>
  source instanceof IncomingMessage || source instanceof ReadStream

/**
 * Gives the memory of a piece back now. Left to the garbage collector, pieces pile up until their
 * bytes alone start a collection of everything: of a large file every few of its megabytes.
 */
function release({ buffer, byteLength }: Buffer): void {
  if (buffer.byteLength === byteLength) (buffer as ArrayBuffer).transfer(0)
}

/**
 * The bytes as they come; each piece is good until the next one is asked for, and whoever keeps it
 * copies it. Who stops early leaves the source as it is: its sender can still be answered.
 */
export async function* pieces(source: Readable): AsyncGenerator<Buffer> {
  const mayRelease = isOurs(source)
  for await (const piece of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    yield piece
    if (mayRelease) release(piece)
  }
}

/** Once this is piped there: what the connection has taken is released. */
export function releaseAsSent(body: Readable, response: ServerResponse): void {
  if (!isOurs(body)) return
  let sent: Buffer[] = []
  response.once('pipe', () => {
    body.prependListener('data', (piece: Buffer) => {
      if (response.writableLength === 0) {
        for (const one of sent) release(one)
        sent = []
      }
      sent.push(piece)
    })
  })
}
