import type pg from 'pg'
import type { Step, StepRows } from './pipeline.ts'

const batchRows = 500

/**
 * Reads a statement by a cursor, a batch at a time. The connection is given back when the last batch
 * was taken, when nobody takes more, or when the signal aborts.
 */
export async function openStream(
  pool: pg.Pool,
  enter: Step,
  step: Step,
  signal: AbortSignal | undefined,
): Promise<AsyncIterable<StepRows>> {
  const client = await pool.connect()
  try {
    await client.query('begin read only')
    await client.query({ text: enter.text, values: [...enter.values] })
    await client.query({
      text: `declare rows no scroll cursor for ${step.text}`,
      values: [...step.values],
    })
    const first = await fetch(client)
    let given: Promise<void> | undefined
    const finish = () => {
      given ??= giveBack(client)
      return given
    }
    // Also when nobody ever begins to read.
    signal?.addEventListener('abort', finish, { once: true })
    return batches(client, first, finish, signal)
  } catch (error) {
    await giveBack(client)
    throw error
  }
}

async function* batches(
  client: pg.PoolClient,
  first: StepRows,
  finish: () => Promise<void>,
  signal: AbortSignal | undefined,
): AsyncGenerator<StepRows> {
  try {
    for (let rows = first; rows.length > 0; rows = await fetch(client)) {
      if (signal?.aborted) return
      yield rows
      if (rows.length < batchRows) return
    }
  } finally {
    signal?.removeEventListener('abort', finish)
    await finish()
  }
}

async function fetch(client: pg.PoolClient): Promise<StepRows> {
  const { rows } = await client.query<(string | null)[]>({
    text: `fetch ${batchRows} from rows`,
    rowMode: 'array',
    types: { getTypeParser: () => (text: string) => text },
  })
  return rows
}

/** A transaction that cannot be ended takes its connection with it. */
async function giveBack(client: pg.PoolClient): Promise<void> {
  const broken = await client.query('rollback').then(
    () => false,
    () => true,
  )
  client.release(broken)
}
