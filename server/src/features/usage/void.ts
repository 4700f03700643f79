import { type Ctx, inTransaction } from '../../engines/context.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { notFound } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import { getMeter } from '../meters/index.ts'
import type { LoggedEvent } from './log.ts'
import { selectEvent, voidEvent } from './queries.ts'
import { recountQuota } from './quotas.ts'

interface Voided {
  meter_id: string
  customer_id: string
  live: boolean
  happened_at: Date
  counted: boolean
}

/**
 * Takes an event out of every figure, at once; the row stays. Once is enough: the second time changes
 * nothing.
 * @throws not_found, also for another organization's
 */
export const voidUsage = (ctx: Ctx, id: string): Promise<LoggedEvent> =>
  inTransaction(ctx, async (ctx) => {
    const tenantId = tenantOf(ctx.caller)
    const voided = await ctx.db.row<Voided>(voidEvent(tenantId, id))
    if (voided) {
      const meter = await getMeter(ctx, { id: voided.meter_id })
      if (voided.counted) await recountQuota(ctx, meter, voided)
      await record(ctx, 'usage.voided', { tenantId, details: { event_id: id } })
    }
    const event = await ctx.db.row<LoggedEvent>(selectEvent(tenantId, id))
    if (!event) throw notFound('event_not_found', 'Event not found')
    return event
  })
