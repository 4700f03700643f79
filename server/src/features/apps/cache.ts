import type { Ctx } from '../../engines/context.ts'
import type { Revocations } from '../../engines/revocations/index.ts'
import { selectApp } from './queries.ts'
import type { App } from './schema.ts'

const maxApps = 20_000
const maxAgeMs = 60_000

/**
 * Apps in memory, as their rows are (secrets encrypted), so that a request of an app costs no
 * look-up whatever the number of apps. An app that changes is dropped on every process through the
 * news of revocations; while those are not fresh, the database is asked.
 */
export class AppCache {
  readonly #byId = new Map<string, { app: App; atMs: number }>()
  /** Counts the news: a row read before one may be older than it. */
  #news = 0

  constructor(revocations: Revocations) {
    revocations.onEnd((subject, id) => {
      if (subject !== 'app') return
      this.#news++
      this.#byId.delete(id)
    })
  }

  /** @returns undefined for an app that is unknown or closed */
  async get(ctx: Ctx, id: string): Promise<App | undefined> {
    const entry = ctx.revocations.isFresh() ? this.#byId.get(id) : undefined
    if (entry && Date.now() - entry.atMs < maxAgeMs) return entry.app
    const news = this.#news
    const app = await ctx.db.row<App>(selectApp(id))
    if (app && news === this.#news) this.#put(app)
    return app
  }

  #put(app: App): void {
    if (this.#byId.size >= maxApps) this.#byId.clear()
    this.#byId.set(app.id, { app, atMs: Date.now() })
  }
}
