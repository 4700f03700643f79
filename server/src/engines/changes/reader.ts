import type { Log } from '../../kernel/log.ts'
import type { Db } from '../db/index.ts'
import { type Batch, horizon, read } from './log.ts'
import { selectReached } from './queries.ts'

/** For what was written elsewhere and told nobody. */
const pollMs = 150
/** Most writes are to tables that nobody watches: after one look in vain the next is not at once. */
const vainMs = 10
const most = 1_000
/** After a failure; the position stays, so nothing is missed. */
const pauseMs = 250

/** Reads on while there is somebody who listens; one reading at a time. */
export class Reader {
  readonly #db: Db
  readonly #log: Log
  readonly #tell: (batch: Batch) => void
  #position: bigint | undefined
  #reached = ''
  #lookedInVainMs = Number.NEGATIVE_INFINITY
  #running: Promise<void> | undefined
  #again = false
  #timer: NodeJS.Timeout | undefined
  /** The timer is not that of the polls. */
  #isDelayed = false
  #active = false
  /** What was begun in an earlier one tells nothing any more. */
  #life = 0

  constructor(db: Db, log: Log, tell: (batch: Batch) => void) {
    this.#db = db
    this.#log = log
    this.#tell = tell
  }

  /** Up to here everything was told. @throws while it has read nothing yet */
  get position(): bigint {
    if (this.#position === undefined) throw new Error('the change log has not been read yet')
    return this.#position
  }

  activate(): void {
    if (this.#active) return
    this.#active = true
    this.#wait(0)
  }

  /** From the next activation on it begins at the end of the log. */
  async deactivate(): Promise<void> {
    this.#active = false
    this.#life++
    clearTimeout(this.#timer)
    this.#position = undefined
    this.#reached = ''
    this.#isDelayed = false
    await this.#running
  }

  /** Something was written here. */
  poke(): void {
    if (!this.#active) return
    if (this.#running) this.#again = true
    else if (!this.#isDelayed) this.#runWhenDue()
  }

  #runWhenDue(): void {
    const earlyMs = this.#lookedInVainMs + vainMs - performance.now()
    this.#isDelayed = earlyMs > 0
    if (this.#isDelayed) this.#wait(earlyMs)
    else this.#run()
  }

  /** Resolves once what had been committed before this call was told. @throws when it cannot be read */
  async refresh(): Promise<void> {
    await this.#running
    await this.#readAll()
  }

  #run(): void {
    clearTimeout(this.#timer)
    let failed = false
    this.#running = this.#readAll()
      .catch((error: unknown) => {
        failed = true
        this.#reached = ''
        this.#log.warn({ err: error }, 'the change log could not be read')
      })
      .finally(() => {
        this.#running = undefined
        const now = this.#again && !failed
        this.#again = false
        if (now) this.poke()
        else this.#wait(failed ? pauseMs : pollMs)
      })
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer)
    if (!this.#active) return
    this.#timer = setTimeout(() => {
      this.#isDelayed = false
      this.poke()
    }, ms)
    this.#timer.unref()
  }

  #reading: Promise<void> | undefined
  #next: Promise<void> | undefined

  /** A reading under way may have begun too early: the next one serves all who came meanwhile. */
  #readAll(): Promise<void> {
    if (!this.#reading) {
      this.#reading = this.#readOnce().finally(() => {
        this.#reading = undefined
      })
      return this.#reading
    }
    this.#next ??= this.#reading
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined
        return this.#readAll()
      })
    return this.#next
  }

  async #readOnce(): Promise<void> {
    const life = this.#life
    const { reached = '' } = (await this.#db.row<{ reached: string }>(selectReached)) ?? {}
    if (life !== this.#life) return
    if (this.#position === undefined) await this.#begin(life)
    else if (reached !== this.#reached) await this.#readFrom(this.#position)
    else this.#lookedInVainMs = performance.now()
    // While a transaction holds its place the numbers may stand still, and yet there is more to come.
    if (life === this.#life) this.#reached = String(this.#position) === reached ? reached : ''
  }

  async #begin(life: number): Promise<void> {
    const position = await horizon(this.#db)
    if (life === this.#life) this.#position = position
  }

  async #readFrom(after: bigint): Promise<void> {
    const life = this.#life
    let batch: Batch = { changes: [], position: after, hasMore: true }
    while (batch.hasMore) {
      batch = await read(this.#db, batch.position, most)
      if (life !== this.#life) return
      this.#position = batch.position
      this.#tell(batch)
    }
  }
}
