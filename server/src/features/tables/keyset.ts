import type { Column, Relation } from '../../engines/catalog/index.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { badQuery } from './faults.ts'
import { may, nameOf, type Scope } from './rights.ts'
import { type Given, isAggregated, type Order, type Query, type Slot } from './tree.ts'

/**
 * Pages that go on where one ended: after the values that its last row was ordered by. A cursor is
 * these values and the order they belong to. It is not secret, and not trusted: whoever makes one up
 * says no more than a filter says, under the same rights.
 */

/** What rows are ordered by: columns, the last of them telling any two rows apart. */
export interface Key {
  column: Column
  descending: boolean
  nullsFirst: boolean
}

export interface Keyset {
  keys: Key[]
  /** Short for the relation and the order: a cursor of another one is refused. */
  tag: string
}

/** Puts the key at the end of a query's order. @throws invalid where there is none, or no order of columns */
export function keysetOf(scope: Scope, query: Query, name: string): Keyset {
  const { relation } = query
  if (isAggregated(query)) throw badQuery(name, 'Groups have no cursor')
  const keys = query.order.map((order) => keyOf(order, name))
  for (const column of keyColumns(scope, relation, name)) {
    if (keys.some((key) => key.column === column)) continue
    keys.push({ column, descending: false, nullsFirst: false })
  }
  query.order = keys.map(orderOf)
  const order = keys.map((key) => [key.column.name, key.descending, key.nullsFirst])
  const tag = sha256(JSON.stringify([nameOf(relation), order]))
    .toString('base64url')
    .slice(0, 8)
  return { keys, tag }
}

function keyOf({ by, descending, nulls }: Order, name: string): Key {
  if (by.kind !== 'expression' || by.expression.kind !== 'column' || by.expression.steps.length > 0)
    throw badQuery(name, 'With a cursor, order by columns of the table itself')
  const nullsFirst = nulls === undefined ? descending : nulls === 'first'
  return { column: by.expression.column, descending, nullsFirst }
}

function keyColumns({ role }: Scope, relation: Relation, name: string): Column[] {
  const columns = relation.primaryKey.flatMap((key) => relation.columns.get(key) ?? [])
  if (columns.length > 0 && columns.every((column) => may(column, 'select', role))) return columns
  throw badQuery(name, `${nameOf(relation)} has no primary key that you may read: use offset`)
}

export const orderOf = ({ column, descending, nullsFirst }: Key): Order => ({
  by: { kind: 'expression', expression: { kind: 'column', column, steps: [] } },
  descending,
  nulls: nullsFirst ? 'first' : 'last',
})

/** The other way round: for pages before a row. */
export const reversed = (keys: readonly Key[]): Key[] =>
  keys.map((key) => ({ ...key, descending: !key.descending, nullsFirst: !key.nullsFirst }))

/** The values of a cursor as parameters. They are read when the statement is run. */
export const valuesOf = (
  { keys, tag }: Keyset,
  name: string,
  read: (given: Given) => unknown,
): Slot[] =>
  keys.map((_, i) => (given) => decode(String(read(given)), name, tag, keys.length)[i] ?? null)

function decode(text: string, name: string, tag: string, count: number): (string | null)[] {
  const [first, ...values] = parse(text)
  if (first === tag && values.length === count && values.every(isValue)) return values
  throw badQuery(name, 'Not a cursor of this list in this order')
}

const isValue = (value: unknown): value is string | null =>
  value === null || (typeof value === 'string' && !value.includes('\0'))

function parse(text: string): unknown[] {
  try {
    const found: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Array.isArray(found) ? found : []
  } catch {
    return []
  }
}
