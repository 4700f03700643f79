import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { testSecret } from '../../../test/database.ts'
import { addressOf, startServer, until } from '../../../test/kit.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { operator, signIn } from '../../surfaces/platform/testing.ts'
import { startReceiver, verifyPlatform } from './receiver-stand-in.ts'
import { insertRows, newHook } from './testing.ts'

/**
 * kill -9 twenty times under load. H1: every committed event is delivered, no other. K2: every
 * request with a key is done once, and its answer is the same for ever.
 */
const kills = 20
const server = await startServer({ allowLoopback: true, queue: false, rateLimit: false })
const main = fileURLToPath(new URL('../../main.ts', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'flumen-kills-'))
let child: ChildProcess | undefined
after(async () => {
  child?.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

async function start(): Promise<string> {
  const started = spawn(process.execPath, [main], {
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
  child = started
  return addressOf(child)
}

async function kill(): Promise<void> {
  child?.kill('SIGKILL')
  if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

test(`${kills} kills`, { timeout: 600_000 }, async (t) => {
  // Mails need a queue; afterwards only the processes that are killed have one.
  const helper = await startServer({ databaseUrl: server.databaseUrl, rateLimit: false })
  const admin = await operator(helper)
  const ada = await signIn(helper)
  await helper.stop()
  const tenantId = uuid()
  await server.ctx.db.run(sql`insert into auth.tenants (id, slug, name, is_managed)
    values (${tenantId}, ${tenantId}, 'Tenant', true)`)
  const receiver = await startReceiver()
  receiver.respond = (_received, response) => void setTimeout(() => response.end(), 20)
  const hook = await newHook(server, 'platform', receiver.url)

  let url = ''
  let isOver = false
  const answers = new Map<string, string>()
  const post = async (key: string): Promise<string | undefined> => {
    try {
      const answer = await fetch(`${url}/api/v1/admin/tenants/${tenantId}/members`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${admin.token}`,
          'idempotency-key': key,
          'x-request-id': key,
        },
        body: JSON.stringify({ user_id: ada.userId, role: 'member' }),
      })
      const text = await answer.text()
      return answer.status === 201 ? text : undefined
    } catch {
      return undefined
    }
  }
  const client = async () => {
    while (!isOver) {
      const key = uuid()
      let answer: string | undefined
      while (answer === undefined) {
        answer = await post(key)
        if (answer === undefined) await sleep(20)
      }
      answers.set(key, answer)
    }
  }
  const sent: string[] = []
  const writer = async () => {
    while (!isOver) {
      const id = uuid()
      await insertRows(server, [{ id }])
      sent.push(id)
      await sleep(10)
    }
  }
  url = await start()
  const running = [client(), client(), client(), writer()]
  for (let round = 0; round < kills; round++) {
    await sleep(300 + Math.random() * 700)
    await kill()
    url = await start()
  }
  isOver = true
  await Promise.all(running)

  const counts = await server.ctx.db.rows<{ request_id: string; n: number }>(sql`
    select request_id, count(*)::int as n from auth.audit
    where event = 'member.assigned' and tenant_id = ${tenantId} group by request_id`)
  assert.deepEqual(
    counts.filter(({ n }) => n !== 1),
    [],
  )
  assert.deepEqual(new Set(counts.map((row) => row.request_id)), new Set(answers.keys()))
  for (const [key, answer] of answers) assert.equal(await post(key), answer)

  await until(
    'all are delivered',
    async () =>
      (await server.ctx.db.row(sql`
        select from webhooks.deliveries where endpoint_id = ${hook.id} and status <> 'success'`)) ===
      undefined,
    60_000,
  )
  const came = new Set(receiver.all.map(({ json }) => json.record.id as string))
  assert.deepEqual(came, new Set(sent))
  for (const got of receiver.all) verifyPlatform(got, hook.secret)
  const twice = receiver.all.length - came.size
  t.diagnostic(`${answers.size} keys, ${sent.length} events, ${twice} delivered once more`)
  assert.ok(answers.size > kills && sent.length > kills * 5)
})
