import { FlumenError } from '../error.ts'
import type { Frame, Presences } from './frames.ts'
import type { Member, Out } from './member.ts'

export interface ChannelOptions {
  /** Policies on `realtime.messages` decide who hears and who speaks. */
  private?: boolean
  onError?: (error: FlumenError) => void
}

export interface Heard {
  event: string
  payload: unknown
  /** The own word, come back. */
  isSelf: boolean
}

interface Pending {
  resolve(): void
  reject(error: FlumenError): void
}

const ackMs = 10_000

/** A channel: what its members say to each other, and who is there. */
export class ChannelMember implements Member {
  readonly channel: string
  readonly ready: Promise<void>
  /** Who is there, by key. */
  presences: Presences = {}
  readonly #options: ChannelOptions
  readonly #out: Out
  readonly #listeners = new Set<(heard: Heard) => void>()
  readonly #watchers = new Set<(presences: Presences) => void>()
  readonly #tracked = new Map<string, unknown>()
  readonly #pending = new Map<string, Pending>()
  #sent = 0
  #settle: Pending | undefined

  constructor(channel: string, options: ChannelOptions, out: Out) {
    this.channel = channel
    this.#options = options
    this.#out = out
    this.ready = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    this.ready.catch(() => {})
  }

  /** Hears an event, or all with `*`; not the own words, unless `self`. @returns ends it */
  on(
    event: string,
    handler: (payload: never, heard: Heard) => void,
    { self = false }: { self?: boolean } = {},
  ): () => void {
    const listener = (heard: Heard) => {
      if ((event === '*' || event === heard.event) && (self || !heard.isSelf))
        handler(heard.payload as never, heard)
    }
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Says something to all who are there. Resolves when the server has it. */
  async send(event: string, payload: unknown): Promise<void> {
    await this.ready
    this.#sent += 1
    const messageId = `${this.channel}:${this.#sent}`
    const done = new Promise<void>((resolve, reject) => {
      this.#pending.set(messageId, { resolve, reject })
      setTimeout(() => this.#fail(messageId, 'No answer', 'timeout'), ackMs)
    })
    this.#out.send({ type: 'broadcast', channel: this.channel, event, payload, messageId })
    return done
  }

  /** Is there under a key, with a state, until `untrack` or the end; also after a reconnect. */
  async track(key: string, state: unknown = {}): Promise<void> {
    this.#tracked.set(key, state)
    await this.ready
    this.#presence('track', { key, state })
  }

  untrack(key: string): void {
    this.#tracked.delete(key)
    this.#presence('untrack', { key })
  }

  /** Told of who is there, at each change. @returns ends it */
  onPresence(watcher: (presences: Presences) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  join(out: Out): void {
    const config = this.#options.private ? { private: true } : {}
    out.send({ type: 'subscribe', channel: this.channel, config })
  }

  take(frame: Frame, out: Out): void {
    const { payload } = frame
    if (frame.type === 'broadcast' && payload?.broadcast) this.#hear(payload.broadcast)
    else if (frame.type === 'presence') this.#see(payload?.presence?.currentPresences ?? {})
    else if (frame.type === 'error') this.#refused(frame, out)
    else if (frame.messageId !== undefined) this.#acked(frame.messageId)
    else if (payload?.subscribed) this.#joined()
  }

  #joined(): void {
    this.#settle?.resolve()
    for (const [key, state] of this.#tracked) this.#presence('track', { key, state })
  }

  #hear({ event, payload, self = false }: { event: string; payload: unknown; self?: boolean }) {
    for (const listener of this.#listeners) listener({ event, payload, isSelf: self })
  }

  #see(presences: Presences): void {
    this.presences = presences
    for (const watcher of this.#watchers) watcher(presences)
  }

  #acked(messageId: string): void {
    this.#pending.get(messageId)?.resolve()
    this.#pending.delete(messageId)
  }

  #fail(messageId: string, message: string, code: string): void {
    this.#pending.get(messageId)?.reject(new FlumenError(message, { code }))
    this.#pending.delete(messageId)
  }

  #refused({ error = 'Refused', payload }: Frame, out: Out): void {
    const code = payload?.code ?? 'refused'
    if (code === 'rate_limited') {
      out.later(() => this.join(out))
      return
    }
    const failure = new FlumenError(error, { code, status: 403 })
    this.#settle?.reject(failure)
    // Errors do not say which message they are about: it is the oldest that waits.
    const [oldest] = this.#pending.keys()
    if (oldest !== undefined) this.#fail(oldest, error, code)
    this.#options.onError?.(failure)
  }

  #presence(event: 'track' | 'untrack', payload: object): void {
    this.#out.send({ type: 'presence', channel: this.channel, event, payload })
  }
}
