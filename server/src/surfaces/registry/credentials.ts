import * as listings from '../../features/listings/index.ts'
import { object, oneOf, Type } from '../../kernel/schema.ts'
import { IdempotencyKey, once } from './idempotency.ts'
import { ById, Id, ListOf, Paging, rangeOf, route, toList } from './route.ts'

/** The OAuth clients of an app. */
export const credentialRoutes = [
  route({
    method: 'POST',
    path: '/v1/apps/{id}/credentials',
    name: 'registry.create_client',
    access: 'merchant',
    summary: 'Create an OAuth client of an app',
    description:
      'The secret is in this answer alone. At most five at once, so that one can be replaced ' +
      'without a gap. A public client has no secret and must use PKCE.',
    params: ById,
    headers: IdempotencyKey,
    body: object({ client_type: Type.Optional(oneOf(['confidential', 'public'])) }),
    returns: listings.OAuthClient,
    errors: [400, 401, 403, 404, 409, 422, 429],
    handle: (ctx, { params: { id }, headers, body }, reply) =>
      once(ctx, { headers, call: `POST /v1/apps/${id}/credentials`, body }, reply, (ctx) =>
        listings.createClient(ctx, id, body.client_type ?? 'confidential'),
      ),
  }),
  route({
    method: 'GET',
    path: '/v1/apps/{id}/credentials',
    name: 'registry.list_clients',
    access: 'merchant',
    summary: 'List the OAuth clients of an app, without secrets',
    params: ById,
    query: object(Paging),
    returns: ListOf(listings.OAuthClient),
    errors: [400, 401, 403, 404, 429],
    handle: async (ctx, { params: { id }, query }) => {
      const range = rangeOf(query)
      const page = await listings.listClients(ctx, id, range)
      return toList(ctx, `/v1/apps/${id}/credentials`, page, range)
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/apps/{id}/credentials/{client}',
    name: 'registry.delete_client',
    access: 'merchant',
    summary: 'Revoke an OAuth client and its tokens, at once',
    description: 'By its `id` or its `client_id`.',
    params: object({ id: Id, client: Id }),
    returns: object({
      id: Type.String(),
      object: Type.Literal('oauth_client'),
      deleted: Type.Literal(true),
    }),
    errors: [401, 403, 404, 429],
    handle: async (ctx, { params }) => {
      await listings.removeClient(ctx, params.id, params.client)
      return { id: params.client, object: 'oauth_client' as const, deleted: true as const }
    },
  }),
]
