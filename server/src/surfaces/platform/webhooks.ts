import type { Ctx } from '../../engines/context.ts'
import * as webhooks from '../../features/webhooks/index.ts'
import { nullable, object, oneOf, secretText, Time, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'
import { Success } from './shapes.ts'
import { asArray, listOf, wantsArray } from './webhooks-lists.ts'

const base = '/api/v1/webhooks'
export const WebhookRef = object({ id: Uuid })

const TableEvents = object({
  table: Type.String({ minLength: 1, maxLength: 127, description: '`*` is every table of users' }),
  schema: Type.Optional(Type.String({ minLength: 1, maxLength: 63 })),
  operations: Type.Array(Type.String({ maxLength: 10 }), { minItems: 1, maxItems: 10 }),
})

/** What server, SDK and CLI each call a list of events. */
const Events = Type.Unsafe<webhooks.platform.GivenEvents>({
  anyOf: [
    {
      type: 'array',
      maxItems: 100,
      items: { anyOf: [{ type: 'string', maxLength: 200 }, TableEvents] },
    },
    { type: 'string', maxLength: 5000 },
  ],
  description:
    'Tables with operations, or texts: `INSERT`, `orders.insert`, `sales.orders.*`, ' +
    `${webhooks.platform.accountEvents.join(', ')}; or one text of these with commas`,
})

const Headers = Type.Unsafe<Record<string, string>>({
  type: 'object',
  maxProperties: 50,
  additionalProperties: { type: 'string', maxLength: 8192, writeOnly: true },
})

const name = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\p{Cc}]*$' })
const fields = {
  name: Type.Optional(name),
  description: Type.Optional(nullable(Type.String({ maxLength: 2000 }))),
  secret: Type.Optional(
    nullable(
      secretText({
        maxLength: 256,
        description: 'Absent: one is made and shown once. Null or empty: deliveries are unsigned',
      }),
    ),
  ),
  enabled: Type.Optional(Type.Boolean()),
  is_active: Type.Optional(Type.Boolean({ description: 'The same as enabled' })),
  events: Type.Optional(Events),
  max_retries: Type.Optional(
    nullable(
      Type.Integer({
        minimum: 0,
        maximum: 100,
        description: 'All attempts together; 0 is 3. Absent: 8 attempts over about 28 hours',
      }),
    ),
  ),
  retry_backoff_seconds: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 86_400,
      description: 'With max_retries: after attempt n the wait is n times as long',
    }),
  ),
  timeout_seconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
  headers: Type.Optional(Headers),
  scope: Type.Optional(
    oneOf(['user', 'global'], 'user: rows that are the maker’s own; global is for administrators'),
  ),
}

const Url = Type.String({ minLength: 1, maxLength: 2048 })

const shape = {
  id: Uuid,
  name: Type.String(),
  description: Type.Optional(Type.String()),
  url: Type.String(),
  events: Type.Unsafe<unknown>({ description: 'As they were given' }),
  event_configs: Type.Array(
    object({
      schema: Type.String(),
      table: Type.String(),
      operations: Type.Array(Type.String()),
    }),
  ),
  enabled: Type.Boolean(),
  is_active: Type.Boolean(),
  disabled_reason: Type.Optional(Type.String()),
  max_retries: Type.Integer(),
  retry_backoff_seconds: Type.Integer(),
  timeout_seconds: Type.Integer(),
  headers: Type.Unsafe<Record<string, string>>({
    type: 'object',
    additionalProperties: { type: 'string' },
  }),
  scope: oneOf(['user', 'global']),
  created_by: Type.Optional(Uuid),
  user_id: Type.Optional(Uuid),
  has_secret: Type.Boolean(),
  created_at: Time,
  updated_at: Time,
}

const Webhook = object(shape)

const toWebhook = (ctx: Ctx, hook: webhooks.Endpoint) => ({
  id: hook.id,
  name: hook.name,
  ...(hook.description === null ? {} : { description: hook.description }),
  url: hook.url,
  events: hook.subscriptions.given,
  event_configs: hook.subscriptions.tables,
  enabled: hook.is_enabled,
  is_active: hook.is_enabled,
  ...(hook.disabled_reason === null ? {} : { disabled_reason: hook.disabled_reason }),
  max_retries: webhooks.attemptsOf('platform', hook),
  retry_backoff_seconds: hook.retry_backoff_seconds ?? 5,
  timeout_seconds: hook.timeout_seconds,
  headers: webhooks.openHeaders(ctx, hook),
  scope: hook.scope,
  ...(hook.created_by === null ? {} : { created_by: hook.created_by, user_id: hook.created_by }),
  has_secret: hook.sealed_secret !== null,
  created_at: hook.created_at,
  updated_at: hook.updated_at,
})

/** Deliveries of what happens in the tenant. */
export const webhookRoutes = [
  route({
    method: 'GET',
    path: base,
    name: 'webhooks.list',
    access: 'webhooks_read',
    summary: 'Your webhooks, newest first; for administrators, all of this tenant',
    description: 'A bare array with `?format=array`, and for the command line client.',
    query: object({
      ...asArray,
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      offset: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
    }),
    returns: object({ webhooks: Type.Array(Webhook), total: Type.Integer() }),
    errors: [400, 401, 403],
    handle: async (ctx, { query }) => {
      const { rows, total } = await webhooks.endpoints.list(
        ctx,
        await webhooks.platform.reach(ctx),
        query,
      )
      const list = rows.map((hook) => toWebhook(ctx, hook))
      return listOf(wantsArray(ctx, query), list, { webhooks: list, total })
    },
  }),
  route({
    method: 'POST',
    path: base,
    name: 'webhooks.create',
    access: 'webhooks_write',
    summary: 'Make a webhook',
    description: 'A secret that is made here stands in this answer alone.',
    body: object({ url: Url, ...fields }),
    returns: object({ ...shape, secret: Type.Optional(Type.String()) }),
    status: 201,
    errors: [400, 401, 403, 409, 503],
    handle: async (ctx, { body }) => {
      const { endpoint, secret } = await webhooks.platform.create(ctx, body)
      return { ...toWebhook(ctx, endpoint), ...(secret === undefined ? {} : { secret }) }
    },
  }),
  route({
    method: 'GET',
    path: `${base}/{id}`,
    name: 'webhooks.get',
    access: 'webhooks_read',
    summary: 'One webhook',
    params: WebhookRef,
    returns: Webhook,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params }) =>
      toWebhook(
        ctx,
        await webhooks.endpoints.get(ctx, await webhooks.platform.reach(ctx), params.id),
      ),
  }),
  route({
    method: 'PATCH',
    path: `${base}/{id}`,
    name: 'webhooks.update',
    access: 'webhooks_write',
    summary: 'Change what is given',
    description: 'A secret given here replaces the old one at once; to overlap, rotate it.',
    params: WebhookRef,
    body: object({ url: Type.Optional(Url), ...fields }),
    returns: object({ ...shape, success: Type.Boolean(), message: Type.String() }),
    errors: [400, 401, 403, 404, 503],
    handle: async (ctx, { params, body }) => ({
      ...toWebhook(ctx, await webhooks.platform.change(ctx, params.id, body)),
      success: true,
      message: 'Webhook updated',
    }),
  }),
  route({
    method: 'DELETE',
    path: `${base}/{id}`,
    name: 'webhooks.delete',
    access: 'webhooks_write',
    summary: 'Delete a webhook and the record of its deliveries',
    params: WebhookRef,
    returns: Success,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params }) => {
      await webhooks.endpoints.remove(ctx, await webhooks.platform.reach(ctx), params.id)
      return { success: true, message: 'Webhook deleted' }
    },
  }),
  route({
    method: 'POST',
    path: `${base}/{id}/rotate-secret`,
    name: 'webhooks.rotate_secret',
    access: 'webhooks_write',
    summary: 'A new secret; for a while both sign',
    description: 'The answer is the only place where the secret is shown.',
    params: WebhookRef,
    body: object({
      secret: Type.Optional(secretText({ minLength: 1, maxLength: 256 })),
      overlap_hours: Type.Optional(Type.Number({ minimum: 0, maximum: 24 })),
    }),
    returns: object({ ...shape, secret: Type.String() }),
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params, body: { secret, overlap_hours: overlapHours } }) => {
      const whose = await webhooks.platform.reach(ctx)
      const rotated = await webhooks.endpoints.rotate(ctx, whose, params.id, {
        secret,
        overlapHours,
      })
      return { ...toWebhook(ctx, rotated.endpoint), secret: rotated.secret }
    },
  }),
]
