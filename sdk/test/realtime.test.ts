import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { operator } from '../../server/src/surfaces/platform/testing.ts'
import { until } from '../../server/test/kit.ts'
import { registerProven } from '../../server/test/people.ts'
import { startTables } from '../../server/test/tables.ts'
import { type Change, createClient, memoryStorage, type SocketEvent } from '../src/index.ts'

const { server, token } = await startTables()
const url = await server.app.http.listen({ port: 0, host: '127.0.0.1' })
const admin = await operator(server)
for (const table of ['people', 'notes', 'tags']) {
  const body = { table }
  await server.call({ url: '/api/v1/admin/realtime/tables', token: admin.token, body })
}

/** Between clients and the server: lines that can be cut. */
const lines = new Set<Socket>()
let isCut = false
const proxy = createServer((client) => {
  if (isCut) {
    client.destroy()
    return
  }
  const upstream = connect(Number(new URL(url).port), '127.0.0.1')
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    lines.add(one)
    one.pipe(other)
    one.on('error', () => {})
    one.on('close', () => other.destroy())
  }
})
proxy.listen(0, '127.0.0.1')
await once(proxy, 'listening')
after(() => proxy.close())
const port = (proxy.address() as { port: number }).port
const cut = () => {
  isCut = true
  for (const line of lines) line.destroy()
  lines.clear()
}

const clientOf = (key: string, at = url) => {
  const client = createClient(at, { key })
  after(() => client.close())
  return client
}
const writer = clientOf(token)

test('tells of changes, by event and filter, with the rows', async () => {
  const seen: Change<{ id: number; name: string }>[] = []
  const client = clientOf(token)
  const all = client.realtime.table<{ id: number; name: string }>(
    'people',
    { filter: 'id=gte.100' },
    (change) => seen.push(change),
  )
  const updates: string[] = []
  const some = client.realtime.table('people', { event: 'UPDATE' }, ({ type }) =>
    updates.push(type),
  )
  await Promise.all([all.ready, some.ready])
  await writer.from('people').insert([{ id: 100, name: 'Eve' }, { id: 50 }])
  await writer.from('people').update({ name: 'Eva' }).eq('id', 100)
  await writer.from('people').delete().in('id', [50, 100])
  await until('three changes', () => seen.length === 3)
  assert.deepEqual(
    seen.map(({ type, new: now, old }) => [type, now?.name, old?.name]),
    [
      ['INSERT', 'Eve', undefined],
      ['UPDATE', 'Eva', 'Eve'],
      ['DELETE', undefined, 'Eva'],
    ],
  )
  assert.deepEqual(updates, ['UPDATE'])
  assert.equal(all.cursor, seen.at(-1)?.cursor)
  some.unsubscribe()
  all.unsubscribe()
})

test('after a cut line it goes on where it was: nothing missed, nothing double', async () => {
  const client = clientOf(token, `http://127.0.0.1:${port}`)
  const states: string[] = []
  client.realtime.onState(({ state }) => states.push(state))
  const seen: unknown[] = []
  const tags = client.realtime.table<{ id: number }>('tags', {}, ({ new: row }) =>
    seen.push(row?.id),
  )
  await tags.ready
  const expected: number[] = []
  for (let round = 0; round < 3; round++) {
    const base = 1_000 + round * 100
    for (let i = 0; i < 10; i++) {
      expected.push(base + i)
      await writer.from('tags').insert({ id: base + i })
      if (i === 4) cut()
      if (i === 7) isCut = false
    }
    await until('all of it', () => seen.length >= expected.length, 20_000)
  }
  assert.deepEqual(seen, expected)
  assert.ok(states.includes('waiting'))
  client.close()
})

test('a program that begins anew goes on from its cursor; one too old is told to read anew', async () => {
  const first = clientOf(token)
  const before = first.realtime.table('tags', {}, () => {})
  await before.ready
  const { cursor } = before
  before.unsubscribe()
  await writer.from('tags').insert({ id: 2_000 })
  const seen: unknown[] = []
  const again = clientOf(token).realtime.table<{ id: number }>('tags', { cursor }, ({ new: row }) =>
    seen.push(row?.id),
  )
  await until('what was missed', () => seen.length === 1)
  assert.deepEqual(seen, [2_000])
  again.unsubscribe()
})

test('what the server refuses is said', async () => {
  const client = clientOf(token)
  const errors: string[] = []
  const onError = ({ code }: { code: string }) => errors.push(code)
  const none = client.realtime.table('sales', { onError }, () => {})
  await assert.rejects(none.ready, { name: 'FlumenError', code: 'not_enabled' })
  assert.deepEqual(errors, ['not_enabled'])
  const wrong = client.realtime.table('people', { filter: 'nothing=eq.1' }, () => {})
  await assert.rejects(wrong.ready, { code: 'unknown_column' })
})

test('broadcast and presence', async () => {
  const [ada, ben] = [clientOf(token), clientOf(token)]
  const [here, there] = [ada.realtime.channel('room'), ben.realtime.channel('room')]
  const heard: unknown[] = []
  here.on('said', (payload) => heard.push(payload))
  there.on('*', (payload, { event }) => heard.push([event, payload]))
  await Promise.all([here.ready, there.ready])
  await here.send('said', { text: 'hello' })
  await until('it is heard', () => heard.length === 1)
  assert.deepEqual(heard, [['said', { text: 'hello' }]], 'not by who said it')

  const seen: string[][] = []
  there.onPresence((presences) => seen.push(Object.keys(presences).sort()))
  await here.track('ada', { typing: true })
  await there.track('ben')
  await until('both are there', () => Object.keys(here.presences).length === 2)
  assert.deepEqual(here.presences.ada, [{ typing: true }])
  ada.close()
  await until('she is gone', () => seen.at(-1)?.join() === 'ben')
})

test('fresh tokens take the place of old ones; another person gets another connection', async () => {
  const person = await registerProven(server)
  const client = createClient(url, { storage: memoryStorage() })
  after(() => client.close())
  await client.auth.signIn({ email: person.email, password: person.password })
  const events: SocketEvent[] = []
  client.realtime.onState((event) => events.push(event))
  const seen: unknown[] = []
  const notes = client.realtime.table<{ text: string }>('notes', {}, ({ new: row }) =>
    seen.push(row?.text),
  )
  await notes.ready
  await client.auth.refresh()
  await client.from('notes').insert({ text: 'mine' })
  await until('it is told', () => seen.length === 1)
  assert.deepEqual(
    events.map(({ state }) => state),
    ['connecting', 'open'],
    'the same socket',
  )

  const other = await registerProven(server)
  await client.auth.signIn({ email: other.email, password: other.password })
  await until('another socket', () => events.filter(({ state }) => state === 'open').length === 2)
  await until('it is subscribed', async () => {
    await client.from('notes').insert({ text: 'of the other' })
    return seen.includes('of the other')
  })
})

test('a session that ends elsewhere closes the socket, and it comes back as nobody', async () => {
  const person = await registerProven(server)
  const client = createClient(url, { storage: memoryStorage() })
  after(() => client.close())
  const { access_token } = await client.auth.signIn({
    email: person.email,
    password: person.password,
  })
  let opened = 0
  client.realtime.onState(({ state }) => state === 'open' && opened++)
  await client.realtime.table('notes', {}, () => {}).ready
  const body = { scope: 'global' }
  await server.call({ url: '/api/v1/auth/signout', body, token: access_token })
  await until('nobody is signed in', () => client.auth.session === null, 10_000)
  await until('another socket', () => opened === 2, 10_000)
})
