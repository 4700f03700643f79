import type { Column, Relation } from '../../engines/catalog/index.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import { compileRows } from './compile.ts'
import { conditions } from './compile-conditions.ts'
import { constant, type Query, type Slot } from './tree.ts'

/** SQL of changes: the change in a `with`, what it returns shaped by the same query tree as reads. */

const body: Slot = ({ body: text = '[]' }) => text

/** How a change hangs together with others in its transaction (`batch.ts`). */
export interface Links {
  /** What it makes is kept under this number, for the changes after it. */
  keep?: number
  /** Its rows may name what was kept. */
  refers: boolean
}

/** The rows of the body as JSON. */
const bodyOf = ({ links }: Answer): Sql =>
  links?.refers ? sql`engine.filled(${body}::json)` : sql`${body}::json`

/** How a change answers. */
export interface Answer {
  /** The rows as they are now, by this query; absent: only how many. */
  query?: Query
  /** The columns the query needs from the change. */
  returning: readonly Column[]
  /** Refuses, and undoes, any other number of rows than exactly one. */
  single: boolean
  /** Refuses more rows than this. */
  most?: number
  links?: Links
}

export interface Insert {
  relation: Relation
  /** Columns that the rows of the body name, in the order of the table. */
  columns: readonly Column[]
  /** Columns that get their default where a row does not name them. */
  defaults: boolean
  conflict?: { columns: readonly string[]; update: readonly Column[] }
}

/** The rows of the body are one JSON array; each column is read as its own type. */
export const compileInsert = (insert: Insert, answer: Answer): Sql =>
  answered(
    sql`insert into ${nameOf(insert.relation)} ${given(insert, bodyOf(answer))} ${onConflict(insert)}`,
    answer,
  )

function given({ columns, defaults }: Insert, rows: Sql): Sql {
  if (columns.length === 0) return sql`select from json_array_elements(${rows})`
  const names = sql.join(columns.map((column) => sql.id(column.name)))
  if (!defaults) return sql`(${names}) select ${names} from ${recordset(columns, rows)}`
  const values = sql.join(columns.map((column) => orDefault(column)))
  return sql`(${names}) select ${values} from json_array_elements(${rows}) e (j),
    lateral json_to_record(e.j) b (${typed(columns)})`
}

/** Names and types of columns, for the functions that read JSON into rows. */
const typed = (columns: readonly Column[]): Sql =>
  sql.join(columns.map((column) => sql`${sql.id(column.name)} ${sql.trusted(column.type)}`))

const recordset = (columns: readonly Column[], rows: Sql): Sql =>
  sql`json_to_recordset(${rows}) b (${typed(columns)})`

const orDefault = (column: Column): Sql => {
  const name = sql.id(column.name)
  if (column.default === null) return sql`b.${name}`
  return sql`case when e.j::jsonb ? ${constant(column.name)}::text
    then b.${name} else ${sql.trusted(column.default)} end`
}

function onConflict({ conflict }: Insert): Sql {
  if (!conflict) return sql.empty
  const target = sql.join(conflict.columns.map((name) => sql.id(name)))
  if (conflict.update.length === 0) return sql`on conflict (${target}) do nothing`
  const changes = conflict.update.map(({ name }) => sql`${sql.id(name)} = excluded.${sql.id(name)}`)
  return sql`on conflict (${target}) do update set ${sql.join(changes)}`
}

/** Columns from the first row of the body, on rows that a query's conditions find. */
export const compileUpdate = (query: Query, columns: readonly Column[], answer: Answer): Sql =>
  answered(
    sql`update ${nameOf(query.relation)} as t0 set ${sql.join(columns.map(assign))}
      from ${recordset(columns, bodyOf(answer))} ${filter(query)}`,
    answer,
    'of t0',
  )

const assign = ({ name }: Column): Sql => sql`${sql.id(name)} = b.${sql.id(name)}`

/** Each row of the body finds its own row by the key it holds. */
export const compileBulkUpdate = (
  relation: Relation,
  key: readonly Column[],
  columns: readonly Column[],
  isGiven: (column: Column) => Sql,
  answer: Answer,
): Sql => {
  const found = key.map(({ name }) => sql`t0.${sql.id(name)} = b.${sql.id(name)}`)
  const changes = columns.map(
    (column) =>
      sql`${sql.id(column.name)} = case when ${isGiven(column)} then b.${sql.id(column.name)} else t0.${sql.id(column.name)} end`,
  )
  return answered(
    sql`update ${nameOf(relation)} as t0 set ${sql.join(changes)}
      from json_array_elements(${bodyOf(answer)}) e (j), lateral json_to_record(e.j) b (${typed([...key, ...columns])})
      where ${sql.join(found, ' and ')}`,
    answer,
    'of t0',
  )
}

/** Whether a row of the body names a column. */
export const isGiven = ({ name }: Column): Sql => sql`e.j::jsonb ? ${constant(name)}::text`

export const compileReplace = (
  query: Query,
  given: readonly Column[],
  reset: readonly Column[],
  answer: Answer,
): Sql => {
  const changes = [...given.map(assign), ...reset.map(({ name }) => sql`${sql.id(name)} = default`)]
  const rows = given.length > 0 ? sql`from ${recordset(given, bodyOf(answer))}` : sql.empty
  return answered(
    sql`update ${nameOf(query.relation)} as t0 set ${sql.join(changes)} ${rows} ${filter(query)}`,
    answer,
    'of t0',
  )
}

export const compileDelete = (query: Query, answer: Answer): Sql =>
  answered(sql`delete from ${nameOf(query.relation)} as t0 ${filter(query)}`, answer, 'of t0')

const nameOf = ({ schema, name }: Relation): Sql => sql.id(schema, name)

function filter({ where }: Query): Sql {
  return where.length === 0 ? sql.empty : sql`where ${sql.join(conditions(where, 0), ' and ')}`
}

/** One row: the JSON array of the changed rows (null where nobody wants it), and their number. */
function answered(change: Sql, answer: Answer, of?: 'of t0'): Sql {
  const { query, returning, single, most, links } = answer
  const row = of ? sql`t0.` : sql.empty
  const columns = returning.map(({ name }) => sql`${row}${sql.id(name)}`)
  const back = query && columns.length > 0 ? sql.join(columns) : sql`1`
  const count = expected(sql`(select count(*) from w)`, single, most)
  const rows = query
    ? sql`(select coalesce(json_agg(r.*), '[]')::text from (${compileRows(query, sql`w as t0`)}) r)`
    : sql`null`
  const kept =
    links?.keep === undefined
      ? sql.empty
      : sql`, engine.keep(${constant(String(links.keep))}::int, (select json_agg(w.*) from w))::text`
  return sql`with w as (${change} returning ${back}) select ${rows}, ${count}::text ${kept}`
}

function expected(count: Sql, single: boolean, most: number | undefined): Sql {
  if (single) return sql`engine.expect(${count}, 1, 1, 'FL001')`
  if (most === undefined) return count
  return sql`engine.expect(${count}, 0, ${constant(String(most))}::bigint, 'FL002')`
}
