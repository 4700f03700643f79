import { setTimeout as sleep } from 'node:timers/promises'
import { Client, DatabaseError } from 'pg'
import type { Log } from '../../../kernel/log.ts'

const pollMs = 10
const warnEveryMs = 10_000

/** `hopeless`: the server answers, and will not answer otherwise however long one waits. */
type Answer = 'ready' | 'no_database' | 'hopeless' | 'not_yet'

interface Waiting {
  url: string
  log: Log
  /** The server has ended, or nobody wants it any more. */
  isOver(): boolean
}

/**
 * Waits until the server takes connections to the database of `url`. There is no deadline: replaying
 * the log after a crash takes as long as it takes, and the server says so.
 *
 * @throws what the server says if it refuses us
 */
export async function waitUntilReady({ url, log, isOver }: Waiting): Promise<Answer> {
  let warnAt = performance.now() + warnEveryMs
  while (!isOver()) {
    const { answer, error } = await tryConnect(url)
    if (answer === 'hopeless') throw error
    if (answer !== 'not_yet') return answer
    if (performance.now() > warnAt) {
      warnAt = performance.now() + warnEveryMs
      log.warn({ err: error }, 'the embedded database is still starting')
    }
    await sleep(pollMs)
  }
  return 'not_yet'
}

async function tryConnect(url: string): Promise<{ answer: Answer; error?: unknown }> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return { answer: 'ready' }
  } catch (error) {
    return { answer: readAnswer(error), error }
  } finally {
    await client.end().catch(() => {})
  }
}

function readAnswer(error: unknown): Answer {
  if (!(error instanceof DatabaseError)) return 'not_yet'
  if (error.code === '3D000') return 'no_database'
  // Class 28 is a wrong password; everything else (57P03 starting up, 53300 too many clients) passes.
  return error.code?.startsWith('28') ? 'hopeless' : 'not_yet'
}

/** Runs one statement on a connection of its own. */
export async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
