import type { Ctx } from '../../engines/context.ts'
import * as graphql from '../../features/graphql/index.ts'
import { holds } from '../../features/keys/index.ts'
import { forbidden, invalid, notFound } from '../../kernel/errors.ts'
import type { Reply } from '../../kernel/route.ts'
import { nullable, object, Type } from '../../kernel/schema.ts'
import { Passed } from '../../kernel/send.ts'
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

const headers = object({ accept: Type.Optional(Type.String()) })

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
  if (!(await graphql.isEnabled(ctx))) throw notFound('not_found', 'GraphQL is switched off')
  const why = isByGet ? new graphql.NotByGet() : lackOfScope(ctx)
  const { text, refused, status = 400 } = await graphql.execute(ctx, request, why)
  // Clients that ask for exactly JSON read the body, whatever the status (RULINGS 38).
  reply.status(refused && (status !== 400 || accept !== 'application/json') ? status : 200)
  return new Passed(text, typeOf(accept))
}

/** A key that may only read changes nothing (contract §1.1). */
function lackOfScope({ caller }: Ctx): Error | undefined {
  if (caller.keyId === undefined || holds(caller.scopes ?? [], 'tables:write')) return undefined
  return forbidden('insufficient_permissions', 'The key lacks the scope tables:write', {
    details: { required_scope: 'tables:write' },
  })
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

export const graphqlRoutes = [
  route({
    method: 'POST',
    path,
    name: 'graphql.execute',
    access: 'optional_tables',
    summary: 'Run a GraphQL query or mutation over the tables that the caller may reach',
    headers,
    body: Body,
    returns: Answer,
    errors: [400, 401],
    handle: (ctx, { body, headers: { accept } }, reply) => answer(ctx, body, false, accept, reply),
  }),
  route({
    method: 'GET',
    path,
    name: 'graphql.get',
    access: 'optional_tables',
    summary: 'Run a GraphQL query; without one, describe the schema',
    headers,
    query: object({
      query: Type.Optional(Type.String()),
      variables: Type.Optional(Type.String({ description: 'A JSON object' })),
      operationName: Type.Optional(Type.String()),
      extensions: Type.Optional(Type.String()),
    }),
    returns: Answer,
    errors: [400, 401, 405],
    handle: (ctx, { query, headers: { accept } }, reply) => {
      const { query: text = introspection, variables, operationName } = query
      return answer(
        ctx,
        { query: text, variables: readVariables(variables), operationName },
        true,
        accept,
        reply,
      )
    },
  }),
]
