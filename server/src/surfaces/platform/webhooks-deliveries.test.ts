import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Call, startServer, until } from '../../../test/kit.ts'
import {
  answering,
  startReceiver,
  verifyPlatform,
} from '../../features/webhooks/receiver-stand-in.ts'
import { insertRows } from '../../features/webhooks/testing.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { operator } from './testing.ts'

/** What was sent, and sending it again. */
const server = await startServer({ allowLoopback: true, rateLimit: false })
const admin = await operator(server)

const call = (url: string, more: Partial<Call> = {}) =>
  server.call({ url: `/api/v1/webhooks${url}`, token: admin.token, ...more })

async function newHook(url: string, body: object = {}) {
  const table = `t${uuid().replaceAll('-', '')}`
  const answer = await call('', {
    body: { url, scope: 'global', events: [`${table}.insert`], ...body },
  })
  assert.equal(answer.status, 201, answer.text)
  const { id, secret } = answer.body
  return { id, secret, insert: (rows: object[]) => insertRows(server, rows, table) }
}

test('test: sent at once, answered 200 whatever the receiver says, kept among the deliveries', async () => {
  const receiver = await startReceiver()
  const hook = await newHook(receiver.url)
  const good = await call(`/${hook.id}/test`, { body: {} })
  assert.deepEqual(good.body, {
    success: true,
    message: 'Delivered',
    status_code: 200,
    response_body: 'ok',
  })
  const [got] = receiver.all
  assert.ok(got)
  verifyPlatform(got, hook.secret)
  const { timestamp, ...sent } = got.json
  assert.ok(timestamp)
  assert.deepEqual(sent, {
    event: 'TEST',
    table: 'test',
    schema: 'public',
    record: { test: true },
    old_record: null,
  })
  receiver.respond = answering(500, {}, 'no')
  const bad = await call(`/${hook.id}/test`, { method: 'POST' })
  assert.equal(bad.status, 200)
  assert.deepEqual(
    [bad.body.success, bad.body.status_code, bad.body.response_body],
    [false, 500, 'no'],
  )
  assert.ok(bad.body.error && bad.body.message)
  const { body } = await call(`/${hook.id}/deliveries`)
  assert.deepEqual(
    body.deliveries.map((d: { status: string; event: string }) => [d.status, d.event]),
    [
      ['failed', 'TEST'],
      ['success', 'TEST'],
    ],
  )
  const since = new Date(0).toISOString()
  const recovered = await call(`/${hook.id}/recover`, { body: { since } })
  assert.equal(recovered.body.recovered, 0, 'a try is not repeated')
})

test('deliveries: newest first, by status, page by page, under every name they have', async () => {
  const receiver = await startReceiver()
  const hook = await newHook(receiver.url)
  for (let i = 0; i < 5; i++) {
    await hook.insert([{ i }])
    await receiver.count(i + 1)
  }
  await until('all written', async () => {
    const { body } = await call(`/${hook.id}/deliveries?status=success`)
    return body.total === 5
  })
  const first = await call(`/${hook.id}/deliveries?limit=2`)
  assert.deepEqual([first.body.has_more, first.body.total], [true, 5])
  const seen: number[] = []
  let cursor: string | null = null
  do {
    const page: {
      body: { deliveries: { payload: { record: { i: number } } }[]; next_cursor: string }
    } = await call(`/${hook.id}/deliveries?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`)
    seen.push(...page.body.deliveries.map(({ payload }) => payload.record.i))
    cursor = page.body.next_cursor
  } while (cursor !== null)
  assert.deepEqual(seen, [4, 3, 2, 1, 0])
  const [one] = first.body.deliveries
  assert.deepEqual(
    [one.event, one.event_type, one.attempt, one.attempt_number, one.webhook_id],
    ['INSERT', 'INSERT', 1, 1, hook.id],
  )
  assert.deepEqual(
    [one.status_code, one.http_status_code, one.response_status, one.response_body],
    [200, 200, 200, 'ok'],
  )
  assert.ok(one.delivered_at && one.created_at)
  assert.deepEqual((await call(`/${hook.id}/deliveries?format=array`)).body.length, 5)
  assert.equal((await call(`/${hook.id}/deliveries?status=failed`)).body.total, 0)
  assert.equal((await call(`/${hook.id}/deliveries?limit=0`)).status, 400)
  assert.equal((await call(`/${hook.id}/deliveries?cursor=${uuid()}`)).status, 400)
  assert.equal((await call(`/${uuid()}/deliveries`)).status, 404)
})

test('max_retries counts all attempts: 1 is no second one, nought is three', async () => {
  for (const [max_retries, attempts] of [
    [1, 1],
    [0, 3],
  ]) {
    const receiver = await startReceiver()
    receiver.respond = answering(500)
    const hook = await newHook(receiver.url, { max_retries, retry_backoff_seconds: 0 })
    await hook.insert([{ i: 1 }])
    const failed = async () => (await call(`/${hook.id}/deliveries?status=failed`)).body.deliveries
    await until('failed', async () => (await failed()).length === 1)
    const [{ attempt }] = await failed()
    assert.deepEqual([attempt, receiver.all.length], [attempts, attempts])
  }
})

test('redeliver, recover and rotate', async () => {
  const receiver = await startReceiver()
  receiver.respond = answering(500)
  const hook = await newHook(receiver.url, { max_retries: 1 })
  await hook.insert([{ i: 1 }])
  const failed = async () => (await call(`/${hook.id}/deliveries?status=failed`)).body.deliveries
  await until('failed', async () => (await failed()).length === 1)
  const [delivery] = await failed()
  receiver.respond = answering(200)
  const redeliver = `/${hook.id}/deliveries/${delivery.id}/redeliver`
  const again = await call(redeliver, { method: 'POST' })
  assert.equal(again.status, 201, again.text)
  assert.deepEqual(
    [again.body.status, again.body.event_id, again.body.attempt],
    ['pending', delivery.event_id, 0],
  )
  await receiver.count(2)
  const rotated = await call(`/${hook.id}/rotate-secret`, { body: { overlap_hours: 1 } })
  assert.match(rotated.body.secret, /^whsec_/)
  assert.notEqual(rotated.body.secret, hook.secret)
  const recovered = await call(`/${hook.id}/recover`, { body: { since: delivery.created_at } })
  assert.deepEqual([recovered.body.success, recovered.body.recovered], [true, 1])
  const third = await receiver.count(3)
  verifyPlatform(third, hook.secret)
  verifyPlatform(third, rotated.body.secret)
  assert.equal(new Set(receiver.all.map(({ headers }) => headers['webhook-id'])).size, 1)
  assert.equal(
    (await call(`/${hook.id}`, { method: 'PATCH', body: { enabled: false } })).status,
    200,
  )
  const disabled = await call(redeliver, { method: 'POST' })
  assert.deepEqual([disabled.status, disabled.body.code], [409, 'WEBHOOK_DISABLED'])
  const nothing = await call(`/${hook.id}/deliveries/${uuid()}/redeliver`, { method: 'POST' })
  assert.equal(nothing.status, 409)
})

test('K1 an event that is sent once more with an Idempotency-Key is sent once', async () => {
  const receiver = await startReceiver()
  const hook = await newHook(receiver.url)
  await hook.insert([{ i: 1 }])
  await receiver.count(1)
  const { body } = await call(`/${hook.id}/deliveries`)
  const url = `/${hook.id}/deliveries/${body.deliveries[0].id}/redeliver`
  const headers = { 'idempotency-key': uuid() }
  const first = await call(url, { method: 'POST', headers })
  const again = await call(url, { method: 'POST', headers })
  assert.deepEqual([again.status, again.text], [201, first.text])
  assert.equal(again.headers['idempotent-replayed'], 'true')
  assert.equal((await call(`/${hook.id}/deliveries`)).body.total, 2)
})

test('F7 a request that webhooks led to says so: three in a row, and no further', async () => {
  const receiver = await startReceiver()
  await call('', { body: { url: receiver.url, scope: 'global', events: ['user.updated'] } })
  const update = (n: number, hops = '0') =>
    server.call({
      method: 'PATCH',
      url: '/api/v1/auth/user',
      token: admin.token,
      body: { user_metadata: { n } },
      headers: { 'x-flumen-hops': hops },
    })
  let n = 0
  receiver.respond = async (received, response) => {
    response.end()
    assert.equal((await update(++n, String(received.headers['x-flumen-hops']))).status, 200)
  }
  assert.equal((await update(0)).status, 200)
  await until(
    'the last event is kept',
    async () =>
      (await server.ctx.db.rows(sql`select id from webhooks.events where hops = 3`)).length === 1,
  )
  assert.equal(receiver.all.length, 3)
})
