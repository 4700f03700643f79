import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, newMeter, newOrganization } from './testing.ts'

/** How usage gets in. */
const server = await startServer()
const url = '/api/v1/sdk/track'
const organization = await newOrganization(server)
const { token } = organization
const { key } = await newKey(server, organization)
const meter = await newMeter(server, organization)
const track = (body: object, given: object = {}) =>
  server.call({
    url,
    key,
    body: { meter_token: meter.token, customer_external_id: 'c1', quantity: 1, ...body },
    ...given,
  })
const raw = (quantity: string) =>
  `{"meter_token":"${meter.token}","customer_external_id":"exact","quantity":${quantity}}`

test('an event is answered with all its fields, as texts', async () => {
  const timestamp = new Date(Date.now() - 60_000).toISOString().slice(0, 19)
  const answer = await track({
    quantity: 100.0,
    timestamp: `${timestamp}+00:00`,
    metadata: { a: 1 },
  })
  assert.equal(answer.status, 201, answer.text)
  const { id, customer_id, created_at, ...rest } = answer.body
  assert.deepEqual(rest, {
    meter_id: meter.id,
    quantity: '100',
    timestamp: `${timestamp}.000Z`,
    meta_data: { a: 1 },
  })
  assert.match(id, /^[0-9a-f-]{36}$/)
  assert.ok(Date.parse(created_at) > 0)
  const customer = await server.call({ url: `/api/v1/customers/${customer_id}`, token })
  assert.equal(customer.body.name, 'c1', 'a new customer is named by its external id')
})

const written: [string, string][] = [
  ['1e-9', '0.000000001'],
  ['0.1', '0.1'],
  ['100.000', '100'],
  ['1E2', '100'],
  ['999999999999999999.999999999', '999999999999999999.999999999'],
  ['0.30', '0.3'],
  ['"0.000000001"', '0.000000001'],
]
for (const [sent, kept] of written) {
  test(`a quantity of ${sent} is kept as ${kept}`, async () => {
    const answer = await server.call({ url, key, raw: raw(sent) })
    assert.equal(answer.status, 201, answer.text)
    assert.equal(answer.body.quantity, kept)
  })
}

for (const sent of [
  '0',
  '-1',
  '0.0000000001',
  '1234567890123456789',
  '1e-10',
  '1e999999999',
  '0e5',
]) {
  test(`a quantity of ${sent} is refused`, async () => {
    const answer = await server.call({ url, key, raw: raw(sent) })
    // What is no finite number is malformed, the rest no quantity.
    assert.ok([400, 422].includes(answer.status), answer.text)
    assert.equal(typeof answer.body.detail, 'string')
    assert.match(answer.body.detail, /quantity/)
  })
}

test('metadata keeps every digit', async () => {
  const body = raw('1').replace('}', ',"metadata":{"big":12345678901234567890.123,"one":1.0}}')
  const answer = await server.call({ url, key, raw: body })
  assert.match(answer.text, /"meta_data":{"big":12345678901234567890.123,"one":1.0}/)
})

test('what is refused, and how: detail is a text', async () => {
  const late = new Date(Date.now() - 36 * 86_400_000).toISOString()
  const early = new Date(Date.now() + 6 * 60_000).toISOString()
  const bad: [object, number, RegExp][] = [
    [{ meter_token: '00000000-0000-4000-8000-00000000dead' }, 404, /Meter not found/],
    [{ timestamp: late }, 400, /timestamp: More than 35 days/],
    [{ timestamp: early }, 400, /timestamp: More than 5 minutes/],
    [{ timestamp: '2026-02-30T00:00:00Z' }, 400, /timestamp/],
    [{ timestamp: 'yesterday' }, 400, /timestamp/],
    [{ quantity: true }, 422, /quantity/],
    [{ customer_external_id: '' }, 422, /customer_external_id/],
    [{ customer_external_id: 'x'.repeat(256) }, 422, /customer_external_id/],
    [{ metadata: { text: 'x'.repeat(17_000) } }, 400, /metadata: At most 16 kB/],
    [{ admin: true }, 422, /admin/],
  ]
  for (const [body, status, detail] of bad) {
    const answer = await track(body)
    assert.equal(answer.status, status, answer.text)
    assert.match(answer.body.detail, detail)
  }
})

test('a key without the scope is 403, a cookie 401, an unknown key 401', async () => {
  const reader = await newKey(server, organization, { scopes: ['usage.read'] })
  assert.equal((await track({}, { key: reader.key })).status, 403)
  assert.equal(
    (await track({}, { key: undefined, headers: { cookie: `access_token=${token}` } })).status,
    401,
  )
  assert.equal((await track({}, { key: 'org_live_nothing' })).status, 401)
})

test('the same key again is the first event, whatever it says', async () => {
  const first = await track({ idempotency_key: 'k1', quantity: 2 })
  assert.equal(first.status, 201)
  const again = await track({ idempotency_key: 'k1', quantity: 2 })
  assert.equal(again.status, 200)
  assert.equal(again.text, first.text)
  assert.equal(again.headers['idempotent-replayed'], 'true')
  assert.equal(again.headers['x-idempotency-mismatch'], undefined)
  const other = await track({ idempotency_key: 'k1', quantity: 3 })
  assert.equal(other.text, first.text)
  assert.equal(other.headers['x-idempotency-mismatch'], 'true')
})

test('of fifty twins at once one is stored, and all get it', async () => {
  const answers = await barrier(50, () => track({ idempotency_key: 'twins' }))
  assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1)
})

test('a refused event leaves its key free; modes and organizations do not share keys', async () => {
  assert.equal((await track({ idempotency_key: 'free', quantity: 0 })).status, 400)
  assert.equal((await track({ idempotency_key: 'free' })).status, 201)
  const tester = await newKey(server, organization, { mode: 'test' })
  assert.equal((await track({ idempotency_key: 'free' }, { key: tester.key })).status, 201)
  const other = await newOrganization(server)
  const theirs = await newKey(server, other)
  const own = await newMeter(server, other)
  const body = { meter_token: own.token, idempotency_key: 'free' }
  assert.equal((await track(body, { key: theirs.key })).status, 201)
  assert.equal((await track({}, { key: theirs.key })).status, 404, "another's meter is not there")
})

test('unknown customers are refused where they are not made by themselves; archived ones always', async () => {
  const other = await newOrganization(server)
  const theirs = (await newKey(server, other)).key
  const own = await newMeter(server, other)
  const send = (customer_external_id: string) =>
    track({ meter_token: own.token, customer_external_id }, { key: theirs })
  const id = (await send('old')).body.customer_id
  await server.call({
    method: 'PATCH',
    url: '/api/v1/organization',
    token: other.token,
    body: { auto_create_customers: false },
  })
  assert.equal((await send('new')).status, 404)
  assert.equal((await send('old')).status, 201)
  const put = { method: 'PUT' as const, url: `/api/v1/customers/${id}`, token: other.token }
  await server.call({ ...put, body: { status: 'ARCHIVED' } })
  const gone = await send('old')
  assert.deepEqual([gone.status, gone.body.detail], [404, 'Customer not found'])
  await server.call({ ...put, body: { status: 'ACTIVE' } })
  assert.equal((await send('old')).status, 201)
})

test('an archived meter takes nothing any more, at once', async () => {
  const own = await newMeter(server, organization)
  assert.equal((await track({ meter_token: own.token })).status, 201)
  const archive = { method: 'DELETE' as const, url: `/api/v1/meters/${own.id}`, token }
  assert.equal((await server.call(archive)).status, 204)
  assert.equal((await track({ meter_token: own.token })).status, 404)
  const kept = await server.call({ url: `/api/v1/meters/${own.id}/usage`, token })
  assert.equal(kept.body.total_usage, 1)
})

test('POST /usage takes ids, or names and properties', async () => {
  const send = (body: object, given: object = { key }) =>
    server.call({ url: '/api/v1/usage', body, ...given })
  const first = await track({ customer_external_id: 'both' })
  const { customer_id } = first.body
  const byIds = { meter_id: meter.id, customer_id, quantity: 5 }
  assert.equal((await send(byIds, { token })).status, 201)
  const named = { customer_external_id: 'both', meter_name: meter.name }
  const byNames = await send({ ...named, properties: { amount: 2.5, plan: 'x' } })
  assert.deepEqual(
    [byNames.body.quantity, byNames.body.meta_data],
    ['2.5', { amount: 2.5, plan: 'x' }],
  )
  assert.equal(byNames.body.customer_id, customer_id)
  for (const body of [
    { ...named, properties: {} },
    { ...named, properties: { amount: '7' } },
    { ...named, quantity: 1, properties: { amount: 1 } },
    { ...named, quantity: 1, meter_id: meter.id },
    { meter_name: meter.name, quantity: 1 },
  ]) {
    const answer = await send(body)
    assert.equal(answer.status, 400, answer.text)
  }
})

test('UNIQUE_COUNT needs what it counts; filters let only some count', async () => {
  const unique = await newMeter(server, organization, 'UNIQUE_COUNT', { property_name: 'user' })
  const missing = await track({ meter_token: unique.token })
  assert.deepEqual([missing.status, missing.body.detail], [400, 'metadata.user_id: Field required'])
  for (const user_id of ['a', 'b', 'a', 7, '7']) {
    assert.equal((await track({ meter_token: unique.token, metadata: { user_id } })).status, 201)
  }
  const usage = await server.call({ url: `/api/v1/meters/${unique.id}/usage`, token })
  assert.deepEqual([usage.body.total_usage, usage.body.event_count], [3, 5])

  const filters = [{ property: 'region', operator: 'in', values: ['eu', 1] }]
  const filtered = await newMeter(server, organization, 'SUM', { filters })
  for (const metadata of [{ region: 'eu' }, { region: 1 }, { region: '1' }, { region: 'us' }, {}]) {
    assert.equal((await track({ meter_token: filtered.token, metadata })).status, 201)
  }
  const counted = await server.call({ url: `/api/v1/meters/${filtered.id}/usage`, token })
  assert.equal(counted.body.total_usage, 2)
  const log = await server.call({ url: `/api/v1/meters/${filtered.id}/events`, token })
  assert.equal(log.body.meta.total, 5)
})

test('in a batch each event stands alone', async () => {
  const own = await newMeter(server, organization)
  const event = { meter_token: own.token, customer_external_id: 'batch', quantity: 1 }
  const events = [
    { ...event, idempotency_key: 'b1' },
    { ...event, idempotency_key: 'b1' },
    { ...event, quantity: 0 },
    { ...event, meter_token: '00000000-0000-4000-8000-00000000dead' },
    { ...event, surprise: 1 },
    { ...event, quantity: 'many' },
    event,
  ]
  const answer = await server.call({ url: '/api/v1/usage/batch', key, body: { events } })
  assert.equal(answer.status, 200, answer.text)
  assert.deepEqual(
    [
      answer.body.accepted,
      answer.body.duplicates,
      answer.body.rejected.map((r: { index: number }) => r.index),
    ],
    [2, 1, [2, 3, 4, 5]],
  )
  assert.match(answer.body.rejected[2].detail, /^surprise: Unknown field/)
  const usage = await server.call({ url: `/api/v1/meters/${own.id}/usage`, token })
  assert.equal(usage.body.total_usage, 2)
  const none = await server.call({ url: '/api/v1/usage/batch', key, body: { events: [] } })
  assert.equal(none.status, 422)
})

test('how events are read cannot change after the first one', async () => {
  const own = await newMeter(server, organization)
  const change = (body: object) =>
    server.call({ method: 'PATCH', url: `/api/v1/features/${own.featureId}`, token, body })
  assert.equal((await change({ aggregation_type: 'MAX' })).status, 200)
  for (const quantity of [3, 9, 4]) {
    assert.equal((await track({ meter_token: own.token, quantity })).status, 201)
  }
  const usage = await server.call({ url: `/api/v1/meters/${own.id}/usage`, token })
  assert.equal(usage.body.total_usage, 9)
  assert.equal((await change({ aggregation_type: 'SUM' })).status, 409)
  assert.equal((await change({ unit: 'calls' })).body.unit, 'calls')
})

const ways: [string, (event: object) => ReturnType<typeof track>][] = [
  ['alone', track],
  [
    'in a batch',
    (event) =>
      server.call({
        url: '/api/v1/usage/batch',
        key,
        body: { events: [{ customer_external_id: 'c1', quantity: 1, ...event }] },
      }),
  ],
]
for (const [name, send] of ways) {
  test(`an event ${name} is read by the rules of a meter that has just been changed`, async () => {
    const own = await newMeter(server, organization)
    const event = { meter_token: own.token, metadata: { region: 'us' } }
    assert.ok((await send(event)).status < 300, 'the meter is in memory from here on')
    // As by another process whose news is still on its way.
    const filters = [{ property: 'region', operator: 'eq', values: ['eu'] }]
    await server.ctx.db.run(sql`update metering.meters
      set version = version + 1, filters = ${JSON.stringify(filters)}::jsonb where id = ${own.id}`)
    const { status, text } = await send(event)
    assert.ok(status < 300 && !text.includes('changed'), text)
    const rows = await server.ctx.db.rows<{ counted: boolean }>(sql`
      select counted from metering.events where meter_id = ${own.id} order by seq`)
    assert.deepEqual(
      rows.map(({ counted }) => counted),
      [true, false],
    )
  })
}
