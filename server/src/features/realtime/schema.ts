import { type Static, Type } from '@sinclair/typebox'
import { nullable, object, oneOf, Time } from '../../kernel/schema.ts'

const events = ['INSERT', 'UPDATE', 'DELETE'] as const

const Events = Type.Array(oneOf(events), { minItems: 1, uniqueItems: true })
const Name = Type.String({ minLength: 1, maxLength: 63, pattern: '^[^\\u0000]+$' })
const Columns = Type.Array(Name, { maxItems: 1_000, uniqueItems: true })

/** A table whose changes go to subscribers. */
export const NewTable = object({
  schema: Type.Optional(Name),
  table: Name,
  events: Type.Optional(Events),
  exclude: Type.Optional(Columns),
})
export type NewTable = Static<typeof NewTable>

export const TableChange = object({
  events: Type.Optional(Events),
  exclude: Type.Optional(Columns),
})
export type TableChange = Static<typeof TableChange>

export const Table = object({
  id: nullable(Type.String({ format: 'uuid' })),
  schema: Type.String(),
  table: Type.String(),
  realtime_enabled: Type.Boolean(),
  events: Type.Array(Type.String()),
  excluded_columns: Type.Optional(nullable(Type.Array(Type.String()))),
  created_at: nullable(Time),
  updated_at: nullable(Time),
})
export type Table = Static<typeof Table>

export const Enabled = object({
  schema: Type.String(),
  table: Type.String(),
  events: Type.Array(Type.String()),
  trigger_name: Type.String(),
  exclude: Type.Optional(Type.Array(Type.String())),
})
export type Enabled = Static<typeof Enabled>

export const Stats = object({
  total_connections: Type.Integer(),
  connections: Type.Array(
    object({
      id: Type.String(),
      user_id: nullable(Type.String()),
      email: nullable(Type.String()),
      display_name: Type.Optional(Type.String()),
      remote_addr: Type.String(),
      connected_at: Time,
    }),
  ),
  channels: Type.Integer(),
  subscriptions: Type.Integer(),
  limit: Type.Integer(),
  offset: Type.Integer(),
})
export type Stats = Static<typeof Stats>

const Message = object({
  channel: Type.Optional(Type.String({ maxLength: 255 })),
  topic: Type.Optional(Type.String({ maxLength: 255 })),
  message: Type.Optional(Type.Unknown()),
  event: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  payload: Type.Optional(Type.Unknown()),
  private: Type.Optional(Type.Boolean()),
})
export type Message = Static<typeof Message>

/** One message, or `messages`. */
export const Broadcast = object({
  ...Message.properties,
  messages: Type.Optional(Type.Array(Message, { minItems: 1, maxItems: 100 })),
})
export type Broadcast = Static<typeof Broadcast>

export { events }
