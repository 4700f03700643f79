import { type Sql, sql } from '../../kernel/sql.ts'

/** Where the numbers stand: unchanged since the last look means that nothing was written. */
export const selectReached: Sql = sql`select last_value::text as reached from changes.seq`

export const selectHorizon: Sql = sql`select changes.horizon()::text as horizon`

export const selectFloor: Sql = sql`select floor::text as floor from changes.ring`

/** Images stay text: numbers in them may be longer than JavaScript's. */
const columns = sql`seq::text, at, rel::bigint::int8::text as rel, op::text, cut,
  old::text as old, new::text as new, hops`

/** In order, of all tables or of one. */
export const selectChanges = (
  after: string,
  upTo: string,
  most: number,
  rel: string | undefined,
): Sql => sql`
  select ${columns} from changes.log
  where seq > ${after}::bigint and seq <= ${upTo}::bigint
    ${rel === undefined ? sql.empty : sql`and rel = ${rel}::oid`}
  order by log.seq limit ${most}`

export const insertConsumer = (name: string): Sql => sql`
  insert into changes.consumers (name, position)
  select ${name}, changes.horizon() where not exists (
    select from changes.consumers where name = ${name})
  on conflict (name) do nothing`

/** Held until the end of the transaction: one process at a time moves a consumer on. */
export const lockConsumer = (name: string): Sql => sql`
  select position::text from changes.consumers where name = ${name} for update skip locked`

export const moveConsumer = (name: string, position: string): Sql => sql`
  update changes.consumers set position = ${position}::bigint, seen_at = now() where name = ${name}`

export const deleteConsumer = (name: string): Sql =>
  sql`delete from changes.consumers where name = ${name}`

export const trim: Sql = sql`select changes.trim()::text as emptied`

export const selectUncovered: Sql = sql`select uncovered::bigint::text as rel from changes.uncovered()`

export const coverAll: Sql = sql`select changes.cover(rel) from changes.uncovered() as rel`

export const upsertWatched = (
  { schema, table }: { schema: string; table: string },
  watcher: string,
  events: readonly string[],
): Sql => sql`
  insert into changes.watched (schema_name, table_name, watcher, events)
  values (${schema}, ${table}, ${watcher}, ${events})
  on conflict (schema_name, table_name, watcher) do update set events = excluded.events`

export const deleteWatched = (
  { schema, table }: { schema: string; table: string },
  watcher: string,
): Sql => sql`
  delete from changes.watched
  where schema_name = ${schema} and table_name = ${table} and watcher = ${watcher}`
