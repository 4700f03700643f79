import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scopes } from '../../src/features/listings/index.ts'
import { uuid } from '../../src/kernel/ids.ts'
import { sql } from '../../src/kernel/sql.ts'
import { newMeter } from '../../src/surfaces/metering/testing.ts'
import {
  callback,
  caller,
  complete,
  connect,
  grantCode,
  newApp,
  newMerchant,
  type TestApp,
} from '../../src/surfaces/registry/testing.ts'
import { type Call, startServer } from '../kit.ts'
import { harmless, hasErrorShape, isClosed, routesOf, title } from './generators.ts'

/**
 * The token of an installed app opens what its merchant granted and nothing
 * else: token × scope × route, by a table written by hand.
 */
const server = await startServer({ rateLimit: false })
const dev = await newMerchant(server)
const shop = await newMerchant(server)
const other = await newMerchant(server)

/** Which scope a route asks for; what is not here opens to no app. */
const opened: Record<string, string> = {
  'metering.list_customers': 'read_customers',
  'metering.get_customer': 'read_customers',
  'metering.create_customer': 'write_customers',
  'metering.change_customer': 'write_customers',
  'metering.delete_customer': 'write_customers',
  'metering.list_meters': 'read_usage',
  'metering.get_meter': 'read_usage',
  'metering.read_usage': 'read_usage',
  'metering.customer_usage': 'read_usage',
  'metering.meter_usage': 'read_usage',
  'metering.meter_usage_csv': 'read_usage',
  'metering.meter_stats': 'read_usage',
  'metering.meter_events': 'read_usage',
  'metering.meter_events_csv': 'read_usage',
  'metering.list_quotas': 'read_usage',
}

/** An app of `dev` that a merchant lets in by its link, with these scopes alone. */
async function letIn(key: string, granted: readonly string[]): Promise<[string, TestApp]> {
  const by = key.startsWith('sk_live') ? dev.live : dev.test
  const asked = { ...complete, distribution_type: 'private', requested_scopes: scopes }
  const app = await newApp(server, by, asked)
  return [(await connect(server, key, app, { scopes: granted })).access_token, app]
}

const real = ['read_customers', 'write_customers', 'read_usage']
const held: Record<string, string> = {}
for (const scope of real) held[scope] = (await letIn(shop.test, [scope]))[0]
const others = scopes.filter((scope) => !real.includes(scope))
held['all others'] = (await letIn(shop.test, others))[0]

test('the table speaks of routes that are there, and of all scopes that are real', () => {
  const names = new Set(routesOf(server).map(({ route }) => route.name))
  for (const name of Object.keys(opened)) assert.ok(names.has(name), name)
  assert.deepEqual([...new Set(Object.values(opened))].sort(), [...real].sort())
})

/** Metering and the registry know what it is and say that it does not open this; nobody else does. */
const elsewhere: Record<string, number> = { metering: 403, registry: 403 }

for (const listed of routesOf(server).filter(isClosed)) {
  const { surface, route } = listed
  if (route.access.startsWith('optional')) continue
  test(`${title(listed)} opens to the tokens of apps that may`, async () => {
    for (const [scope, token] of Object.entries(held)) {
      const answer = await server.call({ ...harmless(listed), token })
      const expected = opened[route.name] === scope ? 422 : (elsewhere[surface.name] ?? 401)
      assert.equal(answer.status, expected, `${scope}: ${answer.text}`)
      assert.ok(hasErrorShape(listed, answer), answer.text)
    }
  })
}

const customers = '/api/v1/customers'
const ask = (scope: string, call: Call) => server.call({ ...call, token: held[scope] })

async function newCustomer(token: string, mode: 'live' | 'test'): Promise<string> {
  const made = await server.call({
    url: `${customers}?mode=${mode}`,
    token,
    body: { name: `A ${mode} one`, email: 'a@example.com', external_id: uuid() },
  })
  assert.equal(made.status, 201, made.text)
  return made.body.id
}

const rowOf = async (id: string) =>
  (
    await server.ctx.db.row<{ text: string }>(
      sql`select c::text as text from metering.customers c where id = ${id}`,
    )
  )?.text

const own = await newCustomer(shop.token, 'test')
const live = await newCustomer(shop.token, 'live')
const foreign = await newCustomer(other.token, 'test')

test('it reads its merchant’s data, of the mode it was let into', async () => {
  const list = await ask('read_customers', { url: customers })
  assert.deepEqual(
    list.body.data.map(({ id }: { id: string }) => id),
    [own],
  )
  assert.equal((await ask('read_customers', { url: `${customers}/${own}` })).body.id, own)
  for (const id of [live, foreign]) {
    for (const [scope, url] of [
      ['read_customers', `${customers}/${id}`],
      ['read_usage', `${customers}/${id}/usage`],
      ['read_usage', `${customers}/${id}/quotas`],
    ] as const) {
      assert.equal((await ask(scope, { url })).status, 404, url)
    }
  }
  const wrong = await ask('read_customers', { url: `${customers}?mode=live` })
  assert.equal(wrong.status, 403)
  const elsewhere = await ask('read_customers', {
    url: customers,
    headers: { 'x-fb-tenant': await tenantOf(foreign) },
  })
  assert.ok(!elsewhere.text.includes(foreign), 'a header makes it nobody else’s')
  const [token] = await letIn(shop.live, ['read_customers'])
  const lives = await server.call({ url: customers, token })
  assert.deepEqual(
    lives.body.data.map(({ id }: { id: string }) => id),
    [live],
  )
})

const tenantOf = async (id: string): Promise<string> =>
  (
    await server.ctx.db.row<{ tenant_id: string }>(
      sql`select tenant_id from metering.customers where id = ${id}`,
    )
  )?.tenant_id ?? ''

test('it writes where writing was granted, and there alone', async () => {
  const body = { name: 'By an app', email: 'app@example.com' }
  const made = await ask('write_customers', { url: customers, body })
  assert.deepEqual([made.status, made.body.mode], [201, 'test'], made.text)
  assert.equal(made.body.organization_id, await tenantOf(own))
  const before = await Promise.all([own, live, foreign].map(rowOf))
  for (const id of [live, foreign]) {
    const url = `${customers}/${id}`
    const put = await ask('write_customers', { method: 'PUT', url, body: { name: 'stolen' } })
    assert.equal(put.status, 404)
    assert.equal((await ask('write_customers', { method: 'DELETE', url })).status, 404)
  }
  for (const scope of ['read_customers', 'read_usage', 'all others']) {
    const url = `${customers}/${own}`
    for (const call of [
      { url: customers, body },
      { method: 'PUT', url, body: { name: 'stolen' } },
      { method: 'DELETE', url },
    ] satisfies Call[]) {
      assert.equal((await ask(scope, call)).status, 403, scope)
    }
  }
  assert.deepEqual(await Promise.all([own, live, foreign].map(rowOf)), before)
  const url = `${customers}/${made.body.id}`
  const put = await ask('write_customers', { method: 'PUT', url, body: { name: 'Renamed' } })
  assert.deepEqual([put.status, put.body.name], [200, 'Renamed'])
  assert.equal((await ask('write_customers', { method: 'DELETE', url })).status, 204)
  const [{ details }] = (await server.ctx.db.rows<{ details: { installation: string } }>(
    sql`select details from auth.audit where event = 'customer.deleted' order by id desc limit 1`,
  )) as [{ details: { installation: string } }]
  assert.match(details.installation, /^inst_/, 'the audit log says which app it was')
})

test('usage is read as it was recorded, and another merchant’s meter is not there', async () => {
  const meter = await newMeter(server, shop)
  const record = (mode: string, customer_id: string, quantity: number) =>
    server.call({
      url: `/api/v1/usage?mode=${mode}`,
      token: shop.token,
      body: { meter_id: meter.id, customer_id, quantity },
    })
  assert.equal((await record('test', own, 3)).status, 201)
  assert.equal((await record('live', live, 5)).status, 201)
  const usage = await ask('read_usage', { url: `${customers}/${own}/usage` })
  const [used] = usage.body.meters.filter((one: { meter_id: string }) => one.meter_id === meter.id)
  assert.equal(used.total_usage, 3, usage.text)
  const events = await ask('read_usage', { url: `/api/v1/meters/${meter.id}/events` })
  assert.deepEqual(
    events.body.data.map((event: { customer_id: string }) => event.customer_id),
    [own],
  )
  const strange = await newMeter(server, other)
  for (const path of ['', '/usage', '/usage.csv', '/stats', '/events', '/events.csv']) {
    const url = `/api/v1/meters/${strange.id}${path}`
    assert.equal((await ask('read_usage', { url })).status, 404, url)
  }
  const list = await ask('read_usage', { url: '/api/v1/meters' })
  assert.ok(list.text.includes(meter.id) && !list.text.includes(strange.id))
})

test('a header beats a cookie: the token neither borrows the person’s rights nor is overlooked', async () => {
  const cookie = `access_token=${shop.token}`
  const body = { name: 'By cookie', email: 'c@example.com' }
  const headers = { cookie, authorization: `Bearer ${held.read_customers}` }
  assert.equal((await server.call({ url: customers, body, headers })).status, 403)
  const dead = { cookie, authorization: `Bearer lr_at_${'x'.repeat(43)}` }
  assert.equal((await server.call({ url: customers, headers: dead })).status, 401)
  assert.equal((await server.call({ url: customers, headers: { cookie } })).status, 200)
  const asCookie = { cookie: `access_token=${held.read_customers}` }
  assert.equal((await server.call({ url: customers, headers: asCookie })).status, 401)
  const asKey = await server.call({ url: customers, key: held.read_customers })
  assert.equal(asKey.status, 401)
  const evil = { cookie, origin: 'https://evil.example' }
  assert.equal((await server.call({ url: customers, body, headers: evil })).status, 403)
})

test('fewer scopes count at once; an app that is uninstalled opens nothing more', async () => {
  const granted = ['read_customers', 'read_usage']
  const [token, app] = await letIn(shop.test, granted)
  const meters = { url: '/api/v1/meters', token }
  assert.equal((await server.call(meters)).status, 200)
  await grantCode(server, shop.test, app, { scopes: ['read_customers'], redirect_uri: callback })
  assert.equal((await server.call(meters)).status, 403)
  assert.equal((await server.call({ url: customers, token })).status, 200)
  const as = caller(server, shop.test)
  const { body } = await as('GET', '/v1/marketplace/installations?limit=100')
  const { id } = body.data.find((one: { app_id: string }) => one.app_id === app.id)
  await as('DELETE', `/v1/marketplace/installations/${id}`)
  const gone = await server.call({ url: customers, token })
  assert.deepEqual([gone.status, typeof gone.body.detail], [401, 'string'])
})
