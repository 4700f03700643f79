import type { Change } from '../../engines/changes/index.ts'
import type { Ctx } from '../../engines/context.ts'
import { forbidden, invalid } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import { broadcastFrame, Channel, channelKey, nameOfKey } from './channel.ts'
import type { Connection } from './connection.ts'
import { Gate } from './gate.ts'

const syncMs = 50
const beatMs = 2_000
const goneMs = 8_000
const mostRosterBytes = 256 * 1024

const admins = new Set(['admin', 'instance_admin', 'service_role'])

export const isAdmin = (role: string | undefined): boolean => admins.has(role ?? '')

interface Spoken {
  key: string
  event: string
  payload: unknown
}

interface Seen {
  node: string
  hello?: true
  bye?: true
  /** Who is present at that process. */
  entries?: { channel: string; key: string; owner: string; state: unknown; gone?: true }[]
}

/** Broadcast and presence: who is in which channel, here and on the other processes. */
export class Channels {
  readonly #ctx: Ctx
  readonly #gate: Gate
  readonly #node = uuid()
  readonly #channels = new Map<string, Channel>()
  readonly #peers = new Map<string, number>()
  readonly #syncing = new Map<string, NodeJS.Timeout>()
  #ends: (() => void)[] = []
  #beat: NodeJS.Timeout | undefined

  constructor(ctx: Ctx) {
    this.#ctx = ctx
    this.#gate = new Gate(ctx)
  }

  get count(): number {
    return this.#channels.size
  }

  start(): void {
    const { bus } = this.#ctx
    this.#ends = [
      bus.subscribe<Spoken>('broadcast', (spoken) => void this.#deliver(spoken)),
      bus.subscribe<Seen>('presence', (seen) => this.#hear(seen)),
    ]
    if (!bus.hasOthers) return
    bus.publish('presence', { node: this.#node, hello: true })
    this.#beat = setInterval(() => this.#live(), beatMs)
    this.#beat.unref()
  }

  stop(): void {
    clearInterval(this.#beat)
    for (const timer of this.#syncing.values()) clearTimeout(timer)
    this.#ctx.bus.publish('presence', { node: this.#node, bye: true })
    for (const end of this.#ends) end()
  }

  /** @throws forbidden where a policy, or the lack of one, says so */
  async join(connection: Connection, name: string, isPrivate: boolean): Promise<void> {
    const known = connection.channels.get(name)
    if (known?.isPrivate === isPrivate) return
    const { limits, ctx } = connection
    if (connection.channels.size >= limits.max_channels_per_connection && !known) {
      throw invalid('too_many_channels', 'This connection is in too many channels')
    }
    if (limits.private_only && !isPrivate && !name.startsWith('realtime:admin:')) {
      throw forbidden('private_only', 'Channels are private here: join with private')
    }
    if (isPrivate) await this.#gate.mustLetIn(ctx, name)
    if (known) this.leave(connection, name)
    const key = channelKey(ctx.caller.tenantId, name, isPrivate)
    connection.channels.set(name, { isPrivate, key })
    this.#channel(key).members.add(connection)
  }

  /** The connection has another caller: what that one may not be in ends. */
  async moveTo(connection: Connection): Promise<void> {
    const { caller } = connection.ctx
    for (const [name, { isPrivate, key }] of [...connection.channels]) {
      const isSame = key === channelKey(caller.tenantId, name, isPrivate)
      const isShut = name.startsWith('realtime:admin:') && !isAdmin(caller.role)
      try {
        if (isShut)
          throw forbidden('insufficient_permissions', 'This channel is for administrators')
        if (isPrivate) await this.#gate.mustLetIn(connection.ctx, name)
        if (isSame) continue
        this.leave(connection, name)
        await this.join(connection, name, isPrivate)
      } catch {
        this.#expel(connection, name)
      }
    }
  }

  leave(connection: Connection, name: string): void {
    const channel = this.#of(connection, name)
    for (const key of connection.presences.get(name) ?? []) this.untrack(connection, name, key)
    connection.channels.delete(name)
    channel?.members.delete(connection)
    if (channel) this.#forget(channel)
  }

  leaveAll(connection: Connection): void {
    for (const name of [...connection.channels.keys()]) this.leave(connection, name)
  }

  /** From a member, to all members and itself. */
  async speak(
    connection: Connection,
    name: string,
    event: string,
    payload: unknown,
  ): Promise<void> {
    const isPrivate = connection.channels.get(name)?.isPrivate === true
    if (isPrivate) await this.#gate.mustLetSpeak(connection.ctx, name, 'broadcast')
    // What admins are told is not for anybody to say.
    if (name.startsWith('realtime:admin:')) return
    const spoken = {
      key: channelKey(connection.ctx.caller.tenantId, name, isPrivate),
      event,
      payload,
    }
    this.#ctx.bus.publish('broadcast', spoken)
    await this.#deliver(spoken, connection)
  }

  /** From outside. @returns how many members this process has there */
  async publish(
    tenantId: string | undefined,
    name: string,
    isPrivate: boolean,
    event: string,
    payload: unknown,
  ): Promise<number> {
    const spoken = { key: channelKey(tenantId, name, isPrivate), event, payload }
    this.#ctx.bus.publish('broadcast', spoken)
    return this.#deliver(spoken)
  }

  mustLetSpeak(ctx: Ctx, name: string): Promise<void> {
    return this.#gate.mustLetSpeak(ctx, name, 'broadcast')
  }

  /** What a transaction sent; every process reads it from the log itself. */
  async tell({ new: text }: Change): Promise<void> {
    const { topic, event, payload, private: isPrivate, tenant } = JSON.parse(text ?? '{}')
    await this.#deliver({
      key: channelKey(tenant ?? undefined, topic, isPrivate === true),
      event: event ?? 'broadcast',
      payload,
    })
  }

  /** To those who administer, of one tenant. */
  tellAdmins(tenantId: string | undefined, event: string, payload: object): void {
    void this.publish(tenantId, 'realtime:admin:connections', false, event, payload)
  }

  async #deliver({ key, event, payload }: Spoken, from?: Connection): Promise<number> {
    const channel = this.#channels.get(key)
    if (!channel) return 0
    await this.#gate.review(channel, 'broadcast', (member) => this.#expel(member, channel.name))
    channel.broadcast(broadcastFrame(channel.name, event, payload), from)
    if (from && channel.members.has(from)) {
      from.send(broadcastFrame(channel.name, event, payload, true))
    }
    return channel.members.size
  }

  #expel(member: Connection, name: string): void {
    this.leave(member, name)
    member.fail('You may no longer be in this channel', 'access_revoked', name)
  }

  async track(connection: Connection, name: string, key: string, state: unknown): Promise<void> {
    const isPrivate = connection.channels.get(name)?.isPrivate === true
    if (isPrivate) await this.#gate.mustLetSpeak(connection.ctx, name, 'presence')
    const channel = this.#of(connection, name)
    if (!channel) return
    mustFit(connection, channel, name, key, state)
    const keys = connection.presences.get(name) ?? new Set()
    connection.presences.set(name, keys.add(key))
    this.#note(channel, { key, owner: connection.id, state }, this.#node)
    this.#publish(channel, { key, owner: connection.id, state })
    channel.tellPresence('sync', {}, connection)
  }

  untrack(connection: Connection, name: string, key: string): void {
    const keys = connection.presences.get(name)
    keys?.delete(key)
    if (keys?.size === 0) connection.presences.delete(name)
    const channel = this.#of(connection, name)
    if (!channel) return
    this.#forgetEntry(channel, key, connection.id)
    this.#publish(channel, { key, owner: connection.id, state: null, gone: true })
  }

  #publish(channel: Channel, entry: object): void {
    const entries = [{ channel: channel.key, ...entry }]
    this.#ctx.bus.publish('presence', { node: this.#node, entries })
  }

  #note(
    channel: Channel,
    { key, owner, state }: { key: string; owner: string; state: unknown },
    node: string,
  ): void {
    const isNew = channel.roster.track(key, owner, node, state)
    channel.tellPresence(isNew ? 'join' : 'sync', { key, state })
    if (isNew) this.#syncSoon(channel)
  }

  #forgetEntry(channel: Channel, key: string, owner: string): void {
    const gone = channel.roster.untrack(key, owner)
    if (!gone) return
    channel.tellPresence('leave', { key, state: gone.state })
    this.#syncSoon(channel)
    this.#forget(channel)
  }

  /** Many who come or go at once are told whole once. */
  #syncSoon(channel: Channel): void {
    if (this.#syncing.has(channel.key)) return
    const timer = setTimeout(() => {
      this.#syncing.delete(channel.key)
      channel.tellPresence('sync')
    }, syncMs)
    this.#syncing.set(channel.key, timer.unref())
  }

  #hear({ node, hello, bye, entries = [] }: Seen): void {
    // Somebody new, or back after a silence: what is known of them is asked for.
    const isKnown = this.#peers.has(node)
    this.#peers.set(node, performance.now())
    if (!isKnown && !hello && !bye)
      this.#ctx.bus.publish('presence', { node: this.#node, hello: true })
    if (hello) this.#introduce()
    if (bye) this.#bury(node)
    for (const { channel: key, key: name, owner, state, gone } of entries) {
      const channel = this.#channel(key)
      if (gone) this.#forgetEntry(channel, name, owner)
      else if (channel.roster.has(name, owner)) channel.roster.track(name, owner, node, state)
      else this.#note(channel, { key: name, owner, state }, node)
    }
  }

  #introduce(): void {
    const entries = [...this.#channels.values()].flatMap((channel) =>
      [...channel.roster.of(this.#node)].map((entry) => ({ channel: channel.key, ...entry })),
    )
    this.#ctx.bus.publish('presence', { node: this.#node, entries })
  }

  #live(): void {
    this.#ctx.bus.publish('presence', { node: this.#node })
    const limit = performance.now() - goneMs
    for (const [node, seenMs] of this.#peers) if (seenMs < limit) this.#bury(node)
  }

  /** Who was present at a process that is gone is gone with it. */
  #bury(node: string): void {
    this.#peers.delete(node)
    for (const channel of [...this.#channels.values()]) {
      for (const { key, owner } of [...channel.roster.of(node)])
        this.#forgetEntry(channel, key, owner)
    }
  }

  #of(connection: Connection, name: string): Channel | undefined {
    return this.#channels.get(connection.channels.get(name)?.key ?? '')
  }

  #channel(key: string): Channel {
    const channel = this.#channels.get(key) ?? new Channel(key, nameOfKey(key))
    this.#channels.set(key, channel)
    return channel
  }

  #forget(channel: Channel): void {
    if (channel.isEmpty) this.#channels.delete(channel.key)
  }
}

function mustFit(
  connection: Connection,
  { roster }: Channel,
  name: string,
  key: string,
  state: unknown,
): void {
  const { max_presences_per_channel: most, max_presence_channels: mostChannels } = connection.limits
  const isNew = !roster.has(key, connection.id)
  if (isNew && roster.size >= most) throw invalid('presence_full', 'This channel is full')
  if (roster.bytes + JSON.stringify(state ?? null).length > mostRosterBytes) {
    throw invalid('presence_full', 'The states of this channel are too large')
  }
  if (!connection.presences.has(name) && connection.presences.size >= mostChannels) {
    throw invalid('too_many_channels', 'This connection is present in too many channels')
  }
}
