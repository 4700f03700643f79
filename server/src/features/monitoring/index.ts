import type { Ctx } from '../../engines/context.ts'

export { gauges } from './gauges.ts'
export { flushLogs, logFigures, logs, named } from './logs.ts'
export { processMetrics } from './metrics.ts'
export { forget, queue, retryNow } from './queue.ts'
export { type Level, type LogFilters, levelNames } from './schema.ts'
export { services } from './services.ts'
export { type Looked, stats } from './stats.ts'

export const jobs = {
  'logs.sweep': (ctx: Ctx): Promise<void> => ctx.logs.trim(),
}

export interface Health {
  status: 'ok' | 'degraded'
  timestamp: Date
  services: { database: boolean; realtime: boolean }
}

/** Whether the parts answer; the database has a second. */
export async function health(ctx: Ctx): Promise<Health> {
  const database = await ctx.engines.db.isAlive(1_000)
  return {
    status: database ? 'ok' : 'degraded',
    timestamp: new Date(),
    services: { database, realtime: true },
  }
}
