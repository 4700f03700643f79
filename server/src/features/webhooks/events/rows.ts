import { type Ctx, inTransaction } from '../../../engines/context.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { isOurs } from '../own-schemas.ts'
import { rowBody } from './bodies.ts'
import { newEventId, type Wanting, write } from './emit.ts'
import { selectWanting, type Written } from './queries.ts'

export interface RowChange {
  /** The row as it is now, after a DELETE as it was: JSON as the database wrote it. */
  record: string
  /** The row as it was before; null for an INSERT. */
  oldRecord: string | null
  at: Date
  /** The row was too large to be written down: of both there is the key alone. */
  isCut?: boolean
  /** Where the reader may bring the same change again: a name of its own, without a dot. */
  id?: string
}

/** Changes of one kind to one table, as the change log has them. */
export interface RowChanges {
  tenantId: string
  schema: string
  table: string
  operation: 'INSERT' | 'UPDATE' | 'DELETE'
  rows: readonly RowChange[]
  /** How many webhooks in a row led to them, where that is known. */
  hops?: number
}

/**
 * Which of these rows a person may read, by the database's own rules. Where nobody can say, people
 * hear only of rows that name them as their owner.
 */
export type MayRead = (userId: string, rows: readonly RowChange[]) => Promise<readonly boolean[]>

/**
 * The door of the change log: tells the platform's webhooks of changed rows. Two statements for any
 * number of rows; one where nobody listens. In the caller's transaction, if there is one.
 * @returns how many events were written
 */
export const emitRows = (ctx: Ctx, changes: RowChanges, mayRead?: MayRead): Promise<number> =>
  inTransaction(ctx, async (ctx) => {
    const { tenantId, schema, table, operation } = changes
    const place = { surface: 'platform', tenantId, mode: 'live' } as const
    const topics = topicsOf(schema, table, operation)
    const wanted = { ...place, topics, owners: null, refs: [null], always: false }
    const endpoints = await ctx.db.rows<Wanting>(selectWanting(wanted))
    if (endpoints.length === 0) return 0
    const hearing = await hearersOf(changes, endpoints, mayRead)
    const events = changes.rows.flatMap((row, i): Written[] => {
      const to = hearing(i).map(({ id }) => ({ id, body: null }))
      if (to.length === 0) return []
      const id = row.id ?? newEventId()
      return [{ id, type: operation, at: row.at, body: rowBody(changes, row), endpoints: to }]
    })
    if (events.length > 0) {
      const { hops } = changes
      await write(ctx, { ...place, ...(hops === undefined ? {} : { hops }) }, events)
    }
    return events.length
  })

/** `*` is any table of users; what is ours must be named. */
function topicsOf(schema: string, table: string, operation: string): string[] {
  const named = `row:${schema}.${table}:${operation}`
  return isOurs(schema) ? [named] : [named, `row:*:${operation}`]
}

/** Who hears of which row. */
async function hearersOf(
  { rows, schema }: RowChanges,
  endpoints: readonly Wanting[],
  mayRead: MayRead | undefined,
): Promise<(row: number) => Wanting[]> {
  const people = new Set(
    endpoints.flatMap((one) => (one.scope === 'user' && one.created_by ? [one.created_by] : [])),
  )
  const readable = new Map<string, readonly boolean[]>()
  for (const userId of people) {
    const own = rows.map((row) => isOf(userId, schema, row))
    readable.set(userId, mayRead ? await mayRead(userId, rows) : own)
  }
  const hears = ({ scope, created_by }: Wanting, row: number) =>
    scope === 'global' || readable.get(created_by ?? '')?.[row] === true
  return (row) => endpoints.filter((one) => hears(one, row))
}

/** Also before: of a row that came from somebody else the old image is not theirs to see. */
const isOf = (userId: string, schema: string, { record, oldRecord }: RowChange): boolean =>
  [record, oldRecord ?? record].every((image) => ownerOf(schema, image) === userId)

/** The first of these columns that holds the id of somebody. */
function ownerOf(schema: string, image: string): string | undefined {
  const row = JSON.parse(image) as Record<string, unknown>
  return [schema === 'auth' ? row.id : row.user_id, row.owner_id, row.created_by].find(
    (value): value is string => typeof value === 'string' && isUuid(value),
  )
}
