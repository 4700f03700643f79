import type { Relation } from '../../engines/catalog/index.ts'
import type { Reference } from './ask.ts'
import { badQuery } from './faults.ts'
import { readableColumn, type Scope } from './rights.ts'
import type { Expression } from './tree.ts'

/** A column, or a function of the row, that the caller may read. @throws invalid */
export function expressionOf(
  scope: Scope,
  relation: Relation,
  { name, steps }: Pick<Reference, 'name' | 'steps'>,
): Expression {
  const computed = relation.columns.has(name)
    ? undefined
    : relation.computed.find((c) => c.name === name && c.target === null)
  if (computed?.callers.includes(scope.role)) return { kind: 'computed', computed, steps }
  const column = readableColumn(scope, relation, name)
  if (steps.length > 0 && !['json', 'jsonb'].includes(column.base)) {
    throw badQuery(name, 'Only JSON has something inside')
  }
  return { kind: 'column', column, steps }
}
