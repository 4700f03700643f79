import { type Sql, sql } from '../../../kernel/sql.ts'

/** Held to the end of the transaction: who changes what is watched takes turns. */
export const lockWatched: Sql = sql`select pg_advisory_xact_lock(hashtext('webhooks.watched'))`

/** Tables of users as the catalog shows them: not ours, not an extension's, no partitions. */
const tablesOfUsers = sql`
  select n.nspname::text as schema, c.relname::text as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
    and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and pg_get_userbyid(n.nspowner) <> 'flumen_control'
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
      and d.objid = c.oid and d.deptype = 'e')`

const asked = sql`
  select t as topic, split_part(t, ':', 2) as place, split_part(t, ':', 3) as event
  from webhooks.endpoints e cross join unnest(e.topics) t
  where e.surface = 'platform' and e.is_enabled and t like 'row:%'`

/** What of a table somebody wants to hear, and what of it is written down. */
export interface Difference {
  schema: string
  table: string
  /** Null: nobody wants to hear of it any more. */
  wanted: string[] | null
  watched: string[] | null
}

/** Where the two are not the same. */
export const selectDifferences: Sql = sql`
  with asked as (${asked}), pairs as (
    select split_part(place, '.', 1) as schema, split_part(place, '.', 2) as name, event
    from asked where place <> '*'
    union
    select u.schema, u.name, a.event
    from (select distinct event from asked where place = '*') a cross join (${tablesOfUsers}) u
  ), wanted as (
    select schema, name, array_agg(event order by event) as events from pairs group by schema, name
  ), watched as (
    select schema_name as schema, table_name as name, events from changes.watched
    where watcher = 'webhooks'
  )
  select schema, name as "table", wanted.events as wanted, watched.events as watched
  from wanted full join watched using (schema, name)
  where wanted.events is distinct from watched.events
  order by schema, name`

/** Whether tables that are yet to be made are asked for, too. */
export const selectHearsAll: Sql = sql`
  select from webhooks.endpoints e where e.surface = 'platform' and e.is_enabled
    and e.topics && array['row:*:INSERT', 'row:*:UPDATE', 'row:*:DELETE'] limit 1`

export interface Watched {
  rel: string
  schema: string
  table: string
  has_tenant: boolean
}

/** The watched ones of these tables; others are watched by somebody else, or are gone. */
export const selectWatched = (rels: readonly number[]): Sql => sql`
  select c.oid::bigint::text as rel, w.schema_name as schema, w.table_name as "table",
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id'
      and not a.attisdropped) as has_tenant
  from changes.watched w
  join pg_namespace n on n.nspname = w.schema_name
  join pg_class c on c.relnamespace = n.oid and c.relname = w.table_name
  where w.watcher = 'webhooks' and c.oid = any(${rels.map(String)}::oid[])`

export const selectTenants = (ids: readonly string[]): Sql => sql`
  select id from auth.tenants where id = any(${ids}::uuid[])`
