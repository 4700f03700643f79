import { type ManagedKey, registryKeys } from '../../features/keys/index.ts'
import * as merchants from '../../features/merchants/index.ts'
import { label, nullable, object, oneOf, Type } from '../../kernel/schema.ts'
import { IdempotencyKey, once } from './idempotency.ts'
import { prefixed } from './ids.ts'
import { ById, ListOf, Paging, rangeOf, route, toList } from './route.ts'

const Key = object({
  id: Type.String(),
  object: Type.Literal('api_key'),
  name: Type.String(),
  type: oneOf(['secret', 'publishable']),
  livemode: Type.Boolean(),
  prefix: Type.String({ description: 'How the key begins' }),
  created: Type.Integer(),
  last_used: nullable(Type.Integer()),
  key: Type.Optional(Type.String({ description: 'Only in the answer to the call that made it' })),
})

const seconds = (time: Date): number => Math.floor(time.getTime() / 1000)

const { idOf, uuidOf } = prefixed('key')

const toKey = (key: ManagedKey) => ({
  id: idOf(key),
  object: 'api_key' as const,
  name: key.name,
  type: registryKeys.typeOf(key),
  livemode: key.mode === 'live',
  prefix: key.key_prefix,
  created: seconds(key.created_at),
  last_used: key.last_used_at && seconds(key.last_used_at),
})

const toNewKey = (key: registryKeys.KeyWithSecret) => ({ ...toKey(key), key: key.secret })

/** API keys. The first one is made by a signed-in account. */
export const apiKeyRoutes = [
  route({
    method: 'POST',
    path: '/v1/api_keys',
    name: 'registry.create_key',
    access: 'merchant',
    summary: 'Create an API key',
    description:
      'The key is in this answer alone. A key makes keys of its own mode; somebody signed in says ' +
      'which with `livemode`, for which their mailbox must be proven.',
    headers: IdempotencyKey,
    body: object({
      name: label(100),
      type: oneOf(['secret', 'publishable']),
      livemode: Type.Optional(Type.Boolean({ description: 'False unless given' })),
    }),
    returns: Key,
    errors: [400, 401, 403, 409, 422, 429],
    handle: (ctx, { body, headers }, reply) =>
      once(ctx, { headers, call: 'POST /v1/api_keys', body }, reply, async (ctx) =>
        toNewKey(await merchants.createKey(ctx, { livemode: undefined, ...body })),
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/api_keys',
    name: 'registry.list_keys',
    access: 'merchant',
    summary: 'List API keys, newest first; never their secrets',
    query: object(Paging),
    returns: ListOf(Key),
    errors: [400, 401, 403, 429],
    handle: async (ctx, { query }) => {
      const { limit, after, before } = rangeOf(query)
      const range = { limit, after: after && uuidOf(after), before: before && uuidOf(before) }
      const { rows, hasMore } = await registryKeys.list(ctx, ctx.caller.mode ?? 'test', range)
      return toList(ctx, '/v1/api_keys', { rows: rows.map(toKey), hasMore }, range)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/api_keys/{id}',
    name: 'registry.get_key',
    access: 'merchant',
    summary: 'Retrieve an API key, without its secret',
    params: ById,
    returns: Key,
    errors: [401, 403, 404, 429],
    handle: async (ctx, { params }) =>
      toKey(await registryKeys.get(ctx, ctx.caller.mode ?? 'test', uuidOf(params.id))),
  }),
  route({
    method: 'DELETE',
    path: '/v1/api_keys/{id}',
    name: 'registry.revoke_key',
    access: 'merchant',
    summary: 'Revoke an API key, at once',
    params: ById,
    returns: object({
      id: Type.String(),
      object: Type.Literal('api_key'),
      deleted: Type.Literal(true),
    }),
    errors: [401, 403, 404, 429],
    handle: async (ctx, { params: { id } }) => {
      await registryKeys.revoke(ctx, ctx.caller.mode ?? 'test', uuidOf(id))
      return { id, object: 'api_key' as const, deleted: true as const }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/api_keys/{id}/roll',
    name: 'registry.roll_key',
    access: 'merchant',
    summary: 'Replace an API key: the old one dies as the new one is born',
    params: ById,
    headers: IdempotencyKey,
    returns: Key,
    errors: [400, 401, 403, 404, 409, 422, 429],
    handle: (ctx, { params: { id }, headers }, reply) =>
      once(ctx, { headers, call: `POST /v1/api_keys/${id}/roll` }, reply, async (ctx) =>
        toNewKey(await registryKeys.roll(ctx, ctx.caller.mode ?? 'test', uuidOf(id))),
      ),
  }),
]
