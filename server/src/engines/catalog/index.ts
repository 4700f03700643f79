import type { Log } from '../../kernel/log.ts'
import { asDatabaseFault, type Db } from '../db/index.ts'
import type { Revocations } from '../revocations/index.ts'
import { buildCatalog, type Reading } from './build.ts'
import type { Catalog } from './model.ts'
import { readCatalog, readFingerprint, readMark } from './query.ts'

export type {
  Catalog,
  Column,
  ColumnRight,
  Computed,
  ForeignKey,
  Link,
  Relation,
  RelationKind,
} from './model.ts'

/** How often a database that does not announce its changes is looked at. */
const lookMs = 1_000

/** "cache lookup failed", and names that are gone. */
const isChanging = new Set(['XX000', '42P01', '42703', '42704', '42883', '3F000'])

/**
 * What tables there are, in memory. A change of the schema, from wherever, is news for every process
 * within 100 ms where an event trigger may be made, else within a second. Whoever holds a picture
 * keeps it to the end of their request.
 */
export class Catalogs {
  readonly #db: Db
  readonly #log: Log
  #current: Catalog | undefined
  #version = 0
  #reading: Promise<Catalog> | undefined
  #fingerprint: string | undefined
  #mark = ''
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<unknown> = Promise.resolve()
  #stopped = true

  constructor(db: Db, revocations: Revocations, log: Log) {
    this.#db = db
    this.#log = log
    revocations.onEnd((subject) => {
      if (subject === 'schema' && !this.#stopped) this.#reloadSoon()
    })
  }

  async start(): Promise<void> {
    this.#stopped = false
    if (!this.#db.announcesSchemaChanges) this.#look()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await Promise.allSettled([this.#looking, this.#reading])
  }

  /** The picture of now; read at first use. */
  current(): Catalog | Promise<Catalog> {
    return this.#current ?? this.reload()
  }

  /** Reads the schema anew. A reading under way may have begun too early: another one follows it. */
  async reload(): Promise<Catalog> {
    await this.#reading?.catch(() => undefined)
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  /**
   * A newer picture than this one, if there is one by now: for names that were not found. Costs one
   * small question to the database.
   */
  async newerThan(catalog: Catalog): Promise<Catalog | undefined> {
    // The picture of this moment may be newer than theirs, and still be old.
    if (await this.#hasChanged()) return this.reload()
    return this.#current === catalog ? undefined : this.#current
  }

  async #hasChanged(): Promise<boolean> {
    if (this.#db.announcesSchemaChanges) {
      const { mark } = (await this.#db.lookUp<{ mark: string }>(readMark)) ?? {}
      return mark !== this.#mark
    }
    const { fingerprint } = (await this.#db.row<{ fingerprint: string }>(readFingerprint)) ?? {}
    return fingerprint !== this.#fingerprint
  }

  async #read(): Promise<Catalog> {
    const reading = await this.#ask()
    if (!reading) throw new Error('the catalog of the database gave no answer')
    this.#version++
    this.#mark = reading.mark
    this.#current = buildCatalog(reading, this.#version)
    return this.#current
  }

  /** What is dropped while it is being described is an error of the description: then once more. */
  async #ask(tries = 3): Promise<Reading | undefined> {
    try {
      return await this.#db.row<Reading>(readCatalog)
    } catch (error) {
      if (tries <= 1 || !isChanging.has(asDatabaseFault(error)?.code ?? '')) throw error
    }
    return this.#ask(tries - 1)
  }

  #reloadSoon(): void {
    this.#looking = this.reload().catch((error: unknown) => {
      // The old picture may be wrong: the next request asks again.
      this.#current = undefined
      this.#log.warn({ err: error }, 'the schema could not be read')
    })
  }

  #look(): void {
    this.#looking = this.#compare()
      .catch((error: unknown) => this.#log.debug({ err: error }, 'the schema was not looked at'))
      .finally(() => {
        if (!this.#stopped) this.#timer = setTimeout(() => this.#look(), lookMs)
      })
  }

  async #compare(): Promise<void> {
    const { fingerprint } = (await this.#db.row<{ fingerprint: string }>(readFingerprint)) ?? {}
    const isKnown = this.#fingerprint === undefined || fingerprint === this.#fingerprint
    this.#fingerprint = fingerprint
    if (!isKnown) await this.reload()
  }
}
