import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx, Engines } from '../../engines/context.ts'
import { NotByGet, type Request } from '../../features/graphql/index.ts'
import { Sockets, stream } from '../../features/subscriptions/index.ts'
import { Taken } from '../../kernel/send.ts'
import { takeUpgrade } from '../upgrade.ts'
import { rules } from './access.ts'
import type { GraphQLParts } from './graphql.ts'
import { renewal } from './renewal.ts'

/** Whether events are what the client wants most: some name them last, among all that they can read. */
export function wantsEvents(accept = ''): boolean {
  const types = accept.split(',').map((entry, i) => {
    const [type = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
    const weight = parameters.find((part) => part.startsWith('q='))?.slice(2)
    return { type, i, q: weight === undefined ? 1 : Number(weight) }
  })
  const [first] = types.sort((a, b) => b.q - a.q || a.i - b.i)
  return first?.type === 'text/event-stream'
}

/** GraphQL over connections that stay. */
export function liveOver(engines: Engines, parts: GraphQLParts) {
  const { realtime } = parts
  const sockets = new Sockets(realtime)
  const renew = (request: FastifyRequest) => renewal(engines, parts, request, rules.optional_tables)

  return {
    /** A WebSocket that speaks `graphql-transport-ws`. */
    async socket(ctx: Ctx, origin: string | undefined): Promise<Taken> {
      await realtime.mustBeOpen(ctx, origin)
      return new Taken((request) => {
        const upgrade = takeUpgrade(request.raw)
        if (!upgrade) return
        sockets
          .accept({ request: request.raw, ...upgrade, ctx, renew: renew(request) })
          .catch((error: unknown) => {
            request.log.error({ err: error }, 'a WebSocket could not be opened')
            upgrade.socket.destroy()
          })
      })
    },

    /** One operation as server-sent events. */
    async stream(
      ctx: Ctx,
      request: Request,
      isByGet: boolean,
      origin: string | undefined,
    ): Promise<Taken> {
      await realtime.mustBeOpen(ctx, origin)
      const why = isByGet ? new NotByGet() : undefined
      const write = await stream(realtime, ctx, request, why)
      return new Taken((http, reply) => write(renew(http), begin(reply)))
    },
  }
}

function begin(reply: FastifyReply): ServerResponse {
  const { raw, request } = reply
  raw.writeHead(200, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': 'text/event-stream; charset=utf-8',
    // Proxies that collect answers would keep them for themselves.
    'x-accel-buffering': 'no',
  })
  // What asks for the head alone is not told of changes.
  if (request.method === 'HEAD') raw.end()
  else raw.flushHeaders()
  return raw
}
