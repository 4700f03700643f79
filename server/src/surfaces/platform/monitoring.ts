import * as monitoring from '../../features/monitoring/index.ts'
import { object, oneOf, Time, TimeInput, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'

const access = 'monitoring'
const errors = [401, 403, 503]
const Amount = Type.Number()
const statuses = ['healthy', 'degraded', 'unhealthy'] as const

const Service = object({
  status: oneOf(statuses),
  message: Type.Optional(Type.String()),
  latency_ms: Type.Optional(Amount),
})

const amounts = <const N extends readonly string[]>(names: N) =>
  object(
    Object.fromEntries(names.map((name) => [name, Amount])) as Record<N[number], typeof Amount>,
  )

const MetricsShape = object({
  uptime_seconds: Amount,
  go_version: Type.String({ description: 'The runtime and its version' }),
  num_goroutines: Amount,
  memory_alloc_mb: Amount,
  memory_total_alloc_mb: Amount,
  memory_sys_mb: Amount,
  num_gc: Amount,
  gc_pause_ms: Amount,
  database: amounts([
    'acquire_count',
    'acquired_conns',
    'canceled_acquire_count',
    'constructing_conns',
    'empty_acquire_count',
    'idle_conns',
    'max_conns',
    'total_conns',
    'new_conns_count',
    'max_lifetime_destroy_count',
    'max_idle_destroy_count',
    'acquire_duration_ms',
  ]),
  realtime: amounts(['total_connections', 'active_channels', 'total_subscriptions']),
  storage: amounts(['total_buckets', 'total_files', 'total_size_gb']),
})

const LogLine = object({
  timestamp: Time,
  level: oneOf(monitoring.levelNames),
  message: Type.String(),
  module: Type.Optional(Type.String()),
  error: Type.Optional(Type.String()),
  fields: Type.Optional(
    Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
  ),
})

/** Where no start is named. */
const hourMs = 3_600_000

/** Figures of the process that answers, and lines of the log, of all of them. */
export const makeMonitoringRoutes = ({ looked }: { looked: monitoring.Looked }) => [
  route({
    method: 'GET',
    path: '/api/v1/monitoring/metrics',
    name: 'monitoring.metrics',
    access,
    summary: 'Get system metrics',
    description: 'Names that another runtime counts and this one does not are 0.',
    returns: MetricsShape,
    errors,
    handle: (ctx) => monitoring.processMetrics(ctx, looked),
  }),
  route({
    method: 'GET',
    path: '/api/v1/monitoring/health',
    name: 'monitoring.health',
    access,
    summary: 'Get system health status',
    returns: object({
      status: oneOf(statuses),
      services: object({
        database: Service,
        realtime: Service,
        storage: Service,
        jobs: Service,
      }),
    }),
    errors,
    handle: async (ctx, _input, reply) => {
      const found = await monitoring.services(ctx, looked.realtime)
      if (found.status === 'unhealthy') reply.status(503)
      return found
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/monitoring/logs',
    name: 'monitoring.logs',
    access,
    summary: 'Get system logs, newest first',
    query: object({
      level: Type.Optional(oneOf(monitoring.levelNames)),
      category: Type.Optional(Type.String({ maxLength: 50 })),
      component: Type.Optional(Type.String({ maxLength: 100 })),
      search: Type.Optional(Type.String({ maxLength: 200 })),
      start_time: Type.Optional(TimeInput),
      end_time: Type.Optional(TimeInput),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
      offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 })),
    }),
    returns: object({
      logs: Type.Array(LogLine),
      total: Type.Optional(Type.Integer()),
      limit: Type.Optional(Type.Integer()),
      offset: Type.Optional(Type.Integer()),
      hasMore: Type.Optional(Type.Boolean()),
      message: Type.Optional(Type.String()),
    }),
    errors: [400, ...errors],
    handle: async (ctx, { query }) => {
      if (!ctx.logs.isOn) return { message: 'Logging is switched off', logs: [] }
      const { level, start_time, end_time, limit = 100, offset = 0, ...rest } = query
      const filters: monitoring.LogFilters = {
        ...rest,
        levels: level && [level],
        from: start_time ? new Date(start_time) : new Date(Date.now() - hourMs),
        to: end_time ? new Date(end_time) : undefined,
      }
      const { entries, total } = await monitoring.logs(ctx, filters, { limit, offset })
      const lines = entries.map(monitoring.named).map((entry) => ({
        timestamp: entry.at,
        level: entry.level,
        message: entry.message,
        ...(entry.component === null ? {} : { module: entry.component }),
        ...(entry.error === null ? {} : { error: entry.error }),
        fields: { ...entry.fields, request_id: entry.request_id ?? undefined },
      }))
      return { logs: lines, total, limit, offset, hasMore: offset + lines.length < total }
    },
  }),
]
