import type { Ctx } from '../../engines/context.ts'
import * as usage from '../../features/usage/index.ts'
import { csvLine } from '../../kernel/csv.ts'
import { label, object, Type, Uuid } from '../../kernel/schema.ts'
import { Passed } from '../../kernel/send.ts'
import { inMode, Mode } from './mode.ts'
import { Page, PageOf, pageOf, route } from './route.ts'
import { pageText } from './shapes.ts'
import { Grouping, Least, LoggedShape, MeterStats, MeterUsage, Range } from './usage-shapes.ts'

const MeterRef = object({ id: Uuid })
const Customer = { customer_id: Type.Optional(Uuid) }
const Csv = Type.Unsafe<Passed>({ type: 'string' })
const csv = 'text/csv; charset=utf-8'

const file = (body: Passed['body']): Passed => new Passed(body, csv)

async function logText(
  ctx: Ctx,
  { page, page_size, ...asked }: usage.AskedLog & { page?: number; page_size?: number },
): Promise<Passed> {
  const paged = { ...(page && { page }), ...(page_size && { page_size }) }
  const read = (range: { limit: number; offset: number }) => usage.listEvents(ctx, asked, range)
  return new Passed(pageText(await pageOf(paged, read, (event) => event)))
}

/** How usage is read. */
export const usageRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/meters/{id}/usage',
    name: 'metering.meter_usage',
    access: 'view_usage',
    summary: 'Usage of a meter over time',
    description: 'The total is that of the whole range, not a sum of its buckets.',
    params: MeterRef,
    query: object({ ...Range, ...Grouping, ...Customer, ...Mode }),
    returns: MeterUsage,
    errors: [400, 401, 403, 404, 422],
    handle: async (ctx, { params, query: { mode, ...asked } }) =>
      new Passed(await usage.usageOfMeter(inMode(ctx, mode), { ...asked, meter_id: params.id })),
  }),
  route({
    method: 'GET',
    path: '/api/v1/meters/{id}/usage.csv',
    name: 'metering.meter_usage_csv',
    access: 'view_usage',
    summary: 'The same as CSV',
    params: MeterRef,
    query: object({ ...Range, ...Grouping, ...Customer, ...Mode }),
    returns: Csv,
    produces: csv,
    errors: [400, 401, 403, 404, 422],
    handle: async (ctx, { params, query: { mode, ...asked } }) => {
      const rows = await usage.usageTable(inMode(ctx, mode), { ...asked, meter_id: params.id })
      return file([['period', 'usage', 'event_count'], ...rows].map(csvLine).join(''))
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/meters/{id}/stats',
    name: 'metering.meter_stats',
    access: 'view_usage',
    summary: 'A meter at a glance; day, week and month are those of the organization',
    params: MeterRef,
    query: object(Mode),
    returns: MeterStats,
    errors: [401, 403, 404, 422],
    handle: async (ctx, { params, query }) =>
      new Passed(await usage.statsOfMeter(inMode(ctx, query.mode), params.id)),
  }),
  route({
    method: 'GET',
    path: '/api/v1/meters/{id}/events',
    name: 'metering.meter_events',
    access: 'view_usage',
    summary: 'The events of a meter, newest first, also those that do not count',
    params: MeterRef,
    query: object({ ...Page, ...Range, ...Least, ...Customer, ...Mode }),
    returns: PageOf(LoggedShape),
    errors: [400, 401, 403, 404, 422],
    handle: (ctx, { params, query: { mode, ...asked } }) =>
      logText(inMode(ctx, mode), { ...asked, meter_id: params.id }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/meters/{id}/events.csv',
    name: 'metering.meter_events_csv',
    access: 'view_usage',
    summary: 'All of them as CSV',
    params: MeterRef,
    query: object({ ...Range, ...Least, ...Customer, ...Mode }),
    returns: Csv,
    produces: csv,
    errors: [400, 401, 403, 404, 422],
    handle: async (ctx, { params, query: { mode, ...asked } }) =>
      file(await usage.exportEvents(inMode(ctx, mode), { ...asked, meter_id: params.id })),
  }),
  route({
    method: 'GET',
    path: '/api/v1/usage',
    name: 'metering.read_usage',
    access: 'read_usage',
    summary: 'Events, or with `group_by` what they come to',
    description:
      'With `group_by` a meter is needed, and the answer is that of `/meters/{id}/usage`.',
    query: object({
      ...Page,
      ...Range,
      ...Grouping,
      ...Least,
      ...Customer,
      ...Mode,
      meter_id: Type.Optional(Uuid),
      meter_token: Type.Optional(Uuid),
      meter_name: Type.Optional(label(100)),
      customer_external_id: Type.Optional(label(255)),
    }),
    returns: Type.Union([PageOf(LoggedShape), MeterUsage]),
    errors: [400, 401, 403, 404, 422],
    handle: async (ctx, { query: { mode, ...asked } }) => {
      const { page: _page, page_size: _size, min_quantity: _least, ...grouped } = asked
      const { group_by: _unit, fill: _fill, ...listed } = asked
      if (asked.group_by === undefined) return logText(inMode(ctx, mode), listed)
      return new Passed(await usage.usageOfMeter(inMode(ctx, mode), grouped))
    },
  }),
]
