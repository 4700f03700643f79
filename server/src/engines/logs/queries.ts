import { type Sql, sql } from '../../kernel/sql.ts'
import type { Entry } from './entries.ts'

/** Writers take turns until their commit, so that numbers are seen in their order. Any number will do. */
export const lockOrder: Sql = sql`select set_config('synchronous_commit', 'off', true),
  pg_advisory_xact_lock(7318220113)`

export const insertEntries = (entries: readonly Entry[]): Sql => sql`
  insert into engine.log_entries (at, category, level, message, component, request_id, user_id,
    tenant_id, error, fields)
  select at, category, level, message, component, request_id, user_id, tenant_id, error, fields
  from json_to_recordset(${JSON.stringify(entries)}::json) as e (at timestamptz, category text,
    level smallint, message text, component text, request_id text, user_id uuid, tenant_id uuid,
    error text, fields jsonb)`

/** Requests a month, the server's own lines a week; half a million lines at most. */
export const trim: Sql = sql`
  delete from engine.log_entries
  where at < now() - interval '30 days'
    or (category = 'system' and at < now() - interval '7 days')
    or id <= (select max(id) from engine.log_entries) - 500000`
