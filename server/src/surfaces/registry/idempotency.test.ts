import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import * as idempotency from '../../features/idempotency/index.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { basic, callback, caller, newMerchant } from './testing.ts'

/** A POST sent again is answered again, and done once (threats 1L, K1 to K5). */
const server = await startServer({ rateLimit: false })
const ada = await newMerchant(server)
const eve = await newMerchant(server)

const post = (
  url: string,
  body: unknown,
  { key, by = ada.test, on = server }: { key: string; by?: string; on?: typeof server },
) => on.call({ url, body, headers: { ...basic(by), 'idempotency-key': key } })

const make = (body: object, given: Parameters<typeof post>[2]) => post('/v1/apps', body, given)

const appsNamed = async (name: string): Promise<number> =>
  (await server.ctx.db.rows(sql`select from registry.apps where name = ${name}`)).length

test('K1 fifty at once with one key make one app', async () => {
  const key = uuid()
  const answers = await barrier(50, () => make({ name: 'Once' }, { key }))
  assert.equal(await appsNamed('Once'), 1)
  for (const { status, headers, body, text } of answers) {
    assert.ok(status === 200 || status === 409, text)
    if (status === 200) continue
    assert.equal(headers['retry-after'], '2')
    assert.deepEqual([body.error.type, body.error.code], ['api_error', 'idempotency_in_progress'])
  }
  const done = answers.filter(({ status }) => status === 200)
  assert.equal(new Set(done.map(({ text }) => text)).size, 1, 'byte by byte the same')
  const first = done.filter(({ headers }) => headers['idempotent-replayed'] === undefined)
  assert.equal(first.length, 1)
})

test('K2 after a restart the answer is still the first one, with the secret that was in it', async () => {
  const key = uuid()
  const body = { name: 'Lasting', webhook_url: 'http://hooks.example.com/' }
  const first = await make(body, { key })
  assert.match(first.body.webhook_secret, /^whsec_app_/)
  const restarted = await startServer({ databaseUrl: server.databaseUrl, queue: false })
  const again = await make(body, { key, on: restarted })
  assert.deepEqual([again.status, again.headers['idempotent-replayed']], [200, 'true'])
  assert.equal(again.text, first.text)
  assert.equal(await appsNamed('Lasting'), 1)
})

test('K3 another body, path or method is refused; the order of members and spaces is not another', async () => {
  const key = uuid()
  const first = await make({ name: 'Same', metadata: { a: '1', b: '2' } }, { key })
  const others: [string, object][] = [
    ['/v1/apps', { name: 'Other' }],
    [`/v1/apps/${first.body.id}`, { name: 'Same', metadata: { a: '1', b: '2' } }],
    ['/v1/api_keys', { name: 'server', type: 'secret' }],
  ]
  for (const [url, body] of others) {
    const { status, body: answer } = await post(url, body, { key })
    assert.equal(status, 422, url)
    assert.deepEqual(
      [answer.error.type, answer.error.code],
      ['invalid_request_error', 'idempotency_key_reused'],
    )
  }
  const raw = '{ "metadata": {"b": "2", "a": "1"},\n "name": "Same" }'
  const headers = { ...basic(ada.test), 'idempotency-key': key }
  const again = await server.call({ method: 'POST', url: '/v1/apps', raw, headers })
  assert.equal(again.text, first.text)
  assert.equal(await appsNamed('Same'), 1)
})

test("K3 another account's key, and that of the other mode, is its own", async () => {
  const key = uuid()
  const ids = new Set<string>()
  for (const by of [ada.test, ada.live, eve.test]) {
    const { status, body, text } = await make({ name: 'Own' }, { key, by })
    assert.equal(status, 200, text)
    ids.add(body.id)
  }
  assert.equal(ids.size, 3)
})

test('a second one while the first still works is told to wait two seconds; nothing is done', async () => {
  const [known] = await server.ctx.db.rows<{ id: string }>(
    sql`select tenant_id as id from registry.apps order by created_at limit 1`,
  )
  const key = uuid()
  const started = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const running = idempotency.once(
    server.ctx,
    {
      owner: `registry:${known?.id}`,
      mode: 'test',
      key,
      request: { method: 'POST', path: '/v1/apps', body: { name: 'Slow' } },
    },
    async () => {
      started.resolve()
      await goOn.promise
      throw new Error('given up')
    },
  )
  const ended = assert.rejects(running, /given up/)
  await started.promise
  const early = await make({ name: 'Slow' }, { key })
  assert.deepEqual([early.status, early.headers['retry-after']], [409, '2'])
  assert.equal(early.body.error.code, 'idempotency_in_progress')
  goOn.resolve()
  await ended
  assert.equal((await make({ name: 'Slow' }, { key })).status, 200, 'a failure leaves the key free')
  assert.equal(await appsNamed('Slow'), 1)
})

test('K4 none, an empty one and one that is too long are refused, and named', async () => {
  const cases: [string | undefined, string][] = [
    [undefined, 'parameter_missing'],
    ['', 'parameter_invalid'],
    ['k'.repeat(256), 'parameter_invalid'],
  ]
  for (const [key, code] of cases) {
    const headers = { ...basic(ada.test), ...(key === undefined ? {} : { 'idempotency-key': key }) }
    const { status, body } = await server.call({
      url: '/v1/apps',
      body: { name: 'Keyless' },
      headers,
    })
    assert.deepEqual([status, body.error.code, body.error.param], [400, code, 'Idempotency-Key'])
  }
  assert.equal((await make({ name: 'Long' }, { key: 'k'.repeat(255) })).status, 200)
  assert.equal(await appsNamed('Keyless'), 0)
})

test('K5 what was refused leaves the key free for the right request', async () => {
  const key = uuid()
  assert.equal((await make({ name: '' }, { key })).status, 400)
  assert.equal((await make({ name: 'Fixed', slug: 'Not A Slug' }, { key })).status, 400)
  await make({ name: 'First', slug: 'taken-slug' }, { key: uuid() })
  assert.equal(
    (await make({ name: 'Fixed', slug: 'taken-slug' }, { key })).body.error.code,
    'slug_taken',
  )
  assert.equal((await make({ name: 'Fixed' }, { key, by: 'sk_test_wrong' })).status, 401)
  assert.equal((await make({ name: 'Fixed' }, { key })).status, 200)
})

test('a replay asks for a good credential first', async () => {
  const key = uuid()
  const made = await post('/v1/api_keys', { name: 'short', type: 'secret' }, { key })
  const by: string = made.body.key
  const own = uuid()
  assert.equal((await make({ name: 'By it' }, { key: own, by })).status, 200)
  await caller(server, ada.test)('DELETE', `/v1/api_keys/${made.body.id}`)
  assert.equal((await make({ name: 'By it' }, { key: own, by })).status, 401)
})

test('nothing secret can be read in the table, and nothing of the keys that clients chose', async () => {
  const key = `order-of-${uuid()}`
  const app = await make({ name: 'Sealed', webhook_url: 'http://hooks.example.com/' }, { key })
  const url = `/v1/apps/${app.body.id}`
  const client = await post(`${url}/credentials`, {}, { key: uuid() })
  const turned = await post(`${url}/rotate_webhook_secret`, {}, { key: uuid() })
  const api = await post('/v1/api_keys', { name: 'sealed', type: 'secret' }, { key: uuid() })
  const rolled = await post(`/v1/api_keys/${api.body.id}/roll`, {}, { key: uuid() })
  const secrets = [
    app.body.webhook_secret,
    turned.body.webhook_secret,
    client.body.client_secret,
    api.body.key,
    rolled.body.key,
    key,
    callback,
  ]
  const rows = await server.ctx.db.rows<{ text: string }>(
    sql`select k::text as text from engine.idempotency_keys k`,
  )
  assert.ok(rows.length > 10)
  for (const secret of secrets) {
    assert.ok(secret.length > 20)
    const encoded = [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret).toString('base64'),
    ]
    assert.ok(!rows.some(({ text }) => encoded.some((one) => text.includes(one))), secret)
  }
})
