import type { FastifyRequest } from 'fastify'
import type { Ctx, Engines } from '../../engines/context.ts'
import * as customers from '../../features/customers/index.ts'
import { usageOfCustomer, usageOfMeter } from '../../features/usage/index.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { unauthenticated } from '../../kernel/errors.ts'
import { type Route, routesFor, type Surface } from '../../kernel/route.ts'
import { nullable, object, Type, Uuid } from '../../kernel/schema.ts'
import { Passed } from '../../kernel/send.ts'
import { detailStatus } from '../detail-errors.ts'
import { bearer, requestContext } from '../request.ts'
import { meteringError } from './errors.ts'
import { CustomerUsage, Grouping, MeterUsage, Range } from './usage-shapes.ts'

type Access = 'widget'

const route = routesFor<Ctx, Access>()
const ownId = (ctx: Ctx): string => ctx.caller.customerId ?? ''

/**
 * What the page of a customer reads: by a widget token alone, from any page, that customer's own usage.
 */
const routes = [
  route({
    method: 'GET',
    path: '/api/v1/widget/customer',
    name: 'widget.customer',
    access: 'widget',
    summary: 'Who the widget is about',
    returns: object({
      id: Uuid,
      external_id: nullable(Type.String()),
      name: Type.String(),
      email: nullable(Type.String()),
    }),
    errors: [401, 404],
    handle: async (ctx) => {
      const { id, external_id, name, email } = await customers.getInMode(ctx, ownId(ctx))
      return { id, external_id, name, email }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/widget/usage',
    name: 'widget.usage',
    access: 'widget',
    summary: 'What the customer used of every meter',
    query: object(Range),
    returns: CustomerUsage,
    errors: [400, 401, 404, 422],
    handle: async (ctx, { query }) => new Passed(await usageOfCustomer(ctx, ownId(ctx), query)),
  }),
  route({
    method: 'GET',
    path: '/api/v1/widget/usage/{meter_id}',
    name: 'widget.meter_usage',
    access: 'widget',
    summary: 'What the customer used of one meter over time',
    params: object({ meter_id: Uuid }),
    query: object({ ...Range, ...Grouping }),
    returns: MeterUsage,
    errors: [400, 401, 404, 422],
    handle: async (ctx, { params, query }) => {
      const asked = { ...query, meter_id: params.meter_id, customer_id: ownId(ctx) }
      return new Passed(await usageOfMeter(ctx, asked))
    },
  }),
]

/** Routes and words of metering; a credential, and a rule about other sites, of its own. */
export const makeWidget = (engines: Engines): Surface<Ctx, Access> => ({
  name: 'widget',
  routes,
  bodyLimitBytes: 1024,
  cors: { origin: '*', headers: ['authorization'] },
  errorBody: meteringError,
  statusOf: detailStatus,
  security: { widget: ['widgetToken'] },
  admit: (request, route) => admit(engines, request, route),
})

async function admit(
  engines: Engines,
  request: FastifyRequest,
  _route: Route<Ctx, Access>,
): Promise<Ctx> {
  const ctx = requestContext(engines, request, 'widget', { kind: 'nobody' })
  const opened = await customers.openWidget(ctx, bearer(request) ?? '')
  if (!opened) throw unauthenticated('invalid_token', 'Invalid or expired widget token')
  ctx.caller = { kind: 'customer', ...opened }
  ctx.limits.rate(`widget:${tenantOf(ctx.caller)}:${opened.customerId}`, 600)
  return ctx
}
