import type { Api } from '../api.ts'
import { FlumenError } from '../error.ts'
import { dueAt, isDue, isOver, type Session, sessionOf, type Tokens } from './session.ts'
import type { SessionStore } from './store.ts'

/**
 * How fresh tokens are fetched. Null: there is nothing to fetch them with. A `FlumenError` of 400 or
 * 401 ends the session; whatever else it throws is tried again later.
 */
export type Refresh = (session: Session | null, signal: AbortSignal) => Promise<Tokens | null>

/** By the refresh token of the session. */
export const refreshBy =
  (api: Api): Refresh =>
  async (session, signal) => {
    const refresh_token = session?.refresh_token
    if (refresh_token === undefined) return null
    const { data } = await api.POST('/api/v1/auth/refresh', { body: { refresh_token }, signal })
    // The other form of this door answers metering's cookies.
    return data as Tokens
  }

const timeoutMs = 30_000
const longestPauseMs = 30_000
/** What timers can take. */
const longestWaitMs = 2 ** 31 - 1

/** Keeps a session fresh: one exchange at a time, in this process and over all tabs. */
export class Refresher {
  readonly #store: SessionStore
  readonly #refresh: Refresh
  /** Whether a session without a refresh token can be renewed. */
  readonly #isCustom: boolean
  #flight: Promise<Session | null> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0

  constructor(store: SessionStore, refresh: Refresh, isCustom: boolean) {
    this.#store = store
    this.#refresh = refresh
    this.#isCustom = isCustom
    store.onChange(() => this.#schedule())
  }

  /** The token for a request of now. */
  async token(): Promise<string | undefined> {
    await this.#store.ready
    const session = this.#store.current
    if (!session || !this.#wants(session)) return session?.access_token
    try {
      return (await this.renew())?.access_token
    } catch (error) {
      // The network is away, the token still good.
      if (!isOver(session)) return session.access_token
      throw error
    }
  }

  /**
   * Fresh tokens, unless somebody fetched them since. Everybody who asks meanwhile gets the same.
   * @param refused the token that the server did not believe
   * @throws FlumenError where the server cannot be asked: the session stays
   */
  renew(refused?: string): Promise<Session | null> {
    this.#flight ??= this.#store.tabs
      .alone(() => this.#exchange(refused))
      .finally(() => {
        this.#flight = undefined
      })
    return this.#flight
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #wants(session: Session): boolean {
    const canRenew = this.#isCustom || session.refresh_token !== undefined
    return canRenew ? isDue(session) : isOver(session)
  }

  async #exchange(refused?: string): Promise<Session | null> {
    const before = await this.#store.reload()
    const isFresh = before && before.access_token !== refused && !this.#wants(before)
    if (isFresh) return before
    if (!before && !this.#isCustom) return null
    const session = await this.#fetch(before)
    // Meanwhile somebody signed out, or another in: their word is the later one.
    const now = await this.#store.reload()
    if (now?.access_token !== before?.access_token) return now
    await this.#store.set(session)
    return session
  }

  async #fetch(before: Session | null): Promise<Session | null> {
    try {
      const answer = await this.#refresh(before, AbortSignal.timeout(timeoutMs))
      this.#failures = 0
      return answer && sessionOf(answer, before)
    } catch (error) {
      if (isEnd(error)) return null
      this.#failures += 1
      this.#schedule()
      throw error
    }
  }

  /** In time before the end; after a failure a little later each time. */
  #schedule(): void {
    clearTimeout(this.#timer)
    const session = this.#store.current
    if (!session || !(this.#isCustom || session.refresh_token)) return
    const pause = this.#failures === 0 ? 0 : Math.min(longestPauseMs, 500 * 2 ** this.#failures)
    const wait = Math.min(longestWaitMs, Math.max(pause, dueAt(session) - Date.now(), 0))
    this.#timer = setTimeout(() => void this.token().catch(() => {}), wait)
    // In Node a session must not keep the process alive.
    const timer: object | number = this.#timer
    if (typeof timer === 'object' && 'unref' in timer) (timer as { unref(): void }).unref()
  }
}

/** Only the server's own word ends a session: not a proxy's, not silence. */
const isEnd = (error: unknown): boolean =>
  error instanceof FlumenError &&
  (error.status === 400 || error.status === 401) &&
  !error.code.startsWith('http_')
