import * as saml from '../../features/saml/index.ts'
import { object, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'

const Params = object({ id: Uuid })

export const samlProviderRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/admin/saml/providers',
    name: 'admin.list_saml_providers',
    access: 'instance_admin',
    summary: 'SAML providers of the instance and its tenants',
    returns: object({ providers: Type.Array(saml.ProviderShape) }),
    errors: [401, 403],
    handle: async (ctx) => ({ providers: await saml.providers.listAll(ctx) }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/saml/providers',
    name: 'admin.create_saml_provider',
    access: 'instance_admin',
    summary: 'Add a SAML provider',
    description:
      'By its metadata, as text (`idp_metadata_xml`) or from a public https address ' +
      '(`idp_metadata_url`), or field by field. Keys of our own are made where none are given. ' +
      'With `tenant_id` it speaks for the people of that tenant.',
    body: saml.NewProvider,
    returns: saml.ProviderShape,
    status: 201,
    errors: [400, 401, 403, 409, 502],
    handle: (ctx, { body }) => saml.providers.add(ctx, body),
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/saml/providers/{id}',
    name: 'admin.get_saml_provider',
    access: 'instance_admin',
    summary: 'A SAML provider',
    params: Params,
    returns: saml.ProviderShape,
    errors: [401, 403, 404],
    handle: (ctx, { params }) => saml.providers.get(ctx, params.id),
  }),
  route({
    method: 'PATCH',
    path: '/api/v1/admin/saml/providers/{id}',
    name: 'admin.update_saml_provider',
    access: 'instance_admin',
    summary: 'Change a SAML provider',
    description: 'In force at once. Its metadata again are how its keys are renewed.',
    params: Params,
    body: saml.ProviderChanges,
    returns: saml.ProviderShape,
    errors: [400, 401, 403, 404, 409, 502],
    handle: (ctx, { params, body }) => saml.providers.change(ctx, params.id, body),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/admin/saml/providers/{id}',
    name: 'admin.delete_saml_provider',
    access: 'instance_admin',
    summary: 'Remove a SAML provider',
    description: 'Who came by it keeps their account.',
    params: Params,
    errors: [401, 403, 404],
    handle: (ctx, { params }) => saml.providers.remove(ctx, params.id),
  }),
]
