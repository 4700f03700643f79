import type { Ctx } from '../../engines/context.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { invalid } from '../../kernel/errors.ts'
import { type Customer, getByExternalId, getInMode, reachOf } from '../customers/index.ts'
import { getMeter, type Meter, type MeterRef } from '../meters/index.ts'
import { get as getOrganization } from '../organizations/index.ts'
import { customerJson, statsJson, usageJson, usagePerWindow } from './compile-totals.ts'
import {
  type MeterLine,
  selectEnds,
  selectMetersOf,
  selectRange,
  selectWindows,
} from './queries.ts'
import { readRange, windowsOf } from './ranges.ts'
import type { Asked, Unit, Window } from './schema.ts'

/** How a question names a meter or a customer. */
export interface Named {
  meter_id?: string
  meter_token?: string
  meter_name?: string
  customer_id?: string
  customer_external_id?: string
}

/** @throws invalid where several names are given; not_found */
export function meterOf(ctx: Ctx, named: Named): Promise<Meter> | undefined {
  const { meter_id: id, meter_token: token, meter_name: name } = named
  const refs: MeterRef[] = [
    ...(id === undefined ? [] : [{ id }]),
    ...(token === undefined ? [] : [{ token }]),
    ...(name === undefined ? [] : [{ name }]),
  ]
  if (refs.length > 1) throw invalid('invalid_query', 'Name the meter in one way')
  return refs[0] && getMeter(ctx, refs[0])
}

/** @throws invalid where both names are given; not_found */
export function customerOf(ctx: Ctx, named: Named): Promise<Customer> | undefined {
  const { customer_id: id, customer_external_id: externalId } = named
  if (id !== undefined && externalId !== undefined) {
    throw invalid('invalid_query', 'Give one of customer_id and customer_external_id')
  }
  if (id !== undefined) return getInMode(ctx, id)
  return externalId === undefined ? undefined : getByExternalId(ctx, externalId)
}

export interface AskedUsage extends Asked, Named {
  group_by?: Unit
  /** Windows without events, too. */
  fill?: 'zero'
}

interface Answered {
  meter: Meter
  windows: Window[]
  shown: { start: string; end: string }
  question: Parameters<typeof usageJson>[0]
}

async function ask(ctx: Ctx, asked: AskedUsage): Promise<Answered> {
  const meter = await meterOf(ctx, asked)
  if (!meter) throw invalid('invalid_query', 'meter_id: A meter is needed to group by time')
  const customer = await customerOf(ctx, asked)
  const range = await readRange(ctx, asked)
  const windows = await windowsOf(ctx, range, asked.group_by ?? 'day')
  const { live } = reachOf(ctx)
  const question = { meters: [meter], live, customerId: customer?.id, windows }
  return { meter, windows, shown: range.shown, question }
}

/**
 * Usage of a meter by windows of time, as JSON whose numbers have all their digits. Whole windows come
 * from the roll-ups, rows are read at the ends of the range alone.
 * @throws invalid `invalid_range`, `too_many_buckets`, `invalid_query`; not_found
 */
export async function usageOfMeter(ctx: Ctx, asked: AskedUsage): Promise<string> {
  const { meter, shown, question } = await ask(ctx, asked)
  const given = { meterId: meter.id, ...shown, isFilled: asked.fill === 'zero' }
  return answerOf(await ctx.db.row<{ answer: string }>(usageJson(question, given)))
}

/** The same as rows of texts, for a table. @throws as `usageOfMeter` */
export async function usageTable(ctx: Ctx, asked: AskedUsage): Promise<string[][]> {
  const { windows, question } = await ask(ctx, asked)
  const rows = await ctx.db.rows<{ n: number; usage: string; events: string }>(
    usagePerWindow(question),
  )
  const found = new Map(rows.map((row) => [row.n, row]))
  return windows.flatMap(({ label }, n) => {
    const { usage = '0', events = '0' } = found.get(n) ?? {}
    return asked.fill === 'zero' || events !== '0' ? [[label, usage, events]] : []
  })
}

/** All time, and today, this week, this month in the zone of the organization. @throws not_found */
export async function statsOfMeter(ctx: Ctx, id: string): Promise<string> {
  const meter = await getMeter(ctx, { id })
  const { live } = reachOf(ctx)
  const { timezone } = await getOrganization(ctx)
  const ends = await ctx.db.row<{ first: Date | null; last: Date | null }>(selectEnds(id, live))
  const windows = await standingWindows(ctx, timezone)
  const question = { meters: [meter], live, windows, isOverlapping: true }
  const given = { meterId: id, first: ends?.first ?? null, last: ends?.last ?? null }
  return answerOf(await ctx.db.row<{ answer: string }>(statsJson(question, given)))
}

/** All time, then the day, the week and the month of now; what is a little ahead belongs to them. */
async function standingWindows(ctx: Ctx, zone: string): Promise<Window[]> {
  const now = new Date()
  const all = await ctx.db.row<{ from: number; to: number }>(
    selectRange({ date: '1970-01-01', daysLater: 0 }, { date: '2200-01-01', daysLater: 0 }, zone),
  )
  const windows: Window[] = [{ from: all?.from ?? 0, to: all?.to ?? 0, label: 'all' }]
  for (const unit of ['day', 'week', 'month'] as const)
    windows.push(await windowOf(ctx, unit, now, zone))
  return windows
}

/** The whole window in which an instant is. */
export async function windowOf(
  ctx: Ctx,
  unit: Unit | 'year',
  at: Date,
  zone: string,
): Promise<Window> {
  const reachMs = (unit === 'year' ? 370 : 35) * 86_400_000
  const from = new Date(at.getTime() - reachMs)
  const to = new Date(at.getTime() + reachMs)
  const windows = await ctx.db.rows<Window>(selectWindows(from, to, unit, zone))
  const found = windows.find((one) => one.from <= at.getTime() && at.getTime() < one.to)
  return found ?? { from: 0, to: 0, label: '' }
}

/** All meters of one customer. @throws invalid `invalid_range`; not_found */
export async function usageOfCustomer(ctx: Ctx, id: string, asked: Asked): Promise<string> {
  const { id: customerId } = await getInMode(ctx, id)
  const range = await readRange(ctx, asked)
  const meters = await ctx.db.rows<MeterLine>(selectMetersOf(tenantOf(ctx.caller)))
  const windows = [{ from: range.from.getTime(), to: range.to.getTime(), label: '' }]
  const question = { meters, live: reachOf(ctx).live, customerId, windows }
  const names = meters.map(({ name }) => name)
  const units = meters.map(({ unit }) => unit)
  const given = { customerId, ...range.shown, names, units }
  return answerOf(await ctx.db.row<{ answer: string }>(customerJson(question, given)))
}

function answerOf(row: { answer: string } | undefined): string {
  if (!row) throw new Error('the database gave no answer')
  return row.answer
}
