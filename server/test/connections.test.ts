import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { set } from '../src/features/settings/index.ts'
import { until } from './kit.ts'
import { startTables } from './tables.ts'

/** Whoever is slow, goes away, or asks for too much gives the database's connection back. */
const { server, token, sql } = await startTables()
await sql(`
  create function slow() returns boolean language plpgsql as 'begin perform pg_sleep(30); return true; end';
  create table sleepy (id int primary key); insert into sleepy values (1);
  alter table sleepy enable row level security; grant select on sleepy to authenticated;
  create policy p on sleepy using (slow());
  create table big (id int primary key, text text not null); comment on table big is '@open';
  grant select on big to authenticated;
  insert into big select i, repeat('x', 1000) from generate_series(1, 60000) i`)
const api = await server.app.http.listen({ port: 0, host: '127.0.0.1' })
const { port } = new URL(api)
const headers = { authorization: `Bearer ${token}` }

/** Connections of callers that are doing something, or hold a transaction open. */
async function busy(): Promise<number> {
  const { rows } = await sql(
    `select count(*)::int as n from pg_stat_activity
     where usename = 'flumen_app' and datname = current_database() and state <> 'idle'`,
  )
  return rows[0].n
}
const isFree = async () => (await busy()) === 0
const isBusy = async () => (await busy()) > 0

const sleepy = [
  ['a list', '/api/v1/tables/sleepy', {}],
  [
    'GraphQL',
    '/api/v1/graphql',
    {
      method: 'POST',
      body: '{"query":"{ sleepy { id } }"}',
      headers: { ...headers, 'content-type': 'application/json' },
    },
  ],
  ['an export', '/api/v1/tables/sleepy/export', {}],
] as const

for (const [name, path, init] of sleepy) {
  test(`${name} whose client goes away is cancelled`, async () => {
    const controller = new AbortController()
    const asked = fetch(api + path, { headers, ...init, signal: controller.signal })
    await until('the statement runs', isBusy)
    controller.abort()
    await assert.rejects(asked)
    await until('its connection is free', isFree)
  })
}

test('an explanation whose client goes away is cancelled', async () => {
  const { operator } = await import('../src/surfaces/platform/testing.ts')
  const { token: admin } = await operator(server)
  const controller = new AbortController()
  const asked = fetch(`${api}/api/v1/admin/explain-access`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
    body: '{"as":{"role":"authenticated"},"table":"sleepy"}',
    signal: controller.signal,
  })
  await until('the statement runs', isBusy)
  controller.abort()
  await assert.rejects(asked)
  await until('its connection is free', isFree)
})

test('a statement over its time limit is 504, and its connection free', async () => {
  await set(server.ctx, { key: 'api.statement_timeout_ms', value: 200 })
  for (const [, path, init] of sleepy) {
    const answer = await fetch(api + path, { headers, ...init })
    assert.equal(answer.status, 504, path)
    await answer.text()
    assert.ok(await isFree())
  }
  await set(server.ctx, { key: 'api.statement_timeout_ms', value: 30_000 })
})

/** A client that asks and does not read. */
function ask(path: string) {
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.pause()
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`)
  return socket
}

test('a client that does not read a page holds no connection', async () => {
  const socket = ask('/api/v1/tables/big?limit=1000')
  const read = async () =>
    (
      await sql(
        `select from pg_stat_activity where query like '%"big"%' and usename = 'flumen_app'`,
      )
    ).rowCount
  await until('it was asked', async () => ((await read()) ?? 0) > 0)
  await until('its connection is free', isFree)
  socket.destroy()
})

test('a client that goes away in the middle of a file frees its connection', async () => {
  const socket = ask('/api/v1/tables/big/export?format=csv')
  await until('the file is being written', isBusy)
  socket.destroy()
  await until('its connection is free', isFree)
})

test('a client that stops reading a file holds its connection no longer than a statement may run', async () => {
  await set(server.ctx, { key: 'api.statement_timeout_ms', value: 500 })
  const sockets = Array.from({ length: 4 }, () => ask('/api/v1/tables/big/export?format=csv'))
  await until('all connections for files are taken', async () => (await busy()) === 4)
  await until('they are free', isFree)
  const next = await fetch(`${api}/api/v1/tables/people/export`, { headers })
  assert.equal(next.status, 200)
  await next.text()
  for (const socket of sockets) socket.destroy()
  await set(server.ctx, { key: 'api.statement_timeout_ms', value: 30_000 })
})

test('a socket is closed when its client does nothing, not while it waits for us', async () => {
  const { http } = server.app
  const { timeout } = http.server
  http.server.timeout = 300
  try {
    // The statement ends by its own limit, long after nothing has moved on the socket.
    await set(server.ctx, { key: 'api.statement_timeout_ms', value: 1_000 })
    const silent = connect({ port: Number(port), host: '127.0.0.1' })
    silent.write(
      'POST /api/v1/graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    )
    const closed = new Promise((resolve) => silent.once('close', resolve))
    const answer = await fetch(`${api}/api/v1/tables/sleepy?limit=1`, {
      headers: { ...headers, connection: 'close' },
      signal: AbortSignal.timeout(20_000),
    })
    assert.equal(answer.status, 504)
    await closed
  } finally {
    http.server.timeout = timeout
    await set(server.ctx, { key: 'api.statement_timeout_ms', value: 30_000 })
  }
})
