import { AppError, rateLimited } from '../../kernel/errors.ts'
import type { Log } from '../../kernel/log.ts'
import { sql } from '../../kernel/sql.ts'
import type { Db } from '../db/index.ts'
import { Rates, type Room } from './rates.ts'

export type { Room } from './rates.ts'

/** So many of something in so many seconds, counted under a key. */
export interface Limit {
  key: string
  max: number
  perSeconds: number
}

/** A sign-in attempt that must be counted before it is judged. */
export interface GuessLimit extends Limit {
  /** Failures in a row after which only another way in helps (NIST SP 800-63B-4 §3.2.2). */
  maxInARow: number
}

/** At most this many wait for their turn under one guess key, per process. */
const longestQueue = 32

/**
 * Limits below all routes. Budgets and guesses are exact and durable: each is one statement in a
 * transaction of its own, so that a refused request has still been counted. Request rates are
 * counted in this process and summed over processes ten times a second.
 */
export class Limits {
  readonly #db: Db
  readonly #on: boolean
  readonly #turns = new Map<string, Promise<unknown>>()
  readonly #depth = new Map<string, number>()
  readonly #rates: Rates

  constructor(options: { db: Db; log: Log; on: boolean }) {
    this.#db = options.db
    this.#on = options.on
    this.#rates = new Rates(options.db, options.log)
  }

  start(): void {
    if (this.#on) this.#rates.start()
  }

  async stop(): Promise<void> {
    await this.#rates.stop()
  }

  /**
   * Request rate, per minute unless told otherwise. Costs nothing but memory. A key keeps its span.
   * @param tell learns what is left, of several rates the one that has least
   * @throws rate_limited with the seconds to wait
   */
  rate(key: string, max: number, perSeconds = 60, tell?: { room?: Room | undefined }): void {
    if (!this.#on) return
    const room = this.#rates.take(key, max, perSeconds * 1000)
    if (tell && room.remaining <= (tell.room?.remaining ?? max)) tell.room = room
    if (room.isOver) throw tooMany(room.seconds)
  }

  /** How much room a rate leaves, for those who are told. */
  left(key: string, max: number): number {
    return this.#rates.left(key, max)
  }

  /**
   * Takes one from each budget.
   * @throws rate_limited with the seconds to wait
   */
  async take(...limits: Limit[]): Promise<void> {
    const waitSeconds = await this.#count(limits)
    if (waitSeconds > 0) throw tooMany(waitSeconds)
  }

  /** Takes one from each budget; false where one is used up. For doors that must not tell. */
  async has(...limits: Limit[]): Promise<boolean> {
    return (await this.#count(limits)) === 0
  }

  /** @throws rate_limited where a budget is used up; takes nothing */
  async mustHaveRoom({ key, max }: Limit): Promise<void> {
    if (!this.#on) return
    const row = await this.#db.row<{ wait: number }>(sql`
      select extract(epoch from ends_at - now())::float8 as wait from engine.limits
      where key = ${key} and used >= ${max} and ends_at > now()`)
    if (row) throw tooMany(row.wait)
  }

  async #count(limits: Limit[]): Promise<number> {
    if (!this.#on || limits.length === 0) return 0
    const rows = await this.#db.rows<{ key: string; used: number; wait: number }>(countAll(limits))
    const over = rows.filter((row) => row.used > (limits.find((l) => l.key === row.key)?.max ?? 0))
    return Math.max(0, ...over.map((row) => row.wait))
  }

  /**
   * Judges one guess (a password, a code) under a limit that counts before it judges, so that no
   * number of simultaneous guesses gets past it. Guesses of one key take turns in a process:
   * several right ones at once are not failures. A right one clears the count.
   * @throws rate_limited without judging when the limit is reached
   */
  guess<T>(limit: GuessLimit, judge: () => Promise<T | undefined>): Promise<T | undefined> {
    return this.#inTurn(limit.key, async () => {
      await this.#mustBeOpen(limit)
      const result = await judge().catch(async (error: unknown) => {
        // Nothing was judged: a flood that fills our queues must not lock anybody out.
        if (isUnjudged(error)) await this.#giveBack(limit.key)
        throw error
      })
      if (result !== undefined) await this.#clear(limit.key)
      return result
    })
  }

  async #giveBack(key: string): Promise<void> {
    await this.#db.run(sql`
      update engine.limits set used = greatest(used - 1, 0), streak = greatest(streak - 1, 0)
      where key = ${key}`)
  }

  async #mustBeOpen({ key, max, perSeconds, maxInARow }: GuessLimit): Promise<void> {
    const row = await this.#db.row<{ used: number; streak: number; wait: number }>(sql`
      insert into engine.limits as l (key, used, ends_at, streak)
      values (${key}, 1, now() + make_interval(secs => ${perSeconds}), 1)
      on conflict (key) do update set
        used = case when l.ends_at <= now() then 1 else least(l.used, ${max}) + 1 end,
        ends_at = case when l.ends_at <= now() then excluded.ends_at else l.ends_at end,
        streak = case when l.ends_at > now() and l.used >= ${max} then l.streak
          else l.streak + 1 end
      returning used, streak, extract(epoch from ends_at - now())::float8 as wait`)
    if (!row) return
    if (row.used > max) throw tooMany(row.wait)
    if (row.streak > maxInARow) {
      throw rateLimited('too_many_failures', 'Too many failures in a row: reset the password', {
        retryAfter: perSeconds,
      })
    }
  }

  /** Forgets the failures of a key: after a success, or when the secret was replaced. */
  async #clear(key: string): Promise<void> {
    await this.#db.run(sql`delete from engine.limits where key = ${key}`)
  }

  async clear(key: string): Promise<void> {
    await this.#clear(key)
  }

  async #inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const depth = this.#depth.get(key) ?? 0
    if (depth >= longestQueue) throw tooMany(1)
    this.#depth.set(key, depth + 1)
    const turn = (this.#turns.get(key) ?? Promise.resolve()).then(work, work)
    this.#turns.set(key, turn)
    try {
      return await turn
    } finally {
      const left = (this.#depth.get(key) ?? 1) - 1
      if (left > 0) this.#depth.set(key, left)
      else {
        this.#depth.delete(key)
        this.#turns.delete(key)
      }
    }
  }

  /** Drops what no longer counts. Failures in a row are kept for a month. */
  async sweep(): Promise<void> {
    await this.#db.run(sql`
      delete from engine.limits
      where ends_at < now() - case when streak > 0 then interval '30 days' else interval '0' end`)
    await this.#db.run(sql`delete from engine.rates where ends_at < now()`)
  }
}

/** Sorted by key: two callers with the same keys in another order would deadlock. */
function countAll(limits: Limit[]) {
  const sorted = [...limits].sort((a, b) => (a.key < b.key ? -1 : 1))
  return sql`
    insert into engine.limits as l (key, used, ends_at)
    select key, 1, now() + make_interval(secs => seconds)
    from unnest(${sorted.map((l) => l.key)}::text[],
      ${sorted.map((l) => l.perSeconds)}::int[]) as given (key, seconds)
    on conflict (key) do update set
      used = case when l.ends_at <= now() then 1 else least(l.used, 1000000) + 1 end,
      ends_at = case when l.ends_at <= now() then excluded.ends_at else l.ends_at end
    returning key, used, extract(epoch from ends_at - now())::float8 as wait`
}

const isUnjudged = (error: unknown): boolean =>
  error instanceof AppError && error.kind === 'unavailable'

const tooMany = (waitSeconds: number): AppError =>
  rateLimited('rate_limited', 'Too many requests, try again later', {
    retryAfter: Math.max(1, Math.ceil(waitSeconds)),
  })
