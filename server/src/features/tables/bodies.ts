import type { Column, Relation } from '../../engines/catalog/index.ts'
import type { RawJson } from '../../kernel/schema.ts'
import { holdsNul } from '../../kernel/validate.ts'
import { badBody } from './faults.ts'
import { lacking, may, nameOf, type Scope } from './rights.ts'

export type Row = Record<string, unknown>

/** Rows as a client sent them: what they name, and their JSON with every digit. */
export interface Rows {
  rows: readonly Row[]
  /** A JSON array. */
  text: string
  /** One object was sent, so one comes back. */
  isSingle: boolean
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object, or an array of objects. @throws invalid naming the place */
export function readRows(body: RawJson | undefined): Rows {
  const { value, text } = body ?? { value: undefined, text: '' }
  mustBeStorable(value, text)
  if (isRow(value)) return { rows: [value], text: `[${text}]`, isSingle: true }
  if (!Array.isArray(value)) throw badBody([], 'Send an object, or an array of objects')
  const wrong = value.findIndex((row) => !isRow(row))
  if (wrong >= 0) throw badBody([wrong], 'Must be an object')
  return { rows: value as Row[], text, isSingle: false }
}

/** @throws invalid for a NUL: PostgreSQL keeps none in a text or in JSON */
function mustBeStorable(value: unknown, text: string): void {
  if (text.includes('\\u0000') && holdsNul(value))
    throw badBody([], 'A text cannot hold the character NUL')
}

/** Numbers that keep their own text when they are written again. */
const raw = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON

type Keep = (key: string, value: unknown, context?: { source?: string }) => unknown

const parseWith = JSON.parse as (text: string, keep: Keep) => unknown

/** A body whose numbers keep their digits when it, or a part of it, is written again. */
export const exactTree = (text: string): unknown =>
  parseWith(text, (_key, value, { source } = {}) =>
    typeof value === 'number' && source !== undefined ? raw(source) : value,
  )

/** JSON without the fields that are null; what is null in a list stays. */
export const withoutNulls = (text: string): string =>
  JSON.stringify(exactTree(text), function (this: unknown, _key, value: unknown) {
    return value === null && !Array.isArray(this) ? undefined : value
  }) ?? 'null'

/** Part of a body as JSON, with every digit of its numbers; empty where there is no such part. */
export const exactPart = (text: string, pick: (value: never) => unknown): string =>
  JSON.stringify(pick(exactTree(text) as never)) ?? ''

/** A body whose whole numbers beyond 2⁵³ are texts. */
export const exactValue = (text: string): unknown =>
  parseWith(text, (_key, value, { source } = {}) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && source ? source : value,
  )

/** The names that any of the rows has, in the order of their first use. */
export function namesIn(rows: readonly Row[]): string[] {
  const names = new Set<string>()
  for (const row of rows) for (const name in row) names.add(name)
  return [...names]
}

/** A column that a role has no right to at all does not exist for it. */
const isHidden = ({ rights }: Column, role: Scope['role']): boolean => rights[role].length === 0

/**
 * The columns that a change names.
 * @throws invalid for names that are no columns, and for columns that only PostgreSQL writes;
 *   forbidden without the right
 */
export function writable(
  { role, caller }: Scope,
  relation: Relation,
  names: readonly string[],
  right: 'insert' | 'update',
): Column[] {
  return names.map((name) => {
    const column = relation.columns.get(name)
    if (!column || isHidden(column, role))
      throw badBody([name], `${nameOf(relation)} has no column of this name`)
    if (column.isGenerated) throw badBody([name], 'This column is generated')
    if (!may(column, right, role)) throw lacking(caller, right, relation, role)
    return column
  })
}
