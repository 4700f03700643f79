import type pg from 'pg'
import { unavailable } from '../../kernel/errors.ts'
import type { Step, StepRows } from './pipeline.ts'

const batchRows = 500

/**
 * Cuts short what runs on a connection once the signal aborts; again and again, because a try that
 * comes between two statements hits none.
 * @returns ends that; tells whether there was any, after which the connection is nobody else's
 */
export function cutShort(
  client: pg.PoolClient,
  signal: AbortSignal | undefined,
  cancel: (client: pg.PoolClient) => void,
): () => boolean {
  let timer: NodeJS.Timeout | undefined
  const cut = () => {
    cancel(client)
    timer = setInterval(cancel, 100, client)
  }
  if (signal?.aborted) cut()
  else signal?.addEventListener('abort', cut, { once: true })
  return () => {
    signal?.removeEventListener('abort', cut)
    clearInterval(timer)
    return timer !== undefined
  }
}

/**
 * Reads a statement by a cursor, a batch at a time. The connection is given back when the last batch
 * was taken, when nobody takes more, or when the signal aborts.
 * @param stallMs how long a batch may wait to be taken: who reads nothing holds no connection
 */
export async function openStream(
  pool: pg.Pool,
  enter: Step,
  step: Step,
  stallMs: number,
  signal: AbortSignal | undefined,
  cancel: (client: pg.PoolClient) => void,
): Promise<AsyncIterable<StepRows>> {
  const client = await pool.connect()
  const forget = cutShort(client, signal, cancel)
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
      given ??= giveBack(client, forget())
      return given
    }
    // Also when nobody ever begins to read.
    signal?.addEventListener('abort', finish, { once: true })
    if (signal?.aborted) await finish()
    return batches(client, first, finish, stallMs, signal)
  } catch (error) {
    await giveBack(client, forget())
    throw error
  }
}

async function* batches(
  client: pg.PoolClient,
  first: StepRows,
  finish: () => Promise<void>,
  stallMs: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<StepRows> {
  try {
    for (let rows = first; rows.length > 0; rows = await fetch(client)) {
      if (signal?.aborted) return
      let isStalled = false
      const timer = setTimeout(() => {
        isStalled = true
        void finish()
      }, stallMs)
      try {
        yield rows
      } finally {
        clearTimeout(timer)
      }
      if (isStalled) throw unavailable('client_too_slow', 'Nobody read the rows in time')
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
async function giveBack(client: pg.PoolClient, wasCut: boolean): Promise<void> {
  const broken = await client.query('rollback').then(
    () => wasCut,
    () => true,
  )
  client.release(broken)
}
