import * as installations from '../../features/installations/index.ts'
import * as listings from '../../features/listings/index.ts'
import { inVersion } from '../../features/merchants/index.ts'
import { object, oneOf, Type } from '../../kernel/schema.ts'
import { IdempotencyKey, once } from './idempotency.ts'
import { ById, ListOf, Paging, rangeOf, route, toList } from './route.ts'

/** Apps as their developer keeps them. */
export const appRoutes = [
  route({
    method: 'POST',
    path: '/v1/apps',
    name: 'registry.create_app',
    access: 'merchant',
    summary: 'Register a new App',
    description: 'A draft. `webhook_secret` is in this answer alone.',
    headers: IdempotencyKey,
    body: listings.NewApp,
    returns: listings.App,
    errors: [400, 401, 403, 409, 422, 429],
    handle: (ctx, { body, headers }, reply) =>
      once(ctx, { headers, call: 'POST /v1/apps', body }, reply, async (ctx) =>
        inVersion(ctx.origin.apiVersion, await listings.create(ctx, body)),
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/apps',
    name: 'registry.list_apps',
    access: 'merchant',
    summary: 'List your apps, newest first',
    query: object({
      ...Paging,
      status: Type.Optional(oneOf(listings.statuses)),
      distribution_type: Type.Optional(oneOf(listings.distributionTypes)),
      category: Type.Optional(Type.String({ maxLength: 64 })),
      slug: Type.Optional(Type.String({ maxLength: 128 })),
    }),
    returns: ListOf(listings.App),
    errors: [400, 401, 403, 429],
    handle: async (ctx, { query }) => {
      const range = rangeOf(query)
      return toList(ctx, '/v1/apps', await listings.list(ctx, query, range), range)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/apps/{id}',
    name: 'registry.get_app',
    access: 'merchant',
    summary: 'Retrieve an app',
    params: ById,
    returns: listings.App,
    errors: [401, 403, 404, 429],
    handle: async (ctx, { params }) =>
      inVersion(ctx.origin.apiVersion, await listings.get(ctx, params.id)),
  }),
  route({
    method: 'PATCH',
    path: '/v1/apps/{id}',
    name: 'registry.update_app',
    access: 'merchant',
    summary: 'Change an app',
    description:
      'Null clears, arrays replace, metadata merges. In review only the metadata can change; of a ' +
      'published app all but what was reviewed. A first `webhook_url` brings the `webhook_secret`.',
    params: ById,
    body: listings.AppChanges,
    returns: listings.App,
    errors: [400, 401, 403, 404, 429],
    handle: async (ctx, { params, body }) =>
      inVersion(ctx.origin.apiVersion, await listings.change(ctx, params.id, body)),
  }),
  route({
    method: 'POST',
    path: '/v1/apps/{id}',
    name: 'registry.update_app_by_post',
    access: 'merchant',
    summary: 'Change an app, for clients without PATCH',
    params: ById,
    headers: IdempotencyKey,
    body: listings.AppChanges,
    returns: listings.App,
    errors: [400, 401, 403, 404, 409, 422, 429],
    handle: (ctx, { params, body, headers }, reply) =>
      once(ctx, { headers, call: `POST /v1/apps/${params.id}`, body }, reply, async (ctx) =>
        inVersion(ctx.origin.apiVersion, await listings.change(ctx, params.id, body)),
      ),
  }),
  route({
    method: 'DELETE',
    path: '/v1/apps/{id}',
    name: 'registry.delete_app',
    access: 'merchant',
    summary: 'Delete an app with its clients and tokens',
    description: 'Not while it is in review or installed.',
    params: ById,
    returns: object({
      id: Type.String(),
      object: Type.Literal('app'),
      deleted: Type.Literal(true),
    }),
    errors: [400, 401, 403, 404, 429],
    handle: async (ctx, { params: { id } }) => {
      await listings.remove(ctx, id)
      return { id, object: 'app' as const, deleted: true as const }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/apps/{id}/rotate_webhook_secret',
    name: 'registry.rotate_webhook_secret',
    access: 'merchant',
    summary: 'Replace the webhook secret',
    description:
      'The new secret is in this answer alone. For 24 hours deliveries carry a signature by each.',
    params: ById,
    headers: IdempotencyKey,
    returns: listings.App,
    errors: [400, 401, 403, 404, 409, 422, 429],
    handle: (ctx, { params: { id }, headers }, reply) =>
      once(
        ctx,
        { headers, call: `POST /v1/apps/${id}/rotate_webhook_secret` },
        reply,
        async (ctx) =>
          inVersion(ctx.origin.apiVersion, await listings.rotateWebhookSecret(ctx, id)),
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/apps/{id}/installations',
    name: 'registry.list_app_installations',
    access: 'merchant',
    summary: 'List who has or had your app, newest first',
    params: ById,
    query: object(Paging),
    returns: ListOf(installations.Installation),
    errors: [400, 401, 403, 404, 429],
    handle: async (ctx, { params: { id }, query }) => {
      const range = rangeOf(query)
      const page = await installations.listOfApp(ctx, id, range)
      return toList(ctx, `/v1/apps/${id}/installations`, page, range)
    },
  }),
]
