import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pino } from 'pino'
import { testSecret } from '../../../test/database.ts'
import { until } from '../../../test/kit.ts'
import { Secrets } from '../../kernel/crypto.ts'
import { sql } from '../../kernel/sql.ts'
import { startEmbedded } from '../db/embedded.ts'
import { Db } from '../db/index.ts'
import { Queue } from './index.ts'

const log = pino({ level: 'silent' })
const dataDir = await mkdtemp(join(tmpdir(), 'flumen-queue-'))
const own = await startEmbedded({ dataDir, log })
const db = new Db({ databaseUrl: own.url, dataDir, secrets: new Secrets([testSecret]), log })
await db.start()
const queue = new Queue(db, log)
after(async () => {
  await queue.stop()
  await db.stop()
  await own.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const jobsLeft = () =>
  db.rows<{ last_error: string | null }>(sql`select last_error from graphile_worker.jobs`)

const failure = 'while the database was dead'

test('jobs that end while the database is dead are told so when it is back', async () => {
  const seen: string[] = []
  const first = Promise.withResolvers<void>()
  const second = Promise.withResolvers<void>()
  queue.handle<{ name: string }>('held', async ({ name }) => {
    seen.push(name)
    if (seen.length > 2) return second.promise
    await first.promise
    if (name === 'fails') throw new Error(failure)
  })
  queue.handle<{ name: string }>('later', async ({ name }) => {
    seen.push(name)
  })
  await queue.start()
  const enqueue = async (task: string, name: string) => {
    await queue.enqueue(db, task, { name })
    queue.poke()
  }
  await enqueue('held', 'succeeds')
  await enqueue('held', 'fails')
  await until('both are at work', async () => seen.length === 2)

  const [pid = ''] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
  await until('the database is dead', () =>
    db.run(sql`select 1`).then(
      () => false,
      () => true,
    ),
  )
  first.resolve()
  // Each is told in its own time; the failed one has its next try seconds after that, which we hold.
  await until(
    'the failure is told',
    async () => (await jobsLeft().catch(() => [])).some((job) => job.last_error === failure),
    60_000,
  )
  await until(
    'one is done, the other at its next try',
    async () => seen.length === 3 && (await jobsLeft()).length === 1,
    60_000,
  )
  second.resolve()
  await enqueue('later', 'later')
  await until(
    'the queue goes on',
    async () => seen.includes('later') && (await jobsLeft()).length === 0,
    60_000,
  )
  assert.deepEqual(seen.toSorted(), ['fails', 'fails', 'later', 'succeeds'])
})
