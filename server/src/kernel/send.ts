import { Readable } from 'node:stream'
import fastJson from 'fast-json-stringify'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sha256 } from './crypto.ts'
import type { TSchema } from './schema.ts'
import { releaseAsSent } from './streams.ts'

/** An answer that is text or bytes already, of whatever type: passed on as it is, with the status it has. */
export class Passed {
  readonly body: string | Buffer | Readable
  readonly type: string
  constructor(body: Passed['body'], type = 'application/json; charset=utf-8') {
    this.body = body
    this.type = type
  }

  /** No body, and so no type of one. */
  static readonly nothing = new Passed('', '')
}

/** The handler took the connection over: nothing more is sent from here (RFC 9110 §7.8). */
export class Taken {
  readonly take: (request: FastifyRequest, reply: FastifyReply) => void
  constructor(take: Taken['take']) {
    this.take = take
  }
}

/** What of a route says how it answers. */
interface Sent {
  returns?: TSchema
  produces?: string
  etag?: boolean
  status?: number
}

/** Writes what a handler returned, by the schema of its route. */
export function makeSender(route: Sent) {
  const { returns, produces = 'application/json; charset=utf-8', status } = route
  let stringify: ((data: unknown) => string) | undefined
  return (reply: FastifyReply, result: unknown) => {
    if (result instanceof Taken) {
      reply.hijack()
      result.take(reply.request, reply)
      return reply
    }
    if (!returns || result === undefined)
      return reply.code(reply.statusCode === 200 ? 204 : reply.statusCode).send()
    if (result instanceof Passed) return sendPassed(reply, result, route.etag)
    if (status && reply.statusCode === 200) reply.code(status)
    reply.type(produces)
    if (!produces.startsWith('application/json')) return reply.send(result)
    stringify ??= fastJson(returns as unknown as Parameters<typeof fastJson>[0])
    const text = stringify(result)
    return route.etag ? sendTagged(reply, text) : reply.send(text)
  }
}

function sendPassed(reply: FastifyReply, { body, type }: Passed, isTagged = false): FastifyReply {
  if (type === '') return reply.send()
  reply.type(type)
  if (body instanceof Readable) releaseAsSent(body, reply.raw)
  return isTagged && typeof body === 'string' ? sendTagged(reply, body) : reply.send(body)
}

/** Who has these bytes already is told so, without them. */
function sendTagged(reply: FastifyReply, text: string): FastifyReply {
  const tag = `"${sha256(text).toString('base64url').slice(0, 22)}"`
  reply.header('etag', tag)
  const known = String(reply.request.headers['if-none-match'] ?? '').split(',')
  const isKnown = known.some((entry) => ['*', tag].includes(entry.trim().replace(/^W\//, '')))
  return isKnown ? reply.removeHeader('content-type').code(304).send() : reply.send(text)
}
