import type { Ctx } from '../../engines/context.ts'
import type { Metrics } from '../../engines/metrics/index.ts'
import { countJobs, type JobCounts } from '../../engines/queue/index.ts'
import { mainRealm } from '../identity/index.ts'
import type { Realtime } from '../realtime/index.ts'
import {
  selectDatabaseFigures,
  selectSignUps,
  selectStorageFigures,
  selectUsageMinutes,
  selectUserFigures,
} from './queries.ts'

const signUpDays = 30
const keptSeconds = 3600

/** What is looked at beside the database. */
export interface Looked {
  metrics: Metrics
  realtime: Realtime
  version: string
}

export interface UserFigures {
  total: number
  verified: number
  anonymous: number
  banned: number
  app_users: number
  active_sessions: number
}

export interface DatabaseFigures {
  version: string
  size_bytes: number
  connections: number
  max_connections: number
  uptime_seconds: number
}

export interface StorageFigures {
  buckets: number
  objects: number
  bytes: number
}

/** Figures of the instance at a glance; those of requests and sockets are this process's own. */
export async function stats(ctx: Ctx, looked: Looked) {
  const { db } = ctx
  const [people, signUps, database, queue, storage, usage] = await Promise.all([
    db.row<UserFigures>(selectUserFigures(mainRealm)),
    db.rows<{ day: string; count: number }>(selectSignUps(mainRealm, signUpDays)),
    db.row<DatabaseFigures & { change_lag: number }>(selectDatabaseFigures),
    countJobs(db),
    storageFigures(ctx, null),
    db.rows<{ at: Date; count: number }>(selectUsageMinutes),
  ])
  if (!people || !database) throw new Error('the figures were not read')
  const { change_lag: lag, ...figures } = database
  return {
    users: { ...people, sign_ups: signUps },
    requests: requestFigures(looked.metrics),
    database: figures,
    queue: queue satisfies JobCounts,
    realtime: socketFigures(looked.realtime),
    storage,
    usage: { events_per_minute: usage },
    changes: { lag: Math.max(0, lag) },
    process: processFigures(looked.version),
  }
}

export const storageFigures = async (ctx: Ctx, tenantId: string | null): Promise<StorageFigures> =>
  (await ctx.db.row<StorageFigures>(selectStorageFigures(tenantId))) ?? {
    buckets: 0,
    objects: 0,
    bytes: 0,
  }

function requestFigures({ minutes }: Metrics) {
  const seconds = Math.min(keptSeconds, Math.max(1, (Date.now() - minutes.since.getTime()) / 1000))
  return {
    since: minutes.since,
    minutes: minutes.minutes(),
    surfaces: minutes.surfaces().map(({ count, errors, ...rest }) => ({
      ...rest,
      count,
      per_second: Math.round((count / seconds) * 1000) / 1000,
      error_rate: Math.round((errors / count) * 10_000) / 10_000,
    })),
  }
}

/** Of the sockets of this process; with a tenant, of its own. */
export function socketFigures(hub: Realtime, tenantId?: string) {
  const all = [...hub.connections].filter(
    ({ ctx }) => tenantId === undefined || ctx.caller.tenantId === tenantId,
  )
  const members = all.flatMap((connection) => [...connection.members])
  return {
    connections: all.length,
    channels: new Set(all.flatMap(({ channels }) => [...channels.keys()])).size,
    subscriptions: members.reduce((sum, { topic }) => sum + topic.count, 0),
  }
}

function processFigures(version: string) {
  const { user, system } = process.cpuUsage()
  return {
    id: process.pid,
    uptime_seconds: Math.round(process.uptime()),
    memory_bytes: process.memoryUsage.rss(),
    cpu_seconds: Math.round((user + system) / 1000) / 1000,
    version,
  }
}
