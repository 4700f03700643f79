import * as monitoring from '../../features/monitoring/index.ts'
import { object, Time, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'

const Count = Type.Integer()
const Amount = Type.Number()

const latency = {
  surface: Type.String(),
  count: Count,
  p50_ms: Amount,
  p95_ms: Amount,
  p99_ms: Amount,
}

const Stats = object({
  users: object({
    total: Count,
    verified: Count,
    anonymous: Count,
    banned: Count,
    app_users: Count,
    active_sessions: Count,
    sign_ups: Type.Array(object({ day: Type.String(), count: Count })),
  }),
  requests: object({
    since: Time,
    minutes: Type.Array(object({ at: Time, errors: Count, ...latency })),
    surfaces: Type.Array(object({ ...latency, per_second: Amount, error_rate: Amount })),
  }),
  database: object({
    version: Type.String(),
    size_bytes: Amount,
    connections: Count,
    max_connections: Count,
    uptime_seconds: Count,
  }),
  queue: object({ pending: Count, running: Count, failed: Count, outbox: Count }),
  realtime: object({ connections: Count, channels: Count, subscriptions: Count }),
  storage: object({ buckets: Count, objects: Count, bytes: Amount }),
  usage: object({ events_per_minute: Type.Array(object({ at: Time, count: Count })) }),
  changes: object({ lag: Amount }),
  process: object({
    id: Count,
    uptime_seconds: Count,
    memory_bytes: Amount,
    cpu_seconds: Amount,
    version: Type.String(),
  }),
})

export const makeStatsRoutes = ({ looked }: { looked: monitoring.Looked }) => [
  route({
    method: 'GET',
    path: '/api/v1/admin/stats',
    name: 'stats.get',
    access: 'instance_admin',
    summary: 'The instance at a glance',
    description:
      'Requests of the last hour and sockets are those of the process that answers; percentiles ' +
      'are right to a fifth.',
    returns: Stats,
    errors: [401, 403, 503],
    handle: (ctx) => monitoring.stats(ctx, looked),
  }),
]
