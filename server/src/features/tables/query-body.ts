import { invalid } from '../../kernel/errors.ts'
import { object, oneOf, type RawJson, type Static, Type } from '../../kernel/schema.ts'
import { makeCheck } from '../../kernel/validate.ts'
import type { Ask, Test } from './ask.ts'
import { exactValue } from './bodies.ts'
import { badBody } from './faults.ts'
import { compare, readGroup, readOperation } from './filters.ts'
import { emptyAsk, sealed } from './query-string.ts'

const Column = Type.String({ minLength: 1, maxLength: 500 })
const Natural = Type.Integer({ minimum: 0 })
const Scalar = Type.Unsafe<string | number>({ type: ['string', 'number'] })

/** A question too long for a query string. */
export const QueryBody = object({
  select: Type.Optional(Type.String()),
  filters: Type.Optional(
    Type.Array(
      object({
        column: Column,
        operator: Type.String({ minLength: 1, maxLength: 20 }),
        value: Type.Optional(Type.Unknown({ description: 'As the operator takes it' })),
      }),
      { maxItems: 500 },
    ),
  ),
  orFilters: Type.Optional(Type.Array(Type.String(), { maxItems: 100 })),
  andFilters: Type.Optional(Type.Array(Type.String(), { maxItems: 100 })),
  betweenFilters: Type.Optional(
    Type.Array(
      object({ column: Column, min: Scalar, max: Scalar, negated: Type.Optional(Type.Boolean()) }),
      { maxItems: 100 },
    ),
  ),
  order: Type.Optional(
    Type.Array(
      object({
        column: Column,
        direction: Type.Optional(oneOf(['asc', 'desc'])),
        nulls: Type.Optional(oneOf(['first', 'last'])),
        vectorOp: Type.Optional(oneOf(['vec_l2', 'vec_cos', 'vec_ip'])),
        vectorValue: Type.Optional(Type.Array(Type.Number(), { maxItems: 16_000 })),
      }),
      { maxItems: 50 },
    ),
  ),
  limit: Type.Optional(Natural),
  offset: Type.Optional(Natural),
  count: Type.Optional(oneOf(['exact', 'planned', 'estimated', 'none'])),
  groupBy: Type.Optional(Type.Array(Column, { maxItems: 50 })),
  truncate: Type.Optional(Natural),
})

type QueryBody = Static<typeof QueryBody>

const check = makeCheck(QueryBody, 'body')

/** @throws invalid naming the field */
export function readQueryBody(body: RawJson | undefined): Ask {
  const faults = check(body === undefined ? {} : body.value)
  const [first] = faults
  if (first) throw invalid('invalid_input', `${first.path.join('.')}: ${first.message}`, { faults })
  // Numbers as they were written: operands are text anyway.
  const given = (body ? exactValue(body.text) : {}) as QueryBody
  const { limit, offset, truncate } = (body?.value ?? {}) as QueryBody
  const ask = emptyAsk()
  Object.assign(ask, { select: given.select, limit, offset, truncate, count: given.count })
  ask.order = given.order?.map(orderText).join(',')
  ask.groupBy = given.groupBy?.join(',')
  ask.tests = testsOf(given, ask.operands)
  return sealed(ask)
}

function orderText(item: NonNullable<QueryBody['order']>[number]): string {
  const { column, direction = 'asc', nulls, vectorOp, vectorValue } = item
  const vector = vectorOp && vectorValue ? `.${vectorOp}.[${vectorValue.join(',')}]` : ''
  return `${column}${vector}.${direction}${nulls === undefined ? '' : `.nulls${nulls}`}`
}

function testsOf(given: QueryBody, operands: string[]): Test[] {
  const { filters = [], orFilters = [], andFilters = [], betweenFilters = [] } = given
  return [
    ...filters.map((filter) => testOf(filter, operands)),
    ...orFilters.map((text) => readGroup('orFilters', 'or', false, text, operands)),
    ...andFilters.map((text) => readGroup('andFilters', 'and', false, text, operands)),
    ...betweenFilters.flatMap((filter) => between(filter, operands)),
  ]
}

function testOf(
  { column, operator, value }: NonNullable<QueryBody['filters']>[number],
  operands: string[],
): Test {
  const text = operandText(value)
  if (operator !== 'not') return compare(column, false, operator, undefined, text, operands)
  const inner = readOperation(text)
  if (!inner) throw badBody(['filters', column], 'The value of not is written op.value')
  return compare(column, !inner.negated, inner.op, inner.modifier, inner.operand, operands)
}

/** Lists and objects keep their JSON; every operator that takes some reads it. */
function operandText(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function between(
  { column, min, max, negated = false }: NonNullable<QueryBody['betweenFilters']>[number],
  operands: string[],
): Test[] {
  const at = (op: string, value: unknown) =>
    compare(column, false, op, undefined, String(value), operands)
  if (!negated) return [at('gte', min), at('lte', max)]
  return [{ kind: 'or', path: [], negated: false, tests: [at('lt', min), at('gt', max)] }]
}
