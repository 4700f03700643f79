import type { Db } from '../../engines/db/index.ts'
import type { Revocations } from '../../engines/revocations/index.ts'
import type { Log } from '../../kernel/log.ts'
import type { ResolvedKey } from './index.ts'
import { touchKeys } from './queries.ts'

const maxKeys = 50_000
const maxAgeMs = 60_000
const flushMs = 5_000

/**
 * Live keys in memory, dropped the moment the database says they ended; and when each was used
 * last, written now and then in one statement, so that a request writes nothing.
 */
export class KeyRing {
  readonly #db: Db
  readonly #log: Log
  readonly #byHash = new Map<string, { key: ResolvedKey; atMs: number }>()
  readonly #hashes = new Map<string, string>()
  #used = new Map<string, Date>()
  #timer: NodeJS.Timeout | undefined

  constructor(db: Db, revocations: Revocations, log: Log) {
    this.#db = db
    this.#log = log
    revocations.onEnd((subject, id) => {
      if (subject === 'key') this.#drop(id)
    })
  }

  start(): void {
    this.#timer = setInterval(() => void this.flush(), flushMs)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.flush()
  }

  get(kind: string, hash: Buffer): ResolvedKey | undefined {
    const entry = this.#byHash.get(slot(kind, hash))
    return entry && Date.now() - entry.atMs < maxAgeMs ? entry.key : undefined
  }

  put(key: ResolvedKey): void {
    if (this.#byHash.size >= maxKeys) this.#clear()
    const at = slot(key.kind, key.hash)
    this.#byHash.set(at, { key, atMs: Date.now() })
    this.#hashes.set(key.id, at)
  }

  used(id: string): void {
    this.#used.set(id, new Date())
  }

  async flush(): Promise<void> {
    if (this.#used.size === 0) return
    const used = [...this.#used].sort(([a], [b]) => (a < b ? -1 : 1))
    this.#used = new Map()
    await this.#db
      .run(
        touchKeys(
          used.map(([id]) => id),
          used.map(([, at]) => at),
        ),
      )
      .catch((error: unknown) => this.#log.warn({ err: error }, 'key usage not written'))
  }

  #drop(id: string): void {
    const at = this.#hashes.get(id)
    if (at === undefined) return
    this.#hashes.delete(id)
    this.#byHash.delete(at)
  }

  #clear(): void {
    this.#byHash.clear()
    this.#hashes.clear()
  }
}

const slot = (kind: string, hash: Buffer) => `${kind}:${hash.toString('base64')}`
