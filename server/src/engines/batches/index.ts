import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError, unavailable } from '../../kernel/errors.ts'

export interface BatchOptions<I, O> {
  /** Writes all or none, durably; one outcome for each item, in their order. */
  write(items: readonly I[]): Promise<O[]>
  /** How many items one write takes, but for a larger submission, which stays whole. */
  mostAtOnce: number
  /** How many may wait; beyond it, who comes is sent away. */
  mostWaiting: number
  /** Writes under way at a time. */
  lanes: number
}

export type Settled<O> = { ok: true; value: O } | { ok: false; error: unknown }

interface Submission<I, O> {
  items: readonly I[]
  resolve(outcomes: Settled<O>[]): void
}

/**
 * Group commit without a timer: what queues while the last batch commits is the next batch. A lone
 * caller waits for nobody, many callers share a commit. An outcome is told only after its commit.
 * A batch takes no more than half of the callers: while the database writes for them, this process
 * answers and reads the other half. (Batches of any size leave one of the two idle: measured up to a
 * sixth slower.)
 */
export class GroupCommit<I, O> {
  readonly #options: BatchOptions<I, O>
  readonly #queue: Submission<I, O>[] = []
  #waiting = 0
  #writing = 0
  /** The most that there were at a time; it fades by a twentieth with each batch. */
  #callers = 0
  #isAwake = false

  constructor(options: BatchOptions<I, O>) {
    this.#options = options
  }

  /** @throws unavailable `busy` when too many wait already */
  submit(items: readonly I[]): Promise<Settled<O>[]> {
    if (this.#waiting + items.length > this.#options.mostWaiting && this.#waiting > 0) {
      throw unavailable('busy', 'Too much is waiting to be written', { retryAfter: 1 })
    }
    return new Promise((resolve) => {
      this.#queue.push({ items, resolve })
      this.#waiting += items.length
      this.#wake()
    })
  }

  /** All that one turn of the event loop brings goes together. A write that ends takes what waits. */
  #wake(): void {
    if (this.#isAwake || this.#writing >= this.#options.lanes) return
    this.#isAwake = true
    nextTurn().then(() => {
      this.#isAwake = false
      this.#startAll()
    })
  }

  #startAll(): void {
    while (this.#queue.length > 0 && this.#writing < this.#options.lanes) void this.#start()
  }

  async #start(): Promise<void> {
    const taken = this.#take()
    this.#writing++
    const outcomes = await this.#settle(taken.flatMap(({ items }) => items))
    this.#writing--
    this.#callers = Math.max(taken.length + this.#queue.length, this.#callers * 0.95)
    // The next batch is on its way while its callers hear of this one.
    if (this.#queue.length > 0) {
      this.#startAll()
      await nextTurn()
    }
    let at = 0
    for (const { items, resolve } of taken) {
      resolve(outcomes.slice(at, at + items.length))
      at += items.length
    }
  }

  #take(): Submission<I, O>[] {
    const half = Math.ceil(Math.max(this.#callers, this.#queue.length) / 2)
    let count = 0
    let end = 0
    for (const { items } of this.#queue) {
      if (end === half || (end > 0 && count + items.length > this.#options.mostAtOnce)) break
      count += items.length
      end++
    }
    this.#waiting -= count
    return this.#queue.splice(0, end)
  }

  /**
   * One item that cannot be written must not take its neighbours with it: a failed batch is tried
   * again in halves. But for a lost connection: nobody knows whether that batch was committed.
   */
  async #settle(items: readonly I[]): Promise<Settled<O>[]> {
    try {
      const outcomes = await this.#options.write(items)
      return outcomes.map((value) => ({ ok: true, value }))
    } catch (error) {
      const isLost = error instanceof AppError && error.kind === 'unavailable'
      if (isLost || items.length <= 1) return items.map(() => ({ ok: false, error }))
      const middle = items.length >> 1
      const first = await this.#settle(items.slice(0, middle))
      return [...first, ...(await this.#settle(items.slice(middle)))]
    }
  }
}
