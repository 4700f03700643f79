import type { Ctx, Engines } from '../../engines/context.ts'
import * as realtime from '../../features/realtime/index.ts'
import type { TenantCache } from '../../features/tenants/index.ts'
import { AppError } from '../../kernel/errors.ts'
import { object, Type } from '../../kernel/schema.ts'
import { Taken } from '../../kernel/send.ts'
import { takeUpgrade } from '../upgrade.ts'
import { rules } from './access.ts'
import type { Parts } from './authenticate.ts'
import { renewal } from './renewal.ts'
import { route } from './route.ts'

export interface RealtimeParts extends Parts {
  tenants: TenantCache
  realtime: realtime.Realtime
}

const rule = rules.optional_realtime

function open(engines: Engines, parts: RealtimeParts, ctx: Ctx): Taken {
  return new Taken((request) => {
    const upgrade = takeUpgrade(request.raw)
    const renew = renewal(engines, parts, request, rule)
    if (!upgrade) return
    const { socket, head } = upgrade
    parts.realtime.accept({ request: request.raw, socket, head, ctx, renew }).catch((error) => {
      request.log.error({ err: error }, 'a WebSocket could not be opened')
      socket.destroy()
    })
  })
}

const mustUpgrade = ({ upgrade }: { upgrade?: string }): void => {
  if (upgrade?.toLowerCase() === 'websocket') return
  throw new AppError('invalid', 'upgrade_required', 'Connect with a WebSocket')
}

const socketAt = (engines: Engines, parts: RealtimeParts, path: string, name: string) =>
  route({
    method: 'GET',
    path,
    name,
    access: 'optional_realtime',
    summary: 'A WebSocket: changes of tables, broadcast, presence',
    description:
      'Messages are JSON text. Channels: `table:{schema}.{table}`, `presence:{room}`, `broadcast:{channel}`.',
    query: object({
      token: Type.Optional(Type.String({ description: 'For browsers, which cannot set headers' })),
      apikey: Type.Optional(Type.String()),
      clientkey: Type.Optional(Type.String()),
      tenant: Type.Optional(Type.String()),
    }),
    headers: object({
      upgrade: Type.Optional(Type.String()),
      origin: Type.Optional(Type.String()),
    }),
    status: 101,
    errors: [400, 401, 403, 426, 503],
    handle: async (ctx, { headers }) => {
      mustUpgrade(headers)
      await parts.realtime.mustBeOpen(ctx, headers.origin)
      return open(engines, parts, ctx)
    },
  })

/** Out of range: the default. */
const limitOf = (text: string | undefined): number => {
  const limit = Number(text ?? 25)
  return Number.isInteger(limit) && limit >= 1 && limit <= 100 ? limit : 25
}

const offsetOf = (text: string | undefined): number => {
  const offset = Number(text ?? 0)
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : 0
}

export const makeRealtimeRoutes = (engines: Engines, parts: RealtimeParts) => [
  socketAt(engines, parts, '/realtime', 'realtime.connect'),
  socketAt(engines, parts, '/api/v1/realtime', 'realtime.api_connect'),
  route({
    method: 'GET',
    path: '/api/v1/realtime/stats',
    name: 'realtime.stats',
    access: 'realtime_stats',
    summary: 'Who is connected to this process',
    query: object({
      limit: Type.Optional(Type.String()),
      offset: Type.Optional(Type.String()),
      search: Type.Optional(Type.String({ maxLength: 200 })),
    }),
    returns: realtime.Stats,
    errors: [401, 403],
    handle: (ctx, { query }) =>
      realtime.stats(ctx, parts.realtime, {
        limit: limitOf(query.limit),
        offset: offsetOf(query.offset),
        search: query.search,
      }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/realtime/broadcast',
    name: 'realtime.broadcast',
    access: 'realtime_broadcast',
    summary: 'Send a message to the members of a channel, or several to several',
    body: realtime.Broadcast,
    returns: object({
      success: Type.Boolean(),
      channel: Type.Optional(Type.String()),
      recipients: Type.Integer(),
    }),
    errors: [400, 401, 403, 503],
    handle: async (ctx, { body }) => {
      const recipients = await realtime.broadcast(ctx, parts.realtime, body)
      const channel = body.channel ?? body.topic
      return { success: true, ...(channel === undefined ? {} : { channel }), recipients }
    },
  }),
]

const base = '/api/v1/admin/realtime/tables'
const one = object({
  schema: Type.String({ minLength: 1, maxLength: 63 }),
  table: Type.String({ minLength: 1, maxLength: 63 }),
})
const Done = object({ success: Type.Boolean(), message: Type.String() })
const admin = { access: 'realtime_tables', errors: [400, 401, 403, 404] } as const

export const realtimeTableRoutes = [
  route({
    ...admin,
    method: 'POST',
    path: base,
    name: 'realtime.enable_table',
    summary: 'Send the changes of a table to its subscribers',
    body: realtime.NewTable,
    returns: realtime.Enabled,
    status: 201,
    handle: (ctx, { body }) => realtime.enable(ctx, body),
  }),
  route({
    ...admin,
    method: 'GET',
    path: base,
    name: 'realtime.list_tables',
    summary: 'Tables whose changes are sent',
    query: object({
      enabled: Type.Optional(Type.Boolean({ description: 'false: also those that were disabled' })),
    }),
    returns: object({ tables: Type.Array(realtime.Table), count: Type.Integer() }),
    handle: async (ctx, { query }) => {
      const tables = await realtime.list(ctx, query.enabled === false)
      return { tables, count: tables.length }
    },
  }),
  route({
    ...admin,
    method: 'GET',
    path: `${base}/{schema}/{table}`,
    name: 'realtime.get_table',
    summary: 'Whether, and which, changes of a table are sent',
    params: one,
    returns: realtime.Table,
    handle: (ctx, { params: { schema, table } }) => realtime.get(ctx, schema, table),
  }),
  route({
    ...admin,
    method: 'PATCH',
    path: `${base}/{schema}/{table}`,
    name: 'realtime.change_table',
    summary: 'Which events are sent, and which columns are not',
    params: one,
    body: realtime.TableChange,
    returns: Done,
    handle: async (ctx, { params: { schema, table }, body }) => {
      await realtime.change(ctx, schema, table, body)
      return { success: true, message: 'Changed' }
    },
  }),
  route({
    ...admin,
    method: 'DELETE',
    path: `${base}/{schema}/{table}`,
    name: 'realtime.disable_table',
    summary: 'Send no more changes of a table',
    params: one,
    returns: Done,
    handle: async (ctx, { params: { schema, table } }) => {
      await realtime.disable(ctx, schema, table)
      return { success: true, message: 'Disabled' }
    },
  }),
]
