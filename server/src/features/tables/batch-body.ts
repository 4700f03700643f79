import { invalid } from '../../kernel/errors.ts'
import { object, oneOf, type RawJson, Type } from '../../kernel/schema.ts'
import { makeCheck } from '../../kernel/validate.ts'
import type { Ask, Made } from './ask.ts'
import { exactTree, type Row } from './bodies.ts'
import { badBody } from './faults.ts'
import { compare } from './filters.ts'
import { emptyAsk, readQueryString, sealed } from './query-string.ts'
import { quote } from './scan.ts'

/** What a batch says: operations over several tables, later ones referring to earlier results. */

const Name = Type.String({ minLength: 1, maxLength: 200 })
const Test = object({
  column: Type.String({ minLength: 1, maxLength: 500 }),
  operator: Type.String({ minLength: 1, maxLength: 20 }),
  value: Type.Optional(Type.Unknown()),
})

export const BatchBody = object({
  operations: Type.Array(
    object({
      op: oneOf(['insert', 'update', 'delete', 'upsert']),
      table: Name,
      schema: Type.Optional(Name),
      values: Type.Optional(
        Type.Unsafe<Row | Row[]>({
          description: 'A row or rows; `{"$ref": "0.id"}` for a value, related rows by their name',
          anyOf: [
            { type: 'object', additionalProperties: true },
            { type: 'array', items: { type: 'object', additionalProperties: true } },
          ],
        }),
      ),
      filter: Type.Optional(
        Type.Unsafe<string | Row | { column: string; operator: string; value?: unknown }[]>({
          description:
            'As in a query string; or columns and the values they equal; or tests as in `…/query`',
          anyOf: [
            { type: 'string' },
            { type: 'array', maxItems: 100, items: Test },
            { type: 'object', additionalProperties: true },
          ],
        }),
      ),
      on_conflict: Type.Optional(
        Type.Unsafe<string | string[]>({
          anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
        }),
      ),
      select: Type.Optional(Type.String({ maxLength: 5_000 })),
    }),
    { minItems: 1, maxItems: 100 },
  ),
})

export interface Operation {
  op: 'insert' | 'update' | 'delete' | 'upsert'
  parts: readonly string[]
  /** With numbers that keep their digits when they are written again. */
  values: Row[]
  isSingle: boolean
  ask: Ask
}

export interface Batch {
  operations: Operation[]
  /** Whether anything may refer to an earlier result, or hold related rows. */
  isLinked: boolean
}

const check = makeCheck(BatchBody, 'body')

/** @throws invalid naming the place */
export function readBatch(body: RawJson | undefined): Batch {
  const faults = check(body === undefined ? {} : body.value)
  const [first] = faults
  if (first) throw invalid('invalid_input', `${first.path.join('.')}: ${first.message}`, { faults })
  const text = body?.text ?? ''
  const { operations } = exactTree(text) as { operations: Given[] }
  const list = operations.map(read)
  const holdsMore = (row: Row) => Object.values(row).some((value) => typeof value === 'object')
  const isLinked = text.includes('"$ref"') || list.some(({ values }) => values.some(holdsMore))
  return { operations: list, isLinked }
}

interface Given {
  op: Operation['op']
  table: string
  schema?: string
  values?: Row | Row[]
  filter?: string | Row | { column: string; operator: string; value?: unknown }[]
  on_conflict?: string | string[]
  select?: string
}

function read(given: Given, i: number): Operation {
  const { op, table, schema, values, filter } = given
  mustFit(given, i)
  const parts = schema === undefined ? [table] : [schema, table]
  const ask = filter === undefined ? emptyAsk() : askOf(filter, [`operations`, i, 'filter'])
  if (given.select !== undefined) ask.select = given.select
  if (given.on_conflict !== undefined) ask.onConflict = namesText(given.on_conflict)
  const isSingle = values !== undefined && !Array.isArray(values)
  return { op, parts, values: [values ?? []].flat(), isSingle, ask: sealed(ask) }
}

/** What an operation needs and what has no meaning in it. */
function mustFit({ op, values, filter, on_conflict }: Given, i: number): void {
  const at = (field: string) => ['operations', i, field]
  const takesValues = op !== 'delete'
  if (takesValues && values === undefined) throw badBody(at('values'), 'Field required')
  if (!takesValues && values !== undefined) throw badBody(at('values'), 'Unknown field')
  const isNew = op === 'insert' || op === 'upsert'
  if (isNew && filter !== undefined) throw badBody(at('filter'), 'New rows are not filtered')
  const byKey = op === 'update' && Array.isArray(values)
  if (byKey && filter !== undefined) {
    throw badBody(at('filter'), 'Rows in an array are found by the keys they hold')
  }
  if (!isNew && !byKey && filter === undefined) throw badBody(at('filter'), 'Field required')
  if (op !== 'upsert' && on_conflict !== undefined) {
    throw badBody(at('on_conflict'), 'Only an upsert has conflicts')
  }
}

function askOf(filter: NonNullable<Given['filter']>, path: readonly (string | number)[]): Ask {
  if (typeof filter === 'string') return onlyTests(readQueryString(filter), path)
  const tests = Array.isArray(filter)
    ? filter
    : Object.entries(filter).map(([column, value]) => ({
        column: quote(column),
        operator: value === null ? 'is' : 'eq',
        value,
      }))
  const ask = emptyAsk()
  ask.tests = tests.map(({ column, operator, value = null }) => {
    const ref = refOf(value)
    const test = compare(column, false, operator, undefined, ref ? '' : textOf(value), ask.operands)
    if (!ref) return test
    if (!comparing.has(operator)) throw badBody(path, `${operator} takes no earlier result`)
    return { ...test, op: operator, made: ref }
  })
  return onlyTests(ask, path)
}

const comparing = new Set(['eq', 'neq', 'gt', 'gte', 'lt', 'lte'])

function onlyTests(ask: Ask, path: readonly (string | number)[]): Ask {
  const { tests, select, order, limit, offset, groupBy } = ask
  const isMore = [select, order, limit, offset, groupBy].some((part) => part !== undefined)
  if (isMore || tests.length === 0) throw badBody(path, 'Name the rows by at least one test')
  return ask
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null ? 'null' : JSON.stringify(value)
}

/** `{"$ref": "0.id"}`: a column of the first row of an operation; `"0.2.id"` of its third. */
export function refOf(value: unknown): Made | undefined {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return undefined
  const text = Object.keys(value).length === 1 ? value.$ref : undefined
  const [, slot, row = '0', column] =
    /^(\d{1,3})\.(?:(\d{1,5})\.)?(.+)$/s.exec(typeof text === 'string' ? text : '') ?? []
  if (slot === undefined || column === undefined) {
    throw badBody(['operations'], 'A reference is written {"$ref": "<operation>.<column>"}')
  }
  return { slot: Number(slot), row: Number(row), column }
}

/** A text is written as in a query string; each item of a list is one name. */
const namesText = (given: string | string[]): string =>
  Array.isArray(given) ? given.map(quote).join(',') : given
