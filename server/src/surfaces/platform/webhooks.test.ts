import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Call, startServer, until } from '../../../test/kit.ts'
import { startReceiver, verifyPlatform } from '../../features/webhooks/receiver-stand-in.ts'
import { insertRows } from '../../features/webhooks/testing.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, newTenant, operator, signIn } from './testing.ts'

/** Webhooks over HTTP. */
const server = await startServer({ allowLoopback: true, rateLimit: false })
const admin = await operator(server)
const ada = await signIn(server)
const bob = await signIn(server)
const receiver = await startReceiver()
const base = '/api/v1/webhooks'

const make = (body: object = {}, token: string | undefined = ada.token, more: Partial<Call> = {}) =>
  server.call({ url: base, token, body: { url: receiver.url, ...body }, ...more })

const made = async (body: object = {}, token = ada.token) => {
  const answer = await make(body, token)
  assert.equal(answer.status, 201, answer.text)
  return answer.body
}

const at = (id: string, more: Partial<Call> = {}) =>
  server.call({ url: `${base}/${id}`, token: ada.token, ...more })

test('§5.1 what SDK, dashboard and command line send is all taken; the answer is their union', async () => {
  const sdk = await made({ events: ['user.created', 'user.updated'], description: 'mine' })
  const { id, secret, created_at, updated_at, ...hook } = sdk
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
  assert.ok(id && created_at && updated_at)
  assert.deepEqual(hook, {
    name: new URL(receiver.url).host,
    description: 'mine',
    url: receiver.url,
    events: ['user.created', 'user.updated'],
    event_configs: [],
    enabled: true,
    is_active: true,
    max_retries: 8,
    retry_backoff_seconds: 5,
    timeout_seconds: 30,
    headers: {},
    scope: 'user',
    created_by: ada.userId,
    user_id: ada.userId,
    has_secret: true,
  })
  const dashboard = await made({
    name: 'Orders',
    events: [{ table: 'orders', operations: ['INSERT', 'UPDATE'] }],
    enabled: false,
    headers: { 'X-Token': 'a' },
  })
  assert.deepEqual(dashboard.event_configs, [
    { schema: 'public', table: 'orders', operations: ['INSERT', 'UPDATE'] },
  ])
  assert.deepEqual([dashboard.enabled, dashboard.is_active], [false, false])
  assert.deepEqual(dashboard.headers, { 'x-token': 'a' })
  const cli = await made({ events: 'INSERT,sales.orders.delete, auth.login', secret: 's' })
  assert.equal(cli.events, 'INSERT,sales.orders.delete, auth.login')
  assert.deepEqual(cli.event_configs, [
    { schema: '*', table: '*', operations: ['INSERT'] },
    { schema: 'sales', table: 'orders', operations: ['DELETE'] },
  ])
  assert.equal('secret' in cli, false, 'a secret of theirs is not repeated')
  assert.equal((await made({ max_retries: 0 })).max_retries, 3)
  assert.equal((await made({ secret: null })).has_secret, false)
})

test('what is wrong is named: 400, never 500', async () => {
  const wrong: [object, string][] = [
    [{ url: 'ftp://example.com' }, 'url'],
    [{ url: 'http://10.0.0.1' }, 'url'],
    [{ url: '' }, 'url'],
    [{ url: 7 }, 'url'],
    [{ events: ['orders.upsert'] }, 'events'],
    [{ events: ['a.b.c.insert'] }, 'events'],
    [{ events: [{ table: 'x', operations: ['TRUNCATE'] }] }, 'events'],
    [{ events: [{ table: 'x"; drop', operations: ['*'] }] }, 'events'],
    [{ events: 5 }, 'events'],
    [{ headers: { Host: 'x' } }, 'headers'],
    [{ headers: { 'Proxy-Authorization': 'x' } }, 'headers'],
    [{ headers: { 'webhook-signature': 'x' } }, 'headers'],
    [{ headers: { 'x-a': 'b\r\nx: y' } }, 'headers'],
    [{ headers: { 'a b': 'c' } }, 'headers'],
    [{ headers: { 'x-a': 'x'.repeat(8193) } }, 'headers'],
    [{ max_retries: -1 }, 'max_retries'],
    [{ timeout_seconds: 61 }, 'timeout_seconds'],
    [{ enabled: true, is_active: false }, 'is_active'],
    [{ has_secret: true }, 'has_secret'],
  ]
  for (const [body, field] of wrong) {
    const answer = await make(body)
    assert.equal(answer.status, 400, `${JSON.stringify(body).slice(0, 80)} ${answer.text}`)
    assert.ok(
      answer.body.details?.some(({ path }: { path: string[] }) => path[0] === field),
      answer.text,
    )
  }
  for (const method of ['GET', 'DELETE'] as const) {
    assert.deepEqual((await at('no-uuid', { method })).body.code, 'INVALID_ID')
    assert.equal((await at(uuid(), { method })).status, 404)
  }
})

test('get, change and delete; a list in an envelope or bare', async () => {
  const { id } = await made({ name: 'one', events: ['orders.insert'] })
  const got = await at(id)
  assert.deepEqual([got.status, got.body.name, 'secret' in got.body], [200, 'one', false])
  const changed = await at(id, { method: 'PATCH', body: { name: 'two', is_active: false } })
  assert.equal(changed.status, 200, changed.text)
  const { name, enabled, success, message, events } = changed.body
  assert.deepEqual([name, enabled, success], ['two', false, true])
  assert.ok(message)
  assert.deepEqual(events, ['orders.insert'], 'what is absent stays')
  const list = await server.call({ url: base, token: ada.token })
  assert.equal(list.body.webhooks[0].id, id)
  assert.equal(list.body.total, list.body.webhooks.length)
  const arrays = [
    await server.call({ url: `${base}?format=array`, token: ada.token }),
    await server.call({
      url: base,
      token: ada.token,
      headers: { 'user-agent': 'fluxbase-cli/1.2' },
    }),
  ]
  for (const { body } of arrays) assert.deepEqual(body, list.body.webhooks)
  const gone = await at(id, { method: 'DELETE' })
  assert.deepEqual([gone.status, gone.body.success], [200, true])
  assert.ok(gone.body.message)
  assert.equal((await at(id)).status, 404)
})

test('everybody has their own; administrators see all of the tenant, and nobody another tenant', async () => {
  const { id } = await made()
  const his = { token: bob.token }
  for (const call of [
    { ...his },
    { ...his, method: 'PATCH' as const, body: {} },
    { ...his, method: 'DELETE' as const },
  ]) {
    assert.equal((await at(id, call)).status, 404)
  }
  assert.equal((await at(`${id}/deliveries`, his)).status, 404)
  assert.equal((await at(`${id}/test`, { ...his, method: 'POST' })).status, 404)
  assert.equal((await at(id, { token: admin.token })).status, 200)
  const tenantId = await newTenant(server)
  const tsk = await newKey(server, 'tsk', { tenantId })
  const service = (more: Partial<Call>) =>
    server.call({ url: base, headers: { 'x-service-key': tsk }, ...more })
  const theirs = await service({ body: { url: receiver.url, events: ['INSERT'] } })
  assert.equal(theirs.status, 201, theirs.text)
  assert.deepEqual([theirs.body.scope, theirs.body.created_by], ['global', undefined])
  assert.equal((await service({ url: `${base}/${id}` })).status, 404)
  assert.equal((await service({})).body.total, 1)
  assert.equal((await at(theirs.body.id, { token: admin.token })).status, 404)
})

test('§5.2 everybody’s rows, and the tables of accounts, are for administrators', async () => {
  const forbidden = [
    { scope: 'global' },
    { events: ['users.insert'] },
    { events: ['auth.users.*'] },
  ]
  for (const body of forbidden) {
    assert.equal((await make(body)).status, 403, JSON.stringify(body))
    assert.equal((await make(body, admin.token)).status, 201, JSON.stringify(body))
  }
  const sessions = { events: [{ table: 'auth.sessions', operations: ['*'] }] }
  assert.equal((await make(sessions)).status, 403)
  assert.equal((await make(sessions, admin.token)).status, 400, 'nobody hears of these')
  const { id } = await made()
  assert.equal((await at(id, { method: 'PATCH', body: { scope: 'global' } })).status, 403)
  const reading = await newKey(server, 'fbk', { userId: ada.userId }, { scopes: ['webhooks:read'] })
  const byKey = { headers: { 'x-client-key': reading } }
  assert.equal((await server.call({ url: base, ...byKey })).status, 200)
  assert.equal(
    (await server.call({ url: base, body: { url: receiver.url }, ...byKey })).status,
    403,
  )
})

test('a person hears of rows that are theirs; who administers, of all, and no longer than that', async () => {
  const table = `t${uuid().replaceAll('-', '')}`
  const events = [`${table}.insert`]
  const own = await made({ events, url: `${receiver.url}/own` })
  const all = await made({ events, scope: 'global', url: `${receiver.url}/all` }, admin.token)
  const rows = [
    { user_id: ada.userId },
    { user_id: bob.userId },
    { n: 3 },
    { owner_id: ada.userId },
  ]
  const heard = (path: string) =>
    receiver.all.filter((got) => got.path === path).map(({ json }) => json.record)
  await insertRows(server, rows, table)
  await until('all six', () => heard('/all').length + heard('/own').length >= 6)
  assert.equal(heard('/all').length, 4)
  assert.deepEqual(
    heard('/own').map((row) => row.user_id ?? row.owner_id),
    [ada.userId, ada.userId],
  )
  for (const got of receiver.all) {
    if (got.path === '/own') verifyPlatform(got, own.secret)
    if (got.path === '/all') verifyPlatform(got, all.secret)
  }
  const other = await operator(server)
  await made({ events, scope: 'global', url: `${receiver.url}/former` }, other.token)
  await server.ctx.db.run(sql`delete from auth.grants where user_id = ${other.userId}`)
  await insertRows(server, [{ n: 1 }], table)
  await until('the administrator heard', () => heard('/all').length === 5)
  assert.equal(heard('/former').length, 0)
})

test('what happens to accounts: to the person and to administrators, without anything secret', async () => {
  const events = ['auth.login', 'user.created', 'email.verified', 'user.deleted']
  await made({ events, scope: 'global', url: `${receiver.url}/accounts` }, admin.token)
  await made({ events, url: `${receiver.url}/ada` })
  const eve = await signIn(server)
  const heard = (path: string, userId: string) =>
    receiver.all
      .filter((got) => got.path === path && got.json.record.id === userId)
      .map(({ json }) => json.event)
  await until('all three', () => heard('/accounts', eve.userId).length === 3)
  assert.deepEqual(heard('/accounts', eve.userId).sort(), [
    'auth.login',
    'email.verified',
    'user.created',
  ])
  const { email, password } = ada
  await server.call({ url: '/api/v1/auth/signin', body: { email, password } })
  await until('her own', () => heard('/ada', ada.userId).length === 1)
  assert.deepEqual(heard('/ada', eve.userId), [])
  const event = receiver.all.find(({ path }) => path === '/accounts')?.json
  assert.deepEqual(
    [event.table, event.schema, Object.keys(event.record).sort()],
    [
      'users',
      'auth',
      [
        ...['created_at', 'deleted_at', 'email', 'email_verified_at', 'id', 'is_anonymous', 'role'],
        ...['updated_at', 'user_metadata'],
      ],
    ],
  )
})

test('an account that ends takes its webhooks with it', async () => {
  const eve = await signIn(server)
  const { id } = await made({}, eve.token)
  const close = await server.call({
    method: 'DELETE',
    url: '/v1/me/account',
    token: eve.token,
    body: { password: eve.password },
  })
  assert.equal(close.status, 204, close.text)
  assert.equal((await at(id, { token: admin.token })).status, 404)
})

test('§4 GitHub is told that there are no branches, and not too often', async () => {
  const limited = await startServer({ databaseUrl: server.databaseUrl, queue: false })
  const from = '198.18.200.1'
  const statuses: number[] = []
  for (let i = 0; i < 31; i++) {
    const body = { zen: 'x' }
    const answer = await limited.call({ url: `${base}/github`, body, from })
    statuses.push(answer.status)
    if (i === 0) assert.equal(answer.body.code, 'BRANCHING_DISABLED')
  }
  assert.deepEqual([statuses[0], statuses[29], statuses[30]], [503, 503, 429])
})
