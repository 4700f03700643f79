import type pg from 'pg'
import type { Step, StepRows } from './pipeline.ts'
import { cutShort } from './streams.ts'

/** Runs a statement after its entrance, which says as whom. */
export type Try = (enter: Step, step: Step) => Promise<StepRows>

/**
 * Statements that only look: in one snapshot, read-only, undone at the end, each as its own caller.
 * One that fails throws and leaves the others be.
 */
export async function inTrial<T>(
  pool: pg.Pool,
  signal: AbortSignal | undefined,
  cancel: (client: pg.PoolClient) => void,
  work: (attempt: Try) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  const forget = cutShort(client, signal, cancel)
  try {
    await client.query('begin isolation level repeatable read read only')
    return await work((enter, step) => attempt(client, enter, step, signal))
  } finally {
    const wasCut = forget()
    await client.query('rollback').then(
      () => client.release(wasCut),
      (error: Error) => client.release(error),
    )
  }
}

async function attempt(
  client: pg.PoolClient,
  enter: Step,
  { text, values }: Step,
  signal: AbortSignal | undefined,
): Promise<StepRows> {
  signal?.throwIfAborted()
  await client.query('savepoint attempt')
  try {
    await client.query({ text: enter.text, values: [...enter.values] })
    const { rows } = await client.query<(string | null)[]>({
      text,
      values: [...values],
      rowMode: 'array',
      types: { getTypeParser: () => (raw: string) => raw },
    })
    return rows
  } finally {
    // Back to the login's own rights too: what a role was set to is undone with the savepoint.
    await client.query('rollback to savepoint attempt')
  }
}
