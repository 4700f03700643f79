import { type Ctx, inTransaction } from '../../../engines/context.ts'
import { record } from '../../audit/index.ts'
import * as mails from '../../mails/index.ts'
import { disable, failWaiting, selectPeopleToTell } from '../endpoints/queries.ts'
import type { Endpoint } from '../schema.ts'
import { delayAfter } from '../schemes.ts'
import type { Outcome } from './attempt.ts'
import {
  countFailure,
  countSuccess,
  hastenNews,
  postponeNews,
  settle,
  type Taken,
} from './queries.ts'
import { wake } from './wake.ts'

/** After so many failures in a row an endpoint's news wait, longer and longer. */
const patience = 5
const firstPauseSeconds = 30
const longestPauseSeconds = 900

/** Writes down how an attempt ended, and what follows from it: nothing, another one, or the end. */
export async function conclude(ctx: Ctx, given: Taken, outcome: Outcome): Promise<void> {
  if (outcome.isDelivered) await succeed(ctx, given, outcome)
  else await inTransaction(ctx, (ctx) => fail(ctx, given, outcome))
}

const written = (given: Taken, outcome: Outcome) => ({
  id: given.delivery_id,
  lease: given.lease,
  statusCode: outcome.statusCode,
  responseBody: outcome.responseBody,
  error: outcome.error,
})

async function succeed(ctx: Ctx, given: Taken, outcome: Outcome): Promise<void> {
  await ctx.db.run(settle({ ...written(given, outcome), status: 'success', afterSeconds: null }))
  if (given.failures === 0) return
  const recovered = await ctx.db.row(countSuccess(given.endpoint_id))
  if (recovered) await ctx.db.run(hastenNews(given.endpoint_id))
}

async function fail(ctx: Ctx, given: Taken, outcome: Outcome): Promise<void> {
  const afterSeconds = outcome.isGone ? null : nextOf(given, outcome)
  const status = afterSeconds === null ? 'failed' : 'pending'
  const ours = await ctx.db.row(settle({ ...written(given, outcome), status, afterSeconds }))
  if (!ours) return
  if (afterSeconds !== null) await wake(ctx, new Date(Date.now() + afterSeconds * 1000))
  const health = await ctx.db.row<{ failures: number; is_dead: boolean }>(
    countFailure(given.endpoint_id),
  )
  if (!health) return
  if (outcome.isGone) await giveUp(ctx, given.endpoint_id, 'The receiver answered with 410 Gone')
  else if (health.is_dead) await giveUp(ctx, given.endpoint_id, 'It failed for five days')
  else if (health.failures >= patience) await pause(ctx, given.endpoint_id, health.failures)
}

/** By the schedule, or later where the receiver asks for it. Many that fail together come apart. */
function nextOf(given: Taken, { retryAfterSeconds }: Outcome): number | null {
  const delay = delayAfter(given.surface, given, given.attempt + 1)
  if (delay === undefined) return null
  return Math.max(delay * (1 + Math.random() * 0.05), retryAfterSeconds ?? 0)
}

async function pause(ctx: Ctx, endpointId: string, failures: number): Promise<void> {
  const seconds = firstPauseSeconds * 2 ** Math.min(failures - patience, 10)
  await ctx.db.run(postponeNews(endpointId, Math.min(seconds, longestPauseSeconds)))
}

/** Switches an endpoint off and tells its people by mail. In the caller's transaction. */
async function giveUp(ctx: Ctx, endpointId: string, reason: string): Promise<void> {
  const endpoint = await ctx.db.row<Endpoint>(disable(endpointId, reason))
  if (!endpoint) return
  await ctx.db.run(failWaiting(endpointId))
  const { id, name, tenant_id: tenantId } = endpoint
  await record(ctx, 'webhook.disabled', { tenantId, details: { webhook_id: id, reason } })
  const people = await ctx.db.rows<{ email: string; language: string }>(selectPeopleToTell(id))
  const { host } = new URL(endpoint.url)
  const webhook = name === host ? name : `${name} (${host})`
  for (const person of people) {
    await mails.send(ctx, 'webhook_disabled', person, { webhook, at: new Date().toISOString() })
  }
}
