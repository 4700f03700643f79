import { type Ctx, inTransaction } from '../../engines/context.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { invalidField, notFound } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import { get as getCustomer } from '../customers/index.ts'
import { closeBooks, getMeter, type Meter } from '../meters/index.ts'
import { get as getOrganization } from '../organizations/index.ts'
import {
  countAnew,
  deleteQuota,
  dropValues,
  lockCounter,
  type QuotaTerms,
  replaceQuota,
  selectPeriods,
  selectQuotas,
  valuesAnew,
} from './compile-quotas.ts'
import type { Question } from './compile-totals.ts'
import { readDecimal } from './decimal.ts'
import { windowOf } from './read.ts'
import type { Window } from './schema.ts'

export type { QuotaTerms }

/** How much of a meter one customer may use in a period, and what is used in that of now. */
export interface Quota extends QuotaTerms {
  id: string
  customer_id: string
  meter_id: string
  /** Of the organization when the quota was set. */
  timezone: string
  period_start: Date
  period_end: Date
  used: string
  created_at: Date
  updated_at: Date
}

/** @throws not_found for an unknown customer */
export async function listQuotas(ctx: Ctx, customerId: string): Promise<Quota[]> {
  const customer = await getCustomer(ctx, customerId)
  return ctx.db.rows<Quota>(
    selectQuotas({ tenantId: tenantOf(ctx.caller), customerId: customer.id }),
  )
}

/**
 * Sets the quota of a customer on a meter. What was used in its period counts from the first event on:
 * no batch is under way while that is counted.
 * @throws not_found; invalid for a limit that is no decimal
 */
export async function setQuota(
  ctx: Ctx,
  customerId: string,
  meterId: string,
  terms: QuotaTerms,
): Promise<Quota> {
  const limit = limitOf(terms.limit)
  const tenantId = tenantOf(ctx.caller)
  const customer = await getCustomer(ctx, customerId)
  const meter = await getMeter(ctx, { id: meterId })
  const { timezone } = await getOrganization(ctx)
  return inTransaction(ctx, async (ctx) => {
    await closeBooks(ctx)
    const of = { tenantId, customerId: customer.id, meterId: meter.id }
    const made = await ctx.db.row<{ id: string }>(replaceQuota(of, { ...terms, limit }, timezone))
    const windows = await ctx.db.rows<Window>(selectPeriods(terms.period, timezone))
    const live = customer.mode === 'live'
    await count(ctx, made?.id ?? '', { meters: [meter], live, customerId: customer.id, windows })
    await record(ctx, 'quota.set', { tenantId, details: { ...of, ...terms } })
    const [quota] = await ctx.db.rows<Quota>(selectQuotas(of, meter.id))
    return quota ?? unknown()
  })
}

function limitOf(text: string): string {
  if (/^0+(\.0+)?$/.test(text)) return '0'
  const read = readDecimal(text)
  if ('fault' in read) throw invalidField('limit', 'type', read.fault)
  return read.text
}

async function count(ctx: Ctx, quotaId: string, question: Question): Promise<void> {
  await ctx.db.run(countAnew(quotaId, question))
  if (question.meters[0]?.aggregation_type !== 'UNIQUE_COUNT') return
  await ctx.db.run(valuesAnew(quotaId, question))
}

/** @throws not_found */
export async function removeQuota(ctx: Ctx, customerId: string, meterId: string): Promise<void> {
  const of = { tenantId: tenantOf(ctx.caller), customerId, meterId }
  await inTransaction(ctx, async (ctx) => {
    if ((await ctx.db.run(deleteQuota(of))) === 0) unknown()
    await record(ctx, 'quota.removed', { tenantId: of.tenantId, details: of })
  })
}

function unknown(): never {
  throw notFound('quota_not_found', 'No quota for this customer and meter')
}

/** After an event was taken out: what its quota has counted is counted again. In its transaction. */
export async function recountQuota(
  ctx: Ctx,
  meter: Meter,
  voided: { customer_id: string; live: boolean; happened_at: Date },
): Promise<void> {
  const { customer_id: customerId, live, happened_at: at } = voided
  const counter = await ctx.db.row<{
    id: string
    period: QuotaTerms['period']
    timezone: string
    starts_at: Date
  }>(lockCounter(customerId, meter.id, at))
  if (!counter) return
  const window = await windowOf(ctx, counter.period, at, counter.timezone)
  await ctx.db.run(dropValues(counter.id, counter.starts_at))
  await count(ctx, counter.id, { meters: [meter], live, customerId, windows: [window] })
}
