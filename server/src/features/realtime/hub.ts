import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import type { Batch } from '../../engines/changes/index.ts'
import { type Ctx, makeContext } from '../../engines/context.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { noClient } from '../../kernel/client.ts'
import { AppError, forbidden, unauthenticated, unavailable } from '../../kernel/errors.ts'
import { Channels } from './channels.ts'
import { Connection, closeCodes, type Dialect, type Renew } from './connection.ts'
import { channelDialect, type Desk } from './handle.ts'
import { type Limits, limitsOf, maxMessageBytes } from './limits.ts'
import type { Member, Outlet } from './member.ts'
import { createMessages, openMessages, selectMessages } from './queries.ts'
import { TableChanges } from './tables.ts'
import type { Topic } from './topic.ts'
import { whoIs } from './who.ts'
import { SocketWire, type Wire } from './wire.ts'

/** Messages of one connection that wait for those before them. */
const mostUnheard = 200
const tickMs = 1_000
/** Clients of a server that stops come back one after the other. */
const spreadMs = 3_000
const closingMs = 1_000

/** A client that wants to be connected: whose it is, and how it shows that anew. */
export interface Arrival {
  ctx: Ctx
  renew: Renew
}

/** What an upgrade request brings along. */
export interface Upgrade extends Arrival {
  request: IncomingMessage
  socket: Socket
  head: Buffer
}

/** All connections of this process, and what they have in common. */
export class Realtime implements Desk {
  readonly #ctx: Ctx
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    clientTracking: false,
  })
  readonly connections = new Set<Connection>()
  readonly tables: TableChanges
  readonly channels: Channels
  #ticking: NodeJS.Timeout | undefined
  #unsubscribe: (() => void) | undefined
  #isStopping = false

  constructor(ctx: Ctx) {
    this.#ctx = ctx
    this.tables = new TableChanges(ctx)
    this.channels = new Channels(ctx)
    ctx.revocations.onEnd((subject, id) => {
      if (['session', 'user', 'key', 'tenant'].includes(subject)) this.#reconsider(id)
    })
  }

  async start(): Promise<void> {
    await this.#prepare()
    this.channels.start()
    this.#ticking = setInterval(() => this.#tick(), tickMs)
    this.#ticking.unref()
  }

  /** The table of private channels belongs to whoever writes policies for it. */
  async #prepare(): Promise<void> {
    const row = await this.#ctx.db.row<{ rel: string | null }>(selectMessages)
    if (row?.rel) return
    try {
      await this.#ctx.engines.db.asSchemaOwner(async (client) => {
        await client.query(`${createMessages.text}; ${openMessages.text}`)
      })
    } catch (error) {
      this.#ctx.log.warn({ err: error }, 'private channels could not be set up')
    }
  }

  /** Tells every client that it may come back, and when, so that not all do at once. */
  async stop(): Promise<void> {
    this.#isStopping = true
    clearInterval(this.#ticking)
    this.#unsubscribe?.()
    this.#unsubscribe = undefined
    for (const connection of this.connections) {
      const waitMs = Math.round(Math.random() * spreadMs)
      const cursor = this.#cursorOf(connection)
      const frame = connection.dialect.drain(waitMs, cursor)
      if (frame !== undefined) connection.send(frame)
      connection.close(closeCodes.restart, `restarting: come back in ${waitMs} ms`)
    }
    const deadline = performance.now() + closingMs
    while (this.connections.size > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    for (const connection of this.connections) connection.terminate()
    this.tables.stop()
    this.channels.stop()
  }

  /**
   * Before the upgrade, while there still is an HTTP answer to give.
   * @throws forbidden for a page of an origin that is not allowed; unavailable while switched off
   */
  async mustBeOpen(ctx: Ctx, origin: string | undefined): Promise<void> {
    const { enabled, allowed_origins: allowed } = await limitsOf(ctx)
    if (!enabled || this.#isStopping) throw switchedOff()
    if (allowed.length > 0 && origin !== undefined && !allowed.includes(origin)) {
      throw forbidden('origin_not_allowed', 'Pages of this origin may not connect')
    }
  }

  /** A WebSocket for channels. */
  async accept({ request, socket, head, ...arrival }: Upgrade): Promise<void> {
    const limits = await limitsOf(arrival.ctx)
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      const wire = new SocketWire(ws, socket)
      const connection = this.connect(arrival, limits, wire, channelDialect(this))
      ws.on('message', (data: Buffer, isBinary: boolean) => this.hear(connection, data, isBinary))
    })
  }

  /** One more connection; where there is no room for it, it is told so and closed. */
  connect({ ctx, renew }: Arrival, limits: Limits, wire: Wire, dialect: Dialect): Connection {
    const closed = () => this.#close(connection)
    const connection = new Connection({ ctx: this.#own(ctx), wire, limits, renew, dialect, closed })
    const full = this.#lackOfRoom(ctx, limits)
    if (full !== undefined) {
      connection.fail('max_connections_reached', 'max_connections_reached', undefined, {
        message: full,
      })
      connection.close(closeCodes.busy, full)
    } else this.#open(connection)
    return connection
  }

  /** @throws unavailable while there is no room for one more connection of this caller */
  async mustHaveRoom(ctx: Ctx): Promise<Limits> {
    const limits = await limitsOf(ctx)
    const full = this.#lackOfRoom(ctx, limits)
    if (full !== undefined) throw unavailable('max_connections_reached', full)
    return limits
  }

  /** Makes a connection one of those that follow a table. */
  follow(connection: Connection, outlet: Outlet, topic: Topic, cursor: bigint | undefined): Member {
    const member = this.tables.attach(outlet, whoIs(connection.ctx), topic, cursor)
    connection.members.add(member)
    return member
  }

  unfollow(connection: Connection, member: Member): void {
    this.tables.detach(member)
    connection.members.delete(member)
  }

  /** The context of a connection outlives its request. */
  #own({ caller, origin, log }: Ctx): Ctx {
    const { address, device, requestId, surface, language, hops } = origin
    const kept = { address, device, requestId, surface, language, hops: hops ?? 0 }
    return makeContext(this.#ctx.engines, { caller, origin: kept, log, client: noClient })
  }

  #lackOfRoom(ctx: Ctx, limits: Limits): string | undefined {
    const { userId, kind } = ctx.caller
    const network = clientNetwork(ctx.origin.address)
    const count = (test: (other: Ctx) => boolean) => {
      let found = 0
      for (const other of this.connections) if (test(other.ctx)) found++
      return found
    }
    if (this.connections.size >= limits.max_connections)
      return 'The server has too many connections'
    if (userId !== undefined) {
      return count((other) => other.caller.userId === userId) >= limits.max_connections_per_user
        ? 'You have too many connections'
        : undefined
    }
    if (kind !== 'nobody') return undefined
    const isSame = (other: Ctx) =>
      other.caller.kind === 'nobody' && clientNetwork(other.origin.address) === network
    return count(isSame) >= limits.max_connections_per_ip
      ? 'Your address has too many connections'
      : undefined
  }

  #open(connection: Connection): void {
    this.connections.add(connection)
    this.#unsubscribe ??= this.#ctx.changes.subscribe((batch) => this.#take(batch))
    this.#expire(connection)
    this.#tellAdmins(connection, 'connected')
  }

  /** One after the other: a subscription is made before the next message can end it. */
  hear(connection: Connection, data: Buffer, isBinary: boolean): void {
    connection.heard()
    const hasBudget = connection.messages.take(1) && connection.bytes.take(data.length)
    if (isBinary) connection.close(1003, 'messages are JSON text')
    else if (!hasBudget || connection.unheard >= mostUnheard) {
      connection.fail('Too many messages', 'rate_limited')
      connection.close(closeCodes.policy, 'too many messages')
    } else connection.hear(data.toString('utf8'))
  }

  #close(connection: Connection): void {
    if (!this.connections.delete(connection)) return
    clearTimeout(connection.expiry)
    this.#letGo(connection)
    connection.dialect.end?.()
    this.#tellAdmins(connection, 'disconnected')
    if (this.connections.size > 0) return
    this.#unsubscribe?.()
    this.#unsubscribe = undefined
  }

  #take(batch: Batch): void {
    for (const change of batch.changes) {
      if (change.kind === 'MESSAGE') void this.channels.tell(change).catch(this.#warn)
    }
    this.tables.take(batch)
  }

  readonly #warn = (error: unknown): void =>
    this.#ctx.log.warn({ err: error }, 'a realtime message could not be told')

  async reauthenticate(connection: Connection, token: string): Promise<void> {
    const caller = await connection.renew(token).catch((error: unknown) => {
      if (error instanceof AppError && error.kind === 'unavailable') throw error
      throw unauthenticated('invalid_token', 'invalid token', { cause: error })
    })
    await this.#become(connection, caller, token)
  }

  /** Rights of the new caller from here on; what they do not reach ends. */
  async #become(connection: Connection, caller: Ctx['caller'], token?: string): Promise<void> {
    connection.ctx = this.#own(Object.create(connection.ctx, { caller: { value: caller } }))
    if (token !== undefined) connection.token = token
    this.#expire(connection)
    const who = whoIs(connection.ctx)
    for (const member of connection.members) this.tables.move(member, who)
    await this.channels.moveTo(connection)
  }

  #expire(connection: Connection): void {
    clearTimeout(connection.expiry)
    const { expiresAtMs } = connection.ctx.caller
    if (expiresAtMs === undefined) return
    const leftMs = Math.min(Math.max(0, expiresAtMs - Date.now()), 2 ** 31 - 1)
    connection.expiry = setTimeout(() => {
      if ((connection.ctx.caller.expiresAtMs ?? 0) > Date.now()) this.#expire(connection)
      else this.#endFor(connection, 'expired_token', 'The token has expired')
    }, leftMs)
    connection.expiry.unref()
  }

  #endFor(connection: Connection, code: string, why: string): void {
    this.#letGo(connection)
    connection.fail(why, code)
    connection.close(connection.dialect.unauthorized, why)
  }

  #letGo(connection: Connection): void {
    for (const member of connection.members) this.tables.detach(member)
    connection.members.clear()
    this.channels.leaveAll(connection)
  }

  /** Something ended: whoever it may be about must show again that they may be here. */
  #reconsider(id: string): void {
    const subject = id.slice(0, 36)
    for (const connection of this.connections) {
      const { sessionId, userId, keyId, tenantId, impersonatedBy } = connection.ctx.caller
      const isMeant = [sessionId, userId, keyId, tenantId].includes(subject)
      if (isMeant || impersonatedBy !== undefined) void this.#recheck(connection)
    }
  }

  async #recheck(connection: Connection): Promise<void> {
    try {
      await this.#become(connection, await connection.renew(connection.token))
    } catch (error) {
      this.#ctx.log.debug({ err: error }, 'a connection lost its right to be here')
      this.#endFor(connection, 'revoked_token', 'This sign-in is over')
    }
  }

  #tick(): void {
    const now = performance.now()
    for (const connection of this.connections) {
      connection.tick(now, () => this.#cursorOf(connection))
    }
  }

  /** From where the client can resume everything it subscribed to. */
  #cursorOf({ members }: Connection): string | undefined {
    let least: bigint | undefined
    for (const member of members) {
      const position = this.tables.positionOf(member)
      if (position !== undefined && (least === undefined || position < least)) least = position
    }
    return least?.toString()
  }

  #tellAdmins({ id, ctx, connectedAt }: Connection, type: 'connected' | 'disconnected'): void {
    const { userId = null, email = null, tenantId } = ctx.caller
    this.channels.tellAdmins(tenantId, type, {
      type,
      id,
      user_id: userId,
      email,
      remote_addr: ctx.origin.address,
      connected_at: connectedAt,
      timestamp: new Date(),
    })
  }
}

const switchedOff = () => unavailable('feature_disabled', 'Realtime is switched off')
