import * as webhooks from '../../features/webhooks/index.ts'
import { nullable, object, oneOf, Time, TimeInput, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'
import { WebhookRef } from './webhooks.ts'
import { asArray, listOf, wantsArray } from './webhooks-lists.ts'

const one = '/api/v1/webhooks/{id}'
const statuses = ['pending', 'success', 'failed'] as const

/** In the union of what server, dashboard and command line call it. */
const WebhookDelivery = object({
  id: Uuid,
  webhook_id: Uuid,
  event_id: Type.String({ description: 'The same at every attempt: `webhook-id`' }),
  event: Type.String(),
  event_type: Type.String(),
  payload: Type.Unsafe<unknown>({}),
  status: oneOf(statuses),
  status_code: Type.Optional(Type.Integer()),
  http_status_code: Type.Optional(Type.Integer()),
  response_status: Type.Optional(Type.Integer()),
  response_body: Type.Optional(Type.String({ description: 'At most 64 kB' })),
  error: Type.Optional(Type.String()),
  error_message: Type.Optional(Type.String()),
  attempt: Type.Integer(),
  attempt_number: Type.Integer(),
  next_attempt_at: Type.Optional(Time),
  delivered_at: Type.Optional(Time),
  created_at: Time,
})

const toDelivery = (d: webhooks.Delivery) => ({
  id: d.id,
  webhook_id: d.endpoint_id,
  event_id: d.event_id,
  event: d.type,
  event_type: d.type,
  payload: JSON.parse(d.body) as unknown,
  status: d.status,
  ...(d.status_code === null
    ? {}
    : {
        status_code: d.status_code,
        http_status_code: d.status_code,
        response_status: d.status_code,
      }),
  ...(d.response_body === null ? {} : { response_body: d.response_body }),
  ...(d.error === null ? {} : { error: d.error, error_message: d.error }),
  attempt: d.attempt,
  attempt_number: d.attempt,
  ...(d.next_at === null ? {} : { next_attempt_at: d.next_at }),
  ...(d.delivered_at === null ? {} : { delivered_at: d.delivered_at }),
  created_at: d.created_at,
})

const tried = { table: 'test', schema: 'public', operation: 'TEST' }

export const webhookDeliveryRoutes = [
  route({
    method: 'GET',
    path: `${one}/deliveries`,
    name: 'webhooks.list_deliveries',
    access: 'webhooks_read',
    summary: 'What was sent, newest first',
    description: 'A bare array with `?format=array`, and for the command line client.',
    params: WebhookRef,
    query: object({
      ...asArray,
      limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
      status: Type.Optional(oneOf(statuses)),
      cursor: Type.Optional(Uuid),
    }),
    returns: object({
      deliveries: Type.Array(WebhookDelivery),
      total: Type.Integer(),
      has_more: Type.Boolean(),
      next_cursor: nullable(Uuid),
    }),
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params, query }) => {
      const whose = await webhooks.platform.reach(ctx)
      const page = await webhooks.deliveries.list(ctx, whose, params.id, query)
      const deliveries = page.rows.map(toDelivery)
      return listOf(wantsArray(ctx, query), deliveries, {
        deliveries,
        total: page.total,
        has_more: page.hasMore,
        next_cursor: page.hasMore ? (page.rows.at(-1)?.id ?? null) : null,
      })
    },
  }),
  route({
    method: 'POST',
    path: `${one}/test`,
    name: 'webhooks.test',
    access: 'webhooks_write',
    summary: 'Send something to try it out, and wait for the answer',
    description: 'Answers 200 whatever the receiver said.',
    params: WebhookRef,
    returns: object({
      success: Type.Boolean(),
      message: Type.String(),
      status_code: Type.Optional(Type.Integer()),
      response_body: Type.Optional(Type.String()),
      error: Type.Optional(Type.String()),
    }),
    errors: [400, 401, 403, 404, 429],
    handle: async (ctx, { params }) => {
      const whose = await webhooks.platform.reach(ctx)
      const outcome = await webhooks.deliveries.tryOut(ctx, whose, params.id, {
        type: 'TEST',
        compose: (_id, at) =>
          webhooks.rowBody(tried, { record: '{"test":true}', oldRecord: null, at }),
      })
      const { isDelivered, statusCode, responseBody, error } = outcome
      return {
        success: isDelivered,
        message: error ?? 'Delivered',
        ...(statusCode === null ? {} : { status_code: statusCode }),
        ...(responseBody === null ? {} : { response_body: responseBody }),
        ...(error === null ? {} : { error }),
      }
    },
  }),
  route({
    method: 'POST',
    path: `${one}/deliveries/{delivery_id}/redeliver`,
    name: 'webhooks.redeliver',
    access: 'webhooks_write',
    summary: 'Send an event once more, as a delivery of its own',
    params: object({ id: Uuid, delivery_id: Uuid }),
    returns: WebhookDelivery,
    status: 201,
    errors: [400, 401, 403, 404, 409],
    handle: async (ctx, { params }) => {
      const whose = await webhooks.platform.reach(ctx)
      return toDelivery(await webhooks.deliveries.again(ctx, whose, params.id, params.delivery_id))
    },
  }),
  route({
    method: 'POST',
    path: `${one}/recover`,
    name: 'webhooks.recover',
    access: 'webhooks_write',
    summary: 'Begin anew with all that failed since a time',
    params: WebhookRef,
    body: object({ since: TimeInput }),
    returns: object({ success: Type.Boolean(), message: Type.String(), recovered: Type.Integer() }),
    errors: [400, 401, 403, 404, 409],
    handle: async (ctx, { params, body }) => {
      const whose = await webhooks.platform.reach(ctx)
      const since = new Date(body.since)
      const recovered = await webhooks.deliveries.recover(ctx, whose, params.id, since)
      return { success: true, message: `${recovered} deliveries begin anew`, recovered }
    },
  }),
]
