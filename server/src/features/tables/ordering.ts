import { type Ask, embedKey, type Reference } from './ask.ts'
import { type Embed, mustHaveExtension } from './conditions.ts'
import { findWay, isSingle, targetOf } from './embeds.ts'
import { vectorText } from './encode.ts'
import { expressionOf } from './expressions.ts'
import { badQuery } from './faults.ts'
import { operators } from './operators.ts'
import { type OrderItem, readOrder } from './order.ts'
import { readReference } from './references.ts'
import type { Scope } from './rights.ts'
import { constant, type Field, isAggregated, type Order, type Query } from './tree.ts'
/** Order, limit and offset of a level. */
export function resolveRange(scope: Scope, query: Query, path: readonly string[], ask: Ask): void {
  const isTop = path.length === 0
  const own = isTop ? undefined : ask.embeds.get(embedKey(path))
  const order = isTop ? ask.order : own?.order
  if (order !== undefined && order.trim() !== '') {
    const name = isTop ? 'order' : `${path.join('.')}.order`
    query.order = readOrder(name, order).map((item) => orderOf(scope, query, name, item))
  }
  if (isTop) {
    if (ask.limit !== undefined) query.limit = ask.limit
    if (ask.offset !== undefined) query.offset = ({ offset }) => String(offset ?? 0)
    if (ask.offset !== undefined || (ask.limit !== undefined && query.order.length > 0))
      settle(scope, query)
  } else {
    if (own?.limit !== undefined) query.limit = own.limit
    if (own?.offset !== undefined) query.offset = constant(String(own.offset))
  }
}

/** Pages of one list must not overlap: the key decides between equals. */
function settle(scope: Scope, query: Query): void {
  const { primaryKey, columns } = query.relation
  if (isAggregated(query)) return
  for (const name of primaryKey) {
    const column = columns.get(name)
    if (!column?.rights[scope.role].includes('select')) continue
    query.order.push({
      by: { kind: 'expression', expression: { kind: 'column', column, steps: [] } },
      descending: false,
      nulls: undefined,
    })
  }
}

/**
 * The field that holds a path into JSON. Groups are made by its place in the list, and PostgreSQL sees
 * no second writing of it as the same: its keys are parameters.
 */
const fieldOf = (query: Query, { name, steps }: Reference): Field | undefined =>
  query.fields.find(
    (field) =>
      field.kind === 'value' &&
      field.cast === undefined &&
      field.expression.kind === 'column' &&
      field.expression.column.name === name &&
      JSON.stringify(field.expression.steps) === JSON.stringify(steps),
  )

function orderOf(scope: Scope, query: Query, name: string, item: OrderItem): Order {
  const { descending, nulls } = item
  const reference = readReference(item.column)
  const [embedName = item.embed] = reference.path
  if (embedName !== undefined) {
    const embed = query.fields.find((f): f is Embed => f.kind === 'embed' && f.key === embedName)
    const way = embed?.way ?? findWay(scope, query.relation, embedName)
    if (!isSingle(way))
      throw badQuery(name, `${embedName} is a list: order by a column of it has no meaning`)
    return {
      by: { kind: 'embed', way, expression: expressionOf(scope, targetOf(way), reference) },
      descending,
      nulls,
    }
  }
  const key = query.fields.find((f) => f.kind === 'aggregate' && f.key === reference.name)
  if (key) return { by: { kind: 'key', key: key.key }, descending, nulls }
  const expression = expressionOf(scope, query.relation, reference)
  const grouped = isAggregated(query) ? fieldOf(query, reference) : undefined
  if (grouped) return { by: { kind: 'key', key: grouped.key }, descending, nulls }
  if (!item.vector) return { by: { kind: 'expression', expression }, descending, nulls }
  const { op, value } = item.vector
  const operator = operators[op]
  if (!operator) throw badQuery(name, `There is no operator ${op}`)
  mustHaveExtension(scope, operator, op)
  return {
    by: {
      kind: 'distance',
      expression,
      operator: operator.sql,
      value: constant(vectorText(name, value)),
    },
    descending,
    nulls,
  }
}
