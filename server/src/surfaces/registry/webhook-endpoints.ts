import { eventTypes } from '../../features/registry-events/index.ts'
import * as webhooks from '../../features/webhooks/index.ts'
import { nullable, object, oneOf, Type } from '../../kernel/schema.ts'
import { IdempotencyKey, once } from './idempotency.ts'
import { prefixed } from './ids.ts'
import { ById, ListOf, Paging, rangeOf, route, toList } from './route.ts'

const { idOf, uuidOf } = prefixed('we')
const path = '/v1/webhook_endpoints'
const statuses = ['enabled', 'disabled'] as const

const Url = Type.String({
  format: 'uri',
  pattern: '^https?://',
  maxLength: 2048,
  description: 'https to a public address in live mode',
})
const EnabledEvents = Type.Array(oneOf(eventTypes), {
  minItems: 1,
  maxItems: 100,
  uniqueItems: true,
  description: '`*` is all; `app_installation.…` is told whether or not it is here',
})
const Description = Type.String({ maxLength: 500 })

const WebhookEndpoint = object({
  id: Type.String(),
  object: Type.Literal('webhook_endpoint'),
  url: Type.String(),
  enabled_events: Type.Array(Type.String()),
  description: nullable(Type.String()),
  status: oneOf(statuses),
  disabled_reason: nullable(Type.String()),
  api_version: nullable(Type.String({ description: 'The shape of its events' })),
  secret: Type.String({ description: 'Whole only in the answer to the call that made it' }),
  livemode: Type.Boolean(),
  created: Type.Integer(),
  updated: Type.Integer(),
})

const seconds = (time: Date): number => Math.floor(time.getTime() / 1000)

const toEndpoint = (endpoint: webhooks.Endpoint, secret = 'whsec_********') => ({
  id: idOf(endpoint),
  object: 'webhook_endpoint' as const,
  url: endpoint.url,
  enabled_events: endpoint.topics,
  description: endpoint.description,
  status: endpoint.is_enabled ? ('enabled' as const) : ('disabled' as const),
  disabled_reason: endpoint.disabled_reason,
  api_version: endpoint.api_version,
  secret,
  livemode: endpoint.mode === 'live',
  created: seconds(endpoint.created_at),
  updated: seconds(endpoint.updated_at),
})

const whose = webhooks.registry.ofMerchant

/** Where a merchant's own servers hear of things. */
export const webhookEndpointRoutes = [
  route({
    method: 'POST',
    path,
    name: 'registry.create_webhook_endpoint',
    access: 'merchant',
    summary: 'Add a webhook endpoint',
    description: '`secret` is whole in this answer alone. Events have the shape of this answer.',
    headers: IdempotencyKey,
    body: object({
      url: Url,
      enabled_events: EnabledEvents,
      description: Type.Optional(nullable(Description)),
    }),
    returns: WebhookEndpoint,
    errors: [400, 401, 403, 409, 422, 429],
    handle: (ctx, { body, headers }, reply) =>
      once(ctx, { headers, call: `POST ${path}`, body }, reply, async (ctx) => {
        const { enabled_events: events, ...given } = body
        const { endpoint, secret } = await webhooks.registry.create(ctx, { ...given, events })
        return toEndpoint(endpoint, secret)
      }),
  }),
  route({
    method: 'GET',
    path,
    name: 'registry.list_webhook_endpoints',
    access: 'merchant',
    summary: 'List your webhook endpoints, newest first',
    query: object(Paging),
    returns: ListOf(WebhookEndpoint),
    errors: [400, 401, 403, 429],
    handle: async (ctx, { query }) => {
      const { limit, after, before } = rangeOf(query)
      const range = { limit, after: after && uuidOf(after), before: before && uuidOf(before) }
      const { rows, hasMore } = await webhooks.endpoints.page(ctx, whose(ctx), range)
      return toList(ctx, path, { rows: rows.map((row) => toEndpoint(row)), hasMore }, range)
    },
  }),
  route({
    method: 'GET',
    path: `${path}/{id}`,
    name: 'registry.get_webhook_endpoint',
    access: 'merchant',
    summary: 'Retrieve a webhook endpoint',
    params: ById,
    returns: WebhookEndpoint,
    errors: [401, 403, 404, 429],
    handle: async (ctx, { params }) =>
      toEndpoint(await webhooks.endpoints.get(ctx, whose(ctx), uuidOf(params.id))),
  }),
  route({
    method: 'PATCH',
    path: `${path}/{id}`,
    name: 'registry.update_webhook_endpoint',
    access: 'merchant',
    summary: 'Change a webhook endpoint; what is left out stays',
    description: 'What waits for an endpoint that is disabled fails.',
    params: ById,
    body: object({
      url: Type.Optional(Url),
      enabled_events: Type.Optional(EnabledEvents),
      description: Type.Optional(nullable(Description)),
      status: Type.Optional(oneOf(statuses)),
    }),
    returns: WebhookEndpoint,
    errors: [400, 401, 403, 404, 429],
    handle: async (ctx, { params, body: { enabled_events: events, status, ...given } }) => {
      const isEnabled = status && status === 'enabled'
      const changes = { ...given, events, isEnabled }
      return toEndpoint(await webhooks.registry.change(ctx, uuidOf(params.id), changes))
    },
  }),
  route({
    method: 'DELETE',
    path: `${path}/{id}`,
    name: 'registry.delete_webhook_endpoint',
    access: 'merchant',
    summary: 'Delete a webhook endpoint, with what waits for it',
    params: ById,
    returns: object({
      id: Type.String(),
      object: Type.Literal('webhook_endpoint'),
      deleted: Type.Literal(true),
    }),
    errors: [401, 403, 404, 429],
    handle: async (ctx, { params: { id } }) => {
      await webhooks.endpoints.remove(ctx, whose(ctx), uuidOf(id))
      return { id, object: 'webhook_endpoint' as const, deleted: true as const }
    },
  }),
]
