import * as secrets from '../../features/secrets/index.ts'
import * as settings from '../../features/settings/index.ts'
import type { Reply } from '../../kernel/route.ts'
import { nullable, object, TimeInput, type TSchema, Type } from '../../kernel/schema.ts'
import { present } from './present.ts'
import { route } from './route.ts'
import { Message } from './shapes.ts'

/** Where one secret is found, and how a request there names it. */
export interface Place {
  path: string
  name: string
  params: Record<string, TSchema>
  query: Record<string, TSchema>
  refOf(params: Record<string, unknown>, query: Record<string, unknown>): secrets.SecretRef
}

/** The version the caller has seen: a number, or the ETag it came with (RFC 9110 §13.1.1). */
const IfMatch = object({
  'if-match': Type.Optional(
    Type.String({
      pattern: '^(\\*|[0-9]{1,9}|"[0-9]{1,9}")$',
      description: 'The version you have seen; 412 when another one is in force',
    }),
  ),
})

function seen(headers: { 'if-match'?: string }): number | undefined {
  const digits = /\d+/.exec(headers['if-match'] ?? '')?.[0]
  return digits === undefined ? undefined : Number(digits)
}

function show(reply: Reply, row: secrets.SecretRow) {
  reply.header('etag', `"${row.version}"`)
  return present(row)
}

const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })

/** What can be done with one secret, the same whether by id or by name. */
export function secretRoutesAt({ path, name, params, query, refOf }: Place) {
  const at = { params: object(params), query: object(query) }
  return [
    route({
      ...at,
      method: 'GET',
      path,
      name: `${name}.get`,
      access: 'secrets_read',
      summary: 'One secret, without its value',
      returns: secrets.Secret,
      errors: [400, 401, 403, 404],
      handle: async (ctx, { params, query }, reply) =>
        show(reply, await secrets.get(ctx, refOf(params, query))),
    }),
    route({
      ...at,
      method: 'PUT',
      path,
      name: `${name}.update`,
      access: 'secrets_write',
      summary: 'Change a secret; a new value is a new version',
      headers: IfMatch,
      body: object({
        value: Type.Optional(secrets.SecretValue),
        description: Type.Optional(nullable(settings.Description)),
        expires_at: Type.Optional(nullable(TimeInput)),
      }),
      returns: secrets.Secret,
      errors: [400, 401, 403, 404, 412],
      handle: async (ctx, { params, query, body, headers }, reply) =>
        show(reply, await secrets.change(ctx, refOf(params, query), body, seen(headers))),
    }),
    route({
      ...at,
      method: 'DELETE',
      path,
      name: `${name}.delete`,
      access: 'secrets_write',
      summary: 'Delete a secret with its history',
      headers: IfMatch,
      returns: Message,
      errors: [400, 401, 403, 404, 412],
      handle: async (ctx, { params, query, headers }) => {
        await secrets.remove(ctx, refOf(params, query), seen(headers))
        return { message: 'Secret deleted' }
      },
    }),
    route({
      ...at,
      method: 'GET',
      path: `${path}/versions`,
      name: `${name}.versions`,
      access: 'secrets_read',
      summary: 'The last versions of a secret, newest first',
      returns: Type.Array(secrets.SecretVersion),
      errors: [400, 401, 403, 404],
      handle: async (ctx, { params, query }) =>
        (await secrets.versions(ctx, refOf(params, query))).map(present),
    }),
    route({
      ...at,
      method: 'POST',
      path: `${path}/rollback/{version}`,
      name: `${name}.roll_back`,
      access: 'secrets_write',
      summary: 'Make the value of an earlier version the newest one',
      params: object({ ...params, version: Version }),
      headers: IfMatch,
      body: object({}),
      returns: secrets.Secret,
      errors: [400, 401, 403, 404, 412],
      handle: async (ctx, { params, query, headers }, reply) => {
        const version = Number((params as { version: unknown }).version)
        return show(
          reply,
          await secrets.rollBack(ctx, refOf(params, query), version, seen(headers)),
        )
      },
    }),
  ]
}
