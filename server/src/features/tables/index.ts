import type { Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import type { RawJson } from '../../kernel/schema.ts'
import type { Ask } from './ask.ts'
import { readRows } from './bodies.ts'
import { bulkDelete, bulkInsert, bulkUpdate } from './bulk.ts'
import type { Changed } from './change.ts'
import { deleteById, deleteRows } from './delete.ts'
import { type Export, exportRows } from './export.ts'
import { badQuery } from './faults.ts'
import { insertRows } from './insert.ts'
import { locate } from './locate.ts'
import type { Preferences } from './preferences.ts'
import { readQueryBody } from './query-body.ts'
import { readQueryString } from './query-string.ts'
import { type Page, readById, readPage, readSingle } from './read.ts'
import type { Scope } from './rights.ts'
import { overCatalog } from './run.ts'
import { replaceById, updateById, updateRows } from './update.ts'

export type { Changed } from './change.ts'
export { type Preferences, readPreferences } from './preferences.ts'
export type { Page } from './read.ts'

/** `[table]`, `[table, id]`, `[schema, table]` or `[schema, table, id]`: see `locate`. */
export type Parts = readonly string[]

export interface Change {
  query: string
  preferences: Preferences
  /** The client wants one object, or nothing. */
  single?: boolean
}

/** A list, or a row where the path holds a key. */
export type Read = { kind: 'page'; page: Page } | { kind: 'row'; body: string }

/**
 * Rows of a table or view as the caller may see them.
 * @param query the query string, undecoded
 */
export function read(
  ctx: Ctx,
  parts: Parts,
  query: string,
  preferences: Preferences,
  single = false,
): Promise<Read> {
  const ask = withCount(readQueryString(query), preferences)
  return overCatalog(ctx, async (scope): Promise<Read> => {
    const { relation, id } = locate(scope, parts)
    if (id !== undefined)
      return { kind: 'row', body: await readById(ctx, scope, relation, id, ask) }
    if (single) return { kind: 'row', body: await readSingle(ctx, scope, relation, ask) }
    return { kind: 'page', page: await readPage(ctx, scope, relation, ask) }
  })
}

/** The query string's word counts before the header's. */
function withCount(ask: Ask, { count }: Preferences): Ask {
  if (ask.count === undefined && count !== undefined) ask.count = count
  return ask
}

/** Adds rows, or merges them into what is there. @returns `single` whether one object was sent */
export function insert(
  ctx: Ctx,
  parts: Parts,
  body: RawJson | undefined,
  change: Change,
): Promise<Changed & { single: boolean }> {
  const rows = readRows(body)
  const ask = readQueryString(change.query)
  return overCatalog(ctx, async (scope) => {
    const relation = whole(scope, parts)
    const changed = await insertRows(ctx, scope, relation, rows, ask, change)
    return { ...changed, single: rows.isSingle }
  })
}

function whole(scope: Scope, parts: Parts): Relation {
  const { relation, id } = locate(scope, parts)
  if (id !== undefined) throw badQuery('path', 'This is about a table, not about a row')
  return relation
}

/** Changes the rows that the filters find, or the one of the path. */
export function update(
  ctx: Ctx,
  parts: Parts,
  body: RawJson | undefined,
  change: Change,
): Promise<Changed & { single: boolean }> {
  const rows = readRows(body)
  const ask = readQueryString(change.query)
  return overCatalog(ctx, async (scope) => {
    const { relation, id } = locate(scope, parts)
    if (id === undefined) {
      return { ...(await updateRows(ctx, scope, relation, rows, ask, change)), single: false }
    }
    return {
      ...(await updateById(ctx, scope, relation, id, rows, ask, change)),
      single: true,
    }
  })
}

/** Makes a row what the body says. */
export function replace(
  ctx: Ctx,
  parts: Parts,
  body: RawJson | undefined,
  change: Change,
): Promise<Changed> {
  const rows = readRows(body)
  const ask = readQueryString(change.query)
  return overCatalog(ctx, (scope) => {
    const { relation, id } = locate(scope, parts)
    if (id === undefined) throw badQuery('path', 'Name the row to replace by its key')
    return replaceById(ctx, scope, relation, id, rows, ask, change)
  })
}

/** Removes the rows that the filters find, or the one of the path. */
export function remove(ctx: Ctx, parts: Parts, change: Change): Promise<Changed | undefined> {
  const ask = readQueryString(change.query)
  return overCatalog(ctx, async (scope) => {
    const { relation, id } = locate(scope, parts)
    if (id === undefined) return deleteRows(ctx, scope, relation, ask, change)
    await deleteById(ctx, scope, relation, id)
    return undefined
  })
}

/** As `read`, for questions too long for a query string. */
export function query(ctx: Ctx, parts: Parts, body: RawJson | undefined): Promise<Page> {
  const ask = readQueryBody(body)
  return overCatalog(ctx, (scope) => readPage(ctx, scope, whole(scope, parts), ask))
}

export type Bulk = 'insert' | 'update' | 'delete'

const bulks = { insert: bulkInsert, update: bulkUpdate, delete: bulkDelete }

/** Many rows at once, all or none. */
export function bulk(
  ctx: Ctx,
  kind: Bulk,
  parts: Parts,
  body: RawJson | undefined,
  change: Change,
): Promise<Changed> {
  const ask = readQueryString(change.query)
  return overCatalog(ctx, (scope) =>
    bulks[kind](ctx, scope, whole(scope, parts), body, ask, change),
  )
}

/** All rows that the question finds, as a file. */
export function exportFile(ctx: Ctx, parts: Parts, queryString: string): Promise<Export> {
  const ask = readQueryString(queryString)
  return overCatalog(ctx, (scope) => exportRows(ctx, scope, whole(scope, parts), queryString, ask))
}

export { batch, nestedInsert } from './batch.ts'
export { BatchBody } from './batch-body.ts'
export { withoutNulls } from './bodies.ts'
export { compileObject, compileOne, type Part } from './compile.ts'
export {
  type Connection,
  type ConnectionField,
  compileConnection,
  type EdgeField,
  type PageField,
} from './compile-keyset.ts'
// For other languages over the same tables: they build the same tree, and run it the same way.
export {
  type Answer,
  compileDelete,
  compileInsert,
  compileUpdate,
  type Insert,
} from './compile-write.ts'
export { list } from './describe.ts'
export { findWay, isSingle, targetOf } from './embeds.ts'
export { arrayText, pattern } from './encode.ts'
export type { Export } from './export.ts'
export { refusalOf } from './faults.ts'
export { find, type Inspection, inspect, type Operation, type Request } from './inspect.ts'
export { keysetOf, orderOf, reversed, valuesOf } from './keyset.ts'
export { type Limits, limitsOf } from './limits.ts'
export { operators } from './operators.ts'
export { ask, change, changeEach } from './own.ts'
export { type Plan, planOf, remembered, stepOf } from './plans.ts'
export { QueryBody } from './query-body.ts'
export { isGuarded, linksFor, may, type Scope } from './rights.ts'
export {
  changeAsCaller,
  claimsOf,
  overCatalog,
  requestScope,
  roleOf,
  runAsCaller,
} from './run.ts'
export type { Condition, Expression, Field, Given, Order, Query, Slot, Way } from './tree.ts'
