import type { Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import type { RawJson } from '../../kernel/schema.ts'
import type { Ask, Test } from './ask.ts'
import { exactPart, type Rows, readRows } from './bodies.ts'
import { keyOf } from './by-id.ts'
import type { Changed, Wanted } from './change.ts'
import { deleteRows } from './delete.ts'
import { arrayText } from './encode.ts'
import { badBody } from './faults.ts'
import { compare } from './filters.ts'
import { insertRows } from './insert.ts'
import { sealed } from './query-string.ts'
import { nameOf, type Scope } from './rights.ts'
import { quote } from './scan.ts'
import { updateEach, updateRows } from './update.ts'

/** Changes of many rows at once: one statement, all or nothing. */

type Fields = Record<string, unknown>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @throws invalid for a field that has no meaning here */
function mustKnow(body: Fields, names: readonly string[]): void {
  const unknown = Object.keys(body).find((name) => !names.includes(name))
  if (unknown !== undefined) throw badBody([unknown], 'Unknown field')
}

/** Rows, or `{records, on_conflict?, resolution?}`. */
export function bulkInsert(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  body: RawJson | undefined,
  ask: Ask,
  wanted: Wanted,
): Promise<Changed> {
  const value = body?.value
  if (!isObject(value) || !('records' in value)) {
    return insertRows(ctx, scope, relation, listOf(body), ask, wanted)
  }
  mustKnow(value, ['records', 'on_conflict', 'resolution'])
  const rows = listOf(part(body, 'records'))
  return insertRows(
    ctx,
    scope,
    relation,
    rows,
    withConflict(ask, value),
    withResolution(wanted, value),
  )
}

function listOf(body: RawJson | undefined): Rows {
  const rows = readRows(body)
  if (rows.isSingle) throw badBody([], 'Send an array of rows')
  return rows
}

const part = (body: RawJson | undefined, name: string): RawJson => ({
  value: (body?.value as Fields | undefined)?.[name],
  text: exactPart(body?.text ?? '{}', (all: Fields) => all[name]),
})

function withConflict(ask: Ask, { on_conflict: given }: Fields): Ask {
  if (given === undefined) return ask
  const names: unknown[] = Array.isArray(given) ? given : [given]
  if (!names.every((name) => typeof name === 'string'))
    throw badBody(['on_conflict'], 'Must be a text or texts')
  return sealed({
    ...ask,
    onConflict: Array.isArray(given) ? names.map(quote).join(',') : String(given),
  })
}

function withResolution(wanted: Wanted, { resolution }: Fields): Wanted {
  if (resolution === undefined) return wanted
  if (resolution !== 'merge-duplicates' && resolution !== 'ignore-duplicates') {
    throw badBody(['resolution'], 'Must be merge-duplicates or ignore-duplicates')
  }
  return { ...wanted, preferences: { ...wanted.preferences, resolution } }
}

/** Rows that hold their keys; `{ids, data}`; or `{data}` and filters. */
export function bulkUpdate(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  body: RawJson | undefined,
  ask: Ask,
  wanted: Wanted,
): Promise<Changed> {
  const value = body?.value
  if (!isObject(value)) return updateEach(ctx, scope, relation, listOf(body), ask, wanted)
  mustKnow(value, ['ids', 'data'])
  const data = readRows(part(body, 'data'))
  if (value.ids === undefined && ask.tests.length === 0)
    throw badBody(['ids'], 'Name the rows: by ids or by filters')
  const narrowed = value.ids === undefined ? ask : narrow(ask, relation, value.ids, ['ids'])
  return updateRows(ctx, scope, relation, data, narrowed, wanted)
}

/** `{ids}`, a bare array of them, or filters. */
export function bulkDelete(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  body: RawJson | undefined,
  ask: Ask,
  wanted: Wanted,
): Promise<Changed> {
  const value = body === undefined ? undefined : exactIds(body)
  if (value === undefined) return deleteRows(ctx, scope, relation, ask, wanted)
  if (Array.isArray(value))
    return deleteRows(ctx, scope, relation, narrow(ask, relation, value, []), wanted)
  if (!isObject(value)) throw badBody([], 'Send ids')
  mustKnow(value, ['ids'])
  return deleteRows(ctx, scope, relation, narrow(ask, relation, value.ids, ['ids']), wanted)
}

const exactIds = (body: RawJson): unknown =>
  body.text === '' ? undefined : (body.value as Fields | unknown[])

/** The same question about these rows only. @throws invalid for what are no keys */
export function narrow(ask: Ask, relation: Relation, ids: unknown, path: readonly string[]): Ask {
  if (!Array.isArray(ids)) throw badBody(path, 'Must be an array of keys')
  const key = keyOf(relation)
  const operands = [...ask.operands]
  const rows = ids.map((id, i) => partsOf(relation, id, key.length, [...path, String(i)]))
  const [only] = key
  const test: Test =
    key.length === 1 && only !== undefined
      ? compare(
          quote(only),
          false,
          'in',
          undefined,
          arrayText(rows.map(([id]) => id ?? null)),
          operands,
        )
      : {
          kind: 'or',
          path: [],
          negated: false,
          tests: rows.map((row) => isRow(key, row, operands)),
        }
  return sealed({ ...ask, operands, tests: [...ask.tests, test] })
}

const isRow = (key: readonly string[], row: readonly string[], operands: string[]): Test => ({
  kind: 'and',
  path: [],
  negated: false,
  tests: key.map((name, i) => compare(quote(name), false, 'eq', undefined, row[i] ?? '', operands)),
})

/** A key is a text, a number, or as many of them as the key has columns. */
function partsOf(
  relation: Relation,
  id: unknown,
  length: number,
  path: readonly string[],
): string[] {
  const parts = Array.isArray(id) ? id : length > 1 && typeof id === 'string' ? id.split(',') : [id]
  const isKey = parts.every((part) => typeof part === 'string' || typeof part === 'number')
  if (isKey && parts.length === length) return parts.map(String)
  throw badBody(path, `Not a key of ${nameOf(relation)}`)
}
