import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pino } from 'pino'
import { startEmbedded } from '../src/engines/db/embedded.ts'
import { until } from './kit.ts'
import { asAdministrator, blog, startTables } from './tables.ts'

/** The database is killed under a server: 503 until it is back, and then everything as before. */
const dataDir = await mkdtemp(join(tmpdir(), 'flumen-dead-'))
const own = await startEmbedded({ dataDir, log: pino({ level: 'silent' }), fast: true })
after(async () => {
  await own.stop()
  await rm(dataDir, { recursive: true, force: true })
})

test('all doors are 503 while the database is dead, and open when it is back', async () => {
  const { server, token } = await startTables(blog, own.url)
  const doors = [
    { url: '/api/v1/tables/people?select=id&limit=1', token },
    { url: '/api/v1/graphql', body: { query: '{ people(limit: 1) { id } }' }, token },
    { url: '/api/v1/tables/people/export', token },
    {
      url: '/api/v1/batch',
      body: { operations: [{ op: 'delete', table: 'tags', filter: 'id=eq.0' }] },
      token,
    },
    {
      url: '/api/v1/auth/signin',
      body: { email: 'who@example.com', password: 'nobody of this name' },
    },
  ]
  const before = await Promise.all(doors.map((door) => server.call(door)))
  const statuses = before.map(({ status }) => status)
  assert.deepEqual(statuses, [200, 200, 200, 200, 401])

  const [pid = ''] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
  const seen = new Set<number>()
  await until(
    'the database is dead',
    async () => {
      for (const door of doors) seen.add((await server.call(door)).status)
      return seen.has(503)
    },
    20_000,
  )
  await until(
    'it is back',
    async () => {
      const now = await Promise.all(doors.map((door) => server.call(door)))
      for (const { status } of now) seen.add(status)
      return now.every(({ status }, i) => status === statuses[i])
    },
    60_000,
  )
  assert.deepEqual(
    [...seen].filter((status) => ![200, 401, 503].includes(status)),
    [],
  )
  const health = await server.call({ url: '/health' })
  assert.equal(health.status, 200)
  await asAdministrator(
    server,
    `create table later (id int); comment on table later is '@open'; grant select on later to authenticated`,
  )
  const later = await server.call({ url: '/api/v1/tables/later', token })
  assert.equal(later.status, 200, 'changes of the schema are news as before')
})
