import { type Sql, sql } from '../../kernel/sql.ts'
import type { Db } from '../db/index.ts'
import type { Revocations } from '../revocations/index.ts'

export interface SettingRow {
  key: string
  tenant_id: string | null
  value: unknown
  is_public: boolean
  description: string | null
  updated_at: Date
}

const maxAgeMs = 60_000

/**
 * What is set at run time, in memory: rows of the instance and of a tenant, the tenant's last. A
 * change is news for every process within 100 ms; while the news are not fresh the database is asked.
 */
export class Settings {
  readonly #db: Db
  readonly #revocations: Revocations
  readonly #byTenant = new Map<string, { rows: SettingRow[]; atMs: number }>()
  /** Counts the news: rows read before one may be older than it. */
  #news = 0

  constructor(db: Db, revocations: Revocations) {
    this.#db = db
    this.#revocations = revocations
    revocations.onEnd((subject) => {
      if (subject !== 'settings') return
      this.#news++
      this.#byTenant.clear()
    })
  }

  /** At once where they are known: most requests ask more than once. */
  rows(tenantId: string | null): SettingRow[] | Promise<SettingRow[]> {
    const slot = tenantId ?? ''
    const entry = this.#revocations.isFresh() ? this.#byTenant.get(slot) : undefined
    if (entry && Date.now() - entry.atMs < maxAgeMs) return entry.rows
    return this.#read(slot, tenantId)
  }

  async #read(slot: string, tenantId: string | null): Promise<SettingRow[]> {
    const news = this.#news
    const rows = await this.#db.rows<SettingRow>(selectAll(tenantId))
    if (news === this.#news) this.#byTenant.set(slot, { rows, atMs: Date.now() })
    return rows
  }
}

/** Few enough to read whole. */
const selectAll = (tenantId: string | null): Sql => sql`
  select key, tenant_id, value, is_public, description, updated_at from auth.settings
  where tenant_id is null or tenant_id = ${tenantId}
  order by tenant_id nulls first, key`
