import { GroupCommit } from '../../engines/batches/index.ts'
import { asDatabaseFault, type Db } from '../../engines/db/index.ts'
import { batchOf } from './batch.ts'
import { makeMonth, recordBatch } from './queries.ts'
import type { PreparedEvent } from './schema.ts'

/** What came of one event. */
export interface Written {
  outcome: 'stored' | 'replayed' | 'meter' | 'stale' | 'customer' | 'quota'
  customer_id: string | null
  created_at: Date
  facts: Replay | QuotaFacts | null
}

export interface Replay {
  id: string
  customer_id: string
  meter_id: string
  quantity: string
  timestamp: string
  created_at: string
  meta_data: string | null
  value: string | null
}

export interface QuotaFacts {
  limit: string
  left: string
  period: string
  resets_at: string
}

export type Recorder = GroupCommit<PreparedEvent, Written>

/**
 * Writes the events of all requests of this process, many in one transaction (ENGINES §8). Each is
 * answered when, and only when, its transaction has been committed.
 */
export function makeRecorder(db: Db): Recorder {
  const months = new Set<number>()
  return new GroupCommit({
    mostAtOnce: 1_000,
    mostWaiting: 20_000,
    lanes: 1,
    write: async (events) => {
      await makeMonths(db, months, events)
      return writeBatch(db, events)
    },
  })
}

/** A partition that is not there yet is made before it is needed, in a transaction of its own. */
async function makeMonths(
  db: Db,
  known: Set<number>,
  events: readonly PreparedEvent[],
): Promise<void> {
  for (const { happenedAt } of events) {
    const month = happenedAt.getUTCFullYear() * 12 + happenedAt.getUTCMonth()
    if (known.has(month)) continue
    await db.run(makeMonth(happenedAt))
    known.add(month)
  }
}

/** Deadlocks, and a quota that went away between two statements of the batch. */
const isRetryable = (error: unknown): boolean =>
  ['40001', '40P01', '23503'].includes(asDatabaseFault(error)?.code ?? '')

/** The row of the function that writes a batch: by places, null where there is nothing to say. */
interface WrittenBatch {
  created_at: Date
  found: (string | null)[]
  outcomes: (Exclude<Written['outcome'], 'stored'> | null)[] | null
  facts: Written['facts'][] | null
}

async function writeBatch(db: Db, events: readonly PreparedEvent[], tries = 3): Promise<Written[]> {
  try {
    const { batch, places } = batchOf(events)
    const written = await db.row<WrittenBatch>(recordBatch(batch))
    if (!written) throw new Error('the batch came to nothing')
    const { created_at, found, outcomes, facts } = written
    return places.map((place, i) => ({
      outcome: outcomes?.[i] ?? 'stored',
      customer_id: found[place] ?? null,
      created_at,
      facts: facts?.[i] ?? null,
    }))
  } catch (error) {
    if (tries <= 1 || !isRetryable(error)) throw error
    return writeBatch(db, events, tries - 1)
  }
}
