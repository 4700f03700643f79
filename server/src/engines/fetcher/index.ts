import { AppError } from '../../kernel/errors.ts'
import type { Answer } from './answer.ts'
import { type Deadline, startDeadline, within } from './deadline.ts'
import { dial } from './dial.ts'
import { explain, refused } from './failures.ts'
import { compose, type Message, type Outgoing } from './message.ts'
import { redirected, redirectOf } from './redirects.ts'
import { type Resolve, resolveByDns } from './resolve.ts'
import { isTrusted, locate, parseUrl, type Rules, type Target } from './target.ts'
import { makeFetch } from './web-fetch.ts'

export type { Answer } from './answer.ts'
export type { Outgoing } from './message.ts'

export interface FetcherOptions {
  /** Development: this machine (127.0.0.0/8, ::1, localhost) may be dialled. */
  allowLoopback: boolean
  /** Origins the operator configured (`http://127.0.0.1:9999`): dialled wherever they lead. */
  trustedOrigins: string[]
  /** For a whole call, redirects included. Default 10 s. */
  timeoutMs?: number
  /** Of an answer's body. Default 1 MiB. */
  maxBytes?: number
  userAgent?: string
  /** Replaces the name servers (tests). */
  resolve?: Resolve
}

/**
 * The only way out to URLs that others chose (webhooks, issuers, key sets). Dials public addresses
 * alone, exactly the ones it checked, with limits on time and size.
 */
export class Fetcher {
  readonly #rules: Rules
  readonly #defaults: { timeoutMs: number; maxBytes: number; userAgent: string }
  readonly #running = new Map<Deadline, Promise<Answer>>()
  #isStopped = false

  constructor(o: FetcherOptions) {
    const trustedOrigins = new Set(o.trustedOrigins.map((origin) => new URL(origin).origin))
    const { allowLoopback, resolve = resolveByDns } = o
    const { timeoutMs = 10_000, maxBytes = 1_048_576, userAgent = 'Flumen' } = o
    this.#rules = { allowLoopback, trustedOrigins, resolve }
    this.#defaults = { timeoutMs, maxBytes, userAgent }
  }

  /**
   * @throws invalid `address_not_allowed`: the URL's scheme, port or address
   * @throws unavailable `outgoing_refused` `outgoing_failed` `outgoing_timeout` `outgoing_too_large`
   */
  async fetch(url: string | URL, init: Outgoing = {}): Promise<Answer> {
    if (this.#isStopped) throw refused('The server is stopping.')
    const first = parseUrl(url)
    const message = compose(init, this.#defaults.userAgent)
    const deadline = startDeadline(init.timeoutMs ?? this.#defaults.timeoutMs, init.signal)
    const answer = this.#follow(first, message, init, deadline.signal)
    this.#running.set(deadline, answer)
    try {
      return await answer
    } catch (error) {
      throw explain(error, deadline.isExpired())
    } finally {
      deadline.end()
      this.#running.delete(deadline)
    }
  }

  /**
   * Whether a URL may be dialled now; nothing is sent.
   * @throws invalid `address_not_allowed`; unavailable where its name leads nowhere
   */
  async check(url: string | URL): Promise<void> {
    const parsed = parseUrl(url)
    const deadline = startDeadline(Math.min(this.#defaults.timeoutMs, 5_000), undefined)
    try {
      await within(deadline.signal, locate(parsed, this.#rules, deadline.signal))
    } catch (error) {
      throw explain(error, deadline.isExpired())
    } finally {
      deadline.end()
    }
  }

  /** The same guard in the shape of the web's `fetch`, for SDKs that take one. Follows 3 redirects. */
  asFetch(): typeof fetch {
    return makeFetch((url, init) => this.fetch(url, init))
  }

  /** Whether a URL is the operator's own choice, so that plain http may do. */
  trusts(url: string | URL): boolean {
    return isTrusted(parseUrl(url), this.#rules)
  }

  /** Ends what is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true
    const running = [...this.#running]
    for (const [deadline] of running) deadline.abort(new Error('Stopped'))
    await Promise.allSettled(running.map(([, answer]) => answer))
  }

  async #follow(first: URL, start: Message, init: Outgoing, signal: AbortSignal): Promise<Answer> {
    const { maxBytes = this.#defaults.maxBytes, cutsBody = false } = init
    const limits = { maxBytes, cutsBody, signal }
    let message = start
    let target = await within(signal, locate(first, this.#rules, signal))
    for (let left = init.redirects ?? 0; ; left -= 1) {
      const answer = await dial(target, message, limits)
      const next = left > 0 ? redirectOf(answer, target.url) : undefined
      if (!next) return answer
      message = redirected(message, answer.status, target.url, next)
      target = await this.#locateRedirect(target.url, next, signal)
    }
  }

  /** Trust belongs to the operator's word: a stranger's redirect does not inherit it. */
  async #locateRedirect(from: URL, to: URL, signal: AbortSignal): Promise<Target> {
    const trustedOrigins =
      from.origin === to.origin ? this.#rules.trustedOrigins : new Set<string>()
    try {
      return await within(signal, locate(parseUrl(to), { ...this.#rules, trustedOrigins }, signal))
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause
      throw refused('The other server redirects to an address that is not allowed.', cause)
    }
  }
}
