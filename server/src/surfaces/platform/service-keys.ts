import { deprecate, type ManagedKey, rotate, serviceKeys } from '../../features/keys/index.ts'
import { label, nullable, object, oneOf, Time, TimeInput, Type, Uuid } from '../../kernel/schema.ts'
import { present } from './present.ts'
import { route } from './route.ts'
import {
  Description,
  Hours,
  hoursOf,
  Namespaces,
  RateLimit,
  Reason,
  Scopes,
  ScopesInput,
  scopesOf,
} from './service-keys-fields.ts'

const base = '/api/v1/admin/service-keys'
const one = { params: object({ id: Uuid }), access: 'service_keys' } as const
/** Clients of the contract send JSON, the server it describes reads forms: both work. */
const consumes = ['application/json', 'application/x-www-form-urlencoded']

const ServiceKey = object({
  id: Uuid,
  name: Type.String(),
  description: Type.Optional(Type.String()),
  key_prefix: Type.String({ description: 'First characters, to recognise it by' }),
  key_type: oneOf(['anon', 'service']),
  scopes: Type.Array(Type.String()),
  allowed_namespaces: Type.Optional(Type.Array(Type.String())),
  enabled: Type.Boolean(),
  rate_limit_per_minute: Type.Optional(Type.Integer()),
  rate_limit_per_hour: Type.Optional(Type.Integer()),
  created_by: Type.Optional(Type.String({ description: 'A person, or a key' })),
  created_at: Time,
  updated_at: Time,
  last_used_at: Type.Optional(Time),
  last_used_address: Type.Optional(Type.String()),
  expires_at: Type.Optional(Time),
  revoked_at: Type.Optional(Time),
  deprecated_at: Type.Optional(Time),
  grace_period_ends_at: Type.Optional(Time),
  replaced_by: Type.Optional(Uuid),
})

const WithKey = object({
  ...ServiceKey.properties,
  key: Type.String({ description: 'The secret; shown this once' }),
})

const toServiceKey = <K extends ManagedKey>(key: K) => ({
  ...present(key),
  key_type: serviceKeys.typeOf(key),
})

const changeable = {
  description: Type.Optional(nullable(Description)),
  scopes: Type.Optional(Scopes),
  allowed_namespaces: Type.Optional(nullable(Namespaces)),
  rate_limit_per_minute: Type.Optional(nullable(RateLimit)),
  rate_limit_per_hour: Type.Optional(nullable(RateLimit)),
}

const update = (method: 'PUT' | 'PATCH', name: string) =>
  route({
    ...one,
    method,
    path: `${base}/{id}`,
    name,
    summary: 'Change a service key; what is left out stays',
    body: object({
      ...changeable,
      name: Type.Optional(label(100)),
      enabled: Type.Optional(Type.Boolean()),
    }),
    returns: ServiceKey,
    errors: [400, 401, 403, 404, 409],
    handle: async (ctx, { params, body }) =>
      toServiceKey(await serviceKeys.update(ctx, params.id, body)),
  })

const turn = (verb: 'enable' | 'disable') =>
  route({
    ...one,
    method: 'POST',
    path: `${base}/{id}/${verb}`,
    name: `service_keys.${verb}`,
    summary: verb === 'enable' ? 'Switch a key on again' : 'Switch a key off, at once',
    errors: [400, 401, 403, 404, 409],
    handle: (ctx, { params }) => serviceKeys.setEnabled(ctx, params.id, verb === 'enable'),
  })

export const serviceKeyRoutes = [
  route({
    method: 'GET',
    path: base,
    name: 'service_keys.list',
    access: 'service_keys',
    summary: 'The keys of this tenant, newest first',
    returns: Type.Array(ServiceKey),
    errors: [401, 403],
    handle: async (ctx) => (await serviceKeys.list(ctx)).map(toServiceKey),
  }),
  route({
    method: 'POST',
    path: base,
    name: 'service_keys.create',
    access: 'service_keys',
    summary: 'Make a service key, or a key for clients’ code',
    description:
      'In the default tenant a service key opens the whole instance, elsewhere that tenant alone. ' +
      'The answer is the only place where `key` is ever shown. Service keys end after a year ' +
      'unless `expires_at` says otherwise; null is never.',
    body: object({
      ...changeable,
      name: label(100),
      key_type: Type.Optional(oneOf(['anon', 'service'])),
      expires_at: Type.Optional(nullable(TimeInput)),
    }),
    returns: WithKey,
    status: 201,
    errors: [400, 401, 403, 409],
    handle: async (ctx, { body }) => toServiceKey(await serviceKeys.create(ctx, body)),
  }),
  route({
    ...one,
    method: 'GET',
    path: `${base}/{id}`,
    name: 'service_keys.get',
    summary: 'One key of this tenant',
    returns: ServiceKey,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params }) => toServiceKey(await serviceKeys.get(ctx, params.id)),
  }),
  update('PUT', 'service_keys.put'),
  update('PATCH', 'service_keys.patch'),
  route({
    ...one,
    method: 'DELETE',
    path: `${base}/{id}`,
    name: 'service_keys.delete',
    summary: 'End a key and forget it',
    errors: [400, 401, 403, 404],
    handle: (ctx, { params }) => serviceKeys.remove(ctx, params.id),
  }),
  turn('disable'),
  turn('enable'),
  route({
    ...one,
    method: 'POST',
    path: `${base}/{id}/revoke`,
    name: 'service_keys.revoke',
    summary: 'End a key for good, at once',
    consumes,
    body: object({ reason: Type.Optional(nullable(Reason)) }),
    errors: [400, 401, 403, 404],
    handle: (ctx, { params, body }) =>
      serviceKeys.revoke(ctx, params.id, body.reason?.trim() || null),
  }),
  route({
    ...one,
    method: 'POST',
    path: `${base}/{id}/deprecate`,
    name: 'service_keys.deprecate',
    summary: 'Let a key die after a grace period',
    consumes,
    body: object({ grace_period_hours: Type.Optional(Hours) }),
    returns: object({ deprecated_at: Time, grace_period_ends_at: Time }),
    errors: [400, 401, 403, 404, 409],
    handle: (ctx, { params, body }) => deprecate(ctx, params.id, hoursOf(body.grace_period_hours)),
  }),
  route({
    ...one,
    method: 'POST',
    path: `${base}/{id}/rotate`,
    name: 'service_keys.rotate',
    summary: 'Make a key like this one, which dies after a grace period',
    description: 'The old key lives 24 hours longer unless told otherwise; 0 ends it at once.',
    consumes,
    body: object({
      new_name: Type.Optional(label(100)),
      new_key_name: Type.Optional(label(100)),
      new_scopes: Type.Optional(ScopesInput),
      grace_period_hours: Type.Optional(Hours),
    }),
    returns: WithKey,
    status: 201,
    errors: [400, 401, 403, 404, 409],
    handle: async (ctx, { params, body }) => {
      const name = body.new_name ?? body.new_key_name
      const scopes = scopesOf(body.new_scopes)
      const hours = hoursOf(body.grace_period_hours)
      return toServiceKey(await rotate(ctx, params.id, { name, scopes, hours }))
    },
  }),
  route({
    ...one,
    method: 'GET',
    path: `${base}/{id}/revocations`,
    name: 'service_keys.revocations',
    summary: 'Whether and why a key was revoked, and its life so far',
    returns: object({
      id: Uuid,
      name: Type.String(),
      revoked_at: nullable(Time),
      revoked_by: nullable(Type.String()),
      revocation_reason: nullable(Type.String()),
      history: Type.Array(
        object({
          type: Type.String(),
          reason: nullable(Type.String()),
          by: nullable(Type.String({ description: 'A person, or a key' })),
          at: Time,
        }),
      ),
    }),
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params }) => {
      const { key, history } = await serviceKeys.getWithHistory(ctx, params.id)
      return { ...key, history }
    },
  }),
]
