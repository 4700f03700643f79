import type { Relation } from '../../engines/catalog/index.ts'
import { slotsOf } from './conditions.ts'
import { badQuery } from './faults.ts'
import { operators } from './operators.ts'
import { lacking, may, nameOf, type Scope } from './rights.ts'
import type { Condition, Expression } from './tree.ts'

/** The columns of the key in the path: the primary key, or `id` where there is none. */
export function keyOf(relation: Relation): string[] {
  if (relation.primaryKey.length > 0) return relation.primaryKey
  if (relation.columns.has('id')) return ['id']
  throw badQuery('id', `${nameOf(relation)} has no key`)
}

/** A row's key in a path: `42`, or `a,b` in the order of the key. @throws invalid for another number of parts */
export function keyValues(relation: Relation, id: string): string[] {
  const key = keyOf(relation)
  const parts = key.length === 1 ? [id] : id.split(',')
  if (parts.length === key.length) return parts
  throw badQuery(
    'id',
    `The key of ${nameOf(relation)} is ${key.join(',')}: send ${key.length} values`,
  )
}

/** The row whose key stands in the operands from `first` on. */
export function keyConditions(
  { role, caller }: Scope,
  relation: Relation,
  first: number,
): Condition[] {
  return keyOf(relation).map((name, i) => {
    const column = relation.columns.get(name)
    if (!column || !may(column, 'select', role)) throw lacking(caller, 'select', relation, role)
    const left: Expression = { kind: 'column', column, steps: [] }
    const operator = operators.eq
    if (!operator) throw new Error('there is no eq')
    const right = slotsOf(name, left, operator, undefined, first + i)
    return { kind: 'compare', left, operator, negated: false, modifier: undefined, right }
  })
}
