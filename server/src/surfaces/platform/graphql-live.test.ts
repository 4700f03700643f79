import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  overEvents,
  overSocket,
  rawSocket,
  type Told,
  untilTold,
} from '../../../test/graphql-live.ts'
import { until } from '../../../test/kit.ts'
import { listen } from '../../../test/sockets.ts'
import { startTables } from '../../../test/tables.ts'
import { accessToken, signer } from '../../../test/threats/tokens.ts'
import { newKey, operator, signIn } from './testing.ts'

const tables = await startTables()
const { server, token, as, at, sql } = tables
const sockets = await listen(server)
const admin = await operator(server)
const enable = (body: object) =>
  server.call({ url: '/api/v1/admin/realtime/tables', token: admin.token, body })
await sql(`create table ledger (id bigint primary key, owner uuid, state text, at timestamptz, secret text);
  alter table ledger enable row level security;
  grant select (id, owner, state, at), insert, update, delete on ledger to authenticated;
  create policy own on ledger using (owner = (select auth.uid())) with check (true)`)
for (const table of ['people', 'notes', 'ledger']) await enable({ table })

const events = (credential: string) =>
  overEvents(sockets, () => ({ authorization: `Bearer ${credential}` }))
const ways = [
  ['graphql-ws', (credential: string) => overSocket(sockets, credential).subscribe],
  ['graphql-sse', events],
] as const

/** A marker that everybody sees: whatever came before it has been told. */
let markers = 10_000
async function settle(...all: Told[]): Promise<void> {
  const before = all.map((told) => told.changes().length)
  await at('people', { body: { id: ++markers, name: 'marker' } })
  await Promise.all(all.map((told, i) => untilTold(told, (before[i] ?? 0) + 1)))
}

/** Somebody who subscribes is heard of before anything else happens. */
async function listening(count: number): Promise<void> {
  await until('everybody listens', async () => {
    const stats = await server.call({ url: '/api/v1/realtime/stats', token: admin.token })
    return stats.body.subscriptions >= count
  })
}

async function quiet(): Promise<void> {
  await until('nobody listens', async () => {
    const stats = await server.call({ url: '/api/v1/realtime/stats', token: admin.token })
    return stats.body.subscriptions === 0
  })
}

for (const [name, subscribeAs] of ways) {
  describe(name, () => {
    test('insert, update and delete, under the names that were asked for', async () => {
      const told = subscribeAs(token)({
        query: `subscription ($above: Int!) {
          people: peopleChanged(filter: { id_gt: $above }) {
            __typename kind: event new { id called: name __typename } old { name } keyOnly commitTimestamp cursor
          } }`,
        variables: { above: 200 },
      })
      await listening(1)
      await at('people', { body: { id: 150, name: 'Below' } })
      await at('people', { body: { id: 201, name: 'Eve' } })
      await at('people?id=eq.201', { method: 'PATCH', body: { name: 'Eva' } })
      await at('people?id=eq.201', { method: 'DELETE' })
      await untilTold(told, 3)
      const [made, changed, gone] = told.changes()
      assert.deepEqual(
        { ...made, commitTimestamp: '', cursor: '' },
        {
          __typename: 'PeopleChanged',
          kind: 'INSERT',
          new: { id: 201, called: 'Eve', __typename: 'PeopleRow' },
          old: null,
          keyOnly: false,
          commitTimestamp: '',
          cursor: '',
        },
      )
      assert.deepEqual(
        [changed.kind, changed.new.called, changed.old.name],
        ['UPDATE', 'Eva', 'Eve'],
      )
      assert.deepEqual([gone.kind, gone.new, gone.old.name], ['DELETE', null, 'Eva'])
      assert.ok(Date.parse(made.commitTimestamp) > 0)
      assert.ok(BigInt(made.cursor) < BigInt(gone.cursor))
      told.end()
      await quiet()
      await at('people?id=eq.150', { method: 'DELETE' })
    })

    test('two people: each is told of their own rows, and of one that leaves only its key', async () => {
      const [ada, ben] = [await signIn(server), await signIn(server)]
      const query = `subscription { ledgerChanged(filter: { _not: { state_eq: "quiet" } }) {
        event keyOnly new { id state } old { id state } } }`
      const [hers, his] = [ada, ben].map((one) => subscribeAs(one.token)({ query }))
      assert.ok(hers && his)
      await listening(2)
      const row = (body: object) =>
        as(ada.token)('ledger', { body, headers: { prefer: 'return=minimal' } })
      await row({ id: '9007199254740993', owner: ada.userId, state: 'new' })
      await row({ id: 2, owner: ben.userId, state: 'new' })
      await row({ id: 3, owner: ada.userId, state: 'quiet' })
      await sql(`update ledger set owner = '${ben.userId}' where id = 9007199254740993`)
      await untilTold(hers, 2)
      await untilTold(his, 2)
      assert.deepEqual(hers.changes(), [
        {
          event: 'INSERT',
          keyOnly: false,
          new: { id: '9007199254740993', state: 'new' },
          old: null,
        },
        { event: 'DELETE', keyOnly: true, new: null, old: { id: '9007199254740993', state: null } },
      ])
      assert.deepEqual(his.changes(), [
        { event: 'INSERT', keyOnly: false, new: { id: '2', state: 'new' }, old: null },
        {
          event: 'UPDATE',
          keyOnly: false,
          new: { id: '9007199254740993', state: 'new' },
          old: null,
        },
      ])
      hers.end()
      his.end()
      await sql('delete from ledger')
      await quiet()
    })

    test('a cursor goes on where it stopped: nothing lost, nothing twice', async () => {
      const query = `subscription ($cursor: String) {
        peopleChanged(events: [INSERT], filter: { name_in: ["kept", "marker"] }, cursor: $cursor) { cursor new { id } } }`
      const first = subscribeAs(token)({ query })
      await listening(1)
      await at('people', { body: { id: 301, name: 'kept' } })
      await untilTold(first, 1)
      first.end()
      await quiet()
      await at('people', { body: [302, 303].map((id) => ({ id, name: 'kept' })) })
      const [{ cursor }] = first.changes()
      const second = subscribeAs(token)({ query, variables: { cursor } })
      await untilTold(second, 2)
      await settle(second)
      const seen = second.changes().map((change) => change.new.id)
      assert.deepEqual(seen, [302, 303, markers])
      second.end()
      await quiet()
      await sql('delete from people where id > 300')
    })

    test('queries and mutations go the same way, and are complete', async () => {
      const subscribe = subscribeAs(token)
      const made = subscribe({
        query: 'mutation { insertPeople(data: { id: 401, name: "Way" }) { id } }',
      })
      await until('done', () => made.isComplete)
      const found = subscribe({ query: '{ peopleByPk(id: 401) { name } }' })
      await until('found', () => found.isComplete || found.error !== undefined)
      assert.deepEqual(found.changes(), [{ name: 'Way' }])
      await sql('delete from people where id = 401')
    })
  })
}

test('a table that is not enabled is not in the schema, nor one of anybody else, nor a hidden column', async () => {
  const ask = async (as: string | undefined) => {
    const { body } = await server.call({
      url: '/api/v1/graphql',
      token: as,
      body: {
        query:
          '{ __schema { subscriptionType { fields { name } } types { name fields { name } } } }',
      },
    })
    const { subscriptionType, types } = body.data.__schema
    return {
      names: subscriptionType?.fields.map((field: { name: string }) => field.name).sort(),
      rows: types.find((type: { name: string }) => type.name === 'LedgerRow')?.fields,
    }
  }
  const mine = await ask(token)
  assert.deepEqual(mine.names, ['ledgerChanged', 'notesChanged', 'peopleChanged'])
  assert.deepEqual(
    mine.rows.map((field: { name: string }) => field.name),
    ['id', 'owner', 'state', 'at'],
  )
  assert.deepEqual((await ask(undefined)).names, ['notesChanged', 'peopleChanged'])
  await server.call({
    method: 'DELETE',
    url: '/api/v1/admin/realtime/tables/public/notes',
    token: admin.token,
  })
  assert.deepEqual((await ask(token)).names, ['ledgerChanged', 'peopleChanged'])
})

test('what may be filtered by is decided as the database would', async () => {
  await sql(`create type mood as enum ('low', 'high');
    create table things (id int primary key, n numeric, at timestamptz, day date, ok boolean, who uuid, mood mood, word text);
    alter table things enable row level security; grant select on things to authenticated;
    create policy open on things using (true)`)
  await enable({ table: 'things' })
  const who = 'ABCDEF00-0000-4000-8000-000000000000'
  const rows = [
    `(1, 1.50, '2026-03-01 10:00+02', '2026-03-01', true, '${who}', 'low', 'Abc')`,
    `(2, 10, '2026-03-01 08:00:00.5Z', '2026-12-24', false, null, 'high', null)`,
    `(3, null, null, null, null, null, null, 'x_y')`,
  ]
  const filters = [
    ['{ n_eq: 1.5 }', [1]],
    ['{ n_gt: 2 }', [2]],
    ['{ n_neq: 10 }', [1]],
    ['{ _not: { n_eq: 10 } }', [1]],
    ['{ at_eq: "2026-03-01T08:00:00Z" }', [1]],
    ['{ at_gt: "2026-03-01T08:00:00Z" }', [2]],
    ['{ day_lte: "2026-03-01" }', [1]],
    ['{ ok_eq: true }', [1]],
    [`{ who_eq: "${who}" }`, [1]],
    ['{ mood_in: ["high"] }', [2]],
    ['{ word_like: "%b%" }', [1]],
    ['{ word_ilike: "A%" }', [1]],
    ['{ word_is_null: true }', [2]],
    ['{ n_is_null: false }', [1, 2]],
    ['{ _or: [{ n_eq: 10 }, { word_eq: "x_y" }] }', [2, 3]],
    ['{ _and: [{ ok_is_null: true }, { id_gt: 1 }] }', [3]],
    ['{ word_eq: null }', [1, 2, 3]],
  ] as const
  const { subscribe } = overSocket(sockets, token)
  const all = filters.map(([filter]) =>
    subscribe({
      query: `subscription { thingsChanged(events: [INSERT], filter: ${filter}) { new { id } } }`,
    }),
  )
  await listening(filters.length)
  await sql(`insert into things values ${rows.join()}`)
  for (const [i, [filter, expected]] of filters.entries()) {
    const told = all[i]
    assert.ok(told)
    await untilTold(told, expected.length)
    const seen = told.changes().map((change) => change.new.id)
    assert.deepEqual(seen, expected, filter)
    const { body } = await server.call({
      url: '/api/v1/graphql',
      token,
      body: { query: `{ things(filter: ${filter}, orderBy: [{ id: ASC }]) { id } }` },
    })
    const found = body.data.things.map((row: { id: number }) => row.id)
    assert.deepEqual(found, expected, filter)
    told.end()
  }
  await quiet()
})

test('who reads slowly costs no memory and loses nothing', async () => {
  const url = `${sockets.url.replace('ws', 'http')}/api/v1/graphql`
  const query = 'subscription { peopleChanged(events: [INSERT]) { new { id name } } }'
  const request = httpRequest(`${url}?query=${encodeURIComponent(query)}`, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` },
  })
  request.end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  await listening(1)
  const count = 1_500
  await sql(
    `insert into people (id, name) select 20000 + i, repeat('x', 4000) from generate_series(1, ${count}) i`,
  )
  await sql(`insert into people (id, name) values (30000, 'last')`)
  await sleep(300)
  let text = ''
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    text += chunk
  })
  await until('all of it', () => text.includes('"last"'), 30_000)
  const ids = [...text.matchAll(/"id":(\d+)/g)].map(([, id]) => Number(id))
  assert.deepEqual(ids, [...Array.from({ length: count }, (_, i) => 20_001 + i), 30_000])
  request.destroy()
  await quiet()
  await sql('delete from people where id > 20000')
})

describe('graphql-transport-ws to the letter', () => {
  const init = { type: 'connection_init' }
  const operation = (id: string, query = 'subscription { peopleChanged { event } }') => ({
    id,
    type: 'subscribe',
    payload: { query },
  })
  const closings: [string, unknown[], number][] = [
    ['what is no JSON', ['{'], 4400],
    ['an unknown type', [init, { type: 'start' }], 4400],
    [
      'an operation without an id',
      [init, { type: 'subscribe', payload: { query: '{ _health }' } }],
      4400,
    ],
    ['an operation without a query', [init, { id: '1', type: 'subscribe', payload: {} }], 4400],
    ['a payload that is no object', [{ type: 'connection_init', payload: 'x' }], 4400],
    ['an operation before the beginning', [operation('1')], 4401],
    ['a bad token', [{ ...init, payload: { authorization: 'Bearer garbage' } }], 4403],
    ['two operations with one id', [init, 'ack', operation('1'), operation('1')], 4409],
    ['two beginnings', [init, init], 4429],
  ]
  for (const [what, messages, code] of closings) {
    test(`${what}: ${code}`, async () => {
      const client = await rawSocket(sockets)
      for (const message of messages) {
        if (message === 'ack') await client.next('connection_ack')
        else client.ws.send(typeof message === 'string' ? message : JSON.stringify(message))
      }
      assert.equal((await client.untilClosed()).code, code)
    })
  }

  test('no word for ten seconds: 4408', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const opening = rawSocket(sockets)
    const client = await opening
    await new Promise((resolve) => setImmediate(resolve))
    t.mock.timers.tick(10_000)
    t.mock.timers.reset()
    assert.equal((await client.untilClosed()).code, 4408)
  })

  test('another protocol, or none: 4406', async () => {
    const client = await rawSocket(sockets, {}, [])
    assert.equal((await client.untilClosed()).code, 4406)
  })

  test('pings are answered, also before the beginning; an id is free again when its operation is over', async () => {
    const client = await rawSocket(sockets)
    client.send({ type: 'ping', payload: { n: 1 } })
    assert.deepEqual(await client.next('pong'), { type: 'pong', payload: { n: 1 } })
    client.send(init)
    await client.next('connection_ack')
    for (const _ of [1, 2]) {
      client.send(operation('1', '{ _health }'))
      assert.deepEqual(await client.next('next'), {
        id: '1',
        type: 'next',
        payload: { data: { _health: 'ok' } },
      })
      assert.deepEqual(await client.next('complete'), { id: '1', type: 'complete' })
    }
    client.send(operation('2'))
    client.send({ id: '2', type: 'complete' })
    client.send({ id: 'unknown', type: 'complete' })
    client.send(operation('2', '{ nope }'))
    const refused = await client.next('error')
    assert.deepEqual([refused.id, refused.payload.length], ['2', 1])
    assert.equal(client.closed, undefined)
  })
})

describe('who may be here', () => {
  const query = 'subscription { peopleChanged { event } }'

  test('nobody in particular is anon, as everywhere', async () => {
    const { subscribe } = overSocket(sockets, undefined)
    const told = subscribe({ query })
    await listening(1)
    await settle(told)
    told.end()
    await quiet()
  })

  test('a key needs the scopes for reading tables and for connecting', async () => {
    const { userId } = await signIn(server)
    const narrow = await newKey(server, 'fbk', { userId }, { scopes: ['tables:read'] })
    const told = overSocket(sockets, narrow).subscribe({ query })
    await until('refused', () => told.error !== undefined)
    assert.match(JSON.stringify(told.error), /realtime:connect/)
    const writes = overSocket(sockets, narrow).subscribe({
      query: 'mutation { insertPeople(data: { id: 900 }) { id } }',
    })
    await until('refused', () => writes.error !== undefined)
    assert.match(JSON.stringify(writes.error), /tables:write/)
    const enough = await newKey(
      server,
      'fbk',
      { userId },
      { scopes: ['tables:read', 'realtime:connect'] },
    )
    const hears = overSocket(sockets, enough).subscribe({ query })
    await listening(1)
    await settle(hears)
    hears.end()
    await quiet()
  })

  test('signing out ends it at once: 4403 there, an error and the end here', async () => {
    const me = await signIn(server)
    const socket = await rawSocket(sockets)
    socket.send({ type: 'connection_init', payload: { token: me.token } })
    await socket.next('connection_ack')
    socket.send({ id: '1', type: 'subscribe', payload: { query } })
    const told = events(me.token)({ query })
    await listening(2)
    await server.call({ method: 'POST', url: '/api/v1/auth/signout', token: me.token })
    assert.equal((await socket.untilClosed()).code, 4403)
    await until('ended', () => told.error !== undefined)
    assert.equal(told.results.at(-1).errors[0].extensions.code, 'REVOKED_TOKEN')
    await quiet()
  })

  test('a token that expires ends it; the stream comes back with the next one', async () => {
    const me = await signIn(server)
    const [, claims = ''] = me.token.split('.')
    const stale = { ...JSON.parse(atob(claims)), exp: Math.floor(Date.now() / 1000) + 2 }
    let given = accessToken(signer(server), stale)
    const socket = await rawSocket(sockets, { token: given })
    socket.send({ type: 'connection_init' })
    await socket.next('connection_ack')
    socket.send({ id: '1', type: 'subscribe', payload: { query } })
    const told = overEvents(sockets, () => ({ authorization: `Bearer ${given}` }), 3)({ query })
    await listening(2)
    given = me.token
    assert.equal((await socket.untilClosed()).code, 4403)
    await until('told so', () => told.results.length > 0)
    assert.equal(told.results[0].errors[0].extensions.code, 'EXPIRED_TOKEN')
    await listening(1)
    await settle(told)
    told.end()
    await quiet()
  })
})
