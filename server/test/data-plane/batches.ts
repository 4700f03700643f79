import assert from 'node:assert/strict'
import type { Chooser } from './generate.ts'
import { byId, type Send, startSequences } from './several.ts'
import {
  type Change,
  type Done,
  type Made,
  Ref,
  type Several,
  type Test,
  Unsure,
  type Wire,
} from './several-model.ts'
import type { Stored } from './writes-model.ts'

/** Transactions as `POST /api/v1/batch`. */

const answered = ({ row, below }: Made): Stored => {
  if (!below) return { ...row }
  const { key, made } = below
  return { ...row, [key]: Array.isArray(made) ? made.map(answered) : made && answered(made) }
}

const wire: Wire = { merging: () => ({ missing: undefined }), answered }

export const startBatches = (lanes = 1) => startSequences({ isBatch: true }, sendBatch, lanes)

const sendBatch =
  (lane: number): Send =>
  async ({ c, changes, model, me, token, server }) => {
    const done = applied(model, changes, me)
    if (!done) return
    const operations = changes.map((change) => operationOf(c, change, lane))
    const answer = await server.call({ url: '/api/v1/batch', token, body: { operations } })
    const about = `${JSON.stringify(operations)}\n${answer.status} ${answer.text}\n${JSON.stringify(done)}`
    if ('failed' in done) {
      assert.ok(done.statuses.includes(answer.status), about)
      assert.equal(answer.body.details?.index, done.failed, about)
      return
    }
    assert.equal(answer.status, 200, about)
    const results = done.results.map((rows, i) => shaped(changes[i], rows, lane))
    assert.deepEqual(answer.body.results.map(sorted(changes)), results, about)
  }

/** Undefined where what is referred to is not there, and it is the planner's whether that is seen. */
function applied(model: Several, changes: readonly Change[], me: string): Done | undefined {
  try {
    return model.apply(changes, me, wire)
  } catch (error) {
    if (error instanceof Unsure) return undefined
    throw error
  }
}

const written = (value: unknown): unknown =>
  value instanceof Ref ? { $ref: `${value.op}.${value.row}.${value.column}` } : value

/** Related rows stand under the name of their table; a person under the column's. */
function rowOf(row: Stored, lane: number): Stored {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (name === 'pets')
        return [`pets${lane}`, (value as Stored[]).map((one) => rowOf(one, lane))]
      return name === 'folk' ? [name, rowOf(value as Stored, lane)] : [name, written(value)]
    }),
  )
}

function operationOf(c: Chooser, change: Change, lane: number): object {
  const table = `${change.table}${lane}`
  switch (change.kind) {
    case 'insert':
    case 'upsert': {
      const rows = change.rows.map((row) => rowOf(row, lane))
      const conflict = change.kind === 'upsert' ? { on_conflict: change.on } : {}
      return { op: change.kind, table, values: change.isSingle ? rows[0] : rows, ...conflict }
    }
    case 'update':
      return {
        op: 'update',
        table,
        values: rowOf(change.body, lane),
        filter: filterOf(c, change.where),
      }
    case 'update_each':
      return { op: 'update', table, values: change.rows.map((row) => rowOf(row, lane)) }
    case 'delete':
      return { op: 'delete', table, filter: filterOf(c, change.where) }
  }
}

/** In each of the ways in which it can be said. */
function filterOf(c: Chooser, where: readonly Test[]): unknown {
  const hasRef = where.some(({ value }) => value instanceof Ref)
  const columns = new Set(where.map(({ column }) => column))
  const isEqual = where.every(({ operator }) => operator === 'eq') && columns.size === where.length
  if (isEqual && c.once(2))
    return Object.fromEntries(where.map(({ column, value }) => [column, written(value)]))
  if (!hasRef && c.once(2))
    return where.map(({ column, operator, value }) => `${column}=${operator}.${value}`).join('&')
  return where.map((test) => ({ ...test, value: written(test.value) }))
}

/** Changed rows stand in any order, new ones in theirs. */
const isOrdered = (change: Change | undefined): boolean =>
  change?.kind === 'insert' || change?.kind === 'upsert'

const sorted =
  (changes: readonly Change[]) =>
  (result: Stored | Stored[], i: number): unknown =>
    Array.isArray(result) && !isOrdered(changes[i]) ? byId(result) : result

function shaped(change: Change | undefined, rows: readonly Stored[], lane: number): unknown {
  const named = rows.map((row) => renamed(row, lane))
  const isSingle = change && 'isSingle' in change && change.isSingle
  if (isSingle) return named[0] ?? null
  return isOrdered(change) ? named : byId(named)
}

const renamed = (row: Stored, lane: number): Stored => {
  const { pets, folk, ...rest } = row
  return {
    ...rest,
    ...(pets === undefined
      ? {}
      : { [`pets${lane}`]: (pets as Stored[]).map((one) => renamed(one, lane)) }),
    ...(folk === undefined ? {} : { folk: folk && renamed(folk as Stored, lane) }),
  }
}
