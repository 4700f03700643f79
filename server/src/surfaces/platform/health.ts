import type { Ctx } from '../../engines/context.ts'
import * as monitoring from '../../features/monitoring/index.ts'
import { unavailable } from '../../kernel/errors.ts'
import type { Reply } from '../../kernel/route.ts'
import { object, oneOf, Time, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'

const Health = object({
  status: oneOf(['ok', 'degraded']),
  timestamp: Time,
  services: object({ database: Type.Boolean(), realtime: Type.Boolean() }),
})

/** Probes add what they like to the address. */
const anyQuery = Type.Object({}, { additionalProperties: true })

/** 503 while the database does not answer. Credentials are not read here: probes have none. */
async function check(ctx: Ctx, reply: Reply): Promise<monitoring.Health> {
  const health = await monitoring.health(ctx)
  if (health.status !== 'ok') reply.status(503)
  return health
}

const healthAt = (path: string, name: string, summary: string) =>
  route({
    method: 'GET',
    path,
    name,
    access: 'public',
    summary,
    query: anyQuery,
    returns: Health,
    errors: [503],
    handle: (ctx, _input, reply) => check(ctx, reply),
  })

const Status = object({ status: Type.String() })

/** For people, load balancers and Prometheus. `/api/v1/…` are aliases. */
export function makeHealthRoutes(parts: {
  isReady: () => boolean
  metrics: () => Promise<string>
}) {
  return [
    healthAt('/', 'health.root', 'Root health check'),
    healthAt('/health', 'health.get', 'Health check with database status'),
    healthAt('/api/v1/', 'health.api_root', 'Root health check (alias)'),
    healthAt('/api/v1/health', 'health.api_get', 'Health check (alias)'),
    route({
      method: 'GET',
      path: '/live',
      name: 'health.live',
      access: 'public',
      summary: 'The process runs',
      query: anyQuery,
      returns: Status,
      handle: async () => ({ status: 'ok' }),
    }),
    route({
      method: 'GET',
      path: '/ready',
      name: 'health.ready',
      access: 'public',
      summary: 'Requests are welcome: started, not stopping, database there',
      query: anyQuery,
      returns: Status,
      errors: [503],
      handle: async (ctx) => {
        const ready = parts.isReady() && (await ctx.engines.db.isAlive(1_000))
        if (!ready) throw unavailable('not_ready', 'Not ready', { retryAfter: 1 })
        return { status: 'ok' }
      },
    }),
    route({
      method: 'GET',
      path: '/metrics',
      name: 'metrics.get',
      access: 'public',
      summary: 'Metrics in the text format of Prometheus',
      query: anyQuery,
      returns: Type.String(),
      produces: 'text/plain; version=0.0.4; charset=utf-8',
      handle: () => parts.metrics(),
    }),
  ]
}
