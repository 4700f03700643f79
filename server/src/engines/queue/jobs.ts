import type { Place } from '../../kernel/keyset.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { asDatabaseFault, type Queryable } from '../db/index.ts'

/** A job as administrators see it: not what it is about, which may be sealed or personal. */
export interface JobRecord {
  id: string
  task: string
  state: JobState
  attempts: number
  max_attempts: number
  run_at: Date
  created_at: Date
  locked_at: Date | null
  last_error: string | null
}

export const jobStates = ['pending', 'running', 'failed'] as const
export type JobState = (typeof jobStates)[number]

export interface JobCounts {
  pending: number
  running: number
  /** Their tries are used up. */
  failed: number
  /** Committed, and not yet handed to the queue. */
  outbox: number
}

const state = sql`case when j.locked_at is not null then 'running'
  when j.attempts >= j.max_attempts then 'failed' else 'pending' end`

const job = sql`j.id::text, j.task_identifier as task, ${state} as state, j.attempts,
  j.max_attempts, j.run_at, j.created_at, j.locked_at, left(j.last_error, 2000) as last_error`

const none: JobCounts = { pending: 0, running: 0, failed: 0, outbox: 0 }

/** The tables of the queue are made at its first start; before it there are no jobs. */
async function orNone<T>(work: Promise<T>, instead: T): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (['42P01', '3F000'].includes(asDatabaseFault(error)?.code ?? '')) return instead
    throw error
  }
}

export const countJobs = async (db: Queryable): Promise<JobCounts> =>
  (await orNone(db.row<JobCounts>(selectCounts), undefined)) ?? none

const selectCounts: Sql = sql`
  select count(*) filter (where ${state} = 'pending')::int as pending,
    count(*) filter (where ${state} = 'running')::int as running,
    count(*) filter (where ${state} = 'failed')::int as failed,
    (select count(*)::int from engine.outbox) as outbox
  from graphile_worker.jobs j`

/** Newest first. */
export const listJobs = (
  db: Queryable,
  filters: { state?: JobState | undefined; task?: string | undefined },
  before: string | undefined,
  limit: number,
): Promise<(JobRecord & Place)[]> =>
  orNone(
    db.rows<JobRecord & Place>(sql`
      select ${job}, '' as key from graphile_worker.jobs j
      where (${filters.state ?? null}::text is null or ${state} = ${filters.state ?? null})
        and (${filters.task ?? null}::text is null or j.task_identifier = ${filters.task ?? null})
        and (${before ?? null}::bigint is null or j.id < ${before ?? null}::bigint)
      order by j.id desc limit ${limit}`),
    [],
  )

export const findJob = (db: Queryable, id: string): Promise<JobRecord | undefined> =>
  orNone(
    db.row<JobRecord>(sql`select ${job} from graphile_worker.jobs j where j.id = ${id}::bigint`),
    undefined,
  )

/** Now, with all its tries; not one that runs. @returns how many */
export const retryJob = async (db: Queryable, id: string): Promise<number> =>
  (
    await db.rows(sql`
      select id from graphile_worker.reschedule_jobs(array[${id}::bigint], run_at => now(),
        attempts => 0)`)
  ).length

/** Not one that runs. @returns how many */
export const removeJob = async (db: Queryable, id: string): Promise<number> =>
  (await db.rows(sql`select id from graphile_worker.complete_jobs(array[${id}::bigint])`)).length
