import type { Queryable } from '../../engines/db/index.ts'
import type { Gauge } from '../../engines/metrics/index.ts'
import { countJobs, type JobCounts } from '../../engines/queue/index.ts'
import type { Realtime } from '../realtime/index.ts'
import { type Connections, selectConnections } from './queries.ts'
import { socketFigures } from './stats.ts'

const freshMs = 1_000

/** One answer for all gauges of one scrape. */
function remembered<T>(read: () => Promise<T>): () => Promise<T> {
  let last: { atMs: number; answer: Promise<T> } | undefined
  return () => {
    if (!last || Date.now() - last.atMs > freshMs) last = { atMs: Date.now(), answer: read() }
    return last.answer
  }
}

/** What `/metrics` shows beside requests. */
export function gauges(db: Queryable, hub: Realtime): Gauge[] {
  const sockets = (part: 'connections' | 'channels' | 'subscriptions'): Gauge => ({
    name: `realtime_${part}`,
    help: `WebSockets of this process: ${part}`,
    read: () => socketFigures(hub)[part],
  })
  const jobs = remembered(() => countJobs(db))
  const queued = (name: string, part: keyof JobCounts, help: string): Gauge => ({
    name,
    help,
    read: async () => (await jobs())[part],
  })
  const connections = remembered(() => db.row<Connections>(selectConnections))
  const pooled = (name: string, part: keyof Connections, help: string): Gauge => ({
    name,
    help,
    read: async () => (await connections())?.[part] ?? 0,
  })
  return [
    sockets('connections'),
    sockets('channels'),
    sockets('subscriptions'),
    queued('jobs_queue_depth', 'pending', 'Background work that waits'),
    queued('jobs_processing', 'running', 'Background work that runs'),
    queued('jobs_failed', 'failed', 'Background work whose tries are used up'),
    pooled('db_connections', 'total', 'Connections of all processes to the database'),
    pooled('db_connections_idle', 'idle', 'Those that do nothing'),
    pooled('db_connections_max', 'most', 'What the database allows'),
    { name: 'system_uptime_seconds', help: 'Since the start', read: () => process.uptime() },
  ]
}
