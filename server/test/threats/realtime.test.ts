import assert from 'node:assert/strict'
import { connect as dial } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import * as grants from '../../src/features/grants/index.ts'
import { newKey, operator, signIn } from '../../src/surfaces/platform/testing.ts'
import { until } from '../kit.ts'
import { listen, type SocketClient } from '../sockets.ts'
import { startTables } from '../tables.ts'
import { accessToken, signer } from './tokens.ts'

/** 1J: what the most careful servers do about WebSockets. */
const tables = await startTables()
const { server } = tables
const { connect, url } = await listen(server)
const admin = await operator(server)
await server.call({
  url: '/api/v1/admin/realtime/tables',
  token: admin.token,
  body: { table: 'people' },
})
const set = (name: string, value: unknown) =>
  server.call({
    method: 'PUT',
    url: `/api/v1/admin/settings/realtime.${name}`,
    token: admin.token,
    body: { value: { value } },
  })

/** Whether a socket is told of changes and messages. */
async function hears(client: SocketClient, channel: string): Promise<boolean> {
  const before = client.frames.length
  const call = { url: '/api/v1/realtime/broadcast', token: admin.token }
  await server.call({ ...call, body: { channel, message: 1 } })
  await sleep(50)
  return client.frames.slice(before).some(({ type }) => type === 'broadcast')
}

const refusal = (given: Parameters<typeof connect>[0]): Promise<string> =>
  connect(given).then(
    () => 'open',
    (error: Error) => error.message,
  )

test('W1 no cookie signs a socket in; a page of an origin that is not allowed gets none', async () => {
  const me = await signIn(server)
  const byCookie = await connect({
    headers: {
      cookie: `access_token=${me.token}; session=${me.token}`,
      origin: 'https://evil.example',
    },
  })
  const stats = await server.call({ url: '/api/v1/realtime/stats', token: admin.token })
  assert.deepEqual(
    stats.body.connections.map((one: { user_id: string | null }) => one.user_id),
    [null],
  )
  byCookie.ws.terminate()
  assert.equal((await set('allowed_origins', ['https://app.example'])).status, 200)
  for (const origin of ['https://evil.example', 'null', 'https://app.example.evil.example']) {
    assert.match(await refusal({ token: me.token, headers: { origin } }), /403/)
  }
  for (const headers of [{ origin: 'https://app.example' }, {}]) {
    assert.equal(await refusal({ token: me.token, headers }), 'open')
  }
  await set('allowed_origins', [])
})

test('W2 the door asks what REST asks: bad credentials, keys without the scope, hidden columns', async () => {
  assert.match(await refusal({ token: 'garbage' }), /401/)
  assert.match(await refusal({ headers: { authorization: 'Bearer garbage' } }), /401/)
  assert.match(await refusal({ query: { apikey: 'garbage' } }), /401/)
  const { userId } = await signIn(server)
  const key = (scopes: string[]) => newKey(server, 'fbk', { userId }, { scopes })
  const closed = await key(['tables:read'])
  assert.match(await refusal({ headers: { 'x-client-key': closed } }), /403/)
  const narrow = await connect({ query: { clientkey: await key(['realtime:connect']) } })
  narrow.send({ type: 'subscribe', channel: 'table:people' })
  assert.match((await narrow.next('error')).error, /tables:read/)
  narrow.send({ type: 'broadcast', channel: 'x', event: 'e', payload: 1 })
  assert.match((await narrow.next('error')).error, /realtime:broadcast/)
  await tables.sql(`create table hidden (id int primary key, secret text);
    alter table hidden enable row level security; create policy o on hidden using (true);
    grant select (id) on hidden to anon; insert into realtime.schema_registry (table_name) values ('hidden')`)
  const anybody = await connect()
  for (const config of [
    { table: 'hidden', filter: 'secret=like.a*' },
    { table: 'hidden', columns: ['secret'] },
  ]) {
    anybody.send({ type: 'subscribe', channel: 'h', config })
    assert.match((await anybody.next('error')).error, /no column secret/)
  }
  await anybody.subscribe('table:hidden')
  await tables.sql(`insert into hidden values (1, 'a')`)
  assert.deepEqual((await anybody.next('postgres_changes')).payload.record, { id: 1 })
})

test('W2 a private channel takes members, and lets them speak, by policy alone', async () => {
  const [ada, ben] = [await signIn(server), await signIn(server)]
  await tables.sql(`create table rooms (name text, member uuid);
    alter table rooms enable row level security; grant select on rooms to authenticated;
    create policy own on rooms using (member = auth.uid());
    create policy hear on realtime.messages for select to authenticated
      using (exists (select from public.rooms where name = realtime.topic()));
    create policy speak on realtime.messages for insert to authenticated
      with check (extension = 'broadcast' and exists (select from public.rooms where name = realtime.topic()));
    insert into rooms values ('den', '${ada.userId}')`)
  const [a, b, anybody] = [
    await connect({ token: ada.token }),
    await connect({ token: ben.token }),
    await connect(),
  ]
  await a.subscribe('den', { private: true })
  for (const client of [b, anybody]) {
    client.send({ type: 'subscribe', channel: 'den', config: { private: true } })
    assert.match((await client.next('error')).error, /policy/)
    client.send({ type: 'broadcast', channel: 'den', private: true, event: 'e', payload: 'in' })
    assert.match((await client.next('error')).error, /policy/)
    // The open channel of this name is another one.
    client.send({ type: 'broadcast', channel: 'den', event: 'e', payload: 'beside' })
  }
  a.send({ type: 'presence', channel: 'den', event: 'track', payload: { key: 'k', state: 1 } })
  assert.match((await a.next('error')).error, /policy/)
  a.send({ type: 'broadcast', channel: 'den', event: 'e', payload: 'own' })
  assert.equal((await a.next('broadcast')).payload.broadcast.payload, 'own')
  const call = (token: string) =>
    server.call({
      url: '/api/v1/realtime/broadcast',
      token,
      body: { channel: 'den', private: true, message: 'by REST' },
    })
  assert.equal((await call(ben.token)).status, 403)
  assert.equal((await call(ada.token)).body.recipients, 1)
  assert.equal((await a.next('broadcast')).payload.broadcast.payload, 'by REST')
  // Who loses the right is out with the next message, a second later at most.
  await tables.sql('delete from rooms')
  await sleep(1_050)
  await tables.sql(`select realtime.send('"late"', 'e', 'den')`)
  assert.match((await a.next('error')).error, /no longer/)
  assert.equal(a.frames.filter(({ type }) => type === 'broadcast').length, 2)
})

test('W2 tenants do not hear each other', async () => {
  const { rows } = await tables.sql(
    `insert into auth.tenants (id, slug, name) values (gen_random_uuid(), 'apart', 'Apart') returning id`,
  )
  const here = await connect({ token: admin.token })
  const there = await connect({ token: admin.token, query: { tenant: 'apart' } })
  for (const client of [here, there]) await client.subscribe('talk')
  const body = { channel: 'talk', message: 'for them' }
  const call = { url: '/api/v1/realtime/broadcast', token: admin.token, body }
  const answer = await server.call({ ...call, headers: { 'x-fb-tenant': rows[0].id } })
  assert.equal(answer.body.recipients, 1)
  await there.next('broadcast')
  await sleep(50)
  assert.equal(
    here.frames.some(({ type }) => type === 'broadcast'),
    false,
  )
})

/** Ways in which the right to be connected ends. */
const endings: [string, (who: Awaited<ReturnType<typeof signIn>>) => Promise<unknown>][] = [
  ['signed out', ({ token }) => server.call({ url: '/api/v1/auth/signout', token, body: {} })],
  [
    'other rights',
    ({ userId }) => grants.give(server.ctx, userId, { role: 'dashboard_user', tenant_id: null }),
  ],
  [
    'account closed',
    ({ token, password }) =>
      server.call({ method: 'DELETE', url: '/v1/me/account', token, body: { password } }),
  ],
]

for (const [name, end] of endings) {
  test(`W3 S2 S4 ${name}: the socket is closed, and told nothing more`, async () => {
    const who = await signIn(server)
    const client = await connect({ token: who.token })
    await client.subscribe('table:people')
    await client.subscribe(`w3 ${name}`)
    assert.equal(await hears(client, `w3 ${name}`), true)
    await end(who)
    assert.equal((await client.untilClosed(2_000)).code, 4001)
    const count = client.frames.length
    await tables.sql(
      `insert into people (id) values (${1_000 + endings.findIndex(([n]) => n === name)})`,
    )
    assert.equal(await hears(client, `w3 ${name}`), false)
    assert.equal(client.frames.length, count)
  })
}

test('W3 a revoked key closes its sockets', async () => {
  const secret = await newKey(server, 'gsk', {})
  const client = await connect({ headers: { 'x-service-key': secret } })
  const { rows } = await tables.sql(
    `select id from auth.keys where kind = 'gsk' order by created_at desc limit 1`,
  )
  const answer = await server.call({
    method: 'DELETE',
    url: `/api/v1/admin/service-keys/${rows[0].id}`,
    token: admin.token,
  })
  assert.ok(answer.status < 300, answer.text)
  assert.equal((await client.untilClosed(2_000)).code, 4001)
})

test('W3 a token that expires closes the socket, unless another one came in time', async () => {
  const who = await signIn(server)
  const claims = JSON.parse(Buffer.from(who.token.split('.')[1] ?? '', 'base64url').toString())
  const short = () =>
    accessToken(signer(server), { ...claims, exp: Math.floor(Date.now() / 1000) + 2 })
  const [stale, fresh] = [
    await connect({ token: await short() }),
    await connect({ token: await short() }),
  ]
  await stale.subscribe('x')
  await fresh.subscribe('x')
  await fresh.ask({ type: 'access_token', token: who.token })
  const closed = await stale.untilClosed(4_000)
  assert.deepEqual([closed.code, stale.frames.at(-1).payload.code], [4001, 'expired_token'])
  assert.equal(await hears(fresh, 'x'), true)
})

test('W4 too many messages, too many connections, too large a message', async () => {
  const flood = await connect()
  for (let i = 0; i < 400; i++) flood.send({ type: 'heartbeat' })
  assert.equal((await flood.untilClosed()).code, 1008)
  const large = await connect()
  large.ws.send(`{"type":"heartbeat","x":"${'x'.repeat(300_000)}"}`)
  assert.equal((await large.untilClosed()).code, 1009)
  const joiner = await connect()
  for (let i = 0; i < 90; i++) joiner.send({ type: 'subscribe', channel: `c${i}` })
  await until('refused', () =>
    joiner.frames.some(({ payload }) => payload?.code === 'rate_limited'),
  )
  const who = await signIn(server)
  const all = await Promise.all(Array.from({ length: 10 }, () => connect({ token: who.token })))
  const over = await connect({ token: who.token })
  assert.equal((await over.next('error')).error, 'max_connections_reached')
  await over.untilClosed()
  for (const client of all) client.ws.terminate()
})

test('W5 who does not read is closed with a reason; others lose nothing', async () => {
  await set('client_message_queue_size', 16)
  const [slow, quick] = [await connect(), await connect()]
  for (const client of [slow, quick]) await client.subscribe('firehose')
  slow.ws.pause()
  const payload = 'x'.repeat(20_000)
  const call = { url: '/api/v1/realtime/broadcast', token: admin.token }
  const messages = Array.from({ length: 3 }, () => ({ channel: 'firehose', payload }))
  let sent = 0
  const isHeld = async () => {
    const { body } = await server.call({ url: '/api/v1/realtime/stats', token: admin.token })
    return body.total_connections === held
  }
  const held = (await server.call({ url: '/api/v1/realtime/stats', token: admin.token })).body
    .total_connections
  while (await isHeld()) {
    assert.ok(sent < 6_000, 'still held')
    for (let i = 0; i < 10; i++) {
      assert.equal((await server.call({ ...call, body: { messages } })).status, 200)
      sent += messages.length
    }
  }
  await until('all', () => quick.frames.filter(({ type }) => type === 'broadcast').length === sent)
  slow.ws.resume()
  const { code } = await slow.untilClosed()
  await set('client_message_queue_size', 256)
  assert.ok([1006, 1008].includes(code), String(code))
})

test('W6 frames that break the protocol end their connection alone, with the right code', async () => {
  const raw = async (): Promise<{ socket: ReturnType<typeof dial>; data: () => Buffer }> => {
    const socket = dial(Number(new URL(url).port), '127.0.0.1')
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', () => undefined)
    socket.write(
      'GET /realtime HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
        'Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n',
    )
    await until('upgraded', () => Buffer.concat(chunks).includes('\r\n\r\n'))
    const head = Buffer.concat(chunks)
    assert.match(head.toString('latin1'), /^HTTP\/1\.1 101/)
    assert.doesNotMatch(head.toString('latin1'), /permessage-deflate/)
    return { socket, data: () => Buffer.concat(chunks).subarray(head.length) }
  }
  const masked = (first: number, body: Buffer) =>
    Buffer.concat([Buffer.from([first, 0x80 | body.length, 0, 0, 0, 0]), body])
  const cases: [string, Buffer, number][] = [
    ['not masked', Buffer.from([0x81, 1, 0x61]), 1002],
    ['a reserved bit (deflate)', masked(0xc1, Buffer.from('a')), 1002],
    ['an unknown opcode', masked(0x83, Buffer.from('a')), 1002],
    ['broken UTF-8', masked(0x81, Buffer.from([0xff, 0xfe])), 1007],
    ['a continuation of nothing', masked(0x80, Buffer.from('a')), 1002],
    ['binary', masked(0x82, Buffer.from('a')), 1003],
    [
      'a length over the limit',
      Buffer.from([0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
      1009,
    ],
  ]
  for (const [name, bytes, code] of cases) {
    const { socket, data } = await raw()
    socket.write(bytes)
    await until(name, () => data().includes(Buffer.from([code >> 8, code & 255])))
    socket.destroy()
  }
  const pings = await connect()
  for (let i = 0; i < 500; i++) pings.ws.ping()
  // What was on its way when it closed may hide the reason.
  assert.ok([1006, 1008].includes((await pings.untilClosed()).code))
  assert.equal((await (await connect()).subscribe('well')).payload.subscribed, true)
})

test('W6 an upgrade to something else, or with a body, is an ordinary request', async () => {
  const http = url.replace('ws', 'http')
  const socket = dial(Number(new URL(http).port), '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk))
  const body = JSON.stringify({ email: 'nobody@x.example', password: 'a wrong password' })
  socket.write(
    `POST /api/v1/auth/signin HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
  await until('answered', () => answer.includes('\r\n\r\n'))
  assert.match(answer, /^HTTP\/1\.1 401/)
  socket.destroy()
})

test('W8 a server that stops says goodbye: when to come back, and from where to go on', async () => {
  const { startServer } = await import('../kit.ts')
  const other = await startServer({ queue: false, databaseUrl: server.databaseUrl })
  const { connect: reach } = await listen(other)
  const client = await reach()
  await client.subscribe('table:people')
  const stopping = other.stop()
  const { code } = await client.untilClosed()
  const { payload } = client.frames.at(-1)
  assert.deepEqual([code, typeof payload.reconnect_after_ms], [1012, 'number'])
  assert.match(payload.cursor, /^\d+$/)
  await tables.sql('insert into people (id) values (2000)')
  const back = await connect()
  await back.subscribe('table:people', { table: 'people', cursor: payload.cursor })
  assert.equal((await back.next('postgres_changes')).payload.record.id, 2000)
  await stopping
})

test('W9 a database that restarts its connections: no silent gap', async () => {
  const client = await connect()
  await client.subscribe('table:people')
  await tables.sql(`select pg_terminate_backend(pid) from pg_stat_activity
    where usename in ('flumen_control', 'flumen_app') and datname = current_database()`)
  await tables.sql('insert into people (id) values (3000)')
  assert.equal((await client.next('postgres_changes', 10_000)).payload.record.id, 3000)
})
