import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { until } from '../../../test/kit.ts'
import { listen } from '../../../test/sockets.ts'
import { startTables } from '../../../test/tables.ts'
import { operator, signIn } from './testing.ts'

const tables = await startTables()
const { server, token, at, sql } = tables
const { connect, url } = await listen(server)
const admin = await operator(server)
const enable = (body: object) =>
  server.call({ url: '/api/v1/admin/realtime/tables', token: admin.token, body })
for (const table of ['people', 'notes', 'sales']) await enable({ table })

test('T1 the documented call, a filter, presence, broadcast, a token, and the end of it', async () => {
  const client = await connect({ token })
  const bare = await client.subscribe('table:public.people')
  assert.deepEqual(
    { ...bare.payload, subscription_id: 'u1', cursor: '' },
    {
      subscribed: true,
      subscription_id: 'u1',
      schema: 'public',
      table: 'people',
      event: '*',
      cursor: '',
    },
  )
  const filtered = await client.subscribe('any', {
    event: '*',
    schema: 'public',
    table: 'people',
    filter: 'id=eq.101',
  })
  await at('people', { body: { id: 101, name: 'Eve' } })
  const seen = [await client.next('postgres_changes'), await client.next('postgres_changes')]
  const { channel, payload } = seen.find((frame) => frame.channel === 'any')
  const record = { id: 101, name: 'Eve', age: null, deleted_at: null }
  assert.equal(channel, 'any')
  assert.deepEqual(
    { ...payload, commit_timestamp: '', timestamp: '', cursor: '' },
    {
      type: 'INSERT',
      schema: 'public',
      table: 'people',
      record,
      new_record: record,
      old_record: null,
      commit_timestamp: '',
      timestamp: '',
      errors: null,
      cursor: '',
      subscription_ids: [filtered.payload.subscription_id],
    },
  )
  client.send({
    type: 'presence',
    channel: 'presence:r1',
    event: 'track',
    payload: { key: 'k1', state: { online: true } },
  })
  const { presence } = (await client.next('presence')).payload
  assert.deepEqual(
    [presence.event, presence.key, presence.newPresences, presence.currentPresences],
    ['join', 'k1', [{ online: true }], { k1: [{ online: true }] }],
  )
  client.send({
    type: 'broadcast',
    channel: 'broadcast:x',
    event: 'm',
    payload: { a: 1 },
    messageId: 'msg_1',
  })
  const own = await client.next('broadcast')
  assert.deepEqual(own.payload, { broadcast: { event: 'm', payload: { a: 1 }, self: true } })
  const ack = await client.next('ack')
  assert.deepEqual(ack, {
    type: 'ack',
    channel: 'broadcast:x',
    messageId: 'msg_1',
    status: 'ok',
    payload: { messageId: 'msg_1', status: 'ok' },
  })
  const updated = await client.ask({ type: 'access_token', token })
  assert.deepEqual(updated, { type: 'ack', payload: { type: 'access_token', updated: true } })
  client.send({ type: 'unsubscribe' })
  assert.equal((await client.next('ack')).payload.unsubscribed, true)
  assert.equal((await client.untilClosed()).code, 1000)
})

test('updates and deletes carry both rows; events, filters and columns choose', async () => {
  const client = await connect({ token })
  await client.subscribe('updates', { table: 'people', event: 'UPDATE', columns: ['id', 'name'] })
  await client.subscribe('old', {
    table: 'people',
    event: 'DELETE',
    filter: 'age=gt.100,name=like.Z*',
  })
  await at('people', { body: { id: 110, name: 'Zoe', age: 120 } })
  await at('people?id=eq.110', { method: 'PATCH', body: { age: 121 } })
  await at('people?id=eq.110', { method: 'DELETE' })
  const update = await client.next('postgres_changes')
  assert.deepEqual(
    [update.channel, update.payload.record, update.payload.old_record],
    ['updates', { id: 110, name: 'Zoe' }, { id: 110, name: 'Zoe' }],
  )
  const gone = await client.next('postgres_changes')
  assert.deepEqual(
    [gone.channel, gone.payload.type, gone.payload.old_record.age],
    ['old', 'DELETE', 121],
  )
  assert.equal(gone.payload.record, null)
})

test('one change is one message, whatever the number of subscriptions of a channel that match', async () => {
  const client = await connect({ token })
  const a = await client.subscribe('one', { table: 'people', event: '*' })
  const b = await client.subscribe('one', { table: 'people', event: 'INSERT' })
  await at('people', { body: { id: 120 } })
  const { payload } = await client.next('postgres_changes')
  const ids = [a.payload.subscription_id, b.payload.subscription_id]
  assert.deepEqual(payload.subscription_ids.toSorted(), ids.toSorted())
  await client.ask({ type: 'unsubscribe', channel: 'one', subscription_id: ids[0] })
  await at('people', { body: { id: 121 } })
  const next = await client.next('postgres_changes')
  assert.deepEqual([next.payload.record.id, next.payload.subscription_ids], [121, [ids[1]]])
})

test('a whole schema; a schema left out; a table of another case in quotes of nobody', async () => {
  const client = await connect({ token })
  await client.subscribe('all', { schema: 'public', table: '*' })
  await at('sales', { body: { id: 130, cat: 'x' } })
  await at('people', { body: { id: 130 } })
  const seen = [await client.next('postgres_changes'), await client.next('postgres_changes')]
  assert.deepEqual(seen.map(({ payload }) => payload.table).sort(), ['people', 'sales'])
})

test('rows of others are silent; a row that leaves the view is a DELETE with its key', async () => {
  const other = await signIn(server)
  const client = await connect({ token })
  const theirs = await connect({ token: other.token })
  await client.subscribe('table:notes')
  await theirs.subscribe('table:notes')
  const { body } = await at('notes', { body: { text: 'mine' } })
  const mine = await client.next('postgres_changes')
  assert.equal(mine.payload.record.text, 'mine')
  await sql(`update notes set owner = '${other.userId}', text = 'secret' where id = '${body.id}'`)
  const left = await client.next('postgres_changes')
  assert.deepEqual(
    [left.payload.type, left.payload.record, left.payload.old_record],
    ['DELETE', null, { id: body.id }],
  )
  const came = await theirs.next('postgres_changes')
  assert.deepEqual([came.payload.type, came.payload.record.text], ['UPDATE', 'secret'])
  assert.equal(came.payload.old_record, null)
  await sql(`delete from notes where id = '${body.id}'`)
  assert.equal((await theirs.next('postgres_changes')).payload.type, 'DELETE')
  assert.equal(client.changes().length, 2)
})

test('after a reconnect a cursor brings what was missed, once and in order', async () => {
  const first = await connect({ token })
  await first.subscribe('r', { table: 'sales' })
  await at('sales', { body: { id: 140 } })
  const { cursor } = (await first.next('postgres_changes')).payload
  first.ws.terminate()
  for (const id of [141, 142, 143]) await at('sales', { body: { id } })
  const second = await connect({ token })
  await second.subscribe('r', { table: 'sales', cursor })
  await at('sales', { body: { id: 144 } })
  await until('all', () => second.changes().length >= 4)
  await sleep(50)
  assert.deepEqual(
    second.changes().map(({ record }) => record.id),
    [141, 142, 143, 144],
  )
})

test('a cursor older than the log is answered resync, and changes go on', async () => {
  await sql('update changes.ring set floor = 2')
  const client = await connect({ token })
  await client.subscribe('late', { table: 'sales', cursor: '1' })
  const { payload } = await client.next('error')
  assert.equal(payload.code, 'resync')
  await at('sales', { body: { id: 150 } })
  assert.equal((await client.next('postgres_changes')).payload.record.id, 150)
})

test('what is wrong with a message is said, and the connection stays', async () => {
  const client = await connect()
  const wrong: [object | string, RegExp][] = [
    ['{', /JSON object/],
    ['[]', /JSON object/],
    [{ type: 'nothing' }, /Unknown type/],
    [{ type: 'subscribe' }, /channel is missing/],
    [{ type: 'subscribe', channel: 'table:unknown' }, /not enabled/],
    [{ type: 'subscribe', channel: 'table:posts' }, /not enabled/],
    [{ type: 'subscribe', channel: 'a', config: { table: 'people', event: 'TRUNCATE' } }, /event/],
    [{ type: 'subscribe', channel: 'a', config: { table: 'people', filter: 'id>1' } }, /filter/],
    [
      { type: 'subscribe', channel: 'a', config: { table: 'people', filter: 'no=eq.1' } },
      /column no/,
    ],
    [{ type: 'subscribe', channel: 'a', config: { table: 'people', columns: ['x'] } }, /column x/],
    [{ type: 'subscribe', channel: 'a', config: { table: 'people', cursor: 'x' } }, /cursor/],
    [{ type: 'subscribe', channel: 'a', config: 3 }, /config/],
    [{ type: 'subscribe', channel: 'realtime:admin:connections' }, /administrators/],
    [{ type: 'broadcast', event: 'x' }, /channel is missing/],
    [{ type: 'presence', channel: 'p', event: 'track', payload: {} }, /key/],
    [{ type: 'presence', channel: 'p', payload: { event: 'dance', key: 'k' } }, /track or untrack/],
    [{ type: 'access_token', token: 'eyJnonsense' }, /invalid token/],
    [
      { type: 'subscribe_logs', channel: 'execution:1', config: { execution_id: '1' } },
      /not found/,
    ],
  ]
  for (const [message, expected] of wrong) {
    if (typeof message === 'string') client.ws.send(message)
    else client.send(message)
    const answer = await client.next('error')
    assert.match(answer.error, expected, JSON.stringify(message))
  }
  assert.equal((await client.subscribe('still:here')).payload.subscribed, true)
})

test('presence: two tabs under one key, leaving, and who comes later', async () => {
  const [a, b, late] = await Promise.all([connect({ token }), connect({ token }), connect()])
  const track = (state: object) => ({
    type: 'presence',
    channel: 'room',
    event: 'track',
    payload: { key: 'k', state },
  })
  a.send(track({ tab: 1 }))
  await a.next('presence')
  // As older servers read it.
  b.send({
    type: 'presence',
    channel: 'room',
    payload: { event: 'track', key: 'k', state: { tab: 2 } },
  })
  await until('both', () =>
    a.frames.some(({ payload }) => payload?.presence?.currentPresences?.k?.length === 2),
  )
  late.send({ type: 'presence', channel: 'room', event: 'track', payload: { key: 'l', state: 1 } })
  await until('a sync', () =>
    late.frames.some(({ payload }) => payload?.presence?.event === 'sync'),
  )
  a.ws.terminate()
  await until('left', () => b.frames.some(({ payload }) => payload?.presence?.event === 'leave'))
  const left = b.frames.find(({ payload }) => payload?.presence?.event === 'leave').payload.presence
  assert.deepEqual(
    [left.leftPresences, left.currentPresences],
    [[{ tab: 1 }], { k: [{ tab: 2 }], l: [1] }],
  )
})

test('broadcast over REST and from a transaction reaches the members', async () => {
  const client = await connect({ token })
  await client.subscribe('news')
  const call = (body: object) => server.call({ url: '/api/v1/realtime/broadcast', token, body })
  const plain = await call({ channel: 'news', message: { a: 1 } })
  assert.deepEqual(
    [plain.status, plain.body],
    [200, { success: true, channel: 'news', recipients: 1 }],
  )
  const named = await call({ channel: 'news', event: 'e', payload: '{"b": 2}' })
  assert.equal(named.status, 200)
  assert.equal(
    (await call({ messages: [{ topic: 'news', event: 'f', payload: 3 }] })).body.recipients,
    1,
  )
  await sql(`begin; select realtime.send('{"c": 4}', 'g', 'news', false); commit;
    begin; select realtime.send('{"c": 5}', 'never', 'news', false); rollback`)
  const seen = []
  for (let i = 0; i < 4; i++) seen.push((await client.next('broadcast')).payload.broadcast)
  assert.deepEqual(seen, [
    { event: 'broadcast', payload: { a: 1 } },
    { event: 'e', payload: { b: 2 } },
    { event: 'f', payload: 3 },
    { event: 'g', payload: { c: 4 } },
  ])
  for (const body of [
    { message: 1 },
    { channel: 'news' },
    { channel: 'realtime:admin:x', message: 1 },
  ]) {
    assert.equal((await call(body)).status, 400)
  }
  assert.equal((await server.call({ url: '/api/v1/realtime/broadcast', body: {} })).status, 401)
})

test('administrators see who is connected, others do not', async () => {
  const watcher = await connect({ token: admin.token })
  await watcher.subscribe('realtime:admin:connections')
  const client = await connect({ token })
  const { broadcast } = (await watcher.next('broadcast')).payload
  assert.deepEqual([broadcast.event, broadcast.payload.type], ['connected', 'connected'])
  const stats = await server.call({
    url: `/api/v1/realtime/stats?limit=500&search=${broadcast.payload.id}`,
    token: admin.token,
  })
  assert.deepEqual(
    [
      stats.status,
      stats.body.total_connections,
      stats.body.limit,
      stats.body.connections[0].user_id,
    ],
    [200, 1, 25, broadcast.payload.user_id],
  )
  assert.equal((await server.call({ url: '/api/v1/realtime/stats', token })).status, 403)
  client.ws.close()
  assert.equal((await watcher.next('broadcast')).payload.broadcast.event, 'disconnected')
})

test('tables are enabled, changed and disabled by administrators', async () => {
  const url = '/api/v1/admin/realtime/tables'
  const as = (call: object) => server.call({ url, token: admin.token, ...call })
  await sql('create table made (id int primary key, secret text, note text)')
  await sql(
    'alter table made enable row level security; grant select on made to anon, authenticated; create policy o on made using (true)',
  )
  const made = await enable({ table: 'made', events: ['INSERT'], exclude: ['secret'] })
  assert.deepEqual(
    [made.status, made.body.events, made.body.exclude],
    [201, ['INSERT'], ['secret']],
  )
  const client = await connect()
  await client.subscribe('table:made')
  await sql(`insert into made values (1, 'hidden', 'shown'); delete from made`)
  // What is told is decided when it is read: the change of the rule comes after that.
  const first = await client.next('postgres_changes')
  await as({
    url: `${url}/public/made`,
    method: 'PATCH',
    body: { events: ['DELETE'], exclude: [] },
  })
  await sql(`insert into made values (2, 'open', 'shown'); delete from made`)
  const seen = [first, await client.next('postgres_changes')]
  assert.deepEqual(
    seen.map(({ payload }) => [payload.type, payload.record ?? payload.old_record]),
    [
      ['INSERT', { id: 1, note: 'shown' }],
      ['DELETE', { id: 2, secret: 'open', note: 'shown' }],
    ],
  )
  assert.equal((await as({ url: `${url}/public/made` })).body.realtime_enabled, true)
  assert.equal(
    (await as({})).body.tables.some((one: { table: string }) => one.table === 'made'),
    true,
  )
  assert.equal((await as({ url: `${url}/public/made`, method: 'DELETE' })).status, 200)
  assert.equal((await as({ url: `${url}/public/made`, method: 'DELETE' })).status, 404)
  assert.equal((await as({ url: `${url}/public/made` })).body.realtime_enabled, false)
  const { rowCount } = await sql(`select from pg_trigger where tgrelid = 'made'::regclass`)
  assert.equal(rowCount, 0)
  const bad: [object, number][] = [
    [{ table: 'nothing' }, 404],
    [{ table: 'users', schema: 'auth' }, 400],
    [{ table: 'made', events: ['TRUNCATE'] }, 400],
    [{ table: 'made', exclude: ['nothing'] }, 400],
    [{}, 400],
  ]
  for (const [body, status] of bad) assert.equal((await enable(body)).status, status)
  assert.equal((await as({ token })).status, 403)
})

test('manual SQL enables a table, too', async () => {
  await sql(`create table manual (id int primary key); grant select on manual to anon;
    alter table manual enable row level security; create policy o on manual using (true);
    insert into realtime.schema_registry (schema_name, table_name, realtime_enabled, events, excluded_columns)
      values ('public', 'manual', true, '{INSERT}', '{}');
    create trigger manual_notify after insert or update or delete on manual
      for each row execute function public.notify_realtime_change()`)
  const client = await connect()
  await client.subscribe('table:manual')
  await sql('insert into manual values (1)')
  await client.next('postgres_changes')
  await sleep(200)
  assert.equal(client.changes().length, 1)
})

test('not a WebSocket, another path, a bad credential: answered before the upgrade', async () => {
  const http = url.replace('ws', 'http')
  const plain = await fetch(`${http}/realtime`)
  assert.equal(plain.status, 426)
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
  for (const [path, status] of [
    ['/realtime?token=garbage', 401],
    ['/realtime?nonsense=1', 400],
    ['/api/v1/nothing', 404],
    ['/health', 200],
  ] as const) {
    await assert.rejects(
      connect({ path, headers: {} }),
      new RegExp(`Unexpected server response: ${status}`),
    )
  }
  assert.ok(upgrade)
  const alias = await connect({ path: '/api/v1/realtime', token })
  assert.equal((await alias.subscribe('x')).payload.subscribed, true)
})
