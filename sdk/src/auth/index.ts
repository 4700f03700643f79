import { apiOf } from '../api.ts'
import { type ConnectionOptions, type Credentials, connect } from '../connection.ts'
import { FlumenError } from '../error.ts'
import { makeAccount } from './account.ts'
import { makePasskeys } from './passkeys.ts'
import { makeRedirects } from './redirect.ts'
import { type Refresh, Refresher, refreshBy } from './refresh.ts'
import { type Session, sessionOf, type Tokens } from './session.ts'
import { type Doors, makeSignIn } from './sign-in.ts'
import { browserStorage, memoryStorage, type SessionStorage } from './storage.ts'
import { type SessionListener, SessionStore } from './store.ts'

export type { Refresh } from './refresh.ts'
export type { SecondFactor, Session, Tokens, User } from './session.ts'
export type { Address } from './sign-in.ts'
export { memoryStorage, type SessionStorage } from './storage.ts'
export type { SessionEvent, SessionListener } from './store.ts'

export interface AuthOptions extends Omit<ConnectionOptions, 'credentials'> {
  /** Where the session is kept. Default: `localStorage` in a browser, else memory. */
  storage?: SessionStorage | undefined
  /** Under which name. Default: one of its own for each server. */
  storageKey?: string | undefined
  /** How fresh tokens are fetched. Default: by the refresh token of the session. */
  refresh?: Refresh | undefined
}

/** Who is signed in, and the ways in and out. */
export type Auth = ReturnType<typeof createAuth>

/**
 * The sign-in state of an app. Its `connection` speaks as whoever is signed in, with tokens that
 * are fresh: renewed a minute before they end, or once the server refuses one.
 *
 * ```ts
 * const auth = createAuth({ url: 'https://api.example.com' })
 * await auth.signIn({ email, password })
 * ```
 */
export function createAuth(options: AuthOptions) {
  const { storage: given, storageKey = `flumen:${options.url}`, refresh, ...rest } = options
  const storage = given ?? browserStorage() ?? memoryStorage()
  // What is in memory is of one page.
  const store = new SessionStore(storage, storageKey, (given ?? browserStorage()) !== undefined)
  const open = apiOf(connect(rest))
  const refresher = new Refresher(store, refresh ?? refreshBy(open), refresh !== undefined)
  const credentials = credentialsOf(refresher)
  const connection = connect({ ...rest, credentials })
  const doors: Doors = { store, open, api: apiOf(connection), waiting: {} }
  return {
    ...makeSignIn(doors),
    ...makeRedirects(doors, storage, storageKey),
    ...makePasskeys(doors),
    ...makeAccount(doors),
    ...makeSessions(doors, refresher),
    /** Who is signed in now; null: nobody. Before `ready` it may be null though somebody is. */
    get session(): Session | null {
      return store.current
    },
    /** Where the other parts of the client get their credential from. */
    connection,
    /** When the session was read from its storage. */
    ready: store.ready,
  }
}

const credentialsOf = (refresher: Refresher): Credentials => ({
  token: () => refresher.token(),
  renew: async (refused) => (await refresher.renew(refused))?.access_token,
})

const makeSessions = ({ store, api }: Doors, refresher: Refresher) => ({
  /**
   * Told when somebody signs in or out here or in another tab, when tokens are renewed or the
   * person changes; and once, soon, of how it is at first.
   * @returns ends it
   */
  onChange: (listener: SessionListener): (() => void) => store.onChange(listener),

  /** Takes a session that came otherwise: from a server, or another way in. */
  async setSession(tokens: Tokens): Promise<Session> {
    const session = sessionOf(tokens, store.current)
    await store.set(session)
    return session
  },

  /** Fetches fresh tokens now: what they say of roles and rights is of now. */
  refresh: (): Promise<Session | null> => refresher.renew(store.current?.access_token),

  /**
   * Signs out: here and at once, whatever the server says; with `global` everywhere, with `others`
   * everywhere else.
   * @throws FlumenError where the server could not be told; here nobody is signed in any more
   */
  async signOut({ scope = 'local' }: { scope?: 'local' | 'others' | 'global' } = {}) {
    if (!store.current) return
    const told = api.POST('/api/v1/auth/signout', { body: { scope } }).catch(orOver)
    // The request has taken its token along.
    if (scope !== 'others') await told.finally(() => store.set(null))
    await told
  },

  /** Ends timers and listeners; the session stays where it is kept. */
  close(): void {
    refresher.close()
    store.tabs.close()
  },
})

/** A session that is over already is signed out. */
function orOver(error: unknown): void {
  if (!(error instanceof FlumenError && error.status === 401)) throw error
}
