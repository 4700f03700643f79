import * as oauth from '../../features/oauth/index.ts'
import { object, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'

const Params = object({ id: Uuid })

export const oauthProviderRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/admin/oauth/providers',
    name: 'admin.list_oauth_providers',
    access: 'instance_admin',
    summary: 'Identity providers of the instance and its tenants',
    returns: object({ providers: Type.Array(oauth.ProviderShape) }),
    errors: [401, 403],
    handle: async (ctx) => ({ providers: await oauth.providers.listAll(ctx) }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/oauth/providers',
    name: 'admin.create_oauth_provider',
    access: 'instance_admin',
    summary: 'Add an identity provider',
    description:
      'A well-known name, an OpenID issuer, or plain OAuth 2.0 with three addresses. Must be ' +
      'reachable at a public address. With `tenant_id` it speaks for the people of that tenant.',
    body: oauth.NewProvider,
    returns: oauth.ProviderShape,
    status: 201,
    errors: [400, 401, 403, 409],
    handle: (ctx, { body }) => oauth.providers.add(ctx, body),
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/oauth/providers/{id}',
    name: 'admin.get_oauth_provider',
    access: 'instance_admin',
    summary: 'An identity provider',
    params: Params,
    returns: oauth.ProviderShape,
    errors: [401, 403, 404],
    handle: (ctx, { params }) => oauth.providers.get(ctx, params.id),
  }),
  route({
    method: 'PATCH',
    path: '/api/v1/admin/oauth/providers/{id}',
    name: 'admin.update_oauth_provider',
    access: 'instance_admin',
    summary: 'Change an identity provider',
    description: 'In force at once. Another address needs the client secret again.',
    params: Params,
    body: oauth.ProviderChanges,
    returns: oauth.ProviderShape,
    errors: [400, 401, 403, 404],
    handle: (ctx, { params, body }) => oauth.providers.change(ctx, params.id, body),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/admin/oauth/providers/{id}',
    name: 'admin.delete_oauth_provider',
    access: 'instance_admin',
    summary: 'Remove an identity provider',
    description: 'Who came by it keeps their account.',
    params: Params,
    errors: [401, 403, 404],
    handle: (ctx, { params }) => oauth.providers.remove(ctx, params.id),
  }),
]
