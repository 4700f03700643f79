import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { startServer, until } from '../../../test/kit.ts'
import { signedInAdmin } from '../../../test/people.ts'
import { appEndpoints } from '../../features/webhooks/index.ts'
import {
  answering,
  type Received,
  startReceiver,
  verifyRegistry,
} from '../../features/webhooks/receiver-stand-in.ts'
import { hasten, tried } from '../../features/webhooks/testing.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { newMeter } from '../metering/testing.ts'
import { basic, caller, complete, decide, newApp, newMerchant, publish } from './testing.ts'

/** Over HTTP: who hears of what, signed by which secret, and when again. */
const server = await startServer({ allowLoopback: true, rateLimit: false })
const admin = await signedInAdmin(server)
const path = '/v1/webhook_endpoints'

const newHook = async (key: string, url: string, enabled_events = ['*'], headers = {}) => {
  const made = await caller(server, key)('POST', path, { url, enabled_events }, { headers })
  assert.equal(made.status, 200, made.text)
  return made.body
}

/** The row behind an endpoint of the API, or of an app. */
const rowOf = async (by: { id: string } | { ref: string }): Promise<{ id: string }> => {
  const row = await server.ctx.db.row<{ id: string }>(
    'ref' in by
      ? sql`select id from webhooks.endpoints where ref = ${by.ref}`
      : sql`select id from webhooks.endpoints where replace(id::text, '-', '') = ${by.id.slice(3)}`,
  )
  assert.ok(row)
  return row
}

const typesOf = (all: readonly Received[]) => all.map(({ json }) => json.type).sort()

test('an endpoint: its secret whole once, changed, listed by cursors, deleted', async () => {
  const dev = await newMerchant(server)
  const as = caller(server, dev.test)
  const url = 'https://hooks.example.com/a'
  const body = { url, enabled_events: ['app.published'], description: 'news' }
  const key = { headers: { 'idempotency-key': uuid() } }
  const made = await as('POST', path, body, key)
  const { id, secret, created, updated, ...rest } = made.body
  assert.match(id, /^we_[0-9a-f]{32}$/)
  assert.match(secret, /^whsec_[0-9A-Za-z]{32}$/)
  assert.ok(Number.isInteger(created) && Number.isInteger(updated))
  assert.deepEqual(rest, {
    object: 'webhook_endpoint',
    ...body,
    status: 'enabled',
    disabled_reason: null,
    api_version: '2026-03-09',
    livemode: false,
  })
  assert.equal((await as('POST', path, body, key)).text, made.text, 'sent again it is one')
  const masked = { ...made.body, secret: 'whsec_********' }
  assert.deepEqual((await as('GET', `${path}/${id}`)).body, masked)
  await newApp(server, dev.test, { webhook_url: 'https://hooks.example.com/app' })
  const second = await newHook(dev.test, url)
  const list = await as('GET', `${path}?limit=1`)
  assert.deepEqual([list.body.data[0].id, list.body.has_more], [second.id, true])
  const rest2 = await as('GET', `${path}?starting_after=${list.body.next_cursor}`)
  assert.deepEqual(rest2.body.data, [masked], "the apps' endpoints are not among them")
  assert.equal((await as('GET', `${path}?starting_after=we_nothing`)).status, 400)
  const changes = { status: 'disabled', enabled_events: ['*'], description: null }
  const changed = await as('PATCH', `${path}/${id}`, changes)
  assert.deepEqual(changed.body, { ...masked, ...changes, updated: changed.body.updated })
  const other = await newMerchant(server)
  for (const stranger of [other.test, dev.live]) {
    const by = caller(server, stranger)
    assert.equal((await by('GET', `${path}/${id}`)).status, 404)
    assert.equal((await by('PATCH', `${path}/${id}`, { description: 'mine' })).status, 404)
    assert.equal((await by('DELETE', `${path}/${id}`)).status, 404)
    assert.deepEqual((await by('GET', path)).body.data, [])
  }
  const gone = await as('DELETE', `${path}/${id}`)
  assert.deepEqual(gone.body, { id, object: 'webhook_endpoint', deleted: true })
  assert.equal((await as('GET', `${path}/${id}`)).status, 404)
})

test('what is wrong with an endpoint is named', async () => {
  const dev = await newMerchant(server)
  const good = { url: 'https://hooks.example.com', enabled_events: ['*'] }
  const cases: [string, object, string, string][] = [
    [dev.test, { ...good, url: 'ftp://a.example' }, 'parameter_invalid', 'url'],
    [dev.test, { ...good, enabled_events: [] }, 'parameter_invalid', 'enabled_events'],
    [dev.test, { ...good, enabled_events: ['a.b'] }, 'parameter_invalid', 'enabled_events[0]'],
    [dev.test, { url: good.url }, 'parameter_missing', 'enabled_events'],
    [dev.test, { ...good, secret: 'mine' }, 'parameter_invalid', 'secret'],
    [dev.live, { ...good, url: 'http://hooks.example.com' }, 'parameter_invalid', 'url'],
    [dev.live, { ...good, url: 'https://10.1.2.3/' }, 'parameter_invalid', 'url'],
  ]
  for (const [key, body, code, param] of cases) {
    const answer = await caller(server, key)('POST', path, body)
    const { error } = answer.body
    assert.deepEqual([answer.status, error.code, error.param], [400, code, param], answer.text)
  }
})

test('what becomes of an app is told to its developer, signed, with the request that led to it', async () => {
  const receiver = await startReceiver()
  const dev = await newMerchant(server)
  const hook = await newHook(dev.test, receiver.url, [
    'app.created',
    'app.published',
    'app.deleted',
  ])
  const stranger = await newMerchant(server)
  const away = await startReceiver()
  await newHook(stranger.test, away.url)
  const key = uuid()
  const made = await server.call({
    url: '/v1/apps',
    body: { ...complete, webhook_url: 'https://hooks.example.com/x?token=1' },
    headers: { ...basic(dev.test), 'idempotency-key': key },
  })
  const got = await receiver.count(1)
  verifyRegistry(got, hook.secret)
  const { id, created, ...event } = got.json
  assert.match(id, /^evt_[0-9A-Za-z]{24}$/)
  assert.ok(Math.abs(created - Date.now() / 1000) < 60)
  assert.deepEqual(event, {
    object: 'event',
    type: 'app.created',
    livemode: false,
    api_version: '2026-03-09',
    merchant_id: made.body.developer_id,
    data: { object: { ...made.body, webhook_secret: null } },
    pending_webhooks: 1,
    request: { id: made.headers['request-id'], idempotency_key: key },
  })
  const call = caller(server, dev.test)
  await call('POST', `/v1/apps/${made.body.id}/credentials`)
  await call('POST', `/v1/apps/${made.body.id}/submit_for_review`)
  await decide(server, admin.token, made.body.id, 'approve')
  const { json } = await receiver.count(2)
  assert.equal(json.type, 'app.published', 'submitted was not asked for')
  assert.deepEqual(json.request, { id: null, idempotency_key: null }, "the operator's own")
  assert.deepEqual([json.data.object.status, json.data.object.version], ['published', '1.0.0'])
  await call('POST', `/v1/apps/${made.body.id}/unpublish`)
  await call('DELETE', `/v1/apps/${made.body.id}`)
  assert.equal((await receiver.count(3)).json.type, 'app.deleted')
  assert.equal(away.all.length, 0)
  const left = await server.ctx.db.rows(
    sql`select from webhooks.endpoints where ref = ${made.body.id}`,
  )
  assert.equal(left.length, 0, 'an app leaves nothing behind')
})

test('an installation is told to the app and to its developer, asked for or not', async () => {
  const [own, apps] = [await startReceiver(), await startReceiver()]
  const [dev, shop] = [await newMerchant(server), await newMerchant(server)]
  const hook = await newHook(dev.test, own.url, ['app.published'])
  const call = caller(server, dev.test)
  const app = await publish(server, dev.test, admin.token)
  // Not before: the checks of the review try an app's webhook out.
  const hooked = await call('PATCH', `/v1/apps/${app.id}`, { webhook_url: apps.url })
  await own.count(1)
  const as = caller(server, shop.test)
  const install = (scopes: string[]) =>
    as('POST', `/v1/marketplace/apps/${app.id}/install`, { scopes })
  const { body: installation } = await install(['read_usage'])
  const theirs = await apps.count(1)
  verifyRegistry(theirs, hooked.body.webhook_secret)
  const mine = await own.count(2)
  verifyRegistry(mine, hook.secret)
  assert.equal(mine.body, theirs.body, 'one event')
  const { app: _, ...shown } = installation
  assert.deepEqual(theirs.json.data.object, shown)
  assert.deepEqual(
    [theirs.json.type, theirs.json.merchant_id, theirs.json.pending_webhooks, theirs.json.request],
    ['app_installation.created', shown.merchant_id, 2, { id: null, idempotency_key: null }],
  )
  await install(['read_usage', 'read_customers'])
  const { json } = await apps.count(2)
  assert.equal(json.type, 'app_installation.updated')
  assert.deepEqual(json.data.previous_attributes, { granted_scopes: ['read_usage'] })
  await as('DELETE', `/v1/marketplace/installations/${installation.id}`)
  assert.equal((await apps.count(3)).json.data.object.status, 'uninstalled')
  await own.count(4)
})

test('what happens at a merchant is told to the apps they let see it, while these are installed', async () => {
  const [own, sees, blind, foreign] = await Promise.all([1, 2, 3, 4].map(startReceiver))
  assert.ok(own && sees && blind && foreign)
  const [dev, shop, other] = await Promise.all([1, 2, 3].map(() => newMerchant(server)))
  assert.ok(dev && shop && other)
  await newHook(shop.test, own.url, ['usage.threshold'])
  await newHook(other.test, foreign.url)
  const install = async (webhook_url: string, scopes: string[]) => {
    const { id } = await publish(server, dev.test, admin.token)
    const hooked = { webhook_url, webhook_events: ['usage.threshold'] }
    await caller(server, dev.test)('PATCH', `/v1/apps/${id}`, hooked)
    const url = `/v1/marketplace/apps/${id}/install`
    const done = await caller(server, shop.test)('POST', url, { scopes })
    assert.equal(done.status, 200, done.text)
    return done.body
  }
  const seeing = await install(sees.url, ['read_usage'])
  await install(blind.url, ['read_customers'])
  await Promise.all([sees.count(1), blind.count(1)])
  const { token } = shop
  const meter = await newMeter(server, { token })
  const customer = await server.call({
    url: '/api/v1/customers?mode=test',
    token,
    body: { name: 'Heavy', email: 'heavy@example.com', external_id: uuid() },
  })
  const { id } = customer.body
  await server.call({
    method: 'PUT',
    url: `/api/v1/customers/${id}/quotas/${meter.id}`,
    token,
    body: { limit: '10', period: 'month', enforcement: 'soft' },
  })
  const use = (quantity: number) =>
    server.call({
      url: '/api/v1/usage?mode=test',
      token,
      body: { meter_id: meter.id, customer_id: id, quantity },
    })
  assert.equal((await use(8)).status, 201)
  const { json } = await sees.count(2)
  const { quota_id, period_start, ...object } = json.data.object
  assert.ok(quota_id && period_start)
  assert.deepEqual(object, {
    object: 'usage_threshold',
    customer_id: id,
    meter_id: meter.id,
    percent: 80,
    limit: '10',
    used: '8',
    enforcement: 'soft',
  })
  assert.deepEqual([json.type, json.merchant_id], ['usage.threshold', seeing.merchant_id])
  const told = await own.count(1)
  assert.deepEqual(told.json.data, json.data)
  assert.notEqual(told.json.id, json.id, 'each looks up its own')
  const found = await caller(server, dev.test)('GET', `/v1/events/${json.id}`)
  assert.deepEqual(found.body.data, json.data)
  // As if the app had not answered yet.
  await server.ctx.db.run(sql`update webhooks.deliveries
    set status = 'pending', next_at = now() + interval '1 hour' where event_id = ${json.id}`)
  const uninstall = `/v1/marketplace/installations/${seeing.id}`
  await caller(server, shop.test)('DELETE', uninstall)
  await sees.count(3)
  const waiting = await server.ctx.db.row<{ status: string; error: string }>(
    sql`select status, error from webhooks.deliveries where event_id = ${json.id}`,
  )
  assert.deepEqual(waiting, { status: 'failed', error: 'The app was uninstalled: not sent' })
  assert.equal((await use(2)).status, 201)
  await own.count(2)
  assert.deepEqual(typesOf(sees.all), [
    'app_installation.created',
    'app_installation.deleted',
    'usage.threshold',
  ])
  assert.deepEqual(typesOf(blind.all), ['app_installation.created'], 'no scope, no news')
  assert.equal(foreign.all.length, 0)
})

test('for a day after a rotation two secrets sign, each attempt at its own time; a redirect is a failure', async () => {
  const receiver = await startReceiver()
  const dev = await newMerchant(server)
  const call = caller(server, dev.test)
  const made = await call('POST', '/v1/apps', {
    name: 'Rotating',
    webhook_url: receiver.url,
    requested_scopes: ['read_usage'],
  })
  const turned = await call('POST', `/v1/apps/${made.body.id}/rotate_webhook_secret`)
  receiver.respond = answering(302, { location: `${receiver.url}/elsewhere` })
  await call('POST', `/v1/marketplace/apps/${made.body.id}/install`, {})
  const row = await rowOf({ ref: made.body.id })
  const failed = await tried(server, row, 1)
  assert.deepEqual([failed.status, failed.status_code], ['pending', 302])
  assert.ok((failed.waits ?? 0) > 50 && (failed.waits ?? 0) <= 63, 'a minute')
  receiver.respond = answering(200)
  await until('the clock moves on', async () => (await secondsOf()) > Number(tOf(receiver.all[0])))
  await hasten(server, row)
  await receiver.count(2)
  assert.deepEqual(
    receiver.all.map((one) => one.path),
    ['/', '/'],
  )
  for (const one of receiver.all) {
    verifyRegistry(one, made.body.webhook_secret)
    verifyRegistry(one, turned.body.webhook_secret)
    assert.equal(String(one.headers['fluveo-signature']).split('v1=').length, 3)
  }
  const [first, second] = receiver.all
  assert.equal(first?.body, second?.body)
  assert.ok(Number(tOf(second)) > Number(tOf(first)), 't is that of the attempt')
  await server.ctx.db.run(
    sql`update webhooks.endpoints set previous_ends_at = now() where id = ${row.id}`,
  )
  await call('POST', `/v1/marketplace/apps/${made.body.id}/install`, { scopes: ['read_usage'] })
  const installed = (await call('GET', '/v1/marketplace/installations')).body.data[0]
  await call('DELETE', `/v1/marketplace/installations/${installed.id}`)
  const after = await receiver.count(3)
  verifyRegistry(after, turned.body.webhook_secret)
  assert.equal(String(after.headers['fluveo-signature']).split('v1=').length, 2)
  const t = tOf(after)
  const forged = createHmac('sha256', made.body.webhook_secret).update(`v1=${t}.${after.body}`)
  assert.ok(!String(after.headers['x-signature']).includes(forged.digest('hex')))
})

const tOf = (one: Received | undefined) => /t=(\d+)/.exec(`${one?.headers['x-signature']}`)?.[1]
const secondsOf = async () => Math.floor(Date.now() / 1000)

test('nothing is sent to a private address, however it came to be written down', async () => {
  const dev = await newMerchant(server)
  const hook = await newHook(dev.test, 'http://10.1.2.3/hook')
  await caller(server, dev.test)('POST', '/v1/apps', { name: 'Private' })
  const seen = await tried(server, await rowOf(hook), 1)
  assert.deepEqual(
    [seen.status, seen.status_code, seen.error],
    ['pending', null, 'The URL does not lead to a public address'],
  )
})

test('H1 a receiver that is away and a server that starts anew lose nothing', async () => {
  const receiver = await startReceiver()
  receiver.respond = answering(500)
  const dev = await newMerchant(server)
  const hook = await newHook(dev.test, receiver.url, ['app.created'])
  const made = await caller(server, dev.test)('POST', '/v1/apps', { name: 'Patient' })
  const row = await rowOf(hook)
  await tried(server, row, 1)
  const shown = await caller(server, dev.test)('GET', '/v1/events?type=app.created')
  assert.equal(shown.body.data[0].pending_webhooks, 1)
  const anew = await startServer({
    databaseUrl: server.databaseUrl,
    allowLoopback: true,
    rateLimit: false,
  })
  receiver.respond = answering(200)
  await hasten(anew, row)
  const { json } = await receiver.count(2)
  assert.equal(json.data.object.id, made.body.id)
  await until('it counts as heard', async () => {
    const { body } = await caller(server, dev.test)('GET', `/v1/events/${json.id}`)
    return body.pending_webhooks === 0
  })
})

test('an endpoint hears in the version it was made in', async () => {
  const [old, fresh] = [await startReceiver(), await startReceiver()]
  const dev = await newMerchant(server)
  const hook = await newHook(dev.test, old.url, ['*'], { 'x-api-version': '2025-12-01' })
  assert.equal(hook.api_version, '2025-12-01')
  await newHook(dev.test, fresh.url)
  await caller(server, dev.test)('POST', '/v1/apps', { name: 'Versioned' })
  const [a, b] = [await old.count(1), await fresh.count(1)]
  assert.deepEqual([a.json.api_version, a.json.data.object.category], ['2025-12-01', ''])
  assert.deepEqual([b.json.api_version, b.json.data.object.category], ['2026-03-09', null])
  assert.equal(a.json.id, b.json.id)
})

test('events are listed for thirty days to whose they are; never a secret in them', async () => {
  const dev = await newMerchant(server)
  const call = caller(server, dev.test)
  const ids: string[] = []
  const secrets: string[] = []
  for (const name of ['One', 'Two', 'Three']) {
    const { body } = await call('POST', '/v1/apps', {
      name,
      webhook_url: 'https://hooks.example.com/',
    })
    ids.unshift(body.id)
    secrets.push(body.webhook_secret)
  }
  const turned = await call('POST', `/v1/apps/${ids[0]}/rotate_webhook_secret`)
  const client = await call('POST', `/v1/apps/${ids[0]}/credentials`)
  await call('PATCH', `/v1/apps/${ids[0]}`, { category: 'stock' })
  secrets.push(turned.body.webhook_secret, client.body.client_secret)
  const appsOf = ({ data }: { data: { data: { object: { id: string } } }[] }) =>
    data.map((event) => event.data.object.id)
  const first = await call('GET', '/v1/events?limit=2&type=app.created')
  assert.deepEqual([appsOf(first.body), first.body.has_more], [ids.slice(0, 2), true])
  const cursor = first.body.next_cursor
  const next = await call('GET', `/v1/events?type=app.created&starting_after=${cursor}`)
  assert.deepEqual([appsOf(next.body), next.body.has_more], [ids.slice(2), false])
  const back = await call(
    'GET',
    `/v1/events?ending_before=${next.body.data[0].id}&type=app.created`,
  )
  assert.deepEqual(appsOf(back.body), ids.slice(0, 2))
  const [updated] = (await call('GET', '/v1/events?type=app.updated')).body.data
  assert.deepEqual(updated.data.previous_attributes, { category: null })
  const one = first.body.data[0]
  assert.deepEqual((await call('GET', `/v1/events/${one.id}`)).body, one)
  const wrong = await call('GET', '/v1/events?starting_after=evt_nothing')
  assert.deepEqual([wrong.status, wrong.body.error.param], [400, 'starting_after'])
  assert.equal((await call('GET', '/v1/events?type=app.eaten')).status, 400)
  const stranger = await newMerchant(server)
  for (const key of [stranger.test, dev.live]) {
    const by = caller(server, key)
    assert.equal((await by('GET', `/v1/events/${one.id}`)).status, 404)
    assert.equal((await by('GET', `/v1/events?starting_after=${one.id}`)).status, 400)
    assert.deepEqual((await by('GET', '/v1/events')).body.data, [])
  }
  const stored = await server.ctx.db.rows<{ text: string }>(sql`
    select v::text as text from webhooks.events v union all select d::text from webhooks.deliveries d
    union all select e::text from webhooks.endpoints e`)
  for (const secret of secrets) {
    assert.ok(secret.length > 20)
    assert.ok(!stored.some(({ text }) => text.includes(secret)))
  }
  await server.ctx.db.run(
    sql`update webhooks.events set created_at = now() - interval '31 days' where id = ${one.id}`,
  )
  assert.equal((await call('GET', `/v1/events/${one.id}`)).status, 404)
})

test('an address that is taken away takes its secret with it; set again it is switched on', async () => {
  const dev = await newMerchant(server)
  const call = caller(server, dev.test)
  const url = 'https://hooks.example.com/'
  const { body } = await call('POST', '/v1/apps', { name: 'Moving', webhook_url: url })
  const place = async () => {
    const row = await server.ctx.db.row<{ tenant_id: string }>(
      sql`select tenant_id from registry.apps where id = ${body.id}`,
    )
    return { id: body.id, mode: 'test' as const, tenant_id: row?.tenant_id ?? '' }
  }
  await server.ctx.db.run(
    sql`update webhooks.endpoints set is_enabled = false where ref = ${body.id}`,
  )
  const same = await call('PATCH', `/v1/apps/${body.id}`, { webhook_url: url })
  assert.equal(same.body.webhook_secret, null)
  const [row] = await server.ctx.db.rows<{ is_enabled: boolean }>(
    sql`select is_enabled from webhooks.endpoints where ref = ${body.id}`,
  )
  assert.equal(row?.is_enabled, true)
  const cleared = await call('PATCH', `/v1/apps/${body.id}`, { webhook_url: null })
  assert.deepEqual([cleared.body.webhook_url, cleared.body.webhook_events], [null, []])
  assert.deepEqual(await appEndpoints.secretsOf(server.ctx, await place()), [])
  const again = await call('PATCH', `/v1/apps/${body.id}`, { webhook_url: url })
  assert.match(again.body.webhook_secret, /^whsec_app_/)
  assert.notEqual(again.body.webhook_secret, body.webhook_secret)
})
