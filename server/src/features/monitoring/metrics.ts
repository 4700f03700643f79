import { memoryUsage, version } from 'node:process'
import type { Ctx } from '../../engines/context.ts'
import type { ConnectionFigures } from '../../engines/db/index.ts'
import { type Looked, socketFigures, storageFigures } from './stats.ts'

const mebibyte = 1024 * 1024

/** Figures of the process that answers, under names that were made for another runtime. */
export async function processMetrics(ctx: Ctx, { metrics, realtime }: Looked) {
  const { tenantId } = ctx.caller
  const [storage, garbage] = await Promise.all([
    storageFigures(ctx, tenantId ?? null),
    metrics.garbage(),
  ])
  const { rss, heapUsed, heapTotal } = memoryUsage()
  const sockets = socketFigures(realtime, tenantId)
  return {
    uptime_seconds: Math.round(process.uptime()),
    go_version: `node ${version}`,
    num_goroutines: process.getActiveResourcesInfo().length,
    memory_alloc_mb: inMb(heapUsed),
    memory_total_alloc_mb: inMb(heapTotal),
    memory_sys_mb: inMb(rss),
    num_gc: garbage.count,
    gc_pause_ms: inMs(garbage.seconds * 1000),
    database: poolOf(ctx.engines.db.requestConnections),
    realtime: {
      total_connections: sockets.connections,
      active_channels: sockets.channels,
      total_subscriptions: sockets.subscriptions,
    },
    storage: {
      total_buckets: storage.buckets,
      total_files: storage.objects,
      total_size_gb: Math.round((storage.bytes / mebibyte / 1024) * 1e6) / 1e6,
    },
  }
}

/** The connections on which requests run; here none is ended for its age or for being idle. */
const poolOf = (pool: ConnectionFigures) => ({
  acquire_count: pool.given,
  acquired_conns: pool.busy,
  canceled_acquire_count: pool.givenUp,
  constructing_conns: pool.opening,
  empty_acquire_count: pool.awaited,
  idle_conns: pool.open - pool.busy,
  max_conns: pool.most,
  total_conns: pool.open + pool.opening,
  new_conns_count: pool.opened,
  max_lifetime_destroy_count: 0,
  max_idle_destroy_count: 0,
  acquire_duration_ms: inMs(pool.awaitedMs),
})

const inMs = (ms: number): number => Math.round(ms * 100) / 100
const inMb = (bytes: number): number => Math.round((bytes / mebibyte) * 100) / 100
