import type pg from 'pg'
import { AppError, forbidden } from '../../kernel/errors.ts'
import type { Log } from '../../kernel/log.ts'
import type { Sql } from '../../kernel/sql.ts'
import type { Bus } from '../bus/index.ts'
import { asDatabaseFault, type Db } from '../db/index.ts'
import type { Revocations } from '../revocations/index.ts'
import { Consumer, type ConsumerHandler } from './consumer.ts'
import { type Batch, type Event, reaches, read } from './log.ts'
import * as queries from './queries.ts'
import { Reader } from './reader.ts'

export type { ConsumerHandler } from './consumer.ts'
export type { Batch, Change, Event } from './log.ts'

/** Pokes of a burst leave as one. */
const coalesceMs = 5
const nudgeMs = 5_000
const topic = 'changes'
/** Triggers wait for whoever writes, and all who write then wait for them: not for long. */
const patience = "set lock_timeout = '3s'"

/** A table, and the events of it that somebody wants to know. */
export interface Watch {
  schema: string
  table: string
  events: readonly Event[]
}

/**
 * What changed in watched tables, in the order of the log, without gaps: to whoever listens in this
 * process, and to consumers whose place in the log is stored. Written by triggers in the writers' own
 * transactions; nothing is sent from there.
 */
export class Changes {
  readonly #db: Db
  readonly #log: Log
  readonly #bus: Bus
  readonly #reader: Reader
  readonly #listeners = new Set<(batch: Batch) => void>()
  readonly #consumers: Consumer[] = []
  #telling: NodeJS.Timeout | undefined
  #nudging: NodeJS.Timeout | undefined
  #covering: Promise<void> = Promise.resolve()
  #unsubscribe: (() => void) | undefined
  #started = false

  constructor(options: { db: Db; revocations: Revocations; bus: Bus; log: Log }) {
    const { db, revocations, bus, log } = options
    this.#db = db
    this.#log = log
    this.#bus = bus
    this.#reader = new Reader(db, log, (batch) => this.#tell(batch))
    // A new partition of a watched table has no trigger yet.
    revocations.onEnd((subject) => {
      if (subject === 'schema' && this.#started) this.#coverSoon()
    })
  }

  async start(): Promise<void> {
    this.#started = true
    this.#unsubscribe = this.#bus.subscribe(topic, () => this.#reader.poke())
    for (const { name } of this.#consumers) await this.#db.run(queries.insertConsumer(name))
    if (this.#isWanted) this.#reader.activate()
    this.#nudge()
    // What another process was handling when it died.
    this.#nudging = setInterval(() => this.#nudge(), nudgeMs)
    this.#nudging.unref()
    this.#coverSoon()
  }

  async stop(): Promise<void> {
    this.#started = false
    this.#unsubscribe?.()
    clearTimeout(this.#telling)
    clearInterval(this.#nudging)
    await this.#reader.deactivate()
    await Promise.all(this.#consumers.map((consumer) => consumer.stop()))
    await this.#covering
  }

  get #isWanted(): boolean {
    return this.#listeners.size > 0 || this.#consumers.length > 0
  }

  /** Every batch from now on, at once in this process. @returns what ends it */
  subscribe(listener: (batch: Batch) => void): () => void {
    this.#listeners.add(listener)
    if (this.#started) this.#reader.activate()
    return () => {
      this.#listeners.delete(listener)
      if (!this.#isWanted) void this.#reader.deactivate()
    }
  }

  /**
   * Every change since the name was first used, whatever stops in between. Registered before `start`,
   * on every process; one of them at a time handles.
   */
  consume(name: string, handler: ConsumerHandler): void {
    this.#consumers.push(new Consumer(this.#db, this.#log, name, handler))
  }

  /** After a commit: what it wrote is read at once, here and on the other processes. */
  poke(): void {
    this.#reader.poke()
    if (!this.#started || this.#telling) return
    this.#telling = setTimeout(() => {
      this.#telling = undefined
      this.#bus.publish(topic, null)
    }, coalesceMs)
    this.#telling.unref()
  }

  /** Up to here everything was told. */
  get position(): bigint {
    return this.#reader.position
  }

  /** Resolves once what had been committed before this call was told to listeners. */
  refresh(): Promise<void> {
    return this.#reader.refresh()
  }

  /** What came after a position, of one table. */
  read(after: bigint, most: number, rel?: number): Promise<Batch> {
    return read(this.#db, after, most, rel)
  }

  /** Whether all that came after a position is still there; else whoever reads on must begin anew. */
  reaches(position: bigint): Promise<boolean> {
    return reaches(this.#db, position)
  }

  /** Empties what is older than seven hours. */
  async trim(): Promise<void> {
    await this.#db.row(queries.trim)
  }

  /** Makes a table write its changes down. @throws forbidden where Flumen may make no triggers */
  watch(watcher: string, { schema, table, events }: Watch): Promise<void> {
    return this.asTableOwner(async (client) => {
      await client.query(patience)
      await run(client, queries.upsertWatched({ schema, table }, watcher, events))
    })
  }

  /** What nobody else watches is no longer written down. */
  unwatch(watcher: string, table: Pick<Watch, 'schema' | 'table'>): Promise<void> {
    return this.asTableOwner(async (client) => {
      await client.query(patience)
      await run(client, queries.deleteWatched(table, watcher))
    })
  }

  /**
   * Does one thing as the owner of users' tables; where those belong to somebody else, as the
   * administrator. @throws forbidden where neither may
   */
  async asTableOwner<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    try {
      return await this.#db.asSchemaOwner(work)
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
    return this.#db.asAdministrator(work).catch((error: unknown) => {
      if (!isRefusal(error)) throw error
      throw forbidden('insufficient_permissions', 'Neither login of Flumen owns this table', {
        cause: error,
        details: { hint: 'alter table … owner to flumen_schema' },
      })
    })
  }

  #tell(batch: Batch): void {
    for (const listener of this.#listeners) listener(batch)
    this.#nudge()
  }

  #nudge(): void {
    for (const consumer of this.#consumers) consumer.poke()
  }

  #coverSoon(): void {
    this.#covering = this.#covering
      .then(() => this.#cover())
      .catch((error: unknown) => this.#log.warn({ err: error }, 'triggers could not be made'))
  }

  async #cover(): Promise<void> {
    if ((await this.#db.rows(queries.selectUncovered)).length === 0) return
    await this.asTableOwner((client) => run(client, queries.coverAll))
  }
}

const run = async (client: pg.ClientBase, { text, values }: Sql): Promise<void> => {
  await client.query({ text, values: [...values] })
}

const isRefusal = (error: unknown): boolean =>
  asDatabaseFault(error instanceof AppError ? error.cause : error)?.code === '42501'
