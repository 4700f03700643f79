import { backgroundContext, type Ctx, type Engines } from '../../../engines/context.ts'
import { system } from '../../../kernel/caller.ts'
import { AppError } from '../../../kernel/errors.ts'
import { uuid } from '../../../kernel/ids.ts'
import type { Log } from '../../../kernel/log.ts'
import { schemes } from '../schemes.ts'
import { attempt } from './attempt.ts'
import { conclude } from './conclude.ts'
import { giveBack, renew, type Taken, take } from './queries.ts'

/** So many attempts at once in a process: most of them wait for somebody else's server. */
const mostAtOnce = 1_000
const perEndpoint = 4
/** Of a process that dies, its deliveries are due again after so long. */
const leaseSeconds = 15
const renewMs = 4_000
/** An endpoint that is told too often has the rest a little later. */
const overBudgetSeconds = 10

/**
 * Sends what is due. The jobs of the queue only say that something may be: a receiver that keeps us
 * waiting holds none of the queue's few places.
 */
export class Dispatcher {
  readonly #engines: Engines
  readonly #log: Log
  readonly #stopping = new AbortController()
  /** Attempts under way, by endpoint. */
  readonly #running = new Map<string, Set<Promise<void>>>()
  /** Endpoints that failed last time and are being tried: one at a time. */
  readonly #failing = new Set<string>()
  /** Deliveries that are ours. */
  readonly #held = new Set<string>()
  /** This process's own; what stands in another's name is not ours to write about. */
  readonly #lease = uuid()
  #looking: Promise<void> | undefined
  #again = false
  #timer: NodeJS.Timeout | undefined

  constructor(engines: Engines, log: Log) {
    this.#engines = engines
    this.#log = log
  }

  /** Looks for what is due, now or as soon as the look under way is over. */
  wake(): void {
    if (this.#stopping.signal.aborted) return
    if (this.#looking) {
      this.#again = true
      return
    }
    this.#looking = this.#sendDue()
      .catch((error: unknown) => this.#log.warn({ err: error }, 'webhooks could not be looked up'))
      .finally(() => {
        this.#looking = undefined
        if (!this.#again) return
        this.#again = false
        this.wake()
      })
  }

  /** Ends what is under way; it is due again at once, for whoever lives on. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('Stopped'))
    clearInterval(this.#timer)
    await this.#looking
    await Promise.all([...this.#running.values()].flatMap((running) => [...running]))
  }

  async #sendDue(): Promise<void> {
    for (;;) {
      const most = mostAtOnce - this.#held.size
      if (most <= 0 || this.#stopping.signal.aborted) return
      const busy = [...this.#running].filter(([, set]) => set.size >= perEndpoint)
      const query = take({
        lease: this.#lease,
        leaseSeconds,
        most,
        perEndpoint,
        busy: [...busy.map(([id]) => id), ...this.#failing],
      })
      const due = await this.#engines.db.rows<Taken>(query)
      if (due.length === 0) return
      for (const one of due) this.#start(one)
    }
  }

  #start(given: Taken): void {
    const { endpoint_id: id } = given
    const running = this.#running.get(id) ?? new Set()
    this.#running.set(id, running)
    if (given.failures > 0) this.#failing.add(id)
    this.#held.add(given.delivery_id)
    const work: Promise<void> = this.#send(given).finally(() => {
      running.delete(work)
      this.#held.delete(given.delivery_id)
      if (running.size === 0) {
        this.#running.delete(id)
        this.#failing.delete(id)
      }
      this.wake()
    })
    running.add(work)
    this.#timer ??= setInterval(() => this.#renew(), renewMs).unref()
  }

  async #send(given: Taken): Promise<void> {
    const ctx = backgroundContext(this.#engines, system, this.#log, this.#stopping.signal)
    try {
      if (!this.#hasBudget(ctx, given)) {
        await ctx.db.run(giveBack(given.delivery_id, given.lease, overBudgetSeconds))
        return
      }
      const outcome = await attempt(ctx, given, this.#stopping.signal)
      const isCut = this.#stopping.signal.aborted && !outcome.isDelivered
      if (isCut) await ctx.db.run(giveBack(given.delivery_id, given.lease, 0))
      else await conclude(ctx, given, outcome)
    } catch (error) {
      // The lease runs out and the delivery is due again.
      this.#log.warn(
        { err: error, delivery: given.delivery_id },
        'a webhook attempt was not counted',
      )
    }
  }

  #hasBudget(ctx: Ctx, { endpoint_id, surface }: Taken): boolean {
    try {
      ctx.limits.rate(`webhook:${endpoint_id}`, schemes[surface].perMinute)
      return true
    } catch (error) {
      if (error instanceof AppError && error.kind === 'rate_limited') return false
      throw error
    }
  }

  #renew(): void {
    if (this.#held.size === 0) {
      clearInterval(this.#timer)
      this.#timer = undefined
      return
    }
    this.#engines.db
      .run(renew([...this.#held], this.#lease, leaseSeconds))
      .catch((error: unknown) => this.#log.warn({ err: error }, 'webhook leases were not renewed'))
  }
}
