import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Webhook as Standard } from 'standardwebhooks'
import { startServer, until } from '../../../test/kit.ts'
import { inTransaction } from '../../engines/context.ts'
import { defaultTenantId } from '../../kernel/caller.ts'
import { sql } from '../../kernel/sql.ts'
import { emitRows, endpoints, metering, registry } from './index.ts'
import {
  answering,
  startReceiver,
  verifyBare,
  verifyMetering,
  verifyPlatform,
  verifyRegistry,
} from './receiver-stand-in.ts'
import { deliveriesOf, hasten, insertRows, newHook, newTenant, tried, whoseOf } from './testing.ts'

/** What is sent, as a receiver sees it. */
const server = await startServer({ allowLoopback: true, rateLimit: false })
const { ctx } = server

const paid = (data: unknown, tenantId = defaultTenantId) =>
  metering.tell(ctx, { tenantId, mode: 'live', type: 'invoice.paid', data })

const published = (object: object, more: { refs?: string[]; always?: boolean } = {}) =>
  registry.tell(ctx, {
    tenantId: defaultTenantId,
    mode: 'live',
    type: 'app.published',
    apiVersion: '2026-03-09',
    merchantId: 'merch_1',
    object: () => object,
    previousAttributes: { status: 'in_review' },
    request: { id: 'req_1', idempotency_key: null },
    ...more,
  })

test('the platform: a changed row, signed in its own way and in the standard one', async () => {
  const receiver = await startReceiver()
  const hook = await newHook(server, 'platform', receiver.url, {
    headers: { 'X-Mine': 'yes', authorization: 'Bearer theirs' },
  })
  const at = new Date('2026-01-02T03:04:05.678Z')
  await emitRows(ctx, {
    tenantId: defaultTenantId,
    schema: 'public',
    table: 'orders',
    operation: 'UPDATE',
    rows: [{ record: '{"id":12345678901234567890}', oldRecord: '{"id":1}', at }],
  })
  const got = await receiver.count(1)
  verifyPlatform(got, hook.secret)
  verifyBare(got, hook.secret)
  assert.equal(
    got.body,
    '{"event":"UPDATE","table":"orders","schema":"public","record":{"id":12345678901234567890},' +
      '"old_record":{"id":1},"timestamp":"2026-01-02T03:04:05.678Z"}',
  )
  assert.equal(got.headers['x-mine'], 'yes')
  assert.equal(got.headers.authorization, 'Bearer theirs')
  assert.equal(got.headers['x-flumen-hops'], '1')
  await until('written down', async () => {
    const [seen] = await deliveriesOf(server, hook)
    return seen?.status === 'success' && seen.status_code === 200 && seen.response_body === 'ok'
  })
})

test('metering: event, time and data under one HMAC', async () => {
  const receiver = await startReceiver()
  const tenantId = await newTenant(server)
  const { endpoint, secret = '' } = await endpoints.create(
    ctx,
    { ...whoseOf('metering'), tenantId },
    {
      name: 'x',
      url: receiver.url,
      subscriptions: { given: [], tables: [] },
      topics: ['invoice.paid'],
    },
  )
  await paid({ id: 'inv_1', amount: '12.50' }, tenantId)
  await metering.tell(ctx, { tenantId, mode: 'live', type: 'invoice.voided', data: {} })
  await paid({ id: 'not theirs' })
  const got = await receiver.count(1)
  verifyMetering(got, secret)
  assert.deepEqual(Object.keys(got.json), ['event', 'timestamp', 'data'])
  assert.deepEqual(got.json.data, { id: 'inv_1', amount: '12.50' })
  const [seen, ...more] = await deliveriesOf(server, endpoint)
  assert.deepEqual([got.headers['x-fluxrate-delivery'], more], [seen?.id, []])
})

test('the registry: an event object; what is not subscribed to comes where it always does', async () => {
  const receiver = await startReceiver()
  const whose = { ...whoseOf('registry'), ref: 'app_1' }
  const { secret = '' } = await endpoints.create(ctx, whose, {
    name: 'app',
    url: receiver.url,
    subscriptions: { given: [], tables: [] },
    topics: [],
    secretPrefix: 'whsec_app_',
  })
  assert.match(secret, /^whsec_app_/)
  await published({ id: 'not subscribed' }, { refs: ['app_1'] })
  const id = await published({ id: 'app_1' }, { refs: ['app_1'], always: true })
  const got = await receiver.count(1)
  verifyRegistry(got, secret)
  const { created, ...event } = got.json
  assert.ok(Math.abs(created - Date.now() / 1000) < 60)
  assert.deepEqual(event, {
    id,
    object: 'event',
    type: 'app.published',
    livemode: true,
    api_version: '2026-03-09',
    merchant_id: 'merch_1',
    data: { object: { id: 'app_1' }, previous_attributes: { status: 'in_review' } },
    pending_webhooks: 1,
    request: { id: 'req_1', idempotency_key: null },
  })
})

test('an endpoint that asked for another shape hears it in that', async () => {
  const receiver = await startReceiver()
  const whose = { ...whoseOf('registry'), tenantId: await newTenant(server) }
  const hook = { name: 'x', url: receiver.url, subscriptions: { given: [], tables: [] } }
  await endpoints.create(ctx, whose, { ...hook, topics: ['*'] })
  await endpoints.create(ctx, whose, { ...hook, topics: ['*'], apiVersion: '2025-01-01' })
  await registry.tell(ctx, {
    tenantId: whose.tenantId,
    mode: 'live',
    type: 'app.updated',
    apiVersion: '2026-03-09',
    merchantId: 'merch_1',
    object: (version) => ({ shape: version ?? 'newest' }),
  })
  await receiver.count(2)
  const shapes = receiver.all.map(({ json }) => [json.api_version, json.data.object.shape]).sort()
  assert.deepEqual(shapes, [
    ['2025-01-01', '2025-01-01'],
    ['2026-03-09', 'newest'],
  ])
})

test('H1 an event exists exactly when its cause was committed', async () => {
  const receiver = await startReceiver()
  const hook = await newHook(server, 'platform', receiver.url)
  const count = async () =>
    (
      await ctx.db.row<{ n: number }>(sql`
      select (select count(*) from webhooks.events)::int
        + (select count(*) from webhooks.deliveries)::int as n`)
    )?.n
  const before = await count()
  const failing = inTransaction(ctx, async (ctx) => {
    await emitRows(ctx, {
      tenantId: defaultTenantId,
      schema: 'public',
      table: 'orders',
      operation: 'INSERT',
      rows: [{ record: '{"phantom":true}', oldRecord: null, at: new Date() }],
    })
    throw new Error('undone')
  })
  await assert.rejects(failing, /undone/)
  assert.equal(await count(), before)
  await insertRows(
    server,
    Array.from({ length: 25 }, (_, i) => ({ i })),
  )
  await receiver.count(25)
  const came = receiver.all.map(({ json }) => json.record.i).sort((a, b) => a - b)
  assert.deepEqual(came, [...Array(25).keys()])
  await endpoints.remove(ctx, whoseOf('platform'), hook.id)
})

test('H1 what the change log brings twice is told once', async () => {
  const receiver = await startReceiver()
  const hook = await newHook(server, 'platform', receiver.url)
  const change = {
    tenantId: defaultTenantId,
    schema: 'public',
    table: 'orders',
    operation: 'INSERT' as const,
    rows: [{ record: '{"id":1}', oldRecord: null, at: new Date(), id: 'evt_main_42' }],
  }
  await emitRows(ctx, change)
  await emitRows(ctx, change)
  assert.equal((await receiver.count(1)).headers['webhook-id'], 'evt_main_42')
  assert.equal((await deliveriesOf(server, hook)).length, 1)
  await endpoints.remove(ctx, whoseOf('platform'), hook.id)
})

test('H2 the same id and bytes at every attempt, a signature of each; nothing tampered passes', async () => {
  const receiver = await startReceiver()
  receiver.respond = answering(500)
  const hook = await newHook(server, 'platform', receiver.url)
  await insertRows(server, [{ id: 1 }])
  await tried(server, hook, 1)
  await hasten(server, hook)
  await tried(server, hook, 2)
  const [first, second] = receiver.all
  assert.ok(first && second)
  for (const got of [first, second]) verifyPlatform(got, hook.secret)
  assert.equal(first.body, second.body)
  assert.equal(first.headers['webhook-id'], second.headers['webhook-id'])
  const standard = new Standard(hook.secret)
  const headers = first.headers as Record<string, string>
  const tampered: [string, Record<string, string>][] = [
    [first.body.replace('orders', 'Orders'), headers],
    [`${first.body} `, headers],
    [first.body, { ...headers, 'webhook-id': `${headers['webhook-id']}x` }],
    [
      first.body,
      { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1) },
    ],
    [
      first.body,
      { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 301) },
    ],
    [first.body, { ...headers, 'webhook-signature': 'v1,AAAA' }],
  ]
  for (const [body, changed] of tampered) assert.throws(() => standard.verify(body, changed))
  await endpoints.remove(ctx, whoseOf('platform'), hook.id)
})

test('H2 a secret is replaced under load: every delivery passes by one of the two', async () => {
  const receiver = await startReceiver()
  const hook = await newHook(server, 'platform', receiver.url)
  for (let i = 0; i < 10; i++) await insertRows(server, [{ i }])
  const { secret } = await endpoints.rotate(ctx, whoseOf('platform'), hook.id)
  for (let i = 10; i < 20; i++) await insertRows(server, [{ i }])
  await receiver.count(20)
  const passes = (by: string) =>
    receiver.all.filter((got) => {
      try {
        verifyPlatform(got, by)
        return true
      } catch {
        return false
      }
    }).length
  assert.equal(passes(hook.secret), 20, 'the old secret still opens all of them')
  assert.ok(passes(secret) >= 10, 'the new one those since')
  const last = receiver.all.at(-1)
  assert.match(String(last?.headers['x-fluxbase-signature']), /^t=\d+,v1=\w+,v1=\w+$/)
  await ctx.db.run(sql`
    update webhooks.endpoints set previous_ends_at = now() where id = ${hook.id}`)
  await insertRows(server, [{ i: 20 }])
  const after = await receiver.count(21)
  verifyPlatform(after, secret)
  assert.throws(() => verifyPlatform(after, hook.secret), 'its time is over')
  await endpoints.remove(ctx, whoseOf('platform'), hook.id)
})

test('unsigned where its owner wants it so; a secret of theirs is used as it is', async () => {
  const receiver = await startReceiver()
  await newHook(server, 'platform', `${receiver.url}/unsigned`, { secret: null })
  await newHook(server, 'platform', `${receiver.url}/own`, { secret: 's3cr3t-for-tests' })
  await insertRows(server, [{ id: 1 }])
  await receiver.count(2)
  const [own, unsigned] = receiver.all.sort((a, b) => (a.path < b.path ? -1 : 1))
  assert.ok(own && unsigned)
  verifyPlatform(own, 's3cr3t-for-tests')
  for (const name of ['x-fluxbase-signature', 'x-webhook-signature', 'webhook-signature']) {
    assert.equal(unsigned.headers[name], undefined)
  }
  assert.ok(unsigned.headers['webhook-id'])
})

test('Z1 neither secrets nor headers can be read in the table', async () => {
  const receiver = await startReceiver()
  const hook = await newHook(server, 'platform', receiver.url, {
    secret: 'canary-webhook-secret',
    headers: { authorization: 'Bearer canary-header' },
  })
  await endpoints.rotate(ctx, whoseOf('platform'), hook.id, { secret: 'canary-new-secret' })
  const rows = await ctx.db.rows<{ text: string }>(sql`
    select e::text as text from webhooks.endpoints e
    union all select v::text from webhooks.events v union all select d::text from webhooks.deliveries d
    union all select o::text from engine.outbox o union all select a::text from auth.audit a`)
  assert.doesNotMatch(rows.map(({ text }) => text).join('\n'), /canary/)
  // A secret that somebody moves to their own endpoint does not sign there.
  const thief = await newHook(server, 'platform', `${receiver.url}/thief`, { scope: 'global' })
  await ctx.db.run(sql`update webhooks.endpoints t set sealed_secret = s.sealed_secret
    from webhooks.endpoints s where t.id = ${thief.id} and s.id = ${hook.id}`)
  await insertRows(server, [{ id: 1 }])
  await receiver.count(1)
  assert.deepEqual([...new Set(receiver.all.map(({ path }) => path))], ['/'])
})
