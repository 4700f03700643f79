import type { Ctx } from '../../engines/context.ts'
import { countJobs } from '../../engines/queue/index.ts'
import type { Realtime } from '../realtime/index.ts'
import { socketFigures } from './stats.ts'

type Status = 'healthy' | 'degraded' | 'unhealthy'

export interface Service {
  status: Status
  message?: string
  latency_ms?: number
}

export interface Services {
  status: Status
  services: Record<'database' | 'realtime' | 'storage' | 'jobs', Service>
}

/** Contract fluxbase-data §9. */
const busyJobs = 100
const databaseMs = 5_000

/** How each part does. Without the database nothing is well, and nothing more is asked. */
export async function services(ctx: Ctx, hub: Realtime): Promise<Services> {
  const database = await timed(() => ctx.engines.db.isAlive(databaseMs), 'does not answer')
  if (database.status !== 'healthy') return withoutDatabase(database)
  const [storage, jobs] = await Promise.all([
    timed(() => canRead(ctx), 'cannot be read'),
    queue(ctx),
  ])
  const realtime: Service = {
    status: 'healthy',
    message: `${socketFigures(hub).connections} connections`,
  }
  const all = { database, realtime, storage, jobs }
  const isWell = Object.values(all).every(({ status }) => status === 'healthy')
  return { status: isWell ? 'healthy' : 'degraded', services: all }
}

async function timed(work: () => Promise<boolean>, fault: string): Promise<Service> {
  const began = performance.now()
  const isWell = await work().catch(() => false)
  const latency_ms = Math.round((performance.now() - began) * 10) / 10
  return isWell
    ? { status: 'healthy', latency_ms }
    : { status: 'unhealthy', message: fault, latency_ms }
}

/** Nothing lies under this id: that it is looked for is what counts. */
const canRead = async (ctx: Ctx): Promise<boolean> => {
  const found = await ctx.blobs.get('00000000-0000-4000-8000-000000000000')
  found?.destroy()
  return true
}

async function queue(ctx: Ctx): Promise<Service> {
  const { pending, running, failed } = await countJobs(ctx.db)
  const message = `${pending} pending, ${running} running, ${failed} failed`
  return { status: pending + running > busyJobs ? 'degraded' : 'healthy', message }
}

function withoutDatabase(database: Service): Services {
  const lost: Service = { status: 'unhealthy', message: 'the database does not answer' }
  return {
    status: 'unhealthy',
    services: { database, realtime: lost, storage: lost, jobs: lost },
  }
}
