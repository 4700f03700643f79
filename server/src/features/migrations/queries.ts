import { type Sql, sql } from '../../kernel/sql.ts'
import type { NewMigration } from './schema.ts'

const columns = sql`id, namespace, name, description, up_sql, down_sql, 1 as version, status,
  created_by, applied_by, created_at, updated_at, applied_at, rolled_back_at`

export const selectAll = (namespace: string, status: string | undefined): Sql => sql`
  select ${columns} from engine.user_migrations
  where namespace = ${namespace} and (${status ?? null}::text is null or status = ${status ?? null})
  order by name`

export const selectOne = (namespace: string, name: string): Sql => sql`
  select ${columns} from engine.user_migrations where namespace = ${namespace} and name = ${name}`

export const insert = (given: NewMigration, namespace: string, by: string | null): Sql => sql`
  insert into engine.user_migrations (namespace, name, description, up_sql, down_sql, created_by)
  values (${namespace}, ${given.name}, ${given.description ?? null}, ${given.up_sql},
    ${given.down_sql ?? null}, ${by})
  on conflict (namespace, name) do nothing
  returning ${columns}`

/** Only what has not been done can be changed. */
export const update = (
  id: string,
  given: { description: string | null; up_sql: string; down_sql: string | null },
): Sql => sql`
  update engine.user_migrations set description = ${given.description}, up_sql = ${given.up_sql},
    down_sql = ${given.down_sql}, status = 'pending', updated_at = now()
  where id = ${id} and status in ('pending', 'failed', 'rolled_back')
  returning ${columns}`

export const remove = (id: string): Sql =>
  sql`delete from engine.user_migrations where id = ${id} and status = 'pending'`

export const markFailed = (id: string): Sql => sql`
  update engine.user_migrations set status = 'failed', updated_at = now()
  where id = ${id} and status <> 'applied'`

export const insertFailure = (
  id: string,
  action: string,
  tookMs: number,
  message: string,
  by: string | null,
): Sql => sql`
  insert into engine.user_migration_runs
    (migration_id, action, status, duration_ms, error_message, executed_by)
  values (${id}, ${action}, 'failed', ${tookMs}, ${message}, ${by})`

export const selectRuns = (id: string, limit: number): Sql => sql`
  select id, migration_id, action, status, duration_ms, error_message, logs, executed_at, executed_by
  from engine.user_migration_runs where migration_id = ${id}
  order by executed_at desc, id limit ${limit}`
