import type { Log } from '../../kernel/log.ts'
import { LogTap } from '../../kernel/log-tap.ts'
import type { Db } from '../db/index.ts'
import { type Entry, entryOf } from './entries.ts'
import { insertEntries, lockOrder, trim } from './queries.ts'

export { LogTap }

const everyMs = 500

/** Writes what the tap of this process collected into the store, twice a second, in one statement. */
export class Logs {
  readonly #db: Db
  readonly #tap: LogTap | undefined
  readonly #log: Log
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  #isFailing = false

  /** @param tap none: nothing is stored */
  constructor({ db, tap, log }: { db: Db; tap: LogTap | undefined; log: Log }) {
    this.#db = db
    this.#tap = tap
    this.#log = log
  }

  get isOn(): boolean {
    return this.#tap !== undefined
  }

  start(): void {
    if (!this.#tap) return
    this.#timer = setInterval(() => void this.flush(), everyMs)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.flush()
  }

  /** Resolves when what was collected until now is stored, or has failed to be. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#flush())
    return this.#writing
  }

  async #flush(): Promise<void> {
    const { lines = [], left = 0 } = this.#tap?.take() ?? {}
    const entries = lines.flatMap((line) => entryOf(line) ?? [])
    if (left > 0) entries.push(leftOut(left))
    if (entries.length === 0) return
    try {
      await this.#db.transaction(async (tx) => {
        await tx.run(lockOrder)
        await tx.run(insertEntries(entries))
      })
      this.#isFailing = false
    } catch (error) {
      this.#tap?.giveBack(lines)
      // Once, not twice a second: this line waits, too.
      if (!this.#isFailing) this.#log.warn({ err: error }, 'log lines wait to be stored')
      this.#isFailing = true
    }
  }

  /** Forgets what is old, and the oldest of what is too much. */
  async trim(): Promise<void> {
    await this.#db.run(trim)
  }
}

const leftOut = (count: number): Entry => ({
  at: new Date().toISOString(),
  category: 'system',
  level: 40,
  message: `${count} lines were left out of the log`,
  component: 'logs',
  request_id: null,
  user_id: null,
  tenant_id: null,
  error: null,
  fields: { left_out: count },
})
