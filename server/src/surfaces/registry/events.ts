import { eventTypes } from '../../features/registry-events/index.ts'
import * as webhooks from '../../features/webhooks/index.ts'
import { mapOf, nullable, object, oneOf, Type } from '../../kernel/schema.ts'
import { ById, ListOf, Paging, rangeOf, route, toList } from './route.ts'

const Event = object({
  id: Type.String(),
  object: Type.Literal('event'),
  type: Type.String(),
  created: Type.Integer(),
  livemode: Type.Boolean(),
  api_version: Type.String({ description: 'The shape of `data.object`, that of the time' }),
  merchant_id: Type.String(),
  data: object({
    object: mapOf(Type.Any()),
    previous_attributes: Type.Optional(mapOf(Type.Any())),
  }),
  pending_webhooks: Type.Integer({ description: 'Endpoints that have not heard it yet' }),
  request: object({
    id: nullable(Type.String()),
    idempotency_key: nullable(Type.String()),
  }),
})

/** As it was sent, with how many are still to hear it. */
const toEvent = ({ body, pending }: webhooks.EventRow) => ({
  ...JSON.parse(body),
  pending_webhooks: pending,
})

const whose = webhooks.registry.ofMerchant

/** What happened in the last thirty days. */
export const eventRoutes = [
  route({
    method: 'GET',
    path: '/v1/events',
    name: 'registry.list_events',
    access: 'merchant',
    summary: 'What happened in the last thirty days, newest first',
    description: 'To you and your apps, and what your apps were told about their merchants.',
    query: object({
      ...Paging,
      type: Type.Optional(oneOf(eventTypes.filter((type) => type !== '*'))),
    }),
    returns: ListOf(Event),
    errors: [400, 401, 403, 429],
    handle: async (ctx, { query }) => {
      const range = rangeOf(query)
      const { rows, hasMore } = await webhooks.events.list(ctx, whose(ctx), query, range)
      return toList(ctx, '/v1/events', { rows: rows.map(toEvent), hasMore }, range)
    },
  }),
  route({
    method: 'GET',
    path: '/v1/events/{id}',
    name: 'registry.get_event',
    access: 'merchant',
    summary: 'Retrieve an event of the last thirty days',
    params: ById,
    returns: Event,
    errors: [401, 403, 404, 429],
    handle: async (ctx, { params }) =>
      toEvent(await webhooks.events.get(ctx, whose(ctx), params.id)),
  }),
]
