import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { unavailable } from '../../kernel/errors.ts'

/** The library's number for Argon2id; its enum exists only for compilers that inline it. */
const argon2id = 2

/** OWASP's minimum for Argon2id: 19 MiB, two passes, one lane. */
export const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Waiting longer than this many others helps nobody: better a quick 503. */
const longestQueue = 64

/**
 * Password hashing, a bounded number at a time: each takes a core and 19 MiB, and a flood of
 * sign-ins must leave room for everything else.
 */
export class Hashing {
  readonly #width: number
  #running = 0
  readonly #waiting: (() => void)[] = []
  #decoy: Promise<string> | undefined

  constructor(width = availableParallelism()) {
    this.#width = width
  }

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password, { algorithm: argon2id, ...parameters }))
  }

  /**
   * Whether the password fits the hash. Without a hash the same work is done and the answer is no,
   * so that time does not tell whether an account exists.
   */
  async verify(stored: string | null | undefined, password: string): Promise<boolean> {
    const known = stored ?? (await this.#makeDecoy())
    const fits = await this.#inTurn(() => verify(known, password).catch(() => false))
    return fits && stored != null
  }

  /** True where the stored hash was made with weaker parameters than today's. */
  isOutdated(stored: string): boolean {
    const { memoryCost: m, timeCost: t, parallelism: p } = parameters
    return !stored.startsWith(`$argon2id$v=19$m=${m},t=${t},p=${p}$`)
  }

  #makeDecoy(): Promise<string> {
    this.#decoy ??= hash('the password of nobody', { algorithm: argon2id, ...parameters })
    return this.#decoy
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#width) await this.#wait()
    else this.#running++
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }

  #wait(): Promise<void> {
    if (this.#waiting.length >= longestQueue) {
      throw unavailable('busy', 'Too many sign-ins at this moment, try again', { retryAfter: 1 })
    }
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}
