import { GraphQLError, type GraphQLInputObjectType } from 'graphql'
import type { Column } from '../../engines/catalog/index.ts'
import type { Condition, Test } from '../realtime/index.ts'
import { inputMeaningOf } from './meanings.ts'

const most = 50

/**
 * The filter of a subscription as what is asked of each row.
 * @throws GraphQLError for more conditions than anybody writes
 */
export function conditionOf(filter: unknown, type: GraphQLInputObjectType): Condition {
  const condition = allOf(filter, type)
  if (testsOf(condition).length > most) {
    throw new GraphQLError(`A subscription has at most ${most} conditions`)
  }
  return condition
}

/** Every comparison of a condition. */
export function testsOf(condition: Condition): Test[] {
  if ('op' in condition) return [condition]
  if ('not' in condition) return testsOf(condition.not)
  return ('all' in condition ? condition.all : condition.any).flatMap(testsOf)
}

function allOf(filter: unknown, type: GraphQLInputObjectType): Condition {
  const fields = type.getFields()
  const all = Object.entries(filter ?? {}).flatMap(([name, value]): Condition[] => {
    const field = fields[name]
    // As in queries: a condition that is null is none.
    if (!field || value === null || value === undefined) return []
    const meaning = inputMeaningOf(field)
    if (meaning.kind === 'compare') return [compare(meaning.column, meaning.op, value)]
    return meaning.kind === 'logic' ? [joined(meaning.op, value, type)] : []
  })
  return { all }
}

function joined(op: 'and' | 'or' | 'not', value: unknown, type: GraphQLInputObjectType): Condition {
  if (op === 'not') return { not: allOf(value, type) }
  const items = (value as unknown[]).map((item) => allOf(item, type))
  return op === 'and' ? { all: items } : { any: items }
}

function compare(column: Column, op: string, value: unknown): Test {
  const spelled = (one: unknown): string =>
    column.base === 'uuid' ? String(one).toLowerCase() : String(one)
  const test = { column: column.name, path: [], negated: false, operand: '', list: [] }
  if (op === 'is_null') return { ...test, op: 'is', operand: 'null', negated: value !== true }
  if (op === 'in') return { ...test, op, list: (value as unknown[]).map(spelled) }
  return { ...test, op: op as Test['op'], operand: spelled(value) }
}
