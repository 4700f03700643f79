import type { Log } from '../../kernel/log.ts'
import { sql } from '../../kernel/sql.ts'
import type { Db } from '../db/index.ts'

const batchSize = 500
/** For what other processes, or a process that died after its commit, left in the outbox. */
const pollMs = 1_000

/** Moves committed jobs from the outbox to the queue: one statement, so each is moved exactly once. */
export class Relay {
  readonly #db: Db
  readonly #log: Log
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #again = false
  #stopped = true

  constructor(db: Db, log: Log) {
    this.#db = db
    this.#log = log
  }

  start(): void {
    this.#stopped = false
    this.#timer = setInterval(() => this.poke(), pollMs)
    this.#timer.unref()
    this.poke()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await this.#running
  }

  poke(): void {
    if (this.#stopped) return
    if (this.#running) {
      this.#again = true
      return
    }
    this.#running = this.#drain().finally(() => {
      this.#running = undefined
      if (this.#again) {
        this.#again = false
        this.poke()
      }
    })
  }

  async #drain(): Promise<void> {
    try {
      while ((await this.#move()) === batchSize);
    } catch (error) {
      this.#log.warn({ err: error }, 'the outbox could not be relayed')
    }
  }

  async #move(): Promise<number> {
    const row = await this.#db.row<{ moved: number }>(sql`
      with batch as (
        select id from engine.outbox order by id limit ${batchSize} for update skip locked
      ), taken as (
        delete from engine.outbox o using batch where o.id = batch.id
        returning o.id, o.task, o.payload, o.run_at, o.job_key
      ), specs as (
        select array_agg((task, payload, null, run_at, 15, job_key, null, null)
          ::graphile_worker.job_spec order by id) as list, count(*)::int as moved from taken
      )
      select specs.moved, (select count(*) from graphile_worker.add_jobs(specs.list))
      from specs where specs.moved > 0`)
    return row?.moved ?? 0
  }
}
