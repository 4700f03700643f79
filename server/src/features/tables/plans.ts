import type { Catalog } from '../../engines/catalog/index.ts'
import type { Step } from '../../engines/db/index.ts'
import type { Sql } from '../../kernel/sql.ts'
import { badQuery } from './faults.ts'
import type { Given, Slot } from './tree.ts'

/** A statement, compiled once for all questions of one shape. */
export interface Plan {
  /** On each connection it is prepared under this name: one shape, one role, one picture of the schema. */
  name: string
  text: string
  slots: readonly Slot[]
}

const most = 2_000
let made = 0

const byCatalog = new WeakMap<Catalog, Map<string, unknown>>()

export function planOf(statement: Sql): Plan {
  made++
  return { name: `t${made}`, text: statement.text, slots: statement.values as readonly Slot[] }
}

/** What was made for this key under this picture of the schema, or what `make` makes. */
export function remembered<T>(catalog: Catalog, key: string, make: () => T): T {
  const known = byCatalog.get(catalog) ?? new Map<string, unknown>()
  byCatalog.set(catalog, known)
  const before = known.get(key) as T | undefined
  if (before !== undefined) return before
  const plan = make()
  // The oldest goes: shapes that are in use come back at once.
  if (known.size >= most) known.delete(known.keys().next().value ?? '')
  known.set(key, plan)
  return plan
}

export const stepOf = ({ name, text, slots }: Plan, given: Given): Step => ({
  name,
  text,
  values: slots.map((slot) => mustBeText(slot(given))),
})

/** @throws invalid for a NUL, which ends a text where PostgreSQL reads it */
function mustBeText(value: string | null): string | null {
  if (value?.includes('\0')) throw badQuery('value', 'A text cannot hold the character NUL')
  return value
}
