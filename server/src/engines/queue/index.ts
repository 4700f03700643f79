import type { Runner } from 'graphile-worker'
import type { Log } from '../../kernel/log.ts'
import { sql } from '../../kernel/sql.ts'
import type { Db, Queryable } from '../db/index.ts'
import { QueuePool } from './pool.ts'
import { Relay } from './relay.ts'

export * from './jobs.ts'

/** Work of a task. Throwing makes the queue try again, later and later. */
export type Handler = (payload: never, signal: AbortSignal) => Promise<void>

export interface Schedule {
  task: string
  everyMs: number
}

/** A worker that has not been seen for this long is dead; what it held goes to others. */
const deadAfterSeconds = 15
const heartbeatMs = 3_000

/**
 * Background work. Enqueueing is an insert into the outbox in the caller's own transaction: a job
 * exists exactly when its cause was committed. A relay hands the outbox to graphile-worker.
 */
export class Queue {
  readonly #db: Db
  readonly #log: Log
  readonly #handlers = new Map<string, Handler>()
  readonly #schedules: Schedule[] = []
  readonly #relay: Relay
  readonly #workerIds = new Set<string>()
  #runner: Runner | undefined
  #pool: QueuePool | undefined
  #timers: NodeJS.Timeout[] = []
  #started: Promise<void> | undefined

  constructor(db: Db, log: Log) {
    this.#db = db
    this.#log = log
    this.#relay = new Relay(db, log)
  }

  /** Tasks are registered before `start`. */
  handle<P>(task: string, handler: (payload: P, signal: AbortSignal) => Promise<void>): void {
    if (this.#handlers.has(task)) throw new Error(`task ${task} has two handlers`)
    this.#handlers.set(task, handler as Handler)
  }

  /** Runs a task again and again, about every `everyMs`, on one process at a time. */
  repeat(schedule: Schedule): void {
    this.#schedules.push(schedule)
  }

  /** In the caller's transaction. Call `poke` after the commit. */
  async enqueue(tx: Queryable, task: string, payload: object, runAt?: Date): Promise<void> {
    await tx.run(sql`
      insert into engine.outbox (task, payload, run_at)
      values (${task}, ${JSON.stringify(payload)}, coalesce(${runAt ?? null}, now()))`)
  }

  /** Tells the relay that something was committed. */
  poke(): void {
    this.#relay.poke()
  }

  /** Asked again while it runs, it is the same start. */
  start(): Promise<void> {
    this.#started ??= this.#start()
    return this.#started
  }

  async #start(): Promise<void> {
    const { run, Logger } = await import('graphile-worker')
    this.#pool = new QueuePool({
      ...this.#db.controlLogin,
      application_name: 'flumen_queue',
      max: 4,
    })
    this.#pool.on('error', (error) => this.#log.warn({ err: error }, 'queue connection lost'))
    this.#pool.on('connect', (client) => client.on('error', () => undefined))
    const events = new (await import('node:events')).EventEmitter()
    events.on('worker:create', ({ worker }) => this.#workerIds.add(worker.workerId))
    this.#runner = await run({
      pgPool: this.#pool,
      taskList: this.#taskList(),
      concurrency: 4,
      noHandleSignals: true,
      pollInterval: 2_000,
      gracefulShutdownAbortTimeout: 2_000,
      logger: new Logger(() => (level, message) => this.#write(level, message)),
      events,
    })
    await this.#beat()
    this.#relay.start()
    this.#timers = [
      setInterval(() => this.#beat().catch(this.#warn), heartbeatMs),
      ...this.#schedules.map(({ task, everyMs }) =>
        setInterval(() => this.#enqueueOnce(task, everyMs).catch(this.#warn), everyMs),
      ),
    ]
    for (const timer of this.#timers) timer.unref()
  }

  /** Lets running jobs finish, then gives back what is left. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    await this.#relay.stop()
    await this.#runner?.stop().catch(() => undefined)
    this.#runner = undefined
    const ids = [...this.#workerIds]
    await this.#pool?.query('delete from engine.workers where id = any($1)', [ids]).catch(() => {})
    await this.#pool?.end()
    this.#pool = undefined
    this.#started = undefined
  }

  #taskList() {
    return Object.fromEntries(
      [...this.#handlers].map(([task, handler]) => [
        task,
        (payload: unknown, helpers: { abortSignal?: AbortSignal }) =>
          handler(payload as never, helpers.abortSignal ?? new AbortController().signal),
      ]),
    )
  }

  /** Says that our workers live; frees what dead ones held. */
  async #beat(): Promise<void> {
    await this.#db.run(sql`
      insert into engine.workers (id) select unnest(${[...this.#workerIds]}::text[])
      on conflict (id) do update set seen_at = now()`)
    await this.#db.run(sql`
      with dead as (
        delete from engine.workers
        where seen_at < now() - make_interval(secs => ${deadAfterSeconds}) returning id)
      select graphile_worker.force_unlock_workers(array_agg(id)) from dead having count(*) > 0`)
  }

  /** The job key makes simultaneous processes enqueue one. */
  async #enqueueOnce(task: string, everyMs: number): Promise<void> {
    const slot = Math.floor(Date.now() / everyMs)
    await this.#db.run(sql`
      select graphile_worker.add_job(${task}::text, payload => ${JSON.stringify({ slot })}::json,
        job_key => ${`every:${task}`}::text, max_attempts => 3)`)
  }

  readonly #warn = (error: unknown) => this.#log.warn({ err: error }, 'queue housekeeping failed')

  #write(level: string, message: string): void {
    if (level === 'error') this.#log.error(message)
    else if (level === 'warning') this.#log.warn(message)
    else this.#log.debug(message)
  }
}
