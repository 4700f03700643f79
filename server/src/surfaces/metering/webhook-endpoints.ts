import * as webhooks from '../../features/webhooks/index.ts'
import { nullable, object, oneOf, Time, Type, Uuid } from '../../kernel/schema.ts'
import { Page, PageOf, pageOf, route } from './route.ts'

const base = '/api/v1/webhook-endpoints'
const Ref = object({ id: Uuid })
const Url = Type.String({ minLength: 1, maxLength: 2048 })
const Description = Type.String({ maxLength: 500 })
const statuses = ['ENABLED', 'DISABLED'] as const

const Events = Type.Array(oneOf([...webhooks.metering.meteringEvents, '*']), {
  minItems: 1,
  maxItems: 20,
})

const shape = {
  id: Uuid,
  url: Type.String(),
  events: Type.Array(Type.String()),
  description: nullable(Type.String()),
  status: oneOf(statuses),
  disabled_reason: nullable(Type.String()),
  created_at: Time,
  updated_at: Time,
}

const toEndpoint = (endpoint: webhooks.Endpoint) => ({
  ...endpoint,
  events: endpoint.topics,
  status: endpoint.is_enabled ? ('ENABLED' as const) : ('DISABLED' as const),
})

const Delivery = object({
  id: Uuid,
  event: Type.String(),
  status: oneOf(['pending', 'success', 'failed']),
  attempt: Type.Integer(),
  status_code: nullable(Type.Integer()),
  response_body: nullable(Type.String()),
  error: nullable(Type.String()),
  next_at: nullable(Time),
  delivered_at: nullable(Time),
  created_at: Time,
})

const toDelivery = (delivery: webhooks.Delivery) => ({ ...delivery, event: delivery.type })

const whose = webhooks.metering.ofOrganization

/** Where an organization's own servers hear of invoices and subscriptions. */
export const webhookEndpointRoutes = [
  route({
    method: 'POST',
    path: base,
    name: 'metering.create_webhook_endpoint',
    access: 'manage',
    summary: 'Add a webhook endpoint',
    description: 'The answer is the only place where `secret` is ever shown.',
    body: object({ url: Url, events: Events, description: Type.Optional(Description) }),
    returns: object({ ...shape, secret: Type.String() }),
    status: 201,
    errors: [401, 403, 409, 422],
    handle: async (ctx, { body }) => {
      const { endpoint, secret = '' } = await webhooks.metering.create(ctx, body)
      return { ...toEndpoint(endpoint), secret }
    },
  }),
  route({
    method: 'GET',
    path: base,
    name: 'metering.list_webhook_endpoints',
    access: 'manage',
    summary: 'List the webhook endpoints, newest first',
    query: object(Page),
    returns: PageOf(object(shape)),
    errors: [401, 403, 422],
    handle: (ctx, { query }) =>
      pageOf(query, (range) => webhooks.endpoints.list(ctx, whose(ctx), range), toEndpoint),
  }),
  route({
    method: 'GET',
    path: `${base}/{id}`,
    name: 'metering.get_webhook_endpoint',
    access: 'manage',
    summary: 'One webhook endpoint',
    params: Ref,
    returns: object(shape),
    errors: [401, 403, 404, 422],
    handle: async (ctx, { params }) =>
      toEndpoint(await webhooks.endpoints.get(ctx, whose(ctx), params.id)),
  }),
  route({
    method: 'PATCH',
    path: `${base}/{id}`,
    name: 'metering.update_webhook_endpoint',
    access: 'manage',
    summary: 'Change what is given',
    params: Ref,
    body: object({
      url: Type.Optional(Url),
      events: Type.Optional(Events),
      description: Type.Optional(nullable(Description)),
      status: Type.Optional(oneOf(statuses)),
    }),
    returns: object(shape),
    errors: [401, 403, 404, 422],
    handle: async (ctx, { params, body: { status, ...changes } }) => {
      const isEnabled = status && status === 'ENABLED'
      return toEndpoint(await webhooks.metering.change(ctx, params.id, { ...changes, isEnabled }))
    },
  }),
  route({
    method: 'DELETE',
    path: `${base}/{id}`,
    name: 'metering.delete_webhook_endpoint',
    access: 'manage',
    summary: 'Delete a webhook endpoint',
    params: Ref,
    errors: [401, 403, 404, 422],
    handle: (ctx, { params }) => webhooks.endpoints.remove(ctx, whose(ctx), params.id),
  }),
  route({
    method: 'GET',
    path: `${base}/{id}/deliveries`,
    name: 'metering.list_webhook_deliveries',
    access: 'manage',
    summary: 'What was sent, newest first',
    params: Ref,
    query: object({
      limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
      cursor: Type.Optional(Uuid),
    }),
    returns: object({ data: Type.Array(Delivery), next_cursor: nullable(Uuid) }),
    errors: [400, 401, 403, 404, 422],
    handle: async (ctx, { params, query }) => {
      const page = await webhooks.deliveries.list(ctx, whose(ctx), params.id, query)
      const next_cursor = page.hasMore ? (page.rows.at(-1)?.id ?? null) : null
      return { data: page.rows.map(toDelivery), next_cursor }
    },
  }),
]
