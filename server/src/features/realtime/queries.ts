import { createHash } from 'node:crypto'
import type { Step } from '../../engines/db/index.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import type { Rules } from './rules.ts'

export const selectRules = (rel: number, role: string, command: 'r' | 'a'): Sql => sql`
  select schema_name, table_name, enters, is_open, rls, guarded, allow, also, readable, key, uuids,
    enabled, events, excluded
  from realtime.rules(${rel}::oid, ${role}, ${command}::"char")`

/** Prepared under a name of its own for each text and role: another role plans another way. */
const named = (role: string, { text }: Sql, values: (string | null)[]): Step => ({
  name: `rt${createHash('sha256').update(`${role}\n${text}`).digest('base64url').slice(0, 20)}`,
  text,
  values,
})

const parameter = sql.trusted('$1')

/**
 * Which of the images (a JSON array) the policies let the caller see, by number from 1. The alias is
 * the table's own name, so that policies find their columns; one audience a statement, because
 * `(select auth.uid())` is planned once.
 */
export function visible(rules: Rules, images: string): Step {
  const { schema, table, condition, role } = rules
  const text = sql`select array(select "~i" from jsonb_array_elements(${parameter}::jsonb)
    with ordinality "~x"("~j", "~i"),
    lateral jsonb_populate_record(null::${sql.id(schema, table)}, "~j") as ${sql.id(table)}
    where ${sql.trusted(condition)})::int[]`
  return named(role, text, [images])
}

/** Which of the keys name a row that the caller can see now. For rows too large to be logged whole. */
export function present(rules: Rules, keys: string): Step {
  const { schema, table, key, role } = rules
  const same = key.map((name) => sql`"~t".${sql.id(name)} = "~r".${sql.id(name)}`)
  const text = sql`select array(select "~i" from jsonb_array_elements(${parameter}::jsonb)
    with ordinality "~x"("~j", "~i"),
    lateral jsonb_populate_record(null::${sql.id(schema, table)}, "~j") as "~r"
    where exists (select from ${sql.id(schema, table)} as "~t" where ${sql.join(same, ' and ')}))::int[]`
  return named(role, text, [keys])
}

/** What `realtime.topic()` answers in the steps after it. */
export const setTopic = (topic: string): Step => ({
  name: 'rt_topic',
  text: `select set_config('realtime.topic', $1, true)`,
  values: [topic],
})

export const selectMessages: Sql = sql`select to_regclass('realtime.messages')::oid::bigint::text as rel`

/** Owned by whoever owns users' tables, so that their migrations can make policies on it. */
export const createMessages: Sql = sql`
  create table if not exists realtime.messages (
    topic text not null, extension text not null, event text, private boolean not null default true)`

export const openMessages: Sql = sql`
  do $$ begin
    alter table realtime.messages enable row level security;
    grant select, insert on realtime.messages to anon, authenticated, tenant_service, service_role;
    create or replace function public.notify_realtime_change() returns trigger language plpgsql
      set search_path = '' as 'begin return null; end';
    comment on function public.notify_realtime_change() is
      'For triggers written for other servers: the row in realtime.schema_registry does the work.';
  end $$`

const entry = sql`id, schema_name as schema, table_name as "table", realtime_enabled, events,
  nullif(excluded_columns, '{}') as excluded_columns, created_at, updated_at`

export const upsertEntry = (
  schema: string,
  table: string,
  events: readonly string[],
  exclude: readonly string[],
): Sql => sql`
  insert into realtime.schema_registry as r (schema_name, table_name, events, excluded_columns)
  values (${schema}, ${table}, ${events}, ${exclude})
  on conflict (schema_name, table_name) do update set realtime_enabled = true,
    events = excluded.events, excluded_columns = excluded.excluded_columns, updated_at = now()`

export const updateEntry = (
  schema: string,
  table: string,
  events: readonly string[] | null,
  exclude: readonly string[] | null,
): Sql => sql`
  update realtime.schema_registry set events = coalesce(${events}::text[], events),
    excluded_columns = coalesce(${exclude}::text[], excluded_columns), updated_at = now()
  where schema_name = ${schema} and table_name = ${table} and realtime_enabled`

export const disableEntry = (schema: string, table: string): Sql => sql`
  update realtime.schema_registry set realtime_enabled = false, updated_at = now()
  where schema_name = ${schema} and table_name = ${table} and realtime_enabled`

export const selectEntry = (schema: string, table: string): Sql => sql`
  select ${entry} from realtime.schema_registry
  where schema_name = ${schema} and table_name = ${table}`

export const selectEntries = (withDisabled: boolean): Sql => sql`
  select ${entry} from realtime.schema_registry where realtime_enabled or ${withDisabled}
  order by schema_name, table_name`

export const selectPeople = (ids: readonly string[]): Sql => sql`
  select id, email, full_name from auth.users where id = any(${ids}::uuid[])`
