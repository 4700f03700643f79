import type { Ctx } from '../../engines/context.ts'
import type { Revocations } from '../../engines/revocations/index.ts'
import { selectLive, selectStandings } from './queries.ts'
import type { Standing, Tenant } from './schema.ts'

const maxEntries = 20_000
const maxAgeMs = 60_000

/**
 * Tenants and what people are in them, in memory, so that choosing a tenant costs no look-up. What
 * changes is dropped on every process through the news: `tenant` `<id>:` for the tenant itself,
 * `<id>:<user>:` for one person in it, `user` for grants. While the news are not fresh, the
 * database is asked.
 */
export class TenantCache {
  readonly #tenants = new Map<string, { tenant: Tenant; atMs: number }>()
  readonly #standings = new Map<string, { standings: Standing[]; atMs: number }>()
  /** Counts the news: rows read before one may be older than it. */
  #news = 0

  constructor(revocations: Revocations) {
    revocations.onEnd((subject, id) => {
      if (subject === 'user') this.#dropPerson(id.split(':')[0] ?? '')
      if (subject === 'tenant') this.#dropTenant(id)
    })
  }

  #dropPerson(userId: string): void {
    this.#news++
    this.#standings.delete(userId)
  }

  #dropTenant(id: string): void {
    const [, userId] = id.split(':')
    this.#news++
    if (userId) {
      this.#standings.delete(userId)
    } else {
      this.#tenants.clear()
      this.#standings.clear()
    }
  }

  /** By id or slug. @returns undefined for one that is unknown or deleted */
  async find(ctx: Ctx, ref: string): Promise<Tenant | undefined> {
    const entry = ctx.revocations.isFresh() ? this.#tenants.get(ref) : undefined
    if (entry && Date.now() - entry.atMs < maxAgeMs) return entry.tenant
    const news = this.#news
    const tenant = await ctx.db.row<Tenant>(selectLive(ref))
    if (tenant && news === this.#news) put(this.#tenants, ref, { tenant, atMs: Date.now() })
    return tenant
  }

  /** What somebody is in live tenants; the one they administer longest first. */
  async standingsOf(ctx: Ctx, userId: string): Promise<Standing[]> {
    const entry = ctx.revocations.isFresh() ? this.#standings.get(userId) : undefined
    if (entry && Date.now() - entry.atMs < maxAgeMs) return entry.standings
    const news = this.#news
    const standings = await ctx.db.rows<Standing>(selectStandings(userId))
    if (news === this.#news) put(this.#standings, userId, { standings, atMs: Date.now() })
    return standings
  }
}

function put<T>(into: Map<string, T>, slot: string, entry: T): void {
  if (into.size >= maxEntries) into.clear()
  into.set(slot, entry)
}
