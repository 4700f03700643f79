import { clientKeys } from '../../features/keys/index.ts'
import { label, nullable, object, Time, TimeInput, Type, Uuid } from '../../kernel/schema.ts'
import { present } from './present.ts'
import { route } from './route.ts'
import { Description, Namespaces, RateLimit, Scopes } from './service-keys-fields.ts'
import { Success } from './shapes.ts'

const base = '/api/v1/client-keys'
const params = object({ id: Uuid })

const ClientKey = object({
  id: Uuid,
  name: Type.String(),
  description: Type.Optional(Type.String()),
  key_prefix: Type.String({ description: 'First characters, to recognise it by' }),
  user_id: Type.Optional(Type.String({ description: 'Absent where a service key made it' })),
  scopes: Type.Array(Type.String()),
  allowed_namespaces: Type.Optional(Type.Array(Type.String())),
  rate_limit_per_minute: Type.Optional(Type.Integer()),
  last_used_at: Type.Optional(Time),
  last_used_address: Type.Optional(Type.String()),
  expires_at: Type.Optional(Time),
  revoked_at: Type.Optional(Time),
  created_at: Time,
  updated_at: Time,
})

export const clientKeyRoutes = [
  route({
    method: 'GET',
    path: base,
    name: 'client_keys.list',
    access: 'client_keys_read',
    summary: 'The own client keys, newest first; for administrators, all of this tenant',
    query: object({ user_id: Type.Optional(Uuid) }),
    returns: object({ client_keys: Type.Array(ClientKey), total: Type.Integer() }),
    errors: [400, 401, 403],
    handle: async (ctx, { query }) => {
      const { client_keys, total } = await clientKeys.list(ctx, query.user_id)
      return { client_keys: client_keys.map(present), total }
    },
  }),
  route({
    method: 'POST',
    path: base,
    name: 'client_keys.create',
    access: 'client_keys_write',
    summary: 'Make a client key',
    description:
      'It acts as its owner, within its scopes. The answer is the only place where `key` is ever ' +
      'shown. It ends after 90 days unless `expires_at` says otherwise; null is never.',
    body: object({
      name: label(100),
      description: Type.Optional(nullable(Description)),
      scopes: Scopes,
      allowed_namespaces: Type.Optional(nullable(Namespaces)),
      rate_limit_per_minute: Type.Optional(RateLimit),
      expires_at: Type.Optional(nullable(TimeInput)),
    }),
    returns: object({
      ...ClientKey.properties,
      client_key: ClientKey,
      key: Type.String({ description: 'The secret; shown this once' }),
    }),
    status: 201,
    errors: [400, 401, 403, 409],
    handle: async (ctx, { body }) => {
      const { client_key, key } = await clientKeys.create(ctx, body)
      return { ...present(client_key), client_key: present(client_key), key }
    },
  }),
  route({
    method: 'GET',
    path: `${base}/{id}`,
    name: 'client_keys.get',
    access: 'client_keys_read',
    summary: 'One client key',
    params,
    returns: ClientKey,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params }) => present(await clientKeys.get(ctx, params.id)),
  }),
  route({
    method: 'PATCH',
    path: `${base}/{id}`,
    name: 'client_keys.update',
    access: 'client_keys_write',
    summary: 'Change a client key; what is left out stays',
    params,
    body: object({
      name: Type.Optional(label(100)),
      description: Type.Optional(nullable(Description)),
      scopes: Type.Optional(Scopes),
      allowed_namespaces: Type.Optional(nullable(Namespaces)),
      rate_limit_per_minute: Type.Optional(RateLimit),
    }),
    returns: ClientKey,
    errors: [400, 401, 403, 404, 409],
    handle: async (ctx, { params, body }) => present(await clientKeys.update(ctx, params.id, body)),
  }),
  route({
    method: 'POST',
    path: `${base}/{id}/revoke`,
    name: 'client_keys.revoke',
    access: 'client_keys_write',
    summary: 'End a client key for good, at once',
    params,
    returns: Success,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params }) => {
      await clientKeys.revoke(ctx, params.id)
      return { success: true, message: 'Client key revoked' }
    },
  }),
  route({
    method: 'DELETE',
    path: `${base}/{id}`,
    name: 'client_keys.delete',
    access: 'client_keys_write',
    summary: 'End a client key and forget it',
    params,
    returns: Success,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params }) => {
      await clientKeys.remove(ctx, params.id)
      return { success: true, message: 'Client key deleted' }
    },
  }),
]
