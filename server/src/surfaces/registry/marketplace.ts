import * as installations from '../../features/installations/index.ts'
import { inVersion } from '../../features/merchants/index.ts'
import { object, Type } from '../../kernel/schema.ts'
import { IdempotencyKey, once } from './idempotency.ts'
import { ById, ListOf, Paging, rangeOf, route, toList } from './route.ts'

/** What merchants find and install. */
export const marketplaceRoutes = [
  route({
    method: 'GET',
    path: '/v1/marketplace/apps',
    name: 'registry.list_listings',
    access: 'browse',
    summary: 'Published public apps, newest first',
    query: object({
      ...Paging,
      category: Type.Optional(Type.String({ maxLength: 64 })),
      search: Type.Optional(Type.String({ maxLength: 200 })),
    }),
    returns: ListOf(installations.Listing),
    errors: [400, 401, 403, 429],
    handle: async (ctx, { query }) => {
      const range = rangeOf(query)
      const page = await installations.listListings(ctx, query, range)
      return toList(ctx, '/v1/marketplace/apps', page, range)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/marketplace/apps/{id}',
    name: 'registry.get_listing',
    access: 'browse',
    summary: 'An app of the marketplace, or one of your own',
    params: ById,
    returns: installations.Listing,
    errors: [401, 403, 404, 429],
    handle: async (ctx, { params }) =>
      inVersion(ctx.origin.apiVersion, await installations.getListing(ctx, params.id)),
  }),
  route({
    method: 'POST',
    path: '/v1/marketplace/apps/{id}/install',
    name: 'registry.install',
    access: 'merchant',
    summary: 'Install an app, or change what it may do',
    description: 'Without `scopes` it gets all that it asks for.',
    params: ById,
    headers: IdempotencyKey,
    body: object({
      scopes: Type.Optional(
        Type.Array(Type.String({ maxLength: 64 }), {
          minItems: 1,
          maxItems: 100,
          uniqueItems: true,
        }),
      ),
    }),
    returns: installations.OwnInstallation,
    errors: [400, 401, 403, 404, 409, 422, 429],
    handle: (ctx, { params: { id }, body, headers }, reply) =>
      once(
        ctx,
        { headers, call: `POST /v1/marketplace/apps/${id}/install`, body },
        reply,
        async (ctx) =>
          inVersion(ctx.origin.apiVersion, await installations.install(ctx, id, body.scopes)),
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/marketplace/installations',
    name: 'registry.list_installations',
    access: 'merchant',
    summary: 'What you have or had installed, newest first',
    query: object(Paging),
    returns: ListOf(installations.OwnInstallation),
    errors: [400, 401, 403, 429],
    handle: async (ctx, { query }) => {
      const range = rangeOf(query)
      const page = await installations.listOwn(ctx, range)
      return toList(ctx, '/v1/marketplace/installations', page, range)
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/marketplace/installations/{id}',
    name: 'registry.uninstall',
    access: 'merchant',
    summary: 'Uninstall an app; its tokens for you are dead at once',
    params: ById,
    returns: installations.OwnInstallation,
    errors: [401, 403, 404, 429],
    handle: async (ctx, { params }) =>
      inVersion(ctx.origin.apiVersion, await installations.uninstall(ctx, params.id)),
  }),
]
