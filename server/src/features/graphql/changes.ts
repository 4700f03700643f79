import type { FieldNode } from 'graphql'
import { GraphQLError } from 'graphql'
import type { Column, Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import type { Step, StepRows } from '../../engines/db/index.ts'
import type { Sql } from '../../kernel/sql.ts'
import {
  type Condition,
  compileDelete,
  compileInsert,
  compileOne,
  compileUpdate,
  type Given,
  may,
  nestedInsert,
  operators,
  planOf,
  type Query,
  type Scope,
  stepOf,
} from '../tables/index.ts'
import { type Argument, argumentsOf } from './arguments.ts'
import type { Meaning } from './meanings.ts'
import { inputMeaningOf } from './meanings.ts'
import { conditionsOf, objectTypeOf, type Planning, queryOf } from './selection.ts'

/** A field of a mutation as steps of its transaction, and the answer that they make. */
export interface ChangePlan {
  key: string
  stepsOf(call: Call): Step[]
  answer(results: readonly StepRows[]): string
}

/** What differs from call to call: the plan is made once for all with its shape. */
export interface Call {
  ctx: Ctx
  scope: Scope
  given: Given
  /** Rows that one mutation may write; below 0: as many as there are. */
  most: number
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
  const isInsert = change === 'insert' || change === 'insertMany'
  if (rows.some(holdsRows)) {
    if (!isInsert || given.has('onConflict'))
      throw new GraphQLError('Related rows are made with new rows only')
    return planNested(key, query, rows, as === 'list')
  }
  const answer = {
    ...(as === 'count' ? {} : { query }),
    returning: readable(scope, relation),
    single: false,
  }
  const columns = columnsOf(rows)
  const body = (values: Given): string => JSON.stringify(rows.map((row) => objectOf(row, values)))
  const one = (statement: Sql): ChangePlan => {
    const plan = planOf(statement)
    return {
      key,
      stepsOf: ({ given }) => [stepOf(plan, { ...given, body: body(given) })],
      answer: ([made]) => shaped(as, made?.[0] ?? []),
    }
  }
  if (isInsert) {
    const conflict = conflictOf(given.get('onConflict'), scope, relation, columns)
    return one(compileInsert({ relation, columns, defaults: rows.length > 1, ...conflict }, answer))
  }
  const where = change.endsWith('Many') ? filterOf(given) : keyOf(field, given)
  const found: Query = { ...query, where }
  if (change.startsWith('delete')) return one(compileDelete(found, answer))
  if (columns.length === 0) throw new GraphQLError('data is empty')
  return one(compileUpdate(found, columns, answer))
}

function shaped(as: 'row' | 'list' | 'count', [rows, count]: readonly (string | null)[]): string {
  if (as === 'count') return count ?? '0'
  if (as === 'list') return rows ?? '[]'
  return count === '0' || !rows ? 'null' : rows.slice(1, -1)
}

/** Rows with related rows in them: made level by level, then read as they were asked for. */
function planNested(key: string, query: Query, rows: readonly Row[], isList: boolean): ChangePlan {
  return {
    key,
    stepsOf: ({ ctx, scope, given, most }) => {
      const values = rows.map((row) => treeOf(row, given))
      const { steps, own } = nestedInsert(ctx, scope, query.relation, values, most)
      const reads = rows.map((_, row) => {
        const where = madeBy(query.relation, own, row)
        return { ...stepOf(planOf(compileOne({ ...query, where })), given), name: '' }
      })
      return [...steps, ...reads]
    },
    answer: (results) => {
      // What a policy hides from who made it is not there for them.
      const made = results.slice(-rows.length).flatMap((found) => found[0]?.[0] ?? [])
      return isList ? `[${made.join(',')}]` : (made[0] ?? 'null')
    },
  }
}

/** The row that a step made, by its key. */
const madeBy = ({ primaryKey, columns }: Relation, slot: number, row: number): Condition[] =>
  primaryKey.flatMap((name): Condition[] => {
    const column = columns.get(name)
    const operator = operators.eq
    if (!column || !operator) return []
    const left = { kind: 'column', column, steps: [] } as const
    const right = { made: { slot, row, column: name }, type: column.type }
    return [{ kind: 'compare', left, operator, negated: false, modifier: undefined, right }]
  })

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

/** Related rows that stand in a row: a list, or the one that it belongs to. */
function* nestedOf(row: Row): Generator<[string, Row[] | Row]> {
  const fields = row.type.getFields()
  for (const [name, value] of row.fields) {
    const field = fields[name]
    const meaning = field?.extensions.meaning ? inputMeaningOf(field) : undefined
    if (meaning?.kind !== 'nested' || value.kind === 'null') continue
    yield [meaning.name, value.kind === 'object' ? value : rowsOf(value)]
  }
}

const holdsRows = (row: Row): boolean => !nestedOf(row).next().done

/** A row with what stands in it, by the names of the tables. */
function treeOf(row: Row, given: Given): Record<string, unknown> {
  const below = [...nestedOf(row)].map(([name, rows]): [string, unknown] => [
    name,
    Array.isArray(rows) ? rows.map((one) => treeOf(one, given)) : treeOf(rows, given),
  ])
  return { ...objectOf(row, given), ...Object.fromEntries(below) }
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
  scope: Scope,
  relation: Relation,
  columns: readonly Column[],
) {
  if (argument?.kind !== 'leaf' && argument?.kind !== 'list') return {}
  // It decides the statement, which is kept for all values of the variables.
  if (argument.kind === 'list' || !argument.fixed)
    throw new GraphQLError('onConflict is written in the document, not in a variable')
  const read = argument.read({ operands: [] })
  const known = new Set(readable(scope, relation).map(({ name }) => name))
  const names = Array.isArray(read) ? read.map(String) : []
  const fits = relation.uniques.some(
    (u) => u.length === names.length && u.every((name) => names.includes(name) && known.has(name)),
  )
  if (!fits) throw new GraphQLError('No unique index is over the columns of onConflict')
  // What is merged keeps its key, as by REST: other rows refer to it.
  const kept = new Set([...names, ...relation.primaryKey])
  return { conflict: { columns: names, update: columns.filter(({ name }) => !kept.has(name)) } }
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
