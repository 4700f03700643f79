import type { Ctx } from '../../engines/context.ts'
import type { Caller } from '../../kernel/caller.ts'
import { uuid } from '../../kernel/ids.ts'
import { Budget } from './budget.ts'
import type { ChannelTopic } from './channel-topic.ts'
import type { Limits } from './limits.ts'
import { type Member, type Outlet, portion } from './member.ts'
import type { Wire } from './wire.ts'

/** Reads the credential of a connection, or another one, anew; throws when it opens nothing. */
export type Renew = (token?: string) => Promise<Caller>

/** RFC 6455 §7.4. */
export const closeCodes = { normal: 1000, restart: 1012, busy: 1013, policy: 1008 } as const

/** The protocol that is spoken over a connection: what its messages do, and its words for what we say. */
export interface Dialect {
  /** The close code for a credential that opens nothing any more. */
  readonly unauthorized: number
  hear(connection: Connection, text: string): Promise<void> | void
  /** What is wrong; undefined where the closing says it all. */
  error(error: string, code: string, channel?: string, more?: object): string | undefined
  drain(waitMs: number, cursor: string | undefined): string | undefined
  heartbeat(cursor: string | undefined): string | undefined
  /** The connection is over. */
  end?(): void
}

interface Given {
  ctx: Ctx
  wire: Wire
  limits: Limits
  renew: Renew
  dialect: Dialect
  closed(): void
}

const heartbeatMs = 30_000
const bytesPerSecond = 1024 * 1024

/**
 * One client: what is sent, what waits to be sent, and whether the other side lives. What waits is a
 * list of messages that all connections share.
 */
export class Connection implements Outlet {
  readonly id = uuid()
  readonly connectedAt = new Date()
  readonly limits: Limits
  readonly renew: Renew
  readonly dialect: Dialect
  /** Channels joined, by name; whether by policy. */
  readonly channels = new Map<string, { isPrivate: boolean; key: string }>()
  /** Its parts in topics. */
  readonly members = new Set<Member>()
  /** Presence keys tracked, by channel. */
  readonly presences = new Map<string, Set<string>>()
  readonly messages: Budget
  readonly joins: Budget
  readonly bytes = new Budget(bytesPerSecond, 4 * bytesPerSecond)
  ctx: Ctx
  /** The credential that came after the first one. */
  token: string | undefined
  expiry: NodeJS.Timeout | undefined
  /** Messages of the client that wait for those before them. */
  unheard = 0
  readonly #wire: Wire
  #turn: Promise<void> = Promise.resolve()
  #waiting: (Buffer | string)[] = []
  #wanting: (() => void)[] = []
  #slowSinceMs: number | undefined
  #beatMs = performance.now()

  constructor(given: Given) {
    this.ctx = given.ctx
    this.#wire = given.wire
    this.limits = given.limits
    this.renew = given.renew
    this.dialect = given.dialect
    this.messages = new Budget(given.limits.max_messages_per_second)
    this.joins = new Budget(given.limits.max_joins_per_second)
    this.#wire.watch({
      drained: () => this.#flush(),
      pinged: () => this.#countPing(),
      closed: () => {
        this.#release()
        given.closed()
      },
    })
  }

  get isOpen(): boolean {
    return this.#wire.isOpen
  }

  get hasRoom(): boolean {
    return this.#waiting.length < this.limits.client_message_queue_size / 2
  }

  heard(): void {
    this.#wire.heard()
  }

  /** After all that came before. */
  hear(text: string): void {
    this.unheard++
    this.#turn = this.#turn
      .then(() => (this.isOpen ? this.dialect.hear(this, text) : undefined))
      .finally(() => this.unheard--)
  }

  #countPing(): void {
    this.heard()
    if (!this.messages.take(1)) this.close(closeCodes.policy, 'too many messages')
  }

  /** Of the change log: whoever pushes looks for room first. */
  push(frame: Buffer | string): void {
    if (!this.isOpen) return
    if (this.#waiting.length > 0 || this.#wire.isFull) this.#waiting.push(frame)
    else this.#wire.send(frame)
  }

  /** Of other members: what does not fit ends the connection, rather than being lost in silence. */
  send(frame: Buffer | string): void {
    this.push(frame)
    if (this.#waiting.length > this.limits.client_message_queue_size + portion) this.#tooSlow()
  }

  tell(message: object): void {
    this.send(JSON.stringify(message))
  }

  fail(error: string, code: string, channel?: string, more: object = {}): void {
    const frame = this.dialect.error(error, code, channel, more)
    if (frame !== undefined) this.send(frame)
  }

  tellResync({ channel, subscriptions }: ChannelTopic): void {
    this.fail('Changes were missed: read the table anew', 'resync', channel, {
      subscription_ids: subscriptions.map(({ id }) => id),
    })
  }

  whenRoom(): Promise<void> {
    if (!this.isOpen || this.#waiting.length === 0) return Promise.resolve()
    return new Promise((resolve) => this.#wanting.push(resolve))
  }

  close(code: number, reason: string): void {
    this.#waiting = []
    this.#wire.close(code, reason)
  }

  terminate(): void {
    this.#wire.terminate()
  }

  /** Every second: is it alive, does it keep up, what is due. */
  tick(now: number, cursor: () => string | undefined): void {
    if (!this.isOpen) return
    if (!this.#wire.keepAlive(now)) this.terminate()
    else if (this.#isSlow(now)) this.#tooSlow()
    else if (now - this.#beatMs >= heartbeatMs) {
      this.#beatMs = now
      const beat = this.dialect.heartbeat(cursor())
      if (beat !== undefined) this.send(beat)
    }
  }

  #isSlow(now: number): boolean {
    const { slow_client_threshold: threshold, slow_client_timeout_ms: timeoutMs } = this.limits
    if (this.#waiting.length < threshold) this.#slowSinceMs = undefined
    else this.#slowSinceMs ??= now
    return this.#slowSinceMs !== undefined && now - this.#slowSinceMs > timeoutMs
  }

  #tooSlow(): void {
    this.close(closeCodes.policy, 'too slow: resume from your cursor')
  }

  #flush(): void {
    if (!this.isOpen) return
    let sent = 0
    while (sent < this.#waiting.length && !this.#wire.isFull) {
      this.#wire.send(this.#waiting[sent++] ?? '')
    }
    if (sent > 0) {
      this.#waiting.splice(0, sent)
      this.#slowSinceMs = undefined
    }
    if (this.#waiting.length === 0) this.#release()
  }

  #release(): void {
    const wanting = this.#wanting
    this.#wanting = []
    for (const resume of wanting) resume()
  }
}
