import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { testSecret } from '../../../test/database.ts'
import { addressOf, startServer, until } from '../../../test/kit.ts'
import { sql } from '../../kernel/sql.ts'
import { answering, startReceiver, verifyPlatform } from './receiver-stand-in.ts'
import { deliveriesOf, insertRows, newHook } from './testing.ts'

/** H1 under kill -9. The server of the test only writes; processes of their own deliver. */
const server = await startServer({ allowLoopback: true, queue: false, rateLimit: false })
const main = fileURLToPath(new URL('../../main.ts', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'flumen-webhooks-'))
const children = new Set<ChildProcess>()
after(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

async function startProcess(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH ?? '',
      PORT: '0',
      FLUMEN_DATA_DIR: folder,
      FLUMEN_DATABASE_URL: server.databaseUrl,
      FLUMEN_SECRET: testSecret,
      FLUMEN_ALLOW_LOOPBACK: 'on',
      FLUMEN_RATE_LIMIT: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  await addressOf(child)
  return child
}

test('H1 kill -9 in the middle of a delivery: the next process delivers it, under the same id', async () => {
  const receiver = await startReceiver()
  receiver.respond = () => undefined
  const hook = await newHook(server, 'platform', receiver.url)
  const first = await startProcess()
  await insertRows(server, [{ id: 1 }, { id: 2 }])
  await receiver.count(2)
  first.kill('SIGKILL')
  await once(first, 'exit')
  receiver.respond = answering(200)
  // The lease of a dead process runs out by itself after 15 s: the clock is turned on.
  const before = await deliveriesOf(server, hook)
  assert.ok(before.every(({ waits, attempt }) => attempt === 0 && waits !== null && waits < 15.1))
  await server.ctx.db.run(sql`update webhooks.deliveries set next_at = now()`)
  await startProcess()
  await until(
    'both are delivered',
    async () => {
      const seen = await deliveriesOf(server, hook)
      return seen.every(({ status, attempt }) => status === 'success' && attempt === 1)
    },
    15_000,
  )
  const ids = receiver.all.map(({ headers }) => headers['webhook-id'])
  assert.equal(ids.length, 4)
  assert.deepEqual(new Set(ids.slice(0, 2)), new Set(ids.slice(2)))
  for (const got of receiver.all) verifyPlatform(got, hook.secret)
})
