import type { FieldNode } from 'graphql'
import { GraphQLError } from 'graphql'
import type { Column, Relation } from '../../engines/catalog/index.ts'
import {
  type Condition,
  compileDelete,
  compileInsert,
  compileUpdate,
  type Given,
  may,
  operators,
  type Plan,
  planOf,
  type Query,
  type Scope,
} from '../tables/index.ts'
import { type Argument, argumentsOf } from './arguments.ts'
import type { Meaning } from './meanings.ts'
import { inputMeaningOf } from './meanings.ts'
import { conditionsOf, objectTypeOf, type Planning, queryOf } from './selection.ts'

/** A field of a mutation: one statement, and what its answer looks like. */
export interface ChangePlan {
  key: string
  plan: Plan
  body(given: Given): string
  as: 'row' | 'list' | 'count'
}

type SchemaField = Parameters<typeof objectTypeOf>[0]
type Arguments = ReadonlyMap<string, Argument>

export function planChange(
  planning: Planning,
  scope: Scope,
  key: string,
  field: SchemaField,
  { change, relation }: Extract<Meaning, { kind: 'change' }>,
  nodes: readonly FieldNode[],
): ChangePlan {
  const [node] = nodes
  if (!node) throw new Error('a field without a node')
  mustFitTenant(scope, relation)
  const given = argumentsOf(field, node, planning.variables, planning.leaves)
  const rows = rowsOf(given.get('data'))
  const as = change === 'deleteMany' ? 'count' : change.endsWith('Many') ? 'list' : 'row'
  const query: Query =
    as === 'count'
      ? { relation, fields: [], where: [], order: [] }
      : queryOf(planning, relation, objectTypeOf(field), nodes)
  const answer = {
    ...(as === 'count' ? {} : { query }),
    returning: readable(scope, relation),
    single: false,
  }
  const body = (values: Given): string => JSON.stringify(rows.map((row) => objectOf(row, values)))
  const columns = columnsOf(rows)
  if (change === 'insert' || change === 'insertMany') {
    const conflict = conflictOf(given.get('onConflict'), relation, columns)
    const statement = compileInsert(
      { relation, columns, defaults: rows.length > 1, ...conflict },
      answer,
    )
    return { key, plan: planOf(statement), body, as }
  }
  const where = change.endsWith('Many') ? filterOf(given) : keyOf(field, given)
  const found: Query = { ...query, where }
  if (change.startsWith('update') && columns.length === 0) throw new GraphQLError('data is empty')
  const statement = change.startsWith('update')
    ? compileUpdate(found, columns, answer)
    : compileDelete(found, answer)
  return { key, plan: planOf(statement), body, as }
}

function mustFitTenant({ caller }: Scope, relation: Relation): void {
  if (caller.tenantId === undefined || relation.columns.has('tenant_id')) return
  throw new GraphQLError(`${relation.name} has no column tenant_id, so a tenant cannot write it`)
}

const readable = ({ role }: Scope, relation: Relation): Column[] =>
  [...relation.columns.values()].filter((column) => may(column, 'select', role))

type Row = Extract<Argument, { kind: 'object' }>

const rowsOf = (data: Argument | undefined): Row[] =>
  data?.kind === 'object'
    ? [data]
    : data?.kind === 'list'
      ? data.items.filter((item): item is Row => item.kind === 'object')
      : []

function* valuesOf(row: Row): Generator<[Column, Argument]> {
  const fields = row.type.getFields()
  for (const [name, value] of row.fields) {
    const field = fields[name]
    const meaning = field?.extensions.meaning ? inputMeaningOf(field) : undefined
    if (meaning?.kind === 'value') yield [meaning.column, value]
  }
}

const columnsOf = (rows: readonly Row[]): Column[] => [
  ...new Set(rows.flatMap((row) => [...valuesOf(row)].map(([column]) => column))),
]

function objectOf(row: Row, given: Given): Record<string, unknown> {
  return Object.fromEntries(
    [...valuesOf(row)].map(([column, value]) => [
      column.name,
      value.kind === 'leaf' ? value.read(given) : null,
    ]),
  )
}

function conflictOf(
  argument: Argument | undefined,
  relation: Relation,
  columns: readonly Column[],
) {
  if (argument?.kind !== 'leaf' && argument?.kind !== 'list') return {}
  const read = argument.kind === 'leaf' ? argument.read({ operands: [] }) : undefined
  const names = Array.isArray(read) ? read.map(String) : []
  const fits = relation.uniques.some(
    (u) => u.length === names.length && u.every((name) => names.includes(name)),
  )
  if (!fits) throw new GraphQLError('No unique index is over the columns of onConflict')
  return {
    conflict: { columns: names, update: columns.filter(({ name }) => !names.includes(name)) },
  }
}

/** @throws for a filter of nothing: it would be everything */
function filterOf(given: Arguments): Condition[] {
  const where = conditionsOf(given.get('filter'))
  if (where.length === 0) throw new GraphQLError('filter is empty')
  return where
}

export function keyOf(field: SchemaField, given: Arguments): Condition[] {
  return field.args.flatMap((argument): Condition[] => {
    const meaning = argument.extensions.meaning as { kind: 'value'; column: Column } | undefined
    const value = given.get(argument.name)
    const operator = operators.eq
    if (meaning?.kind !== 'value' || value?.kind !== 'leaf' || !operator) return []
    const left = { kind: 'column', column: meaning.column, steps: [] } as const
    return [
      { kind: 'compare', left, operator, negated: false, modifier: undefined, right: [value.slot] },
    ]
  })
}
