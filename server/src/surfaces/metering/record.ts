import type { Ctx } from '../../engines/context.ts'
import * as usage from '../../features/usage/index.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Reply } from '../../kernel/route.ts'
import { exactBody, object, Type, Uuid } from '../../kernel/schema.ts'
import { Passed } from '../../kernel/send.ts'
import { Event, type ReadEvent, readEvent, Track } from './event-fields.ts'
import { inMode, Mode } from './mode.ts'
import { route } from './route.ts'
import { eventText, loggedText } from './shapes.ts'
import { EventShape, LoggedShape } from './usage-shapes.ts'

const Batch = object({
  accepted: Type.Integer(),
  duplicates: Type.Integer({ description: 'Events whose key was used before' }),
  rejected: Type.Array(object({ index: Type.Integer(), detail: Type.String() })),
})

const replays =
  'A key that was used before gets the event of that time: 200 and `Idempotent-Replayed: true`; where ' +
  'the rest says something else, `X-Idempotency-Mismatch: true`. Over a hard quota: 402 with what is left.'

/** 201 for an event that is new, and for a replay the first one with a note of it. */
function answer(reply: Reply, { event, isReplay, isMismatch }: usage.Recorded): Passed {
  if (isReplay) reply.header('idempotent-replayed', 'true')
  else reply.status(201)
  if (isMismatch) reply.header('x-idempotency-mismatch', 'true')
  return new Passed(eventText(event))
}

/** How usage gets in. */
export const makeRecordRoutes = (books: usage.Books) => [
  route({
    method: 'POST',
    path: '/api/v1/sdk/track',
    name: 'metering.track',
    access: 'report_usage',
    summary: 'Report usage',
    description: `Answered when it is durable. ${replays}`,
    body: exactBody(Track),
    returns: EventShape,
    status: 201,
    errors: [400, 401, 402, 403, 404, 422, 503],
    handle: async (ctx, { body }, reply) => answer(reply, await usage.record(ctx, books, body)),
  }),
  route({
    method: 'POST',
    path: '/api/v1/usage',
    name: 'metering.record',
    access: 'record_usage',
    summary: 'Record usage, by ids or by names',
    description:
      'Either `quantity` and `metadata`, or `properties`, in which the meter says where the quantity ' +
      `stands. ${replays}`,
    query: object(Mode),
    body: exactBody(Event),
    returns: EventShape,
    status: 201,
    errors: [400, 401, 402, 403, 404, 422, 503],
    handle: async (ctx, { query, body }, reply) =>
      answer(reply, await usage.record(inMode(ctx, query.mode), books, body)),
  }),
  route({
    method: 'POST',
    path: '/api/v1/usage/batch',
    name: 'metering.record_batch',
    access: 'record_usage',
    summary: 'Record up to 1,000 events; each stands alone',
    query: object(Mode),
    body: exactBody(
      object({
        events: Type.Array(
          Type.Unsafe<unknown>({ type: 'object', description: 'As in `POST /api/v1/usage`' }),
          { minItems: 1, maxItems: 1_000 },
        ),
      }),
    ),
    returns: Batch,
    errors: [400, 401, 403, 422, 503],
    handle: async (ctx, { query, body }) =>
      recordBatch(inMode(ctx, query.mode), books, body.events.map(readEvent)),
  }),
  route({
    method: 'POST',
    path: '/api/v1/usage/{event_id}/void',
    name: 'metering.void',
    access: 'keep_books',
    summary: 'Take an event out of every figure; its row stays',
    params: object({ event_id: Uuid }),
    returns: LoggedShape,
    errors: [401, 403, 404, 422],
    handle: async (ctx, { params }) =>
      new Passed(loggedText(await usage.voidUsage(ctx, params.event_id))),
  }),
]

interface Rejection {
  index: number
  detail: string
}

async function recordBatch(ctx: Ctx, books: usage.Books, given: readonly ReadEvent[]) {
  const events = given.flatMap((one) => ('event' in one ? [one.event] : []))
  const outcomes = await usage.recordAll(ctx, books, events)
  const rejected: Rejection[] = []
  let [accepted, duplicates, next] = [0, 0, 0]
  for (const [index, one] of given.entries()) {
    if ('fault' in one) {
      rejected.push({ index, detail: one.fault })
      continue
    }
    const outcome = outcomes[next++]
    if (!outcome?.ok) rejected.push({ index, detail: reasonOf(outcome?.error) })
    else if (outcome.value.isReplay) duplicates++
    else accepted++
  }
  return { accepted, duplicates, rejected }
}

/** Its own fault is told; what is ours fails the whole: the client sends it again. */
function reasonOf(error: unknown): string {
  if (error instanceof AppError && error.status < 500) return error.message
  throw error
}
