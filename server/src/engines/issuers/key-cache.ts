import type { JWTVerifyGetKey } from 'jose'
import { issuerUnavailable, pauseSeconds } from './failures.ts'

/** Finds the key that a token's header names. */
export type KeySet = JWTVerifyGetKey

export interface Loaded {
  keys: KeySet
  maxAgeMs: number
}

interface Entry {
  keys?: KeySet
  freshUntil: number
  usableUntil: number
  /** When an unknown key last made us ask. */
  renewedAt: number
  failure?: { at: number; cause: unknown }
  pending?: Promise<void>
}

const maxIssuers = 1_000
const pauseMs = pauseSeconds * 1_000
/** How long keys that should have been renewed still count while the issuer is down. */
const staleMs = 24 * 3_600_000

/** The key sets of issuers: asked for once by however many, not oftener than need be. */
export class KeyCache {
  readonly #load: (issuer: string) => Promise<Loaded>
  readonly #now: () => number
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry>()

  constructor(load: (issuer: string) => Promise<Loaded>, now: () => number) {
    this.#load = load
    this.#now = now
  }

  /** @throws unavailable `issuer_unavailable` */
  async get(issuer: string): Promise<KeySet> {
    const entry = this.#entry(issuer)
    if (this.#now() >= entry.freshUntil) await this.#refresh(issuer, entry)
    if (entry.keys && this.#now() < entry.usableUntil) return entry.keys
    throw issuerUnavailable(entry.failure?.cause)
  }

  /**
   * Newer keys than `known`, which lack the one a token names: the issuer may have rotated. Asks at
   * most once in 10 s, or any stranger could make us ask. Undefined: there are none for now.
   * @throws unavailable `issuer_unavailable`
   */
  async renew(issuer: string, known: KeySet): Promise<KeySet | undefined> {
    const entry = this.#entry(issuer)
    if (entry.keys === known && this.#mayRenew(entry)) {
      entry.renewedAt = entry.pending ? entry.renewedAt : this.#now()
      await this.#refresh(issuer, entry)
    }
    if (entry.keys !== known) return entry.keys
    if (entry.failure) throw issuerUnavailable(entry.failure.cause)
    return undefined
  }

  #mayRenew(entry: Entry): boolean {
    return entry.pending !== undefined || this.#now() >= entry.renewedAt + pauseMs
  }

  /** One request for all who wait; none for a while after one that failed. */
  async #refresh(issuer: string, entry: Entry): Promise<void> {
    const isPaused = entry.failure && this.#now() < entry.failure.at + pauseMs
    if (isPaused) return
    entry.pending ??= this.#fill(issuer, entry).finally(() => {
      delete entry.pending
    })
    await entry.pending
  }

  async #fill(issuer: string, entry: Entry): Promise<void> {
    try {
      const { keys, maxAgeMs } = await this.#load(issuer)
      entry.keys = keys
      entry.freshUntil = this.#now() + maxAgeMs
      entry.usableUntil = entry.freshUntil + staleMs
      delete entry.failure
    } catch (cause) {
      entry.failure = { at: this.#now(), cause }
    }
  }

  #entry(issuer: string): Entry {
    const entry = this.#entries.get(issuer) ?? {
      freshUntil: -Infinity,
      usableUntil: -Infinity,
      renewedAt: -Infinity,
    }
    this.#entries.delete(issuer)
    this.#entries.set(issuer, entry)
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > maxIssuers && oldest !== undefined) this.#entries.delete(oldest)
    return entry
  }
}
