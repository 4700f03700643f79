import type { Ctx } from '../../engines/context.ts'
import type { Events } from '../../engines/events/index.ts'
import { tenantOf } from '../../kernel/caller.ts'
import * as endpoints from './endpoints/index.ts'
import { meteringBody } from './events/bodies.ts'
import { emit } from './events/emit.ts'
import type { Endpoint, Mode, Whose } from './schema.ts'

/** What an organization may hear of. */
export const meteringEvents = [
  'invoice.created',
  'invoice.finalized',
  'invoice.paid',
  'invoice.voided',
  'subscription.created',
  'subscription.activated',
  'subscription.canceled',
  // Ours: a customer has used 80 % or all of a quota.
  'usage.threshold',
] as const

export type MeteringEvent = (typeof meteringEvents)[number]

/** The endpoints of the organization at hand. */
export const ofOrganization = (ctx: Ctx): Whose => ({
  surface: 'metering',
  mode: ctx.caller.mode ?? 'live',
  tenantId: tenantOf(ctx.caller),
})

const asked = (events: readonly string[]) => ({
  subscriptions: { given: events, tables: [] },
  topics: [...new Set(events)],
})

/** @throws as `endpoints.create` */
export const create = (
  ctx: Ctx,
  given: { url: string; events: readonly string[]; description?: string | undefined },
): Promise<endpoints.Made> =>
  endpoints.create(ctx, ofOrganization(ctx), {
    url: given.url,
    name: URL.parse(given.url)?.host || 'Webhook',
    description: given.description,
    ...asked(given.events),
  })

/** @throws as `create`; not_found */
export const change = (
  ctx: Ctx,
  id: string,
  given: {
    url?: string | undefined
    events?: readonly string[] | undefined
    description?: string | null | undefined
    isEnabled?: boolean | undefined
  },
): Promise<Endpoint> =>
  endpoints.change(ctx, ofOrganization(ctx), id, {
    url: given.url,
    description: given.description,
    isEnabled: given.isEnabled,
    ...(given.events && asked(given.events)),
  })

/** Tells an organization's own servers, in the caller's transaction. */
export const tell = (
  ctx: Ctx,
  event: { tenantId: string; mode: Mode; type: MeteringEvent; data: unknown },
): Promise<string | undefined> =>
  emit(ctx, {
    surface: 'metering',
    tenantId: event.tenantId,
    mode: event.mode,
    type: event.type,
    compose: ({ at }) => meteringBody(event.type, at, event.data),
  })

type Threshold = Events['usage.threshold']

/** A passed threshold in the words of the API. */
export const thresholdOf = (event: Threshold) => ({
  customer_id: event.customerId,
  meter_id: event.meterId,
  quota_id: event.quotaId,
  percent: event.percent,
  limit: event.limit,
  used: event.used,
  enforcement: event.enforcement,
  period_start: new Date(event.periodStart).toISOString(),
})

export async function tellThreshold(ctx: Ctx, event: Threshold): Promise<void> {
  const { tenantId, mode } = event
  await tell(ctx, { tenantId, mode, type: 'usage.threshold', data: thresholdOf(event) })
}
