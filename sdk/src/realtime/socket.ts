import type { Connection } from '../connection.ts'
import { type Frame, readFrame } from './frames.ts'

/** How it stands: `waiting` tries again by itself. */
export type SocketState = 'idle' | 'connecting' | 'open' | 'waiting'

export interface SocketEvent {
  state: SocketState
  /** Of the connection that ended (RFC 6455 §7.4; 4001: the credential is over). */
  code?: number
  /** In the server's words: `too slow: resume from your cursor`. */
  reason?: string
}

/** What is told of the socket. */
export interface SocketHandlers {
  frame(frame: Frame): void
  state(event: SocketEvent): void
}

const firstPauseMs = 500
const longestPauseMs = 30_000
const beatMs = 30_000
/** The server is heard every 30 s at least. */
const deadMs = 75_000
const unauthorized = 4001

/** A socket that is there as long as it is wanted: what ends is opened again, later each time. */
export class Socket {
  readonly #connection: Connection
  readonly #handlers: SocketHandlers
  #ws: WebSocket | undefined
  #wanted = false
  #failures = 0
  #token: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #beat: ReturnType<typeof setInterval> | undefined
  #heardAt = 0
  #pauseMs: number | undefined

  constructor(connection: Connection, handlers: SocketHandlers) {
    this.#connection = connection
    this.#handlers = handlers
  }

  get isOpen(): boolean {
    return this.#ws?.readyState === 1
  }

  /** Opens it, if it is not there. */
  want(): void {
    if (this.#wanted) return
    this.#wanted = true
    void this.#open()
  }

  /** Closes it for good, until it is wanted again. */
  leave(): void {
    this.#wanted = false
    this.#failures = 0
    clearTimeout(this.#timer)
    this.#drop()
    this.#handlers.state({ state: 'idle' })
  }

  /** Opens another one at once: somebody else is signed in. */
  reopen(): void {
    if (!this.#wanted) return
    clearTimeout(this.#timer)
    this.#drop()
    void this.#open()
  }

  send(message: object): void {
    if (this.isOpen) this.#ws?.send(JSON.stringify(message))
  }

  /** Puts another token in the place of the one it was opened with. */
  renew(token: string): void {
    if (token === this.#token) return
    this.#token = token
    this.send({ type: 'access_token', token })
  }

  async #open(): Promise<void> {
    this.#handlers.state({ state: 'connecting' })
    try {
      this.#token = await this.#connection.credentials?.token()
    } catch {
      // The server cannot be asked for a token.
      this.#tryLater({})
      return
    }
    if (!this.#wanted || this.#ws) return
    this.#listen(new WebSocket(this.#address()))
  }

  #listen(ws: WebSocket): void {
    this.#ws = ws
    let wasOpen = false
    ws.onopen = () => {
      wasOpen = true
      this.#heard()
      this.#beat = setInterval(() => this.#tick(), beatMs)
      this.#handlers.state({ state: 'open' })
    }
    ws.onmessage = ({ data }) => {
      this.#heard()
      const frame = readFrame(data)
      if (!frame) return
      // Counted from something heard: a server that refuses everybody is not asked all the time.
      if (frame.type === 'ack') this.#failures = 0
      if (frame.type === 'drain') this.#pauseMs = frame.payload?.reconnect_after_ms
      this.#handlers.frame(frame)
    }
    ws.onclose = ({ code, reason }) => {
      if (this.#ws !== ws) return
      this.#drop()
      void this.#ended({ code, reason, wasOpen })
    }
  }

  /** A refusal before the opening says nothing to a browser: it may have been the token. */
  async #ended({ code, reason, wasOpen }: { code: number; reason: string; wasOpen: boolean }) {
    if (!this.#wanted) return
    const { credentials } = this.#connection
    const isRefused = code === unauthorized || !wasOpen
    if (isRefused && this.#token !== undefined) {
      await credentials?.renew?.(this.#token).catch(() => undefined)
    }
    if (this.#wanted && !this.#ws) this.#tryLater({ code, reason })
  }

  #tryLater(why: { code?: number; reason?: string }): void {
    const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures)
    // Not all at once: anywhere between half of it and all of it.
    const pause = this.#pauseMs ?? longest * (0.5 + Math.random() / 2)
    this.#pauseMs = undefined
    this.#failures += 1
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#open(), pause)
    this.#handlers.state({ state: 'waiting', ...why })
  }

  #tick(): void {
    this.send({ type: 'heartbeat' })
    if (Date.now() - this.#heardAt > deadMs) this.reopen()
  }

  #heard(): void {
    this.#heardAt = Date.now()
  }

  #drop(): void {
    const ws = this.#ws
    this.#ws = undefined
    clearInterval(this.#beat)
    if (!ws) return
    ws.onopen = ws.onmessage = ws.onclose = null
    ws.close(1000)
  }

  #address(): string {
    const { url, headers } = this.#connection
    const address = new URL(`${url}/realtime`, globalThis.location?.href)
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
    const tenant = headers['x-fb-tenant']
    if (tenant !== undefined) address.searchParams.set('tenant', tenant)
    // Browsers cannot set headers here.
    if (this.#token !== undefined) address.searchParams.set('token', this.#token)
    return address.href
  }
}
