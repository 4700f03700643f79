import { Readable } from 'node:stream'
import type { Ctx } from '../../engines/context.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { csvLine } from '../../kernel/csv.ts'
import { invalid } from '../../kernel/errors.ts'
import { reachOf } from '../customers/index.ts'
import { usageOverall } from './compile-totals.ts'
import { readDecimal } from './decimal.ts'
import {
  countLog,
  type LogFilter,
  type MeterLine,
  selectLog,
  selectLogAfter,
  selectMetersOf,
} from './queries.ts'
import { readRange } from './ranges.ts'
import { customerOf, meterOf, type Named } from './read.ts'
import type { Asked } from './schema.ts'

/** An event as the log shows it. */
export interface LoggedEvent {
  id: string
  customer_id: string
  meter_id: string
  quantity: string
  timestamp: Date
  ingested_at: Date
  idempotency_key: string | null
  /** JSON. */
  meta_data: string
  /** Whether the filters of its meter let it through. */
  counted: boolean
  voided_at: Date | null
}

export interface AskedLog extends Asked, Named {
  min_quantity?: string
}

/**
 * Raw events, newest first, also those that do not count.
 * @throws invalid `invalid_range`, `invalid_query`; not_found
 */
export async function listEvents(
  ctx: Ctx,
  asked: AskedLog,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: LoggedEvent[]; total: number }> {
  const { filter, meters } = await filterOf(ctx, asked)
  const rows = await ctx.db.rows<LoggedEvent>(selectLog(filter, limit, offset))
  return { rows, total: await totalOf(ctx, filter, meters) }
}

async function filterOf(
  ctx: Ctx,
  asked: AskedLog,
): Promise<{ filter: LogFilter; meters: Pick<MeterLine, 'id' | 'aggregation_type'>[] }> {
  const meter = await meterOf(ctx, asked)
  const customer = await customerOf(ctx, asked)
  const { from, to } = await readRange(ctx, asked)
  const tenantId = tenantOf(ctx.caller)
  const meters = meter ? [meter] : await ctx.db.rows<MeterLine>(selectMetersOf(tenantId))
  const filter = {
    tenantId,
    live: reachOf(ctx).live,
    meterIds: meters.map(({ id }) => id),
    customerId: customer?.id,
    from,
    to,
    minQuantity: leastOf(asked.min_quantity),
  }
  return { filter, meters }
}

function leastOf(text: string | undefined): string | undefined {
  if (text === undefined || Number(text) === 0) return undefined
  const read = readDecimal(text)
  if ('fault' in read) throw invalid('invalid_query', `min_quantity: ${read.fault}`)
  return read.text
}

/** The roll-ups know how many rows there are; only of a smallest quantity they know nothing. */
async function totalOf(
  ctx: Ctx,
  filter: LogFilter,
  meters: Pick<MeterLine, 'id' | 'aggregation_type'>[],
): Promise<number> {
  if (filter.minQuantity !== undefined) {
    return (await ctx.db.row<{ total: number }>(countLog(filter)))?.total ?? 0
  }
  const { live, customerId, from, to } = filter
  const windows = [{ from: from.getTime(), to: to.getTime(), label: '' }]
  const counted = meters.map(({ id }) => ({ id, aggregation_type: 'SUM' as const }))
  const question = { meters: counted, live, customerId, windows }
  const rows = await ctx.db.rows<{ stored: string }>(usageOverall(question))
  return rows.reduce((sum, { stored }) => sum + Number(stored), 0)
}

const atOnce = 5_000
const columns = [
  'id',
  'timestamp',
  'ingested_at',
  'customer_id',
  'quantity',
  'idempotency_key',
  'counted',
  'voided_at',
  'meta_data',
] as const

/** All events of a meter that are asked for, as CSV, read as fast as the client takes them. @throws as `listEvents` */
export async function exportEvents(ctx: Ctx, asked: AskedLog): Promise<Readable> {
  const { filter } = await filterOf(ctx, asked)
  return Readable.from(lines(ctx, filter))
}

async function* lines(ctx: Ctx, filter: LogFilter): AsyncGenerator<string> {
  yield csvLine(columns)
  let after: LoggedEvent | undefined
  do {
    const rows: LoggedEvent[] = await ctx.db.rows(selectLogAfter(filter, after, atOnce))
    if (rows.length > 0) yield rows.map(lineOf).join('')
    after = rows.length < atOnce ? undefined : rows.at(-1)
  } while (after)
}

const lineOf = (event: LoggedEvent): string =>
  csvLine(
    columns.map((name) => {
      const value = event[name]
      return value instanceof Date ? value.toISOString() : value === null ? null : String(value)
    }),
  )
