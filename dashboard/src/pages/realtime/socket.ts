import { authorizedHeaders } from '../../api/client.ts'

/** A message as it came or went, with when. */
export interface Told {
  id: number
  at: string
  way: 'in' | 'out'
  type: string
  channel: string
  message: Record<string, unknown>
}

export type Status = 'connecting' | 'open' | 'closed'

export interface View {
  status: Status
  /** Why it was closed, or what was wrong with a message. */
  fault?: string
  told: readonly Told[]
  channels: readonly string[]
  /** Who is there, by channel. */
  present: Readonly<Record<string, readonly unknown[]>>
}

/** So many are kept: the oldest go. */
const kept = 2_000

/**
 * A connection of the inspector. What comes is drawn ten times a second at most, so that a thousand
 * messages a second stay readable.
 */
export class Socket {
  #view: View = { status: 'connecting', told: [], channels: [], present: {} }
  #socket: WebSocket | undefined
  /** Each connecting is a turn; what belongs to an earlier one is dropped. */
  #turn = 0
  #lastId = 0
  #waiting: Told[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #wishes = new Map<string, object>()
  readonly #listeners = new Set<() => void>()

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  view = (): View => this.#view

  async connect(): Promise<void> {
    this.#turn += 1
    const turn = this.#turn
    this.#set({ status: 'connecting' })
    const headers = await authorizedHeaders('/realtime')
    if (turn !== this.#turn) return
    const token = headers.get('authorization')?.slice('Bearer '.length) ?? ''
    const tenant = headers.get('x-fb-tenant')
    const asked = new URLSearchParams({ token, ...(tenant && { tenant }) })
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/realtime?${asked}`)
    this.#socket = socket
    socket.onopen = () => {
      this.#set({ status: 'open' })
      for (const wish of this.#wishes.values()) this.#send(wish)
    }
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data))
    socket.onclose = ({ code, reason }) => turn === this.#turn && this.#closed(turn, code, reason)
  }

  /** A token lives for minutes; with the next one everything is subscribed anew. */
  #closed(turn: number, code: number, reason: string): void {
    const fault = code === 1006 ? 'The connection broke; trying again' : `Closed: ${code} ${reason}`
    this.#set({ status: 'closed', fault })
    setTimeout(() => turn === this.#turn && this.connect(), code === 4001 ? 100 : 2_000)
  }

  end(): void {
    this.#turn += 1
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#socket?.close()
  }

  watch(channel: string, config?: object): void {
    const wish = { type: 'subscribe', channel, ...(config && { config }) }
    this.#wishes.set(channel, wish)
    this.#set({ channels: [...this.#wishes.keys()] })
    this.#send(wish)
  }

  unwatch(channel: string): void {
    this.#wishes.delete(channel)
    const { [channel]: _gone, ...present } = this.#view.present
    this.#set({ channels: [...this.#wishes.keys()], present })
    this.#send({ type: 'unsubscribe', channel })
  }

  say(message: { type: string; channel: string; [name: string]: unknown }): void {
    this.#send(message)
    this.#keep('out', message)
  }

  clear(): void {
    this.#set({ told: [] })
  }

  #send(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message))
  }

  #hear(message: Record<string, unknown>): void {
    if (message.type === 'heartbeat') return
    if (message.type === 'error')
      this.#set({ fault: String(message.error ?? 'Something was refused') })
    if (message.type === 'presence') this.#seat(message)
    this.#keep('in', message)
  }

  #seat({ channel, payload }: Record<string, unknown>): void {
    const { presence } = (payload ?? {}) as { presence?: { currentPresences?: unknown } }
    const there = Object.values(presence?.currentPresences ?? {})
    this.#set({ present: { ...this.#view.present, [String(channel)]: there } })
  }

  #keep(way: 'in' | 'out', message: Record<string, unknown>): void {
    this.#lastId += 1
    const { type, channel } = message
    this.#waiting.push({
      id: this.#lastId,
      at: new Date().toISOString(),
      way,
      type: String(type),
      channel: String(channel ?? ''),
      message,
    })
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      const told = [...this.#waiting.reverse(), ...this.#view.told].slice(0, kept)
      this.#waiting = []
      this.#set({ told })
    }, 100)
  }

  #set(changes: Partial<View>): void {
    this.#view = { ...this.#view, ...changes }
    if (changes.status === 'open') delete this.#view.fault
    for (const listener of this.#listeners) listener()
  }
}
