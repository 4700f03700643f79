import type { Ctx } from '../../engines/context.ts'

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
