import type { Ctx } from '../../engines/context.ts'
import { invalid, invalidField, unavailable } from '../../kernel/errors.ts'
import type { Realtime } from './hub.ts'
import { limitsOf } from './limits.ts'
import { selectPeople } from './queries.ts'
import type { Broadcast, Message, Stats } from './schema.ts'

export type { Event } from '../../engines/changes/index.ts'
/** Changes of tables, broadcast and presence over WebSockets. */
export { type Connection, closeCodes, type Dialect } from './connection.ts'
export type { Condition, Test } from './filter.ts'
export { type Arrival, Realtime, type Upgrade } from './hub.ts'
export { jobs } from './jobs.ts'
export type { Outcome } from './judge.ts'
export { type Limits, limitsOf, maxMessageBytes } from './limits.ts'
export type { Member, Outlet } from './member.ts'
export { change, disable, enable, get, list } from './registry.ts'
export type { Row } from './row.ts'
export type { Rules } from './rules.ts'
export * from './schema.ts'
export { mustFollow } from './subscribe.ts'
export { type Choice, isWanted, mayConcern, type Topic } from './topic.ts'
export { SocketWire, StreamWire } from './wire.ts'

/**
 * A message to the members of a channel.
 * @returns how many members this process has there, over all messages
 * @throws invalid without a channel or without a message; forbidden where a private channel is closed
 */
export async function broadcast(ctx: Ctx, hub: Realtime, body: Broadcast): Promise<number> {
  if (!(await limitsOf(ctx)).enabled) {
    throw unavailable('feature_disabled', 'Realtime is switched off')
  }
  const { messages = [body] } = body
  if (body.messages && Object.keys(body).length > 1) {
    throw invalidField('messages', 'conflict', 'Send messages, or one message')
  }
  const read = messages.map(readMessage)
  let recipients = 0
  for (const { channel, event, payload, isPrivate } of read) {
    if (isPrivate) await hub.channels.mustLetSpeak(ctx, channel)
    recipients += await hub.channels.publish(
      ctx.caller.tenantId,
      channel,
      isPrivate,
      event,
      payload,
    )
  }
  return recipients
}

function readMessage(given: Message) {
  const { channel = given.topic, event = 'broadcast', message, payload } = given
  if (!channel) throw invalidField('channel', 'required', 'A channel is missing')
  if (message === undefined && payload === undefined) {
    throw invalidField('message', 'required', 'Send a message, or an event and a payload')
  }
  if (channel.startsWith('realtime:admin:')) {
    throw invalid('reserved_channel', 'What is said in this channel is not for clients to say')
  }
  return {
    channel,
    event,
    payload: message === undefined ? asJson(payload) : message,
    isPrivate: given.private === true,
  }
}

/** Command lines send their payload as JSON in a text. */
function asJson(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload
  try {
    return JSON.parse(payload)
  } catch {
    return payload
  }
}

export interface StatsQuery {
  limit: number
  offset: number
  search: string | undefined
}

/** The connections of this process that the caller administers, newest first. */
export async function stats(ctx: Ctx, hub: Realtime, query: StatsQuery): Promise<Stats> {
  const { tenantId } = ctx.caller
  const all = [...hub.connections]
    .filter((connection) => tenantId === undefined || connection.ctx.caller.tenantId === tenantId)
    .reverse()
  const people = await peopleOf(
    ctx,
    all.flatMap(({ ctx: { caller } }) => caller.userId ?? []),
  )
  const described = all.map(({ id, connectedAt, ctx: { caller, origin } }) => {
    const person = people.get(caller.userId ?? '')
    return {
      id,
      user_id: caller.userId ?? null,
      email: person?.email ?? caller.email ?? null,
      ...(person?.full_name ? { display_name: person.full_name } : {}),
      remote_addr: origin.address,
      connected_at: connectedAt,
    }
  })
  const wanted = query.search?.toLowerCase() ?? ''
  const found = described.filter((one) =>
    [one.id, one.remote_addr, one.user_id, one.email, one.display_name].some((text) =>
      text?.toLowerCase().includes(wanted),
    ),
  )
  return {
    total_connections: found.length,
    connections: found.slice(query.offset, query.offset + query.limit),
    channels: new Set(all.flatMap(({ channels }) => [...channels.keys()])).size,
    subscriptions: all.reduce(
      (sum, { members }) => sum + [...members].reduce((n, { topic }) => n + topic.count, 0),
      0,
    ),
    limit: query.limit,
    offset: query.offset,
  }
}

interface Person {
  id: string
  email: string | null
  full_name: string | null
}

async function peopleOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Person>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db.rows<Person>(selectPeople([...new Set(ids)]))
  return new Map(rows.map((person) => [person.id, person]))
}
