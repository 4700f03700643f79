import { type Sql, sql } from '../../kernel/sql.ts'
import { orderBy, selectList, where } from './compile.ts'
import { source, word } from './compile-conditions.ts'
import type { Key, Keyset } from './keyset.ts'
import { constant, type Query, type Slot } from './tree.ts'

/** Rows from a place on, and where they end. */

interface Place {
  keyset: Keyset
  /** The values to go on after; absent: from the beginning. */
  after?: readonly Slot[] | undefined
}

/** One row: the JSON array, how many there are in it, and the cursor of the last. */
export const compileKeyset = (query: Query, place: Place, limit: number | undefined): Sql => sql`
  select coalesce(json_agg(r.j), '[]')::text, count(*)::text, (array_agg(r.c))[count(*)]
  from (select ${rowOf(query)} as j, ${cursorOf(place.keyset)} as c ${rowsOf(query, place)}
    ${limit === undefined ? sql.empty : word(`limit ${limit}`)}) r`

const rowOf = (query: Query): Sql =>
  sql`(select row_to_json(f) from (select ${selectList(query, 0)}) f)`

const rowsOf = (query: Query, { keyset, after }: Place): Sql => {
  const beyond = after ? [isBeyond(keyset.keys, after)] : []
  return sql`from ${source(query.relation)} ${where(query, 0, beyond)} ${orderBy(query, 0)}`
}

const at = ({ column }: Key): Sql => sql`t0.${sql.id(column.name)}`

/** The values as text, in the alphabet of URLs (RFC 4648 §5). */
function cursorOf({ keys, tag }: Keyset): Sql {
  const values = sql.join([
    sql`${constant(tag)}::text`,
    ...keys.map((key) => sql`${at(key)}::text`),
  ])
  return sql`translate(encode(convert_to(json_build_array(${values})::text, 'UTF8'), 'base64'), E'+/=\\n', '-_')`
}

/** Whether a row comes after the values. Where an index can know it, it is asked in its terms. */
function isBeyond(keys: readonly Key[], values: readonly Slot[]): Sql {
  const typed = keys.map((key, i) => sql`${values[i]}::${word(key.column.type)}`)
  const [first] = keys
  const isOneWay = keys.every((k) => k.column.notNull && k.descending === first?.descending)
  if (isOneWay) {
    const sign = word(first?.descending ? '<' : '>')
    return sql`(${sql.join(keys.map(at))}) ${sign} (${sql.join(typed)})`
  }
  const ways = keys.map((key, i) => {
    const same = keys
      .slice(0, i)
      .map((other, j) => sql`${at(other)} is not distinct from ${typed[j]}`)
    return sql`(${sql.join([...same, isAfter(key, typed[i] ?? sql.empty)], ' and ')})`
  })
  return sql`(${sql.join(ways, ' or ')})`
}

function isAfter(key: Key, value: Sql): Sql {
  const column = at(key)
  const beyond = sql`${column} ${word(key.descending ? '<' : '>')} ${value}`
  if (key.column.notNull) return beyond
  return key.nullsFirst
    ? sql`(${beyond} or (${value} is null and ${column} is not null))`
    : sql`(${beyond} or (${value} is not null and ${column} is null))`
}

/** What is wanted of a page of a list, each under the key it answers under. */
export type ConnectionField =
  | { key: string; kind: 'edges'; parts: EdgeField[] }
  | { key: string; kind: 'nodes'; query: Query }
  | { key: string; kind: 'total' }
  | { key: string; kind: 'page'; parts: PageField[] }
  | Text

export type EdgeField =
  | { key: string; kind: 'cursor' }
  | { key: string; kind: 'node'; query: Query }
  | Text
export type PageField = { key: string; kind: 'next' | 'previous' | 'start' | 'end' } | Text
interface Text {
  key: string
  kind: 'text'
  text: string
}

export interface Connection extends Place {
  /** The rows: their conditions, and their order, turned round where `isBackward`. */
  query: Query
  fields: readonly ConnectionField[]
  most: Slot
  isBackward: boolean
}

/** A page as one JSON object. One row more than wanted is read, to know whether there are more. */
export function compileConnection(connection: Connection): Sql {
  const { query, fields, most, keyset } = connection
  const nodes = fields.flatMap((field) =>
    field.kind === 'nodes'
      ? [field.query]
      : field.kind === 'edges'
        ? field.parts.flatMap((part) => (part.kind === 'node' ? [part.query] : []))
        : [],
  )
  const columns = nodes.map((node, i) => sql`${rowOf(node)} as ${sql.id(`j${i}`)}`)
  const place = sql`row_number() over (${orderBy(query, 0)}) as n`
  const values = sql.join([place, sql`${cursorOf(keyset)} as c`, ...columns])
  const pairs = fields.map((field) => sql`${text(field.key)}, ${fieldOf(connection, field, nodes)}`)
  return sql`(select json_build_object(${sql.join(pairs)}) from (
    select ${values} ${rowsOf(query, connection)} limit ${most}::bigint + 1) r)`
}

const text = (value: string): Sql => sql`${constant(value)}::text`

function fieldOf(connection: Connection, field: ConnectionField, nodes: readonly Query[]): Sql {
  if (field.kind === 'text') return text(field.text)
  if (field.kind === 'total') {
    const { relation, where: conditions } = connection.query
    const all: Query = { relation, fields: [], where: conditions, order: [] }
    return sql`(select count(*) from ${source(relation)} ${where(all, 0)})`
  }
  if (field.kind === 'page') {
    return object(field.parts.map((part) => [part.key, pageOf(connection, part)]))
  }
  const node = (query: Query) => sql`r.${sql.id(`j${nodes.indexOf(query)}`)}`
  const each =
    field.kind === 'nodes'
      ? node(field.query)
      : object(
          field.parts.map((part) => [
            part.key,
            part.kind === 'text'
              ? text(part.text)
              : part.kind === 'cursor'
                ? sql`r.c`
                : node(part.query),
          ]),
        )
  const way = word(connection.isBackward ? 'desc' : 'asc')
  return sql`coalesce(json_agg(${each} order by r.n ${way}) filter (where r.n <= ${connection.most}::bigint), '[]')`
}

const object = (pairs: readonly [string, Sql][]): Sql =>
  sql`json_build_object(${sql.join(pairs.map(([key, value]) => sql`${text(key)}, ${value}`))})`

/** On the other side of where a page begins there is at least the row it begins after. */
function pageOf({ most, after, isBackward }: Connection, part: PageField): Sql {
  if (part.kind === 'text') return text(part.text)
  if (part.kind === 'next' || part.kind === 'previous') {
    const isAhead = (part.kind === 'next') !== isBackward
    return isAhead ? sql`count(*) > ${most}::bigint` : word(after ? 'true' : 'false')
  }
  const way = word((part.kind === 'start') !== isBackward ? 'asc' : 'desc')
  return sql`(array_agg(r.c order by r.n ${way}) filter (where r.n <= ${most}::bigint))[1]`
}
