import { AppError, forbidden, invalid } from '../../kernel/errors.ts'
import { holds } from '../keys/index.ts'
import { ChannelTopic, type Subscription } from './channel-topic.ts'
import { type Channels, isAdmin } from './channels.ts'
import { type Connection, closeCodes, type Dialect } from './connection.ts'
import { type ClientFrame, isObject, malformed, readFrame, readText } from './frames.ts'
import { readWish, resolveWish, type Wish } from './subscribe.ts'
import type { TableChanges } from './tables.ts'
import type { Topic } from './topic.ts'
import { whoIs } from './who.ts'

/** What messages of clients are done with. */
export interface Desk {
  tables: TableChanges
  channels: Channels
  /** The connection speaks for somebody else from now on. */
  reauthenticate(connection: Connection, token: string): Promise<void>
}

/** Before an empty connection is closed: raw clients may subscribe anew. */
const graceMs = 250

type Handler = (desk: Desk, connection: Connection, frame: ClientFrame) => Promise<void> | void

const handlers: Record<string, Handler> = {
  heartbeat: () => undefined,
  subscribe,
  unsubscribe,
  broadcast,
  presence,
  access_token: accessToken,
  subscribe_logs: (_desk, connection, { channel }) =>
    connection.fail('execution not found', 'not_found', channel),
  subscribe_all_logs: (_desk, connection, { channel }) =>
    connection.fail('Logs are not kept here', 'not_available', channel),
}

/** Does what a message asks; what is wrong with it is answered, and the connection stays. */
export async function handle(desk: Desk, connection: Connection, text: string): Promise<void> {
  let channel: string | undefined
  try {
    const frame = readFrame(text)
    channel = frame.channel
    const handler = Object.hasOwn(handlers, frame.type) ? handlers[frame.type] : undefined
    if (!handler) throw malformed(`Unknown type ${frame.type.slice(0, 50)}`)
    await handler(desk, connection, frame)
  } catch (error) {
    answerError(connection, error, channel)
  }
}

function answerError(connection: Connection, error: unknown, channel: string | undefined): void {
  if (!(error instanceof AppError) || error.status === 500) {
    connection.ctx.log.error({ err: error }, 'a realtime message failed')
    connection.fail('Something went wrong on our side', 'internal', channel)
  } else connection.fail(error.message, error.code, channel)
}

/** Channels, as the SDK speaks. */
export const channelDialect = (desk: Desk): Dialect => ({
  unauthorized: 4001,
  hear: (connection, text) => handle(desk, connection, text),
  error: (error, code, channel, more = {}) =>
    JSON.stringify({
      type: 'error',
      ...(channel === undefined ? {} : { channel }),
      error,
      payload: { code, message: error, ...more },
    }),
  drain: (waitMs, cursor) =>
    JSON.stringify({
      type: 'drain',
      payload: { reconnect_after_ms: waitMs, ...(cursor === undefined ? {} : { cursor }) },
    }),
  heartbeat: (cursor) =>
    JSON.stringify({ type: 'heartbeat', ...(cursor === undefined ? {} : { cursor }) }),
})

const ack = (channel: string | undefined, payload: object) => ({
  type: 'ack',
  ...(channel === undefined ? {} : { channel }),
  payload,
})

function mustHaveRoomToJoin(connection: Connection): void {
  if (!connection.joins.take(1)) throw invalid('rate_limited', 'Too many joins, try again later')
}

async function subscribe(desk: Desk, connection: Connection, frame: ClientFrame): Promise<void> {
  mustHaveRoomToJoin(connection)
  const wish = readWish(frame)
  if (wish) return subscribeToTable(desk, connection, wish)
  const name = mustHaveChannel(frame)
  if (name.startsWith('realtime:admin:') && !isAdmin(connection.ctx.caller.role)) {
    throw forbidden('insufficient_permissions', 'This channel is for administrators')
  }
  await desk.channels.join(connection, name, frame.config.private === true)
  connection.tell(ack(name, { subscribed: true, channel: name }))
}

async function subscribeToTable(desk: Desk, connection: Connection, wish: Wish): Promise<void> {
  if (connection.members.size >= connection.limits.max_channels_per_connection) {
    throw invalid('too_many_channels', 'This connection has too many subscriptions')
  }
  const subscriptions = await resolveWish(connection, wish)
  // Who subscribes now is not told of what was before.
  await connection.ctx.changes.refresh()
  if (!connection.isOpen) return
  for (const subscription of subscriptions) {
    add(desk, connection, subscription, wish.cursor)
  }
  const { id, schema, table, event, filter, cursor } = wish
  connection.tell(
    ack(wish.channel, {
      subscribed: true,
      subscription_id: id,
      schema,
      table,
      event,
      ...(filter === undefined ? {} : { filter }),
      cursor: String(cursor ?? connection.ctx.changes.position),
    }),
  )
}

/** Beside those of the same channel and table, so that one change is one message; a resumed one alone. */
function add(
  { tables }: Desk,
  connection: Connection,
  subscription: Subscription,
  cursor: bigint | undefined,
): void {
  drop(tables, connection, (one) => one.id === subscription.id && one.table === subscription.table)
  for (const member of connection.members) {
    const { topic } = member
    if (cursor !== undefined || member.isAlone || !isBeside(topic, subscription)) continue
    const all = [...topic.subscriptions, subscription].sort(byId)
    tables.change(member, new ChannelTopic(all))
    return
  }
  const topic = new ChannelTopic([subscription])
  connection.members.add(tables.attach(connection, whoIs(connection.ctx), topic, cursor))
}

const byId = (a: Subscription, b: Subscription): number => (a.id < b.id ? -1 : 1)

const isBeside = (
  topic: Topic,
  { channel, schema, table, columns }: Subscription,
): topic is ChannelTopic =>
  topic instanceof ChannelTopic &&
  topic.channel === channel &&
  topic.schema === schema &&
  topic.table === table &&
  topic.columns?.join() === columns?.join()

function drop(
  tables: TableChanges,
  connection: Connection,
  isGone: (subscription: Subscription) => boolean,
): void {
  for (const member of [...connection.members]) {
    if (!(member.topic instanceof ChannelTopic)) continue
    const { subscriptions } = member.topic
    const left = subscriptions.filter((subscription) => !isGone(subscription))
    if (left.length === subscriptions.length) continue
    if (left.length > 0) tables.change(member, new ChannelTopic(left))
    else {
      tables.detach(member)
      connection.members.delete(member)
    }
  }
}

function unsubscribe(desk: Desk, connection: Connection, frame: ClientFrame): void {
  const { channel, subscriptionId } = frame
  drop(desk.tables, connection, (one) =>
    subscriptionId === undefined
      ? channel === undefined || one.channel === channel
      : one.id === subscriptionId,
  )
  if (subscriptionId === undefined) {
    if (channel === undefined) desk.channels.leaveAll(connection)
    else desk.channels.leave(connection, channel)
  }
  connection.tell(
    ack(channel, {
      unsubscribed: true,
      ...(subscriptionId === undefined ? {} : { subscription_id: subscriptionId }),
    }),
  )
  setTimeout(() => {
    const isEmpty = connection.members.size === 0 && connection.channels.size === 0
    if (isEmpty) connection.close(closeCodes.normal, 'nothing left to listen to')
  }, graceMs).unref()
}

async function broadcast(desk: Desk, connection: Connection, frame: ClientFrame): Promise<void> {
  const name = mustHaveChannel(frame)
  mustBeAllowedToSpeak(connection)
  await joinToSpeak(desk, connection, name, frame)
  await desk.channels.speak(connection, name, frame.event ?? 'broadcast', frame.payload ?? null)
  const { messageId } = frame
  const status = 'ok'
  // SDKs look beside the payload, others inside.
  if (messageId !== undefined) {
    connection.tell({ ...ack(name, { messageId, status }), messageId, status })
  }
}

/** Speaking is joining. */
async function joinToSpeak(
  desk: Desk,
  connection: Connection,
  name: string,
  { config }: ClientFrame,
): Promise<void> {
  const joined = connection.channels.get(name)
  if (joined && (config.private === undefined || joined.isPrivate === config.private)) return
  mustHaveRoomToJoin(connection)
  if (name.startsWith('realtime:admin:')) {
    if (isAdmin(connection.ctx.caller.role)) await desk.channels.join(connection, name, false)
    return
  }
  await desk.channels.join(connection, name, config.private === true)
}

function mustBeAllowedToSpeak({ ctx: { caller } }: Connection): void {
  if (caller.keyId === undefined || holds(caller.scopes ?? [], 'realtime:broadcast')) return
  throw forbidden('insufficient_permissions', 'The key lacks the scope realtime:broadcast')
}

async function presence(desk: Desk, connection: Connection, frame: ClientFrame): Promise<void> {
  const name = mustHaveChannel(frame)
  const payload = isObject(frame.payload) ? frame.payload : {}
  // SDKs put the event beside the payload, older servers read it inside.
  const event = frame.event ?? readText(payload, 'event')
  const key = readText(payload, 'key')
  if (key === undefined) throw malformed('presence: A key is missing')
  if (event === 'untrack') {
    desk.channels.untrack(connection, name, key)
    return
  }
  if (event !== 'track') throw malformed('presence: The event is track or untrack')
  mustHaveRoomToJoin(connection)
  mustBeAllowedToSpeak(connection)
  await joinToSpeak(desk, connection, name, frame)
  await desk.channels.track(connection, name, key, payload.state ?? {})
}

async function accessToken(desk: Desk, connection: Connection, frame: ClientFrame): Promise<void> {
  const payload = isObject(frame.payload) ? frame.payload : {}
  const token = frame.token ?? payload.token
  if (typeof token !== 'string' || token === '') throw malformed('A token is missing')
  await desk.reauthenticate(connection, token)
  connection.tell(ack(frame.channel, { type: 'access_token', updated: true }))
}

function mustHaveChannel({ channel }: ClientFrame): string {
  if (channel !== undefined) return channel
  throw malformed('A channel is missing')
}
