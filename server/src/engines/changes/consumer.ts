import type { Log } from '../../kernel/log.ts'
import type { Db, Queryable } from '../db/index.ts'
import { type Change, reaches, read } from './log.ts'
import { lockConsumer, moveConsumer } from './queries.ts'

const most = 500
const longestPauseMs = 30_000

/**
 * Handles changes in the transaction that moves the consumer on: what it writes there happens
 * exactly once, what it does elsewhere at least once.
 */
export type ConsumerHandler = (
  tx: Queryable,
  changes: readonly Change[],
  /** Has something done once what was written is certain. */
  afterCommit: (effect: () => void) => void,
) => Promise<void>

/** A stored place in the log, moved on by one process at a time. */
export class Consumer {
  readonly name: string
  readonly #db: Db
  readonly #log: Log
  readonly #handler: ConsumerHandler
  #running: Promise<void> | undefined
  #again = false
  #stopped = false
  #pauseMs = 0
  #timer: NodeJS.Timeout | undefined

  constructor(db: Db, log: Log, name: string, handler: ConsumerHandler) {
    this.#db = db
    this.#log = log
    this.name = name
    this.#handler = handler
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#running
  }

  poke(): void {
    if (this.#stopped || this.#timer) return
    if (this.#running) {
      this.#again = true
      return
    }
    this.#running = this.#drain().finally(() => {
      this.#running = undefined
      if (!this.#again) return
      this.#again = false
      this.poke()
    })
  }

  async #drain(): Promise<void> {
    try {
      while (!this.#stopped && (await this.#step()));
      this.#pauseMs = 0
    } catch (error) {
      this.#pauseMs = Math.min(Math.max(this.#pauseMs * 2, 100), longestPauseMs)
      this.#log.warn({ err: error, consumer: this.name }, 'changes could not be handled')
      this.#timer = setTimeout(() => {
        this.#timer = undefined
        this.poke()
      }, this.#pauseMs)
      this.#timer.unref()
    }
  }

  /** @returns whether there is more */
  async #step(): Promise<boolean> {
    let effects: (() => void)[] = []
    const hasMore = await this.#db.transaction(async (tx) => {
      effects = []
      const row = await tx.row<{ position: string }>(lockConsumer(this.name))
      if (!row) return false
      const after = BigInt(row.position)
      if (!(await reaches(tx, after))) {
        this.#log.error({ consumer: this.name, after: row.position }, 'changes were missed')
      }
      const batch = await read(tx, after, most)
      if (batch.changes.length > 0) {
        await this.#handler(tx, batch.changes, (effect) => effects.push(effect))
      }
      if (batch.position > after) await tx.run(moveConsumer(this.name, String(batch.position)))
      return batch.hasMore
    })
    for (const effect of effects) effect()
    return hasMore
  }
}
