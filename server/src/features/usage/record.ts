import type { Ctx } from '../../engines/context.ts'
import { AppError, invalid, notFound, paymentRequired } from '../../kernel/errors.ts'
import { whenKnown } from '../../kernel/known.ts'
import { reachOf } from '../customers/index.ts'
import type { MeterCache } from '../meters/index.ts'
import { meterRefOf, prepare } from './prepare.ts'
import type { QuotaFacts, Recorder, Replay, Written } from './recorder.ts'
import type { NewEvent, Outcome, PreparedEvent, Recorded } from './schema.ts'

/** What recording needs beside the context: one of each per process. */
export interface Books {
  meters: MeterCache
  recorder: Recorder
}

/**
 * Writes down one event. Answers when it is committed, or when its key turns out to be used: then with
 * the event of that time.
 * @throws invalid `invalid_event`; not_found `meter_not_found`, `customer_not_found`;
 *   payment_required `quota_exceeded`; unavailable
 */
export async function record(ctx: Ctx, books: Books, given: NewEvent): Promise<Recorded> {
  const [outcome] = await recordAll(ctx, books, [given])
  if (!outcome?.ok) throw outcome?.error
  return outcome.value
}

/** Writes down many; each stands alone. @throws unavailable when too many wait already */
export async function recordAll(
  ctx: Ctx,
  books: Books,
  given: readonly NewEvent[],
): Promise<Outcome[]> {
  const first = await attempt(ctx, books, given)
  const stale = given.filter((_, i) => isStale(first[i]))
  if (stale.length === 0) return first
  // What an event means has just been changed: read by the new rules.
  books.meters.forget()
  const again = await attempt(ctx, books, stale)
  return first.map((outcome) => (isStale(outcome) ? (again.shift() ?? outcome) : outcome))
}

const isStale = (outcome: Outcome | undefined): boolean =>
  outcome?.ok === false &&
  outcome.error instanceof AppError &&
  outcome.error.code === 'meter_changed'

async function attempt(ctx: Ctx, books: Books, given: readonly NewEvent[]): Promise<Outcome[]> {
  const preparing = prepareAll(ctx, books.meters, given)
  const prepared = preparing instanceof Promise ? await preparing : preparing
  const fit = prepared.flatMap((one) => (one.ok ? [one.value] : []))
  const written = fit.length === 0 ? [] : await books.recorder.submit(fit)
  let next = 0
  return prepared.map((one): Outcome => {
    if (!one.ok) return one
    const done = written[next++]
    if (!done?.ok) return done ?? { ok: false, error: new Error('no outcome') }
    return noted(ctx, outcomeOf(one.value, done.value))
  })
}

/** Nothing is waited for but meters that are not in memory. */
function prepareAll(
  ctx: Ctx,
  cache: MeterCache,
  given: readonly NewEvent[],
): Result<PreparedEvent>[] | Promise<Result<PreparedEvent>[]> {
  const reach = reachOf(ctx)
  const refs = given.map((one) => attempted(() => meterRefOf(one)))
  const known = refs.flatMap((ref) => (ref.ok ? [ref.value] : []))
  return whenKnown(cache.findAll(ctx, known), (meters) => {
    let next = 0
    return given.map((one, i): Result<PreparedEvent> => {
      const ref = refs[i]
      if (!ref?.ok) return ref ?? { ok: false, error: new Error('no reference') }
      const meter = meters[next++]
      return attempted(() => prepare(reach, meter, one))
    })
  })
}

/** Clients are not told by an error that they use a key for two things: operators can see it. */
function noted(ctx: Ctx, outcome: Outcome): Outcome {
  if (outcome.ok && outcome.value.isMismatch) {
    ctx.log.warn({ event_id: outcome.value.event.id }, 'an idempotency key came with other usage')
  }
  return outcome
}

type Result<T> = { ok: true; value: T } | { ok: false; error: unknown }

function attempted<T>(work: () => T): Result<T> {
  try {
    return { ok: true, value: work() }
  } catch (error) {
    return { ok: false, error }
  }
}

function outcomeOf(event: PreparedEvent, written: Written): Outcome {
  const { outcome, customer_id, created_at, facts } = written
  if (outcome === 'stored') return { ok: true, value: fresh(event, customer_id ?? '', created_at) }
  if (outcome === 'replayed')
    return { ok: true, value: replayed(event, customer_id, facts as Replay) }
  return { ok: false, error: refusals[outcome](facts as QuotaFacts) }
}

const refusals: Record<'meter' | 'stale' | 'customer' | 'quota', (facts: QuotaFacts) => AppError> =
  {
    meter: () => notFound('meter_not_found', 'Meter not found'),
    stale: () => invalid('meter_changed', 'The meter has just been changed: try again'),
    customer: () => notFound('customer_not_found', 'Customer not found'),
    quota: ({ limit, left, period, resets_at }) =>
      paymentRequired(
        'quota_exceeded',
        `Quota exceeded: ${left} of ${limit} left until ${new Date(resets_at).toISOString()}`,
        { details: { limit, left, period, resets_at: new Date(resets_at).toISOString() } },
      ),
  }

const fresh = (event: PreparedEvent, customer_id: string, created_at: Date): Recorded => ({
  event: {
    id: event.id,
    customer_id,
    meter_id: event.meterId,
    quantity: event.quantity,
    timestamp: event.happenedAt,
    created_at,
    meta_data: event.metadata ?? '{}',
  },
  isReplay: false,
  isMismatch: false,
})

function replayed(event: PreparedEvent, customerId: string | null, first: Replay): Recorded {
  const timestamp = new Date(first.timestamp)
  const { id, customer_id, meter_id, quantity } = first
  const isSame =
    customerId === customer_id &&
    event.meterId === meter_id &&
    event.quantity === quantity &&
    event.value === first.value &&
    (!event.isTimed || event.happenedAt.getTime() === timestamp.getTime()) &&
    sorted(event.metadata) === sorted(first.meta_data)
  const created_at = new Date(first.created_at)
  const meta_data = first.meta_data ?? '{}'
  return {
    event: { id, customer_id, meter_id, quantity, timestamp, created_at, meta_data },
    isReplay: true,
    isMismatch: !isSame,
  }
}

/** The order of names says nothing. */
function sorted(json: string | null): string {
  return JSON.stringify(JSON.parse(json ?? '{}'), (_key, value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
