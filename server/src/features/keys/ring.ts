import type { Db } from '../../engines/db/index.ts'
import type { Revocations } from '../../engines/revocations/index.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import type { Log } from '../../kernel/log.ts'
import type { ResolvedKey } from './index.ts'
import { touchKeys } from './queries.ts'

const maxKeys = 50_000
const maxAgeMs = 60_000
const flushMs = 5_000
/** A key that is always in use is written down this often. */
const touchMs = 60_000

interface Use {
  atMs: number
  address: string
}

/**
 * Live keys in memory, dropped the moment the database says they ended or changed; and when each was
 * used last, written now and then in one statement, so that a request writes nothing.
 */
export class KeyRing {
  readonly #db: Db
  readonly #log: Log
  readonly #byHash = new Map<string, { key: ResolvedKey; atMs: number }>()
  readonly #hashes = new Map<string, string>()
  readonly #used = new Map<string, Use>()
  readonly #touchedAtMs = new Map<string, number>()
  /** Counts what was dropped: a key read before may be older than the news. */
  #news = 0
  #timer: NodeJS.Timeout | undefined

  constructor(db: Db, revocations: Revocations, log: Log) {
    this.#db = db
    this.#log = log
    revocations.onEnd((subject, id) => {
      // `<id>` for the end, `<id>:<what>` for a change of it.
      if (subject === 'key') this.#drop(id.slice(0, 36))
      if (subject === 'tenant') this.#dropTenant(id.slice(0, 36))
    })
  }

  start(): void {
    this.#timer = setInterval(() => void this.flush(), flushMs)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#touchedAtMs.clear()
    await this.flush()
  }

  /** By the SHA-256 of its secret, as text. */
  get(kind: string, digest: string): ResolvedKey | undefined {
    const entry = this.#byHash.get(slot(kind, digest))
    return entry && Date.now() - entry.atMs < maxAgeMs ? entry.key : undefined
  }

  /** What to hand to `put` with what is read from now on. */
  get news(): number {
    return this.#news
  }

  /** Keeps a key, unless there was news since it was read. */
  put(key: ResolvedKey, news: number): void {
    if (news !== this.#news) return
    if (this.#byHash.size >= maxKeys) this.#clear()
    const at = slot(key.kind, key.hash.toString('base64url'))
    this.#byHash.set(at, { key, atMs: Date.now() })
    this.#hashes.set(key.id, at)
  }

  used(id: string, address: string): void {
    this.#used.set(id, { atMs: Date.now(), address })
  }

  /** Writes the last use of each key that was not written within the last minute. */
  async flush(): Promise<void> {
    const due = this.#due()
    if (due.length === 0) return
    for (const [id] of due) {
      this.#used.delete(id)
      this.#touchedAtMs.set(id, Date.now())
    }
    await this.#db
      .run(
        touchKeys(
          due.map(([id]) => id),
          due.map(([, use]) => new Date(use.atMs)),
          due.map(([, use]) => clientNetwork(use.address)),
        ),
      )
      .catch((error: unknown) => this.#log.warn({ err: error }, 'key usage not written'))
  }

  #due(): [string, Use][] {
    const before = Date.now() - touchMs
    for (const [id, atMs] of this.#touchedAtMs) {
      if (atMs > before) break
      this.#touchedAtMs.delete(id)
    }
    // Sorted: two processes that write the same keys in another order would deadlock.
    return [...this.#used]
      .filter(([id]) => !this.#touchedAtMs.has(id))
      .sort(([a], [b]) => (a < b ? -1 : 1))
  }

  #drop(id: string): void {
    this.#news++
    const at = this.#hashes.get(id)
    if (at === undefined) return
    this.#hashes.delete(id)
    this.#byHash.delete(at)
  }

  /** It was closed, or people left it: rare enough to look through all keys. */
  #dropTenant(id: string): void {
    this.#news++
    for (const { key } of this.#byHash.values()) if (key.tenant_id === id) this.#drop(key.id)
  }

  #clear(): void {
    this.#byHash.clear()
    this.#hashes.clear()
  }
}

const slot = (kind: string, digest: string) => `${kind}:${digest}`
