import type { Queryable } from '../db/index.ts'
import * as queries from './queries.ts'

export type Event = 'INSERT' | 'UPDATE' | 'DELETE'

/** One change of one row, or a message that a transaction sent. */
export interface Change {
  /** Its place in the order of changes. */
  seq: bigint
  at: Date
  /** Object id of the table; a partition's is that of the table it belongs to. */
  rel: number
  kind: Event | 'MESSAGE'
  /** The row was too large: its images hold the key alone. */
  cut: boolean
  /** How many webhooks in a row led to it, as far as that is known. */
  hops: number
  /** The row before and after, as JSON text. */
  old: string | null
  new: string | null
}

/** Changes in order, and how far they reach: nothing up to there is missing. */
export interface Batch {
  changes: Change[]
  position: bigint
  /** Whether more had been committed when it was read. */
  hasMore: boolean
}

interface Row {
  seq: string
  at: Date
  rel: string
  op: string
  cut: boolean
  hops: number
  old: string | null
  new: string | null
}

const kinds: Record<string, Change['kind']> = {
  I: 'INSERT',
  U: 'UPDATE',
  D: 'DELETE',
  M: 'MESSAGE',
}

const changeOf = ({ seq, rel, op, ...rest }: Row): Change => ({
  ...rest,
  seq: BigInt(seq),
  rel: Number(rel),
  kind: kinds[op] ?? 'MESSAGE',
})

/** Every number up to here belongs to a transaction that is over. */
export async function horizon(db: Queryable): Promise<bigint> {
  const row = await db.row<{ horizon: string }>(queries.selectHorizon)
  return BigInt(row?.horizon ?? 0)
}

/**
 * What was committed after a position, without gaps: how far it may be read is asked first, so that
 * everything up to there can be seen by the second question.
 */
export async function read(
  db: Queryable,
  after: bigint,
  most: number,
  rel?: number,
): Promise<Batch> {
  const upTo = await horizon(db)
  if (upTo <= after) return { changes: [], position: after, hasMore: false }
  const rows = await db.rows<Row>(
    queries.selectChanges(String(after), String(upTo), most, rel?.toString()),
  )
  const changes = rows.map(changeOf)
  const last = changes.at(-1)
  const hasMore = last !== undefined && changes.length === most
  return { changes, position: hasMore ? last.seq : upTo, hasMore }
}

/** Whether all that came after a position is still there. */
export async function reaches(db: Queryable, position: bigint): Promise<boolean> {
  const row = await db.row<{ floor: string }>(queries.selectFloor)
  return position >= BigInt(row?.floor ?? 0)
}
