import type { Relation } from '../../engines/catalog/index.ts'
import { type Sql, sql } from '../../kernel/sql.ts'
import type { JsonStep } from './ask.ts'
import {
  type Condition,
  constant,
  type Expression,
  type MadeValue,
  type Slot,
  type Way,
} from './tree.ts'

/** SQL of what a row is asked: expressions over it, conditions, and the ways to other rows. */

/** Operators, functions and types, written here and in `operators.ts`, never by callers. */
export const word = sql.trusted

/** Names for the rows at each depth: `t0` is the outermost. */
const aliasAt = (depth: number): string => `t${depth}`

export const source = ({ schema, name }: Relation, depth = 0): Sql =>
  sql`${sql.id(schema, name)} as ${sql.id(aliasAt(depth))}`

/** The rows that a way leads to from the row at `depth`. */
export function along(way: Way, depth: number): { from: Sql; on: Sql[] } {
  const near = sql.id(aliasAt(depth))
  const far = aliasAt(depth + 1)
  if (way.kind === 'function') {
    const { schema, name } = way.computed
    return { from: sql`${sql.id(schema, name)}(${near}.*) as ${sql.id(far)}`, on: [] }
  }
  const { target, junction, on } = way.link
  if (!junction)
    return { from: source(target, depth + 1), on: on.map((pair) => equal(near, sql.id(far), pair)) }
  const middle = sql.id(`j${depth + 1}`)
  const joined = sql.join(
    junction.on.map((pair) => equal(middle, sql.id(far), pair)),
    ' and ',
  )
  return {
    from: sql`${source(target, depth + 1)} join ${sql.id(junction.relation.schema, junction.relation.name)} as ${middle} on ${joined}`,
    on: on.map((pair) => equal(near, middle, pair)),
  }
}

const equal = (near: Sql, far: Sql, [a, b]: [string, string]): Sql =>
  sql`${near}.${sql.id(a)} = ${far}.${sql.id(b)}`

export function expressionAt(expression: Expression, depth: number): Sql {
  const row = sql.id(aliasAt(depth))
  const start =
    expression.kind === 'column'
      ? sql`${row}.${sql.id(expression.column.name)}`
      : sql`${sql.id(expression.computed.schema, expression.computed.name)}(${row}.*)`
  if (expression.steps.length === 0) return start
  return sql`(${sql.join([start, ...expression.steps.map(step)], ' ')})`
}

/** A whole number is a place in an array; written so it is also the name of a key. */
function step({ kind, key }: JsonStep): Sql {
  const sign = word(kind === 'text' ? '->>' : '->')
  return /^-?\d{1,9}$/.test(key)
    ? sql`${sign} ${constant(key)}::int`
    : sql`${sign} ${constant(key)}::text`
}

export function compileCondition(condition: Condition, depth: number): Sql {
  if (condition.kind === 'group') return group(condition, depth)
  if (condition.kind === 'exists') {
    const { from, on } = along(condition.way, depth)
    const all = sql.join([...on, ...conditions(condition.where, depth + 1)], ' and ')
    const exists = sql`exists (select from ${from} ${on.length + condition.where.length > 0 ? sql`where ${all}` : sql.empty})`
    return condition.negated ? sql`not ${exists}` : exists
  }
  const test = comparison(condition, depth)
  return condition.negated ? sql`not (${test})` : test
}

function group(
  { join, negated, conditions: list }: Extract<Condition, { kind: 'group' }>,
  depth: number,
): Sql {
  // Nothing to be all of is true, nothing to be one of is false.
  const all =
    list.length === 0
      ? word(join === 'and' ? 'true' : 'false')
      : sql.join(conditions(list, depth), join === 'and' ? ' and ' : ' or ')
  return negated ? sql`not (${all})` : sql`(${all})`
}

type Comparison = Extract<Condition, { kind: 'compare' }>

function comparison({ left, operator, modifier, right }: Comparison, depth: number): Sql {
  const side = expressionAt(left, depth)
  const sign = word(operator.sql)
  if (typeof right === 'string')
    return sql`${side} ${word(operator.sql)} ${word(keywords[right] ?? 'null')}`
  if ('made' in right) return sql`${side} ${sign} ${keptValue(right)}`
  const [first = constant(''), second] = right
  const operand =
    modifier === 'any' || modifier === 'all' ? sql`${word(modifier)}(${first})` : sql`${first}`
  switch (operator.kind) {
    case 'numeric':
      return sql`(${side})::numeric ${sign} ${first}::numeric`
    case 'like':
    case 'regex':
      return sql`${asText(left, side)} ${sign} ${operand}`
    case 'list':
      return sql`${side} ${sign} ${word(operator.sql === '=' ? 'any' : 'all')}(${first})`
    case 'search':
      return search(left, side, operator.sql, modifier, first)
    case 'spatial':
      return sql`${sign}(${side}, st_geomfromgeojson(${first}))`
    case 'within':
      return sql`st_dwithin(${side}, st_geomfromgeojson(${second ?? first}), ${first}::float8)`
    case 'vector':
      return sql`${side} is not null`
    case 'element':
      return contain(left, side, sign, first)
    default:
      return sql`${side} ${sign} ${operand}`
  }
}

function keptValue({ made: { slot, row, column }, type }: MadeValue): Sql {
  const [step, place] = [constant(String(slot)), constant(String(row))]
  const value = sql`engine.kept(${step}::int, ${place}::int, ${constant(column)}) #>> '{}'`
  return sql`(${value})::${sql.trusted(type)}`
}

const keywords: Record<string, string> = {
  null: 'null',
  not_null: 'not null',
  true: 'true',
  false: 'false',
  unknown: 'unknown',
}

/** Patterns are of text: enums, uuids and numbers are looked at as they are written. */
function asText(left: Expression, side: Sql): Sql {
  const { category } = left.kind === 'column' ? left.column : left.computed
  return category === 'S' || left.steps.length > 0 ? side : sql`${side}::text`
}

/** In a range lies a value of its element type; everything else contains its own kind. */
function contain(left: Expression, side: Sql, sign: Sql, value: Slot): Sql {
  const element = elementOf[(left.kind === 'column' ? left.column : left.computed).base]
  return element === undefined
    ? sql`${side} ${sign} ${value}`
    : sql`${side} ${sign} ${value}::${word(element)}`
}

const elementOf: Record<string, string> = {
  int4range: 'int4',
  int8range: 'int8',
  numrange: 'numeric',
  tsrange: 'timestamp',
  tstzrange: 'timestamptz',
  daterange: 'date',
}

function search(
  left: Expression,
  side: Sql,
  fn: string,
  configuration: string | undefined,
  words: Slot,
): Sql {
  const config =
    configuration === undefined ? sql.empty : sql`${constant(configuration)}::regconfig, `
  const { base } = left.kind === 'column' ? left.column : left.computed
  const isVector = base === 'tsvector' && left.steps.length === 0
  const document = isVector ? side : sql`to_tsvector(${config}${jsonOrText(left, side)})`
  return sql`${document} @@ ${word(fn)}(${config}${words})`
}

function jsonOrText(left: Expression, side: Sql): Sql {
  const { base } = left.kind === 'column' ? left.column : left.computed
  const isJson = ['json', 'jsonb'].includes(base) && left.steps.at(-1)?.kind !== 'text'
  return isJson ? side : sql`${side}::text`
}

export const conditions = (list: readonly Condition[], depth: number): Sql[] =>
  list.map((condition) => compileCondition(condition, depth))
