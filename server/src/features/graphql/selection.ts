import {
  type FieldNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
} from 'graphql'
import type { Column } from '../../engines/catalog/index.ts'
import {
  arrayText,
  type Condition,
  type Expression,
  type Field,
  type Order,
  operators,
  type Query,
  type Slot,
  targetOf,
} from '../tables/index.ts'
import { type Argument, argumentsOf, type Leaves } from './arguments.ts'
import { collectFields, type Operation } from './collect.ts'
import { type InputMeaning, inputMeaningOf, meaningOf } from './meanings.ts'

/** Selections as the query tree that REST makes too. */

export interface Planning extends Operation {
  leaves: Leaves
  /** Rows of a list that names no limit, and the most of one that does. */
  pageSize: number | undefined
}

type SchemaField = GraphQLField<unknown, unknown>

export const objectTypeOf = (field: SchemaField): GraphQLObjectType =>
  getNamedType(field.type) as GraphQLObjectType

/** A row's fields, and those of the rows it leads to. */
export function fieldsOf(
  planning: Planning,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Field[] {
  const sets = nodes.map((node) => node.selectionSet)
  return [...collectFields(planning, type, sets)].flatMap(([key, same]) => {
    const [node] = same
    if (!node) return []
    if (node.name.value === '__typename')
      return [{ kind: 'constant', key: short(key), text: type.name }]
    const field = type.getFields()[node.name.value]
    return field ? [fieldOf(planning, short(key), field, same, node)] : []
  })
}

/** PostgreSQL cuts names at 63 bytes. */
export function short(key: string): string {
  if (key.length > 63)
    throw new GraphQLError(`An alias has at most 63 characters: ${key.slice(0, 80)}`)
  return key
}

function fieldOf(
  planning: Planning,
  key: string,
  field: SchemaField,
  nodes: readonly FieldNode[],
  node: FieldNode,
): Field {
  const meaning = meaningOf(field)
  if (meaning.kind === 'column') return columnValue(key, meaning.column)
  const given = argumentsOf(field, node, planning.variables, planning.leaves)
  if (meaning.kind === 'way') {
    const { way, isList } = meaning
    const query = queryOf(planning, targetOf(way), objectTypeOf(field), nodes)
    if (isList) takeRange(planning, query, given)
    return { kind: 'embed', key, way, query, isSingle: !isList, spread: false }
  }
  if (meaning.kind === 'wayAggregate') {
    const query = aggregateOf(planning, key, meaning.relation, objectTypeOf(field), nodes, given)
    return { kind: 'embed', key, way: meaning.way, query, isSingle: true, spread: true }
  }
  throw new Error(`${meaning.kind} is no field of a row`)
}

/** 64-bit numbers are texts: readers of JSON would round them. */
const columnValue = (key: string, column: Column): Field => ({
  kind: 'value',
  key,
  expression: plain(column),
  ...(column.base === 'int8' ? { cast: 'text' } : {}),
})

const plain = (column: Column): Expression => ({ kind: 'column', column, steps: [] })

export const queryOf = (
  planning: Planning,
  relation: Query['relation'],
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Query => ({ relation, fields: fieldsOf(planning, type, nodes), where: [], order: [] })

type Arguments = ReadonlyMap<string, Argument>

/** `filter`, `orderBy`, `limit`, `offset`. */
export function takeRange(planning: Planning, query: Query, given: Arguments): void {
  query.where = conditionsOf(given.get('filter'))
  query.order = orderFrom(given.get('orderBy'))
  const { pageSize } = planning
  query.limit = limitOf(given.get('limit'), pageSize)
  const offset = given.get('offset')
  if (offset?.kind === 'leaf') query.offset = natural('offset', offset)
}

function limitOf(argument: Argument | undefined, most: number | undefined): Slot | number {
  if (argument === undefined || argument.kind === 'null') return most ?? Number.MAX_SAFE_INTEGER
  if (argument.kind === 'leaf' && argument.fixed) {
    const limit = Number(natural('limit', argument)({ operands: [] }))
    return Math.min(limit, most ?? limit)
  }
  const wanted = argument?.kind === 'leaf' ? natural('limit', argument) : undefined
  return (given) => {
    const limit = wanted ? Number(wanted(given)) : most
    if (limit === undefined) return null
    return String(most === undefined ? limit : Math.min(limit, most))
  }
}

export const natural =
  (name: string, { read }: Extract<Argument, { kind: 'leaf' }>): Slot =>
  (given) => {
    const value = Number(read(given))
    if (!Number.isSafeInteger(value) || value < 0)
      throw new GraphQLError(`${name} cannot be negative`)
    return String(value)
  }

// Filters

export function conditionsOf(filter: Argument | undefined): Condition[] {
  if (filter?.kind !== 'object') return []
  const fields = filter.type.getFields()
  return [...filter.fields].flatMap(([name, value]) => {
    const field = fields[name]
    return field?.extensions.meaning ? conditionOf(inputMeaningOf(field), value) : []
  })
}

/** A condition that is null is none, as if it had been left out. */
function conditionOf(meaning: InputMeaning, value: Argument): Condition[] {
  if (value.kind === 'null') return []
  if (meaning.kind === 'related') {
    return [{ kind: 'exists', negated: false, way: meaning.way, where: conditionsOf(value) }]
  }
  if (meaning.kind === 'logic') return logic(meaning.op, value)
  return meaning.kind === 'compare' && value.kind === 'leaf'
    ? [compare(meaning.column, meaning.op, value)]
    : []
}

function logic(op: 'and' | 'or' | 'not', value: Argument): Condition[] {
  const items = value.kind === 'list' ? value.items : [value]
  const conditions = items.map(
    (item): Condition => ({
      kind: 'group',
      join: 'and',
      negated: op === 'not',
      conditions: conditionsOf(item),
    }),
  )
  return op === 'or' ? [{ kind: 'group', join: 'or', negated: false, conditions }] : conditions
}

const restNames: Record<string, string> = { contains: 'cs', contained_by: 'cd' }

function compare(
  column: Column,
  op: string,
  value: Extract<Argument, { kind: 'leaf' }>,
): Condition {
  const left = plain(column)
  if (op === 'is_null') {
    // True and false are two shapes, so this is known when the plan is made.
    const isNull = value.read({ operands: [] }) === true
    const is = operators.is
    if (!is) throw new Error('there is no is')
    return {
      kind: 'compare',
      left,
      operator: is,
      negated: !isNull,
      modifier: undefined,
      right: 'null',
    }
  }
  const operator = operators[restNames[op] ?? op]
  if (!operator) throw new Error(`there is no operator ${op}`)
  const right = op === 'in' ? [listSlot(value)] : [operandSlot(column, value)]
  return { kind: 'compare', left, operator, negated: false, modifier: undefined, right }
}

const listSlot =
  ({ read }: Extract<Argument, { kind: 'leaf' }>): Slot =>
  (given) => {
    const value = read(given)
    const items = Array.isArray(value) ? value : [value]
    return arrayText(
      items.map((item) =>
        item === null ? null : typeof item === 'object' ? JSON.stringify(item) : String(item),
      ),
    )
  }

/** JSON columns take JSON, arrays take lists, everything else its text. */
function operandSlot(column: Column, { read, slot }: Extract<Argument, { kind: 'leaf' }>): Slot {
  if (column.base === 'jsonb' || column.base === 'json')
    return (given) => JSON.stringify(read(given))
  if (column.category !== 'A') return slot
  return (given) => {
    const value = read(given)
    return Array.isArray(value)
      ? arrayText(value.map((item) => (item === null ? null : String(item))))
      : slot(given)
  }
}

// Order

export function orderFrom(argument: Argument | undefined): Order[] {
  if (argument?.kind === 'list') return argument.items.flatMap(orderFrom)
  if (argument?.kind !== 'object') return []
  const fields = argument.type.getFields()
  return [...argument.fields].flatMap(([name, value]) => {
    const meaning = fields[name] && inputMeaningOf(fields[name])
    return meaning?.kind === 'value' && value.kind === 'leaf' ? [by(meaning.column, value)] : []
  })
}

function by(column: Column, { read }: Extract<Argument, { kind: 'leaf' }>): Order {
  const [way, , place] = String(read({ operands: [] })).split('_')
  return {
    by: { kind: 'expression', expression: plain(column) },
    descending: way === 'DESC',
    nulls: place === undefined ? undefined : place === 'FIRST' ? 'first' : 'last',
  }
}

// Aggregates

/** One object over all rows that a filter finds. */
export function aggregateOf(
  planning: Planning,
  key: string,
  relation: Query['relation'],
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  given: Arguments,
): Query {
  const fields = [
    ...collectFields(
      planning,
      type,
      nodes.map((node) => node.selectionSet),
    ),
  ].flatMap(([name, same]) => totalOf(planning, short(name), type, same))
  const where = conditionsOf(given.get('filter'))
  return { relation, fields: [{ kind: 'object', key, fields }], where, order: [] }
}

type Part = Extract<Field, { kind: 'object' }>['fields'][number]

function totalOf(
  planning: Planning,
  key: string,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Part[] {
  const [node] = nodes
  const field = node && type.getFields()[node.name.value]
  if (!field) return [{ kind: 'constant', key, text: type.name }]
  const meaning = meaningOf(field)
  if (meaning.kind !== 'totals') return []
  if (meaning.fn === 'count') return [{ kind: 'aggregate', key, fn: 'count' }]
  const inner = objectTypeOf(field)
  const sets = nodes.map(({ selectionSet }) => selectionSet)
  const fields = [...collectFields(planning, inner, sets)].flatMap(([name, [one]]) =>
    one ? [columnTotal(short(name), inner, one, meaning.fn)] : [],
  )
  return [{ key, fields }]
}

function columnTotal(
  key: string,
  type: GraphQLObjectType,
  node: FieldNode,
  fn: string,
): Extract<Field, { kind: 'aggregate' | 'constant' }> {
  const field = type.getFields()[node.name.value]
  const meaning = field && meaningOf(field)
  if (meaning?.kind !== 'total') return { kind: 'constant', key, text: type.name }
  const { column } = meaning
  const isText = column.base === 'int8' && (fn === 'min' || fn === 'max')
  return {
    kind: 'aggregate',
    key,
    fn,
    expression: plain(column),
    ...(isText ? { cast: 'text' } : {}),
  }
}
