import type { Ctx, Engines } from '../../engines/context.ts'
import * as graphql from '../../features/graphql/index.ts'
import type { Realtime } from '../../features/realtime/index.ts'
import type { TenantCache } from '../../features/tenants/index.ts'
import { invalid, notFound } from '../../kernel/errors.ts'
import type { Reply } from '../../kernel/route.ts'
import { nullable, object, Type } from '../../kernel/schema.ts'
import { Passed } from '../../kernel/send.ts'
import type { Parts } from './authenticate.ts'
import { showGraphiql, wantsPage } from './graphiql.ts'
import { liveOver, wantsEvents } from './graphql-live.ts'
import { route } from './route.ts'

const path = '/api/v1/graphql'

const anything = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
})

const Body = object({
  query: Type.String({ minLength: 1, maxLength: 1_000_000 }),
  variables: Type.Optional(nullable(anything)),
  operationName: Type.Optional(nullable(Type.String())),
  extensions: Type.Optional(nullable(anything)),
})

const Answer = object({
  data: Type.Optional(nullable(anything)),
  errors: Type.Optional(Type.Array(anything)),
})

const headers = object({
  accept: Type.Optional(Type.String()),
  origin: Type.Optional(Type.String()),
  upgrade: Type.Optional(Type.String()),
})

/** GraphQL over HTTP §4: which of its two media types the client takes. */
const isModern = (accept = ''): boolean => accept.includes('application/graphql-response+json')

const typeOf = (accept: string | undefined): string =>
  `${isModern(accept) ? 'application/graphql-response+json' : 'application/json'}; charset=utf-8`

async function answer(
  ctx: Ctx,
  request: graphql.Request,
  isByGet: boolean,
  accept: string | undefined,
  reply: Reply,
): Promise<Passed> {
  const why = isByGet ? new graphql.NotByGet() : undefined
  const { text, refused, status = 400 } = await graphql.execute(ctx, request, why)
  // Clients that ask for exactly JSON read the body, whatever the status.
  reply.status(refused && (status !== 400 || accept !== 'application/json') ? status : 200)
  return new Passed(text, typeOf(accept))
}

async function mustBeOn(ctx: Ctx): Promise<void> {
  if (!(await graphql.isEnabled(ctx))) throw notFound('not_found', 'GraphQL is switched off')
}

function readVariables(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && !Array.isArray(value))
      return (value ?? {}) as Record<string, unknown>
  } catch {}
  throw invalid('invalid_input', 'variables: Must be a JSON object')
}

const introspection = graphql.introspectionQuery()

export interface GraphQLParts extends Parts {
  tenants: TenantCache
  realtime: Realtime
}

export function makeGraphqlRoutes(engines: Engines, parts: GraphQLParts) {
  const live = liveOver(engines, parts)
  return [
    route({
      method: 'POST',
      path,
      name: 'graphql.execute',
      access: 'optional_tables',
      summary: 'Run a GraphQL query or mutation over the tables that the caller may reach',
      description:
        'With `Accept: text/event-stream` also a subscription: one event for each change.',
      headers,
      body: Body,
      returns: Answer,
      errors: [400, 401],
      handle: async (ctx, { body, headers: { accept, origin } }, reply) => {
        await mustBeOn(ctx)
        if (wantsEvents(accept)) return live.stream(ctx, body, false, origin)
        return answer(ctx, body, false, accept, reply)
      },
    }),
    route({
      method: 'GET',
      path,
      name: 'graphql.get',
      access: 'optional_tables',
      summary:
        'Run a GraphQL query; without one, describe the schema, or show GraphiQL to a browser',
      description:
        'As a WebSocket (`graphql-transport-ws`), or with `Accept: text/event-stream`, also subscriptions.',
      headers,
      query: object({
        query: Type.Optional(Type.String()),
        variables: Type.Optional(Type.String({ description: 'A JSON object' })),
        operationName: Type.Optional(Type.String()),
        extensions: Type.Optional(Type.String()),
      }),
      returns: Answer,
      errors: [400, 401, 405],
      handle: async (ctx, { query, headers: { accept, origin, upgrade } }, reply) => {
        reply.header('vary', 'accept')
        await mustBeOn(ctx)
        if (upgrade?.toLowerCase() === 'websocket') return live.socket(ctx, origin)
        if (query.query === undefined && wantsPage(accept)) return showGraphiql(reply)
        const { query: text = introspection, variables, operationName } = query
        const request = { query: text, variables: readVariables(variables), operationName }
        if (wantsEvents(accept)) return live.stream(ctx, request, true, origin)
        return answer(ctx, request, true, accept, reply)
      },
    }),
  ]
}
