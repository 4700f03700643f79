import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { freshDatabase, startServer, type TestServer, until } from '../../../test/kit.ts'
import { asAdministrator } from '../../../test/tables.ts'
import {
  type Received,
  startReceiver,
  verifyPlatform,
} from '../../features/webhooks/receiver-stand-in.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, newTenant, operator, signIn } from './testing.ts'

/** Rows that change, over REST and by plain SQL, reach webhooks. */
const options = { allowLoopback: true, rateLimit: false }
const server = await startServer(options)
const admin = await operator(server)
const ada = await signIn(server)
await asAdministrator(
  server,
  `create table orders (id int primary key, n numeric, user_id uuid, big text);
   create table things (id int primary key, tenant_id uuid);
   create view seen as select id from orders;
   alter table orders enable row level security;
   grant select, insert, update, delete on orders to authenticated;
   create policy open on orders using (true) with check (true);`,
)

async function newHook(
  events: unknown,
  more: object = {},
  token: string | undefined = admin.token,
) {
  const receiver = await startReceiver()
  const answer = await server.call({
    url: '/api/v1/webhooks',
    token,
    body: { url: receiver.url, scope: 'global', events, ...more },
  })
  assert.equal(answer.status, 201, answer.text)
  return { id: answer.body.id, secret: answer.body.secret, receiver }
}

const remove = (id: string) =>
  server.call({ method: 'DELETE', url: `/api/v1/webhooks/${id}`, token: admin.token })

const watched = async () =>
  (
    await server.ctx.db.rows<{ name: string; events: string[] }>(sql`
      select schema_name || '.' || table_name as name, events from changes.watched
      where watcher = 'webhooks' order by 1`)
  ).map(({ name, events }) => `${name} ${events.join(' ')}`)

const rest = (path: string, body?: object, method?: 'PATCH' | 'DELETE') =>
  server.call({
    url: `/api/v1/tables/${path}`,
    token: ada.token,
    ...(method ? { method } : {}),
    ...(body ? { body } : {}),
  })

/** As they were told, whatever the order they came in. */
const told = (all: readonly Received[]) =>
  all
    .map(({ json }) => [json.event, json.record.id, json.old_record?.n ?? null, json.record.n])
    .sort((a, b) => a[1] - b[1] || String(a[0]).localeCompare(b[0]))

/** What comes after all that was written before. */
async function settled(s: TestServer, receiver: { all: Received[] }): Promise<void> {
  await asAdministrator(s, `insert into orders (id) values (-1); delete from orders where id = -1`)
  const marks = () => receiver.all.filter(({ json }) => json.record.id === -1).length
  await until('the marks came', () => marks() === 2)
  await until('and all else', async () => {
    const pending = sql`select from webhooks.deliveries where status = 'pending' limit 1`
    return (await s.ctx.db.row(pending)) === undefined
  })
  receiver.all.splice(
    0,
    receiver.all.length,
    ...receiver.all.filter(({ json }) => json.record.id !== -1),
  )
}

test('each change once, signed, with the row and the row before; what is undone is not told', async () => {
  const { id, secret, receiver } = await newHook(['orders.*'])
  assert.deepEqual(await watched(), ['public.orders DELETE INSERT UPDATE'])
  assert.equal((await rest('orders', { id: 1, n: 10 })).status, 201)
  assert.equal((await rest('orders?id=eq.1', { n: 11 }, 'PATCH')).status, 200)
  await asAdministrator(server, `insert into orders (id, n) values (2, 12345678901234567890.5)`)
  await asAdministrator(
    server,
    'begin; insert into orders (id) values (66); update orders set n = 0; rollback',
  )
  await asAdministrator(server, 'delete from orders where id = 2')
  await settled(server, receiver)
  const large = Number('12345678901234567890.5')
  assert.deepEqual(told(receiver.all), [
    ['INSERT', 1, null, 10],
    ['UPDATE', 1, 10, 11],
    ['DELETE', 2, large, large],
    ['INSERT', 2, null, large],
  ])
  for (const got of receiver.all) verifyPlatform(got, secret)
  assert.ok(receiver.all.some(({ body }) => body.includes('"n": 12345678901234567890.5')))
  const ids = receiver.all.map(({ headers }) => headers['webhook-id'])
  assert.equal(new Set(ids).size, 4)
  await remove(id)
  await until('nothing is watched', async () => (await watched()).length === 0)
})

test('F7 a receiver that writes to the table it watches, and says what led to it, stops after three', async () => {
  const { id, receiver } = await newHook(['orders.insert'])
  let next = 500
  const write = (hops?: string) =>
    server.call({
      url: '/api/v1/tables/orders',
      token: ada.token,
      body: { id: next++ },
      ...(hops === undefined ? {} : { headers: { 'x-flumen-hops': hops } }),
    })
  receiver.respond = ({ headers }, response) => {
    response.end()
    void write(String(headers['x-flumen-hops']))
  }
  await write()
  const all = async () =>
    (
      await server.ctx.db.rows<{ status: string; hops: number }>(sql`
        select d.status, v.hops from webhooks.deliveries d join webhooks.events v on v.id = d.event_id
        where d.endpoint_id = ${id} order by v.hops`)
    ).map(({ status, hops }) => `${hops} ${status}`)
  await until('it has stopped', async () => (await all()).at(-1) === '3 failed')
  assert.deepEqual(await all(), ['0 success', '1 success', '2 success', '3 failed'])
  assert.equal(receiver.all.length, 3)
  await remove(id)
  await asAdministrator(server, 'delete from orders where id >= 500')
  await until('nothing is watched', async () => (await watched()).length === 0)
})

test('what several ask for is watched together, and given up with the last of them', async () => {
  const one = await newHook(['orders.insert'])
  const two = await newHook([{ table: 'orders', operations: ['DELETE'] }])
  assert.deepEqual(await watched(), ['public.orders DELETE INSERT'])
  await server.call({
    method: 'PATCH',
    url: `/api/v1/webhooks/${one.id}`,
    token: admin.token,
    body: { enabled: false },
  })
  await until('one is off', async () => (await watched())[0] === 'public.orders DELETE')
  await server.call({
    method: 'PATCH',
    url: `/api/v1/webhooks/${one.id}`,
    token: admin.token,
    body: { enabled: true },
  })
  assert.deepEqual(await watched(), ['public.orders DELETE INSERT'])
  await remove(one.id)
  await remove(two.id)
  await until('nothing is watched', async () => (await watched()).length === 0)
  await asAdministrator(
    server,
    `insert into orders (id) values (3); delete from orders where id = 3`,
  )
  const { id, receiver } = await newHook(['orders.*'])
  await settled(server, receiver)
  assert.deepEqual([one.receiver.all, two.receiver.all, receiver.all], [[], [], []])
  await remove(id)
  await until('nothing is watched again', async () => (await watched()).length === 0)
})

test('`*` is every table of users, also one that is made later, and none of ours', async () => {
  const { id, receiver } = await newHook(['INSERT'])
  assert.deepEqual(await watched(), ['public.orders INSERT', 'public.things INSERT'])
  await asAdministrator(server, 'create table later (id int primary key)')
  await until('it is watched', async () => (await watched()).length === 3)
  await asAdministrator(server, 'insert into later values (1)')
  assert.equal((await receiver.count(1)).json.table, 'later')
  await asAdministrator(server, 'drop table later')
  await remove(id)
  await until('nothing is watched', async () => (await watched()).length === 0)
})

test('rows go to their own tenant; one that goes over is gone to the first, new to the second', async () => {
  const tenantId = await newTenant(server)
  const tsk = await newKey(server, 'tsk', { tenantId })
  const theirs = await startReceiver()
  const made = await server.call({
    url: '/api/v1/webhooks',
    headers: { 'x-service-key': tsk },
    body: { url: theirs.url, events: ['things.*'] },
  })
  assert.equal(made.status, 201, made.text)
  const { id, receiver: ours } = await newHook(['things.*'])
  await asAdministrator(
    server,
    `insert into things values (1, null), (2, '${tenantId}');
     update things set tenant_id = '${tenantId}' where id = 1`,
  )
  await ours.count(2)
  await theirs.count(2)
  const seen = (all: Received[]) => all.map(({ json }) => `${json.event} ${json.record.id}`).sort()
  assert.deepEqual(seen(ours.all), ['DELETE 1', 'INSERT 1'])
  assert.deepEqual(seen(theirs.all), ['INSERT 1', 'INSERT 2'])
  assert.equal(theirs.all.find(({ json }) => json.record.id === 1)?.json.old_record, null)
  await remove(id)
})

test('of a row over 64 kB the key is told; of an account nothing secret', async () => {
  const { id, receiver } = await newHook(['orders.insert', 'users.*'])
  const text = `array_to_string(array(select md5(i::text) from generate_series(1, 4000) i), '')`
  await asAdministrator(server, `insert into orders (id, big) values (4, ${text})`)
  const large = await receiver.count(1)
  assert.deepEqual([large.json.record, large.json.key_only], [{ id: 4 }, true])
  const eve = await signIn(server)
  await until('an account', () => receiver.all.some(({ json }) => json.record.id === eve.userId))
  for (const { body } of receiver.all) assert.doesNotMatch(body, /password|argon|scrypt/)
  await remove(id)
})

test('what cannot be watched is refused by its name', async () => {
  for (const table of ['seen', 'pg_catalog.pg_class', 'auth.sessions', 'changes.log', '*.orders']) {
    const answer = await server.call({
      url: '/api/v1/webhooks',
      token: admin.token,
      body: { url: 'http://127.0.0.1:8999', events: [{ table, operations: ['INSERT'] }] },
    })
    assert.equal(answer.status, 400, answer.text)
    assert.match(answer.text, new RegExp(table.replace('*', '\\*')))
  }
})

test('who makes a webhook hears of rows that are theirs, and were', async () => {
  const { receiver } = await newHook(['orders.*'], { scope: 'user' }, ada.token)
  const { userId } = ada
  await asAdministrator(
    server,
    `insert into orders (id, user_id) values (20, '${admin.userId}'), (21, '${userId}'), (22, null)`,
  )
  await asAdministrator(server, `update orders set user_id = '${userId}' where id = 20`)
  await asAdministrator(server, `update orders set n = 1 where id in (20, 21)`)
  await receiver.count(3)
  assert.deepEqual(told(receiver.all), [
    ['UPDATE', 20, null, 1],
    ['INSERT', 21, null, null],
    ['UPDATE', 21, null, 1],
  ])
})

test('a table that somebody keeps locked is not waited for', async () => {
  const writer = new pg.Client(server.databaseUrl)
  await writer.connect()
  await writer.query('create table busy (id int)')
  await writer.query('begin')
  await writer.query('insert into busy values (1)')
  const answer = await server.call({
    url: '/api/v1/webhooks',
    token: admin.token,
    body: { url: 'http://127.0.0.1:8999', events: ['busy.insert'] },
  })
  await writer.end()
  assert.deepEqual([answer.status, answer.body.code], [503, 'TABLE_BUSY'], answer.text)
  assert.match(answer.text, /public\.busy/)
  assert.ok((await watched()).every((line) => !line.includes('busy')))
})

test('a restart loses nothing and tells nothing twice', async () => {
  const databaseUrl = await freshDatabase()
  const first = await startServer({ ...options, databaseUrl })
  await asAdministrator(first, 'create table orders (id int primary key, n int)')
  const root = await operator(first)
  const receiver = await startReceiver()
  const made = await first.call({
    url: '/api/v1/webhooks',
    token: root.token,
    body: { url: receiver.url, scope: 'global', events: ['orders.*'] },
  })
  assert.equal(made.status, 201, made.text)
  await asAdministrator(first, 'insert into orders values (1)')
  await receiver.count(1)
  await first.stop()
  await asAdministrator(first, 'insert into orders values (2), (3)')
  const second = await startServer({ ...options, databaseUrl })
  await asAdministrator(second, 'insert into orders values (4)')
  await settled(second, receiver)
  assert.deepEqual(
    told(receiver.all).map(([event, id]) => `${event} ${id}`),
    ['INSERT 1', 'INSERT 2', 'INSERT 3', 'INSERT 4'],
  )
  await second.stop()
})
