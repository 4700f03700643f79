import { type Ctx, inTransaction } from '../../../engines/context.ts'
import { conflict, invalid, notFound } from '../../../kernel/errors.ts'
import { uuid } from '../../../kernel/ids.ts'
import * as endpoints from '../endpoints/index.ts'
import { newEventId, write } from '../events/emit.ts'
import type { Delivery, DeliveryStatus, Whose } from '../schema.ts'
import { attempt, type Outcome } from './attempt.ts'
import {
  countDeliveries,
  insertAgain,
  insertOwn,
  restartFailed,
  selectDeliveries,
  selectDelivery,
  selectTaken,
  settle,
  type Taken,
} from './queries.ts'
import { wake } from './wake.ts'

/** What an endpoint was told, and telling it again. */

/**
 * Newest first; `cursor` is the last one of the page before.
 * @throws not_found; invalid `invalid_cursor`
 */
export async function list(
  ctx: Ctx,
  whose: Whose,
  endpointId: string,
  asked: { status?: DeliveryStatus | undefined; cursor?: string | undefined; limit: number },
): Promise<{ rows: Delivery[]; total: number; hasMore: boolean }> {
  await endpoints.get(ctx, whose, endpointId)
  const { status = null, cursor = null, limit } = asked
  if (cursor !== null && !(await ctx.db.row(selectDelivery(whose, endpointId, cursor)))) {
    throw invalid('invalid_cursor', 'No such delivery to begin at')
  }
  const page = selectDeliveries(endpointId, { status, cursor, limit: limit + 1 })
  const rows = await ctx.db.rows<Delivery>(page)
  const counted = await ctx.db.row<{ total: number }>(countDeliveries(endpointId, status))
  return { rows: rows.slice(0, limit), total: counted?.total ?? 0, hasMore: rows.length > limit }
}

/** @throws not_found */
export async function get(
  ctx: Ctx,
  whose: Whose,
  endpointId: string,
  id: string,
): Promise<Delivery> {
  const found = await ctx.db.row<Delivery>(selectDelivery(whose, endpointId, id))
  if (!found) throw notFound('not_found', 'No such delivery')
  return found
}

/** The same event once more: same id, same bytes, a delivery of its own. @throws not_found; conflict */
export const again = (ctx: Ctx, whose: Whose, endpointId: string, id: string): Promise<Delivery> =>
  inTransaction(ctx, async (ctx) => {
    await mustBeOn(ctx, whose, endpointId)
    await get(ctx, whose, endpointId, id)
    const fresh = uuid()
    await ctx.db.run(insertAgain(fresh, id))
    await wake(ctx)
    return get(ctx, whose, endpointId, fresh)
  })

/** Everything that failed since then begins anew. @returns how many; @throws not_found; conflict */
export const recover = (ctx: Ctx, whose: Whose, endpointId: string, since: Date): Promise<number> =>
  inTransaction(ctx, async (ctx) => {
    await mustBeOn(ctx, whose, endpointId)
    const restarted = await ctx.db.run(restartFailed(endpointId, since))
    if (restarted > 0) await wake(ctx)
    return restarted
  })

async function mustBeOn(ctx: Ctx, whose: Whose, id: string): Promise<void> {
  const { is_enabled } = await endpoints.get(ctx, whose, id)
  if (!is_enabled) throw conflict('webhook_disabled', 'Enable the webhook first')
}

/** Tries are for people who set something up, not for finding out what answers where. */
const triesPerMinute = 20

/**
 * Sends something to try an endpoint out, also a disabled one, and waits for the answer. It stands
 * among the deliveries; it is not repeated and says nothing about the endpoint's health.
 * @throws not_found; rate_limited
 */
export async function tryOut(
  ctx: Ctx,
  whose: Whose,
  id: string,
  event: { type: string; compose(eventId: string, at: Date): string },
): Promise<Outcome> {
  await endpoints.get(ctx, whose, id)
  const { userId, keyId, sessionId } = ctx.caller
  ctx.limits.rate(`webhook:try:${userId ?? keyId ?? sessionId}`, triesPerMinute)
  const taken = await begin(ctx, whose, id, event)
  const outcome = await attempt(ctx, taken, ctx.signal)
  await ctx.db.run(
    settle({
      id: taken.delivery_id,
      lease: taken.lease,
      status: outcome.isDelivered ? 'success' : 'failed',
      afterSeconds: null,
      statusCode: outcome.statusCode,
      responseBody: outcome.responseBody,
      error: outcome.error,
    }),
  )
  return outcome
}

const begin = (
  ctx: Ctx,
  { surface, tenantId, mode }: Whose,
  endpointId: string,
  event: { type: string; compose(eventId: string, at: Date): string },
): Promise<Taken> =>
  inTransaction(ctx, async (ctx) => {
    const [eventId, id, at] = [newEventId(), uuid(), new Date()]
    const body = event.compose(eventId, at)
    const written = { id: eventId, type: event.type, body, at, endpoints: [] }
    await write(ctx, { surface, tenantId, mode }, [written])
    await ctx.db.run(insertOwn({ id, endpointId, eventId, lease: uuid() }))
    const taken = await ctx.db.row<Taken>(selectTaken(id))
    if (!taken) throw new Error('the delivery was not made')
    return taken
  })
