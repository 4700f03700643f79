import type { Log } from '../../kernel/log.ts'
import { sql } from '../../kernel/sql.ts'
import type { Db, Queryable } from '../db/index.ts'

export type Subject =
  | 'session'
  | 'user'
  | 'key'
  | 'app'
  | 'settings'
  | 'tenant'
  | 'schema'
  | 'meter'

const pollMs = 50
/** The poll must be younger than this for memory to be believed; else the database is asked. */
const freshMs = 100
/** Re-read each time: numbers are taken before commit, so a low one may appear late. */
const overlapSeconds = 60
/** No token outlives this, so older news is no news. */
const memorySeconds = 20 * 60

/**
 * What ended before its time, in memory, fed by the database: an access token or a cached key dies
 * on every process at most 100 ms after its end was committed. When the database has not answered
 * for longer, `isFresh()` is false and the caller must ask it, or refuse.
 */
export class Revocations {
  readonly #db: Db
  readonly #log: Log
  /** `session:<id>` → when, in ms. */
  readonly #ended = new Map<string, number>()
  readonly #listeners: ((subject: Subject, id: string) => void)[] = []
  #polledAtMs = 0
  #stopped = true
  #polling: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(db: Db, log: Log) {
    this.#db = db
    this.#log = log
  }

  /** Reads the news of the last twenty minutes before the first request is served. */
  async start(): Promise<void> {
    this.#stopped = false
    await this.#read(memorySeconds)
    this.#schedule()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#polling
  }

  /** Tells caches that hold a subject to drop it. */
  onEnd(listener: (subject: Subject, id: string) => void): void {
    this.#listeners.push(listener)
  }

  /** Writes the end of subjects in the caller's transaction; `announce` after the commit. */
  async write(tx: Queryable, subject: Subject, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await tx.run(sql`
      insert into auth.revocations (subject, subject_id)
      select ${subject}, id from unnest(${ids}::text[]) as given (id)`)
  }

  /** At once in this process, without waiting for the poll. */
  announce(subject: Subject, ids: readonly string[]): void {
    for (const id of ids) this.#note(subject, id, Date.now())
  }

  isEnded(subject: Subject, id: string): boolean {
    return this.#ended.has(`${subject}:${id}`)
  }

  /** When the subject ended last, in ms; undefined if not of late. */
  endedAtMs(subject: Subject, id: string): number | undefined {
    return this.#ended.get(`${subject}:${id}`)
  }

  isFresh(): boolean {
    return performance.now() - this.#polledAtMs < freshMs
  }

  #schedule(): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#polling = this.#read(overlapSeconds)
        .catch((error: unknown) => this.#log.debug({ err: error }, 'revocations not read'))
        .finally(() => this.#schedule())
    }, pollMs)
  }

  async #read(seconds: number): Promise<void> {
    const askedAtMs = performance.now()
    const rows = await this.#db.rows<{ subject: Subject; subject_id: string; at: Date }>(sql`
      select subject, subject_id, at from auth.revocations
      where at > clock_timestamp() - make_interval(secs => ${seconds})`)
    for (const row of rows) this.#note(row.subject, row.subject_id, row.at.getTime())
    this.#polledAtMs = askedAtMs
    this.#forget()
  }

  #note(subject: Subject, id: string, atMs: number): void {
    const key = `${subject}:${id}`
    if ((this.#ended.get(key) ?? 0) >= atMs) return
    // Moved to the end: the map stays in the order of time, oldest first.
    this.#ended.delete(key)
    this.#ended.set(key, atMs)
    for (const listener of this.#listeners) listener(subject, id)
  }

  #forget(): void {
    const limit = Date.now() - memorySeconds * 1000
    for (const [key, atMs] of this.#ended) {
      if (atMs > limit) break
      this.#ended.delete(key)
    }
  }
}
