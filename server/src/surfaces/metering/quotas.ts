import * as usage from '../../features/usage/index.ts'
import { object, oneOf, Time, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'

const path = '/api/v1/customers/{id}/quotas'
const Period = oneOf(['day', 'week', 'month', 'year'], 'Of the calendar of the organization')
const Enforcement = oneOf(
  ['soft', 'hard'],
  '`soft` tells when 80 % and all is used; `hard` refuses what goes beyond, too',
)
const Decimal = Type.String({ description: 'Plain decimal without trailing zeros' })

const QuotaShape = object({
  id: Uuid,
  customer_id: Uuid,
  meter_id: Uuid,
  limit: Decimal,
  period: Period,
  timezone: Type.String(),
  enforcement: Enforcement,
  period_start: Time,
  period_end: Time,
  used: Decimal,
  created_at: Time,
  updated_at: Time,
})

const QuotaRef = object({ id: Uuid, meter_id: Uuid })

/** How much one customer may use of one meter. */
export const quotaRoutes = [
  route({
    method: 'GET',
    path,
    name: 'metering.list_quotas',
    access: 'view_usage',
    summary: 'The quotas of a customer, with what is used in the period of now',
    params: object({ id: Uuid }),
    returns: object({ data: Type.Array(QuotaShape) }),
    errors: [401, 403, 404, 422],
    handle: async (ctx, { params }) => ({ data: await usage.listQuotas(ctx, params.id) }),
  }),
  route({
    method: 'PUT',
    path: `${path}/{meter_id}`,
    name: 'metering.set_quota',
    access: 'keep_books',
    summary: 'Set how much a customer may use of a meter in a period',
    description: 'What the period has seen already counts.',
    params: QuotaRef,
    body: object({
      limit: Type.String({
        pattern: '^\\d{1,18}(\\.\\d{1,9})?$',
        description: 'A decimal as text',
      }),
      period: Period,
      enforcement: Enforcement,
    }),
    returns: QuotaShape,
    errors: [401, 403, 404, 422],
    handle: (ctx, { params, body }) => usage.setQuota(ctx, params.id, params.meter_id, body),
  }),
  route({
    method: 'DELETE',
    path: `${path}/{meter_id}`,
    name: 'metering.remove_quota',
    access: 'keep_books',
    summary: 'Take a quota away',
    params: QuotaRef,
    errors: [401, 403, 404, 422],
    handle: (ctx, { params }) => usage.removeQuota(ctx, params.id, params.meter_id),
  }),
]
