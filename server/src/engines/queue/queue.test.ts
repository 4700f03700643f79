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
  db.rows<{ last_error: string | null; locked_at: Date | null }>(
    sql`select last_error, locked_at from graphile_worker.jobs`,
  )

const failure = 'while the database was dead'

test('jobs that end while the database is dead are told so when it is back', async () => {
  const seen: string[] = []
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  queue.handle<{ name: string }>('held', async ({ name }) => {
    seen.push(name)
    await held
    if (name === 'fails' && seen.length < 3) throw new Error(failure)
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
  letGo()
  await until(
    'one is done, the other waits for its next try',
    async () => {
      const [first, second] = await jobsLeft().catch(() => [])
      return first?.last_error === failure && first.locked_at === null && !second
    },
    60_000,
  )
  await enqueue('later', 'later')
  await until('the queue goes on', async () => (await jobsLeft()).length === 0, 20_000)
  assert.deepEqual(seen.toSorted(), ['fails', 'fails', 'later', 'succeeds'])
})
