import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import { testSecret } from './database.ts'
import { addressOf, freshDatabase, until } from './kit.ts'
import { freePort, hasNats, startNats } from './nats.ts'
import { SocketClient } from './sockets.ts'
import { asAdministrator } from './tables.ts'

/** Several processes: what happens on one is told on the others, and one that dies takes nothing along. */
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

async function startProcess(
  databaseUrl: string,
  env: Record<string, string>,
): Promise<{ child: ChildProcess; url: string }> {
  const port = await freePort()
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      FLUMEN_DATABASE_URL: databaseUrl,
      FLUMEN_SECRET: testSecret,
      FLUMEN_DATA_DIR: await mkdtemp(join(tmpdir(), 'flumen-node-')),
      FLUMEN_RATE_LIMIT: 'off',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  after(() => child.kill('SIGKILL'))
  await addressOf(child)
  return { child, url: `ws://127.0.0.1:${port}` }
}

async function connect(url: string): Promise<SocketClient> {
  const client = new SocketClient(new WebSocket(`${url}/realtime`))
  await client.opened
  return client
}

async function openTable(databaseUrl: string): Promise<(text: string) => Promise<unknown>> {
  const run = (text: string) => asAdministrator({ databaseUrl } as never, text)
  await run(`create table shared (id int primary key); alter table shared enable row level security;
    grant select on shared to anon; create policy o on shared using (true);
    insert into realtime.schema_registry (table_name) values ('shared')`)
  return run
}

const track = (key: string) => ({
  type: 'presence',
  channel: 'room',
  event: 'track',
  payload: { key, state: { key } },
})

const present = (client: SocketClient): string[] => {
  const last = client.frames.filter(({ type }) => type === 'presence').at(-1)
  return Object.keys(last?.payload.presence.currentPresences ?? {}).sort()
}

test('two nodes over NATS: presence, broadcast and changes cross; one is killed, its clients go on at the other', {
  skip: !hasNats && 'nats-server is not installed',
}, async () => {
  const nats = await startNats()
  const databaseUrl = await freshDatabase()
  const env = { FLUMEN_NATS_URL: nats.url }
  const one = await startProcess(databaseUrl, env)
  const two = await startProcess(databaseUrl, env)
  const run = await openTable(databaseUrl)
  const [a, b] = [await connect(one.url), await connect(two.url)]
  for (const client of [a, b]) await client.subscribe('table:shared')
  for (const client of [a, b]) await client.subscribe('talk')
  a.send({ type: 'broadcast', channel: 'talk', event: 'e', payload: 'hello' })
  assert.deepEqual((await b.next('broadcast')).payload.broadcast, { event: 'e', payload: 'hello' })
  a.send(track('a'))
  b.send(track('b'))
  await until('both present', () => [a, b].every((client) => present(client).join() === 'a,b'))
  await run('insert into shared values (1)')
  for (const client of [a, b]) await client.next('postgres_changes')
  const { cursor } = a.changes().at(-1)
  one.child.kill('SIGKILL')
  await a.untilClosed()
  await run('insert into shared values (2)')
  const back = await connect(two.url)
  await back.subscribe('resumed', { table: 'shared', cursor })
  await run('insert into shared values (3)')
  await until('resumed', () => back.changes().length === 2)
  assert.deepEqual(
    back.changes().map(({ record }) => record.id),
    [2, 3],
  )
  await until('the dead are gone', () => present(b).join() === 'b', 20_000)
  // Who comes later learns who is there.
  const three = await startProcess(databaseUrl, env)
  const c = await connect(three.url)
  c.send(track('c'))
  await until('all present', () => present(c).join() === 'b,c', 10_000)
})

test('workers of one supervisor tell each other', async () => {
  const databaseUrl = await freshDatabase()
  const { child, url } = await startProcess(databaseUrl, { FLUMEN_PROCESSES: '3' })
  const run = await openTable(databaseUrl)
  await until(
    'all workers listen',
    async () => {
      const clients = await Promise.all(
        Array.from({ length: 12 }, () => connect(url).catch(() => undefined)),
      )
      for (const client of clients) client?.ws.terminate()
      return clients.every(Boolean)
    },
    20_000,
  )
  const clients = await Promise.all(Array.from({ length: 16 }, () => connect(url)))
  for (const client of clients) {
    await client.subscribe('table:shared')
    await client.subscribe('talk')
  }
  clients[0]?.send({ type: 'broadcast', channel: 'talk', event: 'e', payload: 1 })
  await Promise.all(clients.map((client) => client.next('broadcast')))
  for (const [i, client] of clients.entries()) client.send(track(`k${String(i).padStart(2, '0')}`))
  await until('all present', () => clients.every((client) => present(client).length === 16), 10_000)
  await run('insert into shared values (1)')
  await Promise.all(clients.map((client) => client.next('postgres_changes')))
  child.kill('SIGTERM')
  await once(child, 'exit')
  for (const client of clients) assert.equal((await client.untilClosed()).code, 1012)
})
