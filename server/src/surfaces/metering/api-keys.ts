import type { ManagedKey } from '../../features/keys/index.ts'
import { organizationKeys } from '../../features/keys/index.ts'
import { label, nullable, object, oneOf, Time, TimeInput, Type, Uuid } from '../../kernel/schema.ts'
import { Page, PageOf, pageOf, route } from './route.ts'

const Scopes = Type.Array(oneOf(organizationKeys.organizationScopes), {
  minItems: 1,
  maxItems: 10,
})
const Mode = oneOf(['live', 'test'], 'Usage by test keys is kept apart and never invoiced')

const made = {
  id: Uuid,
  name: Type.String(),
  scopes: Type.Array(Type.String()),
  mode: Mode,
  status: oneOf(['ACTIVE', 'REVOKED', 'EXPIRED']),
  created_at: Time,
  expires_at: nullable(Time),
}

const toKey = (key: ManagedKey) => ({
  id: key.id,
  name: key.name,
  scopes: key.scopes,
  mode: key.mode,
  status: organizationKeys.statusOf(key),
  created_at: key.created_at,
  expires_at: key.expires_at,
})

/** Keys with which an organization's own servers report and read usage. */
export const apiKeyRoutes = [
  route({
    method: 'POST',
    path: '/api/v1/api-keys',
    name: 'metering.create_key',
    access: 'manage',
    summary: 'Create an API key',
    description: 'The answer is the only place where `key` is ever shown.',
    body: object({
      name: label(100),
      scopes: Scopes,
      mode: Type.Optional(Mode),
      expires_at: Type.Optional(TimeInput),
    }),
    returns: object({ ...made, key: Type.String() }),
    status: 201,
    errors: [401, 403, 409, 422],
    handle: async (ctx, { body }) => {
      const { name, scopes, mode = 'live', expires_at: expiresAt } = body
      const key = await organizationKeys.create(ctx, { name, scopes, mode, expiresAt })
      return { ...toKey(key), key: key.key }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/api-keys',
    name: 'metering.list_keys',
    access: 'manage',
    summary: 'List the API keys, newest first; never their secrets',
    query: object(Page),
    returns: PageOf(object({ ...made, prefix: Type.String(), last_used_at: nullable(Time) })),
    errors: [401, 403, 422],
    handle: (ctx, { query }) =>
      pageOf(
        query,
        (range) => organizationKeys.list(ctx, range),
        (key) => ({ ...toKey(key), prefix: key.key_prefix, last_used_at: key.last_used_at }),
      ),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/api-keys/{id}',
    name: 'metering.revoke_key',
    access: 'manage',
    summary: 'Revoke an API key, at once',
    params: object({ id: Uuid }),
    errors: [401, 403, 404, 422],
    handle: (ctx, { params }) => organizationKeys.revoke(ctx, params.id),
  }),
]
