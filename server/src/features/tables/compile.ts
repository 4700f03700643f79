import { type Sql, sql } from '../../kernel/sql.ts'
import { along, compileCondition, expressionAt, source, word } from './compile-conditions.ts'
import {
  constant,
  type Expression,
  type Field,
  isAggregated,
  keysOf,
  type Order,
  type Query,
  type Slot,
  type Way,
} from './tree.ts'

/**
 * SQL of a query tree. Identifiers come from the catalog, quoted; everything else is a parameter: the
 * values of the statement are slots, filled for each call.
 */

/**
 * A list as one row: the JSON array, and how many there are in it. A row is written `r.*`: `r` alone
 * would be a column of that name, of this row or of one around it.
 */
export const compileList = (query: Query): Sql => sql`
  select coalesce(json_agg(r.*), '[]')::text, count(*)::text from (${compileRows(query)}) r`

/** What a part of an object is: a list, a row or null, the one value of one row; or made already. */
export type Part =
  | { key: string; query: Query; as: 'list' | 'row' | 'value' }
  | { key: string; as: 'made'; json: Sql }

/** Several questions as one JSON object, by their keys: one statement for them all. */
export const compileObject = (parts: readonly Part[]): Sql => {
  const pairs = parts.map((part) => sql`${text(part.key)}, ${partAs(part)}`)
  return sql`select json_build_object(${sql.join(pairs)})::text`
}

function partAs(part: Part): Sql {
  if (part.as === 'made') return part.json
  const { query, as } = part
  const rows = compileRows(query)
  if (as === 'list') return sql`(select coalesce(json_agg(r.*), '[]') from (${rows}) r)`
  if (as === 'row') return sql`(select row_to_json(r.*) from (${rows}) r limit 1)`
  return sql`(select r.${sql.id(query.fields[0]?.key ?? '')} from (${rows}) r)`
}

/** The list, and how many there are in all. */
export const compileCounted = (query: Query): Sql => sql`
  select coalesce(json_agg(r.*), '[]')::text, count(*)::text, (${compileCount(query)})::text
  from (${compileRows(query)}) r`

/** At most two rows: one, none, or too many. */
export const compileOne = (query: Query): Sql => sql`
  select min(row_to_json(r.*)::text), count(*)::text from (${compileRows(query)}) r`

/** Rows, each one JSON text. */
export const compileEach = (query: Query): Sql =>
  sql`select row_to_json(r.*)::text from (${compileRows(query)}) r`

/** Rows, each of their fields a text: a JSON text where it is no plain value. */
export const compileCells = (query: Query): Sql => {
  const cells = keysOf(query.fields).map((key) => sql`to_json(r.${sql.id(key)}) #>> '{}'`)
  return sql`select ${sql.join(cells)} from (${compileRows(query)}) r`
}

/** What the planner thinks of a query without its page. */
export const compileExplain = (query: Query): Sql =>
  sql`explain (format json) select from ${source(query.relation)} ${where(query, 0)}`

/** Rows as they are, each one JSON text, in the order of the key. */
export function compileImages(query: Query, most: number): Sql {
  const key = query.relation.primaryKey.map((name) => sql`t0.${sql.id(name)}`)
  const order = key.length > 0 ? sql`order by ${sql.join(key)}` : sql.empty
  return sql`select to_jsonb(t0)::text from ${source(query.relation)} ${where(query, 0)} ${order} limit ${word(String(most))}`
}

/** How many rows the conditions find, whatever is asked of them. */
export const compileNumber = (query: Query): Sql => countPlain(query)

export function compileCount(query: Query, most?: Slot): Sql {
  const rows = isAggregated(query)
    ? sql`select ${selectList(query, 0)} from ${source(query.relation)} ${where(query, 0)} ${groupBy(query)}`
    : sql`select from ${source(query.relation)} ${where(query, 0)}`
  if (!most) return isAggregated(query) ? sql`select count(*) from (${rows}) c` : countPlain(query)
  return sql`select count(*) from (${rows} limit ${most}::bigint) c`
}

const countPlain = (query: Query): Sql =>
  sql`select count(*) from ${source(query.relation)} ${where(query, 0)}`

/** The rows of a query, one column a key. */
export const compileRows = (query: Query, from: Sql = source(query.relation)): Sql =>
  sql`select ${selectList(query, 0)} from ${from} ${where(query, 0)} ${rest(query, 0)}`

const rest = (query: Query, depth: number): Sql =>
  sql`${groupBy(query)} ${orderBy(query, depth)} ${page(query)}`

/** Null parameters mean no limit, no offset. */
function page({ limit, offset }: Query): Sql {
  const least =
    typeof limit === 'number'
      ? word(`limit ${limit}`)
      : limit
        ? sql`limit ${limit}::bigint`
        : sql.empty
  return offset ? sql`${least} offset ${offset}::bigint` : least
}

export function where(query: Query, depth: number, also: readonly Sql[] = []): Sql {
  const all = [...also, ...query.where.map((condition) => compileCondition(condition, depth))]
  return all.length === 0 ? sql.empty : sql`where ${sql.join(all, ' and ')}`
}

// Fields

export function selectList(query: Query, depth: number): Sql {
  return sql.join(query.fields.flatMap((field) => compileField(query, field, depth)))
}

function compileField(query: Query, field: Field, depth: number): Sql[] {
  const as = (expression: Sql) => sql`${expression} as ${sql.id(field.key)}`
  if (field.kind === 'constant') return [as(text(field.text))]
  if (field.kind === 'object') return [as(objectOf(field.fields, depth))]
  if (field.kind === 'aggregate') return [as(cast(aggregate(field, depth), field.cast))]
  if (field.kind === 'embed') {
    return field.spread ? spread(field, depth) : [as(embed(field, depth))]
  }
  const plain = expressionAt(field.expression, depth)
  if (field.cast !== undefined) return [as(cast(plain, field.cast))]
  return [
    as(
      shown(
        field.expression,
        query.truncate ? cut(field.expression, plain, query.truncate) : plain,
      ),
    ),
  ]
}

const text = (value: string): Sql => sql`${constant(value)}::text`

type Parts = Extract<Field, { kind: 'object' }>['fields']

function objectOf(fields: Parts, depth: number): Sql {
  const parts = fields.map((field) => sql`${text(field.key)}, ${partOf(field, depth)}`)
  return sql`json_build_object(${sql.join(parts)})`
}

function partOf(field: Parts[number], depth: number): Sql {
  if (!('kind' in field)) return objectOf(field.fields, depth)
  if (field.kind === 'constant') return text(field.text)
  return cast(aggregate(field, depth), field.cast)
}

const cast = (expression: Sql, type: string | undefined): Sql =>
  type === undefined ? expression : sql`(${expression})::${word(type)}`

/** Types whose JSON is not what PostgreSQL makes of them by itself. */
function shown(expression: Expression, text: Sql): Sql {
  if (expression.steps.length > 0) return text
  const { base } = expression.kind === 'column' ? expression.column : expression.computed
  if (base === 'geometry' || base === 'geography') return sql`st_asgeojson(${text})::json`
  return text
}

function cut(expression: Expression, text: Sql, most: Slot): Sql {
  const { category } = expression.kind === 'column' ? expression.column : expression.computed
  if (category !== 'S' || expression.steps.length > 0) return text
  return sql`case when length(${text}) > ${most}::int
    then left(${text}, ${most}::int) || '... (' || length(${text}) || ' chars)' else ${text} end`
}

function aggregate(field: Extract<Field, { kind: 'aggregate' }>, depth: number): Sql {
  if (!field.expression) return sql`count(*)`
  return sql`${word(field.fn)}(${expressionAt(field.expression, depth)})`
}

/** The rows at the other end, as JSON: an object or null, or an array. */
function embed({ way, query, isSingle }: Extract<Field, { kind: 'embed' }>, depth: number): Sql {
  const rows = compileEmbedded(query, way, depth)
  return isSingle
    ? sql`(select row_to_json(r.*) from (${rows}) r limit 1)`
    : sql`(select coalesce(json_agg(r.*), '[]') from (${rows}) r)`
}

/** Fields of the other end beside our own; of many, as arrays. */
function spread({ way, query, isSingle }: Extract<Field, { kind: 'embed' }>, depth: number): Sql[] {
  return query.fields.map((field) => {
    const rows = compileEmbedded({ ...query, fields: [field] }, way, depth)
    const key = sql.id(field.key)
    return isSingle
      ? sql`(select r.${key} from (${rows}) r limit 1) as ${key}`
      : sql`(select coalesce(json_agg(r.${key}), '[]') from (${rows}) r) as ${key}`
  })
}

function compileEmbedded(query: Query, way: Way, depth: number): Sql {
  const { from, on } = along(way, depth)
  return sql`select ${selectList(query, depth + 1)} from ${from} ${where(query, depth + 1, on)} ${rest(query, depth + 1)}`
}

// Groups, order

/** By every field that is no aggregate, when there is one; by their places, as they hold parameters. */
function groupBy(query: Query): Sql {
  if (!isAggregated(query)) return sql.empty
  const places = query.fields.flatMap((field, i) =>
    // A spread embed takes as many places as it has fields.
    field.kind === 'value' ? [word(String(keysOf(query.fields.slice(0, i)).length + 1))] : [],
  )
  return places.length === 0 ? sql.empty : sql`group by ${sql.join(places)}`
}

export function orderBy(query: Query, depth: number): Sql {
  if (query.order.length === 0) return sql.empty
  return sql`order by ${sql.join(query.order.map((order) => compileOrder(order, depth)))}`
}

function compileOrder({ by, descending, nulls }: Order, depth: number): Sql {
  const way = word(descending ? 'desc' : 'asc')
  const place = nulls === undefined ? sql.empty : word(`nulls ${nulls}`)
  return sql`${orderKey(by, depth)} ${way} ${place}`
}

function orderKey(by: Order['by'], depth: number): Sql {
  if (by.kind === 'key') return sql.id(by.key)
  if (by.kind === 'expression') return expressionAt(by.expression, depth)
  if (by.kind === 'distance') {
    return sql`${expressionAt(by.expression, depth)} ${word(by.operator)} ${by.value}`
  }
  const { from, on } = along(by.way, depth)
  return sql`(select ${expressionAt(by.expression, depth + 1)} from ${from} ${on.length > 0 ? sql`where ${sql.join(on, ' and ')}` : sql.empty} limit 1)`
}
