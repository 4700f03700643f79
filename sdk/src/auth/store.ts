import type { Session } from './session.ts'
import type { SessionStorage } from './storage.ts'
import { connectTabs, noTabs, type Tabs } from './tabs.ts'

/** What happened to the session. */
export type SessionEvent = 'initial' | 'signed_in' | 'signed_out' | 'refreshed' | 'user_updated'

export type SessionListener = (session: Session | null, event: SessionEvent) => void

/** The session of now: in memory, in the storage, and the same in every tab. */
export class SessionStore {
  /** Who is signed in; null: nobody, or not read yet. */
  current: Session | null = null
  /** When the storage was read first. */
  readonly ready: Promise<void>
  readonly tabs: Tabs
  readonly #storage: SessionStorage
  readonly #key: string
  readonly #listeners = new Set<SessionListener>()
  #written: unknown

  constructor(storage: SessionStorage, key: string, isShared: boolean) {
    this.#storage = storage
    this.#key = key
    this.tabs = isShared ? connectTabs(key, () => void this.reload()) : noTabs
    this.ready = this.#load()
  }

  /** Told of every change, and once of how it is at first. @returns ends it */
  onChange(listener: SessionListener): () => void {
    this.#listeners.add(listener)
    void this.ready.then(() => {
      if (this.#listeners.has(listener)) listener(this.current, 'initial')
    })
    return () => this.#listeners.delete(listener)
  }

  async set(session: Session | null): Promise<void> {
    this.#become(session)
    this.#written = session
      ? this.#storage.setItem(this.#key, JSON.stringify(session))
      : this.#storage.removeItem(this.#key)
    await this.#written
    this.tabs.tell()
  }

  /** Takes over what another tab has written. */
  async reload(): Promise<Session | null> {
    // A slow storage must not bring back what was before our own last word.
    await this.#written
    this.#become(parse(await this.#storage.getItem(this.#key)))
    return this.current
  }

  async #load(): Promise<void> {
    // At once where the storage is: then the first picture of a page knows who is signed in.
    const read = this.#storage.getItem(this.#key)
    this.current = parse(read instanceof Promise ? await read : read)
  }

  #become(session: Session | null): void {
    const event = eventOf(this.current, session)
    if (!event) return
    this.current = session
    for (const listener of this.#listeners) listener(session, event)
  }
}

function eventOf(before: Session | null, now: Session | null): SessionEvent | undefined {
  if (!now) return before ? 'signed_out' : undefined
  if (before?.user.id !== now.user.id) return 'signed_in'
  if (before.access_token !== now.access_token) return 'refreshed'
  return JSON.stringify(before.user) === JSON.stringify(now.user) ? undefined : 'user_updated'
}

function parse(text: string | null): Session | null {
  try {
    const session: Session | null = JSON.parse(text ?? 'null')
    return session?.access_token && session.user?.id ? session : null
  } catch {
    // Not ours, or cut short.
    return null
  }
}
