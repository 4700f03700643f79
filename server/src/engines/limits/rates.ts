import type { Log } from '../../kernel/log.ts'
import { sql } from '../../kernel/sql.ts'
import type { Db } from '../db/index.ts'

interface Window {
  /** Requests of all processes, as known here. */
  used: number
  /** Of these, not yet told the others. */
  fresh: number
  endsAtMs: number
}

/** What is left under a rate, at a moment. */
export interface Room {
  limit: number
  remaining: number
  /** Until it is as at first. */
  seconds: number
  /** Whether there was none left for this request. */
  isOver: boolean
}

const flushMs = 100
/** Use is told to the other processes in steps of this share of the limit: so far it may be over. */
const toldShare = 0.2
/** A flood of addresses must not fill the memory: beyond this the oldest windows go. */
const maxKeys = 200_000

/** Requests per span of time: counted here at once, summed over processes every 100 ms. */
export class Rates {
  readonly #db: Db
  readonly #log: Log
  readonly #windows = new Map<string, Window>()
  readonly #changed = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #flushing: Promise<void> = Promise.resolve()

  constructor(db: Db, log: Log) {
    this.#db = db
    this.#log = log
  }

  start(): void {
    this.#timer = setInterval(() => {
      if (this.#changed.size > 0) this.#flushing = this.#flush()
    }, flushMs)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#flushing
  }

  take(key: string, max: number, spanMs: number): Room {
    const now = Date.now()
    let window = this.#windows.get(key)
    if (!window || window.endsAtMs <= now) {
      window = { used: 0, fresh: 0, endsAtMs: now - (now % spanMs) + spanMs }
      this.#makeRoom()
      this.#windows.set(key, window)
    }
    const seconds = (window.endsAtMs - now) / 1000
    if (window.used >= max) return { limit: max, remaining: 0, seconds, isOver: true }
    window.used++
    window.fresh++
    // Told in steps: most keys never come near their limit, and need no row anywhere.
    if (window.fresh >= max * toldShare) this.#changed.add(key)
    return { limit: max, remaining: max - window.used, seconds, isOver: false }
  }

  /** How often a key may still be taken in the span that runs. */
  left(key: string, max: number): number {
    const window = this.#windows.get(key)
    return window && window.endsAtMs > Date.now() ? Math.max(0, max - window.used) : max
  }

  #makeRoom(): void {
    if (this.#windows.size < maxKeys) return
    for (const key of this.#windows.keys()) {
      this.#windows.delete(key)
      if (this.#windows.size < maxKeys * 0.9) break
    }
  }

  /** One sorted upsert; what it returns are the sums of all processes. */
  async #flush(): Promise<void> {
    const changed = [...this.#changed].sort()
    this.#changed.clear()
    const told = changed.flatMap((key) => {
      const window = this.#windows.get(key)
      return window ? [{ key, window, count: window.fresh }] : []
    })
    for (const { window, count } of told) window.fresh -= count
    try {
      const rows = await this.#db.rows<{ key: string; used: number }>(sql`
        insert into engine.rates as r (key, used, ends_at)
        select key, used, to_timestamp(ends_at / 1000.0)
        from unnest(${told.map((t) => t.key)}::text[], ${told.map((t) => t.count)}::int[],
          ${told.map((t) => t.window.endsAtMs)}::float8[]) as given (key, used, ends_at)
        on conflict (key) do update set
          used = case when r.ends_at < excluded.ends_at then excluded.used
            else r.used + excluded.used end,
          ends_at = excluded.ends_at
        returning key, used`)
      for (const { key, used } of rows) {
        const window = this.#windows.get(key)
        if (window) window.used = Math.max(window.used, used + window.fresh)
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'request rates could not be shared')
    }
  }
}
