import type { Ctx } from '../../engines/context.ts'
import {
  countJobs,
  findJob,
  type JobCounts,
  type JobRecord,
  type JobState,
  listJobs,
  removeJob,
  retryJob,
} from '../../engines/queue/index.ts'
import { conflict, notFound } from '../../kernel/errors.ts'
import { broken, pageOf, readCursor } from '../../kernel/keyset.ts'
import { record } from '../audit/index.ts'

/** The server's own background work, newest first. @throws invalid for a broken cursor */
export async function queue(
  ctx: Ctx,
  filters: { state?: JobState | undefined; task?: string | undefined },
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ jobs: JobRecord[]; next_cursor: string | null; counts: JobCounts }> {
  const after = readCursor('queue', cursor)
  if (after && !isId(after.id)) throw broken()
  const found = await listJobs(ctx.db, filters, after?.id, limit + 1)
  const { rows: jobs, next_cursor } = pageOf('queue', found, limit)
  return { jobs, next_cursor, counts: await countJobs(ctx.db) }
}

const isId = (text: string): boolean => /^\d{1,18}$/.test(text)

/** Now, with all its tries. @throws not_found; conflict `job_running` */
export async function retryNow(ctx: Ctx, id: string): Promise<JobRecord> {
  const { task } = await mustBeIdle(ctx, id)
  if ((await retryJob(ctx.db, id)) === 0) throw running()
  await record(ctx, 'job.retried', { details: { id, task } })
  return mustFind(ctx, id)
}

/** @throws not_found; conflict `job_running` */
export async function forget(ctx: Ctx, id: string): Promise<void> {
  const { task } = await mustBeIdle(ctx, id)
  if ((await removeJob(ctx.db, id)) === 0) throw running()
  await record(ctx, 'job.deleted', { details: { id, task } })
}

async function mustFind(ctx: Ctx, id: string): Promise<JobRecord> {
  const job = isId(id) ? await findJob(ctx.db, id) : undefined
  if (!job) throw notFound('not_found', 'No such job')
  return job
}

async function mustBeIdle(ctx: Ctx, id: string): Promise<JobRecord> {
  const job = await mustFind(ctx, id)
  if (job.state === 'running') throw running()
  return job
}

const running = () => conflict('job_running', 'It is running')
