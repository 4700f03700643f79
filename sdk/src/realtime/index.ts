import type { Connection } from '../connection.ts'
import { ChannelMember, type ChannelOptions } from './channel.ts'
import type { Frame } from './frames.ts'
import type { Member, Out } from './member.ts'
import { Socket, type SocketEvent } from './socket.ts'
import { type Change, TableMember, type TableOptions } from './table.ts'

export type { ChannelOptions, Heard } from './channel.ts'
export type { Presences } from './frames.ts'
export type { SocketEvent, SocketState } from './socket.ts'
export type { Change, ChangeType, TableOptions } from './table.ts'

/** Changes of a table that are told until `unsubscribe`. */
export interface Subscription {
  /** From here on nothing is missed. Rejected where the server refuses. */
  readonly ready: Promise<void>
  /** Where to go on from: as the last change, or newer. */
  readonly cursor: string | undefined
  unsubscribe(): void
}

/** A channel that was joined. */
export type Channel = Pick<
  ChannelMember,
  'ready' | 'presences' | 'on' | 'send' | 'track' | 'untrack' | 'onPresence'
> & { leave(): void }

/** What realtime needs to know of sign-in: everything else comes from the connection. */
export interface TokenSource {
  onChange(
    listener: (session: { access_token: string; user: { id: string } } | null) => void,
  ): () => void
}

const laterMs = 1_000

/** Changes of tables, messages and presence: all over one socket, which is there while it is needed. */
export class Realtime {
  readonly #socket: Socket
  readonly #members = new Map<string, Member>()
  readonly #watchers = new Set<(event: SocketEvent) => void>()
  readonly #out: Out
  readonly #stop: (() => void) | undefined
  #made = 0
  #userId: string | undefined

  constructor(connection: Connection, tokens?: TokenSource) {
    this.#socket = new Socket(connection, {
      frame: (frame) => this.#take(frame),
      state: (event) => this.#changed(event),
    })
    this.#out = {
      send: (message) => this.#socket.send(message),
      later: (work) => void setTimeout(work, laterMs),
    }
    this.#stop = tokens?.onChange((session) => this.#renew(session))
  }

  /**
   * Tells of changes of a table, as they are committed, to whoever may read the row. After a lost
   * connection it goes on where it was: nothing is left out, nothing told twice.
   *
   * ```ts
   * const tasks = client.realtime.table<Task>('tasks', {}, ({ type, new: task }) => { … })
   * await tasks.ready
   * ```
   */
  table<Row = Record<string, unknown>>(
    table: string,
    options: TableOptions,
    handler: (change: Change<Row>) => void,
  ): Subscription {
    this.#made += 1
    const member = new TableMember(`changes:${this.#made}`, table, options, handler)
    this.#add(member)
    return {
      ready: member.ready,
      get cursor() {
        return member.cursor
      },
      unsubscribe: () => this.#remove(member),
    }
  }

  /** Joins a channel, to hear and to be heard. A name is one channel, however often it is asked for. */
  channel(name: string, options: ChannelOptions = {}): Channel {
    const known = this.#members.get(name)
    const member =
      known instanceof ChannelMember ? known : new ChannelMember(name, options, this.#out)
    if (member !== known) this.#add(member)
    return Object.assign(member, { leave: () => this.#remove(member) })
  }

  /** Told how the connection stands, and why it ended. @returns ends it */
  onState(watcher: (event: SocketEvent) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Leaves everything. */
  close(): void {
    this.#stop?.()
    this.#members.clear()
    this.#socket.leave()
  }

  #add(member: Member): void {
    this.#members.set(member.channel, member)
    if (this.#socket.isOpen) member.join(this.#out)
    else this.#socket.want()
  }

  #remove(member: Member): void {
    if (this.#members.get(member.channel) !== member) return
    this.#members.delete(member.channel)
    this.#out.send({ type: 'unsubscribe', channel: member.channel })
    if (this.#members.size === 0) this.#socket.leave()
  }

  #changed(event: SocketEvent): void {
    if (event.state === 'open') for (const member of this.#members.values()) member.join(this.#out)
    for (const watcher of this.#watchers) watcher(event)
  }

  #take(frame: Frame): void {
    if (frame.channel !== undefined) {
      this.#members.get(frame.channel)?.take(frame, this.#out)
      return
    }
    const reached = frame.cursor ?? frame.payload?.cursor
    if (reached === undefined || frame.type !== 'heartbeat') return
    for (const member of this.#members.values()) member.reach?.(reached)
  }

  /** Another token of the same person is put in place; another person gets another connection. */
  #renew(session: { access_token: string; user: { id: string } } | null): void {
    const isSame = session?.user.id === this.#userId
    this.#userId = session?.user.id
    if (isSame && session) this.#socket.renew(session.access_token)
    else if (!isSame) this.#socket.reopen()
  }
}

/** Realtime over a connection. With `auth` it follows who is signed in. */
export const createRealtime = (connection: Connection, auth?: TokenSource): Realtime =>
  new Realtime(connection, auth)
