import { invalid } from './errors.ts'
import { type Sql, sql } from './sql.ts'

/**
 * Lists whose cursors are ids of their own rows: what comes `after` one, or `before` it. Rows that
 * come or go meanwhile shift nothing.
 */
export interface Range {
  limit: number
  after?: string | undefined
  before?: string | undefined
}

export interface Page<T> {
  rows: T[]
  /** Whether there is more in the direction asked for. */
  hasMore: boolean
}

/** A list as SQL: `from … where …`, its rows aliased `r` with `created_at` and `id`. */
interface Listing {
  columns: Sql
  from: Sql
  /** Newest first unless it is a queue. */
  oldestFirst?: boolean
}

interface Reader {
  rows<T>(query: Sql): Promise<T[]>
  row<T>(query: Sql): Promise<T | undefined>
}

/** @throws invalid for two cursors, and for one that is not in the list */
export async function readPage<T>(
  db: Reader,
  { columns, from, oldestFirst = false }: Listing,
  { limit, after, before }: Range,
): Promise<Page<T>> {
  if (after !== undefined && before !== undefined) {
    throw atFault('ending_before', 'Give one of starting_after and ending_before')
  }
  const cursor = after ?? before
  // Backwards from `before`, the nearest rows come first; turned round below.
  const isAscending = oldestFirst !== (before !== undefined)
  const order = sql.trusted(isAscending ? 'asc' : 'desc')
  const found = await db.rows<T>(sql`
    select ${columns} ${from} ${beyond(from, cursor, isAscending)}
    order by r.created_at ${order}, r.id ${order} limit ${limit + 1}`)
  if (cursor !== undefined && found.length === 0) await mustHold(db, from, cursor, after)
  const rows = found.slice(0, limit)
  if (before !== undefined) rows.reverse()
  return { rows, hasMore: found.length > limit }
}

const beyond = (from: Sql, cursor: string | undefined, isAscending: boolean): Sql =>
  cursor === undefined
    ? sql.empty
    : sql`and (r.created_at, r.id) ${sql.trusted(isAscending ? '>' : '<')}
        (select r.created_at, r.id ${from} and r.id = ${cursor})`

async function mustHold(db: Reader, from: Sql, cursor: string, after: string | undefined) {
  if (await db.row(sql`select r.id ${from} and r.id = ${cursor}`)) return
  const name = after === undefined ? 'ending_before' : 'starting_after'
  throw atFault(name, 'This list has no such object')
}

const atFault = (name: string, message: string) =>
  invalid('invalid_input', message, {
    faults: [{ in: 'query', path: [name], code: 'cursor', message }],
  })
