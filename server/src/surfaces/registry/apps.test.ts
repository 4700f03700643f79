import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { barrier, type Call, startServer } from '../../../test/kit.ts'
import { signedInAdmin } from '../../../test/people.ts'
import { uuid } from '../../kernel/ids.ts'
import {
  basic,
  callback,
  caller,
  complete,
  decide,
  newApp,
  newMerchant,
  webhookSecretsOf,
} from './testing.ts'

/** Apps and their clients, as a developer keeps them. */
const server = await startServer({ rateLimit: false })
const ada = await newMerchant(server)
const eve = await newMerchant(server)
const admin = await signedInAdmin(server)
const as = caller(server, ada.test)
const live = caller(server, ada.live)

const make = async (body: object = {}) => {
  const answer = await as('POST', '/v1/apps', { name: 'Acme', ...body })
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}

test('a new app: every field of the contract is there, and no more', async () => {
  const app = await make({ name: 'Grüße & Co', metadata: { plan: 'pro' } })
  assert.match(app.id, /^app_[0-9A-Za-z]{24}$/)
  assert.match(app.developer_id, /^merch_[0-9a-f]{32}$/)
  assert.match(app.slug, /^gru-e-co-[0-9a-f]{6}$/)
  const { id, developer_id, slug, created, updated, ...rest } = app
  assert.ok(Number.isInteger(created) && created === updated)
  assert.deepEqual(rest, {
    object: 'app',
    name: 'Grüße & Co',
    distribution_type: 'private',
    status: 'draft',
    version: '0.0.0',
    install_count: 0,
    livemode: false,
    description: null,
    short_description: null,
    icon_url: null,
    homepage_url: null,
    privacy_policy_url: null,
    support_url: null,
    requested_scopes: [],
    redirect_uris: [],
    webhook_url: null,
    webhook_events: [],
    webhook_secret: null,
    category: null,
    review_notes: null,
    reviewed_at: null,
    reviewed_by: null,
    rejection_reason: null,
    published_at: null,
    metadata: { plan: 'pro' },
  })
  assert.deepEqual((await as('GET', `/v1/apps/${id}`)).body, app)
})

describe('bad input is refused, and the first bad field is named', () => {
  const https = 'https://a.example'
  const table: [body: object, code: string, param: string][] = [
    [{}, 'parameter_missing', 'name'],
    [{ name: '' }, 'parameter_invalid', 'name'],
    [{ name: 'x'.repeat(257) }, 'parameter_invalid', 'name'],
    [{ name: 7 }, 'parameter_invalid', 'name'],
    [{ slug: 'Upper' }, 'parameter_invalid', 'slug'],
    [{ slug: 'a'.repeat(129) }, 'parameter_invalid', 'slug'],
    [{ description: 'x'.repeat(5001) }, 'parameter_invalid', 'description'],
    [{ short_description: 'x'.repeat(257) }, 'parameter_invalid', 'short_description'],
    [{ category: 'x'.repeat(65) }, 'parameter_invalid', 'category'],
    [{ icon_url: 'ftp://a.example/i' }, 'parameter_invalid', 'icon_url'],
    [{ homepage_url: 'javascript:alert(1)' }, 'parameter_invalid', 'homepage_url'],
    [{ support_url: `${https}/${'x'.repeat(2040)}` }, 'parameter_invalid', 'support_url'],
    [{ distribution_type: 'secret' }, 'parameter_invalid', 'distribution_type'],
    [{ requested_scopes: ['read_all'] }, 'parameter_invalid', 'requested_scopes[0]'],
    [{ requested_scopes: ['read_orders', 'read_orders'] }, 'parameter_invalid', 'requested_scopes'],
    [{ webhook_events: ['order.created'] }, 'parameter_missing', 'webhook_url'],
    [{ webhook_events: ['nothing.known'] }, 'parameter_invalid', 'webhook_events[0]'],
    [{ metadata: { a: 1 } }, 'parameter_invalid', 'metadata.a'],
    [{ metadata: { ['k'.repeat(41)]: 'v' } }, 'parameter_invalid', 'metadata'],
    [{ metadata: { k: 'v'.repeat(501) } }, 'parameter_invalid', 'metadata.k'],
    [{ status: 'published' }, 'parameter_invalid', 'status'],
    [{ id: 'app_mine' }, 'parameter_invalid', 'id'],
  ]
  for (const [body, code, param] of table) {
    test(`${param} ${JSON.stringify(body).slice(0, 60)}`, async () => {
      const named = param === 'name' ? body : { name: 'Acme', ...body }
      const { status, body: answer } = await as('POST', '/v1/apps', named)
      assert.equal(status, 400)
      const { type, code: found, param: at, message, doc_url } = answer.error
      assert.deepEqual([type, found, at], ['invalid_request_error', code, param])
      assert.ok(message && /^https?:/.test(doc_url))
    })
  }
})

describe('O1 redirect URIs', () => {
  const table: [uri: string, isFine: boolean][] = [
    [callback, true],
    ['https://app.example.com/cb?tenant=1', true],
    ['http://localhost:3000/cb', true],
    ['http://127.0.0.1:3000/cb', true],
    ['http://[::1]/cb', true],
    ['http://app.example.com/cb', false],
    ['http://localhost.evil.example/cb', false],
    ['https://app.example.com/cb#fragment', false],
    ['https://*.example.com/cb', false],
    ['https://user@app.example.com/cb', false],
    ['https://app.example.com\\@evil.example/', false],
    ['https:app.example.com/cb', false],
    ['https:///app.example.com/cb', false],
    ['//app.example.com/cb', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['com.example.app:/cb', false],
    ['https://app.example.com/ cb', false],
    ['', false],
  ]
  for (const [uri, isFine] of table) {
    test(`${isFine ? 'takes' : 'refuses'} ${uri}`, async () => {
      const { status, body } = await as('POST', '/v1/apps', {
        name: 'Acme',
        redirect_uris: [callback, uri].slice(uri === callback ? 1 : 0),
      })
      assert.equal(status, isFine ? 200 : 400)
      if (!isFine) assert.equal(body.error.param, 'redirect_uris[1]')
    })
  }
})

test('a slug is one app’s, over all merchants of a mode', async () => {
  const slug = `s-${Date.now()}`
  const { id } = await make({ slug })
  const taken = await caller(server, eve.test)('POST', '/v1/apps', { name: 'B', slug })
  assert.deepEqual([taken.status, taken.body.error.code], [400, 'slug_taken'])
  assert.equal(taken.body.error.param, 'slug')
  assert.equal((await live('POST', '/v1/apps', { name: 'B', slug })).status, 200)
  const other = await make()
  const moved = await as('PATCH', `/v1/apps/${other.id}`, { slug })
  assert.deepEqual([moved.status, moved.body.error.code], [400, 'slug_taken'])
  await as('DELETE', `/v1/apps/${id}`)
  assert.equal((await as('PATCH', `/v1/apps/${other.id}`, { slug })).status, 200)
  const racing = await barrier(8, () => as('POST', '/v1/apps', { name: 'C', slug: `${slug}-r` }))
  assert.deepEqual(racing.filter(({ status }) => status === 200).length, 1)
})

test('a change: null clears, arrays replace, metadata merges; what it said is kept as it was', async () => {
  const { id } = await make({ ...complete, metadata: { a: '1', b: '2', c: '3' } })
  const changed = await as('PATCH', `/v1/apps/${id}`, {
    description: null,
    requested_scopes: ['write_orders'],
    metadata: { a: '', b: null, d: '4' },
  })
  assert.equal(changed.status, 200, changed.text)
  assert.equal(changed.body.description, null)
  assert.deepEqual(changed.body.requested_scopes, ['write_orders'])
  assert.deepEqual(changed.body.metadata, { c: '3', d: '4' })
  assert.equal(changed.body.name, complete.name)
  const posted = await as('POST', `/v1/apps/${id}`, { name: 'Other' })
  assert.deepEqual([posted.status, posted.body.name], [200, 'Other'])
  const bad: [object, string][] = [
    [{ name: null }, 'name'],
    [{ requested_scopes: null }, 'requested_scopes'],
    [{ unknown: 1 }, 'unknown'],
    [
      { metadata: Object.fromEntries(Array.from({ length: 49 }, (_, i) => [`k${i}`, 'v'])) },
      'metadata',
    ],
  ]
  for (const [body, param] of bad) {
    const { status, body: answer } = await as('PATCH', `/v1/apps/${id}`, body)
    assert.deepEqual([status, answer.error.param], [400, param])
  }
})

test('the webhook secret: whole when it is made, never again; a rotation keeps the old one a day', async () => {
  const hooked = await make({ webhook_url: 'http://hooks.example.com/', webhook_events: ['*'] })
  assert.match(hooked.webhook_secret, /^whsec_app_[0-9A-Za-z]{32}$/)
  assert.equal((await as('GET', `/v1/apps/${hooked.id}`)).body.webhook_secret, null)
  const turned = await as('POST', `/v1/apps/${hooked.id}/rotate_webhook_secret`)
  assert.match(turned.body.webhook_secret, /^whsec_app_/)
  assert.notEqual(turned.body.webhook_secret, hooked.webhook_secret)
  assert.deepEqual(await webhookSecretsOf(server, hooked.id), [
    turned.body.webhook_secret,
    hooked.webhook_secret,
  ])
  const bare = await make()
  const none = await as('POST', `/v1/apps/${bare.id}/rotate_webhook_secret`)
  assert.deepEqual([none.status, none.body.error.code], [400, 'app_invalid_state'])
  const first = await as('PATCH', `/v1/apps/${bare.id}`, { webhook_url: 'https://h.example.com' })
  assert.match(first.body.webhook_secret, /^whsec_app_/)
  const again = await as('PATCH', `/v1/apps/${bare.id}`, { webhook_url: 'https://i.example.com' })
  assert.equal(again.body.webhook_secret, null)
})

test('in live mode a webhook is https and public', async () => {
  for (const webhook_url of [
    'http://hooks.example.com/',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://10.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/latest',
    'https://0x7f000001/',
  ]) {
    const { status, body } = await live('POST', '/v1/apps', { name: 'Acme', webhook_url })
    assert.deepEqual([status, body.error?.param], [400, 'webhook_url'], webhook_url)
  }
})

test('lists: newest first, filters, cursors in both directions', async () => {
  const bob = await newMerchant(server)
  const own = caller(server, bob.test)
  const ids: string[] = []
  for (let i = 0; i < 5; i++) {
    const body = { name: `App ${i}`, category: i % 2 ? 'odd' : 'even' }
    ids.unshift((await own('POST', '/v1/apps', body)).body.id)
  }
  const page = async (query: string) => {
    const { status, body } = await own('GET', `/v1/apps?${query}`)
    assert.equal(status, 200, JSON.stringify(body))
    return { ids: body.data.map(({ id }: { id: string }) => id), body }
  }
  const first = await page('limit=2')
  assert.deepEqual(first.ids, ids.slice(0, 2))
  const { data: _, ...head } = first.body
  assert.deepEqual(head, { object: 'list', url: '/v1/apps', has_more: true, next_cursor: ids[1] })
  const second = await page(`limit=2&starting_after=${ids[1]}`)
  assert.deepEqual(second.ids, ids.slice(2, 4))
  const last = await page(`limit=2&starting_after=${ids[3]}`)
  assert.deepEqual([last.ids, last.body.has_more, last.body.next_cursor], [[ids[4]], false, null])
  const back = await page(`limit=2&ending_before=${ids[3]}`)
  assert.deepEqual(
    [back.ids, back.body.has_more, back.body.next_cursor],
    [ids.slice(1, 3), true, ids[1]],
  )
  assert.deepEqual((await page('category=odd')).ids, [ids[1], ids[3]])
  assert.deepEqual((await page('status=published')).ids, [])
  assert.equal((await page(`slug=${first.body.data[0].slug}`)).ids.length, 1)
  const bad: [string, string][] = [
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=x', 'limit'],
    ['starting_after=app_nothing', 'starting_after'],
    [`starting_after=${ids[0]}&ending_before=${ids[1]}`, 'ending_before'],
    ['status=gone', 'status'],
    ['page=2', 'page'],
  ]
  for (const [query, param] of bad) {
    const { status, body } = await own('GET', `/v1/apps?${query}`)
    assert.deepEqual([status, body.error.param], [400, param], query)
  }
  const foreign = await make()
  const cursor = await own('GET', `/v1/apps?starting_after=${foreign.id}`)
  assert.equal(cursor.status, 400)
})

test('C8 another merchant’s app, another mode’s and none at all are the same 404', async () => {
  const app = await newApp(server, ada.test)
  const routes: [NonNullable<Call['method']>, string, object?][] = [
    ['GET', ''],
    ['PATCH', '', { name: 'x' }],
    ['POST', '', { name: 'x' }],
    ['DELETE', ''],
    ['POST', '/rotate_webhook_secret'],
    ['POST', '/credentials'],
    ['GET', '/credentials'],
    ['DELETE', `/credentials/${app.client_id}`],
    ['POST', '/submit_for_review'],
    ['POST', '/withdraw'],
    ['POST', '/unpublish'],
    ['GET', '/installations'],
  ]
  for (const key of [eve.test, eve.live, ada.live]) {
    for (const [method, path, body] of routes) {
      const seen = await caller(server, key)(method, `/v1/apps/${app.id}${path}`, body)
      const none = await caller(server, key)(method, `/v1/apps/app_nothing${path}`, body)
      assert.deepEqual([seen.status, seen.body.error?.code], [404, 'resource_missing'], path)
      assert.deepEqual(seen.body, none.body)
    }
  }
  assert.equal((await as('GET', `/v1/apps/${app.id}`)).body.name, complete.name)
  const { data } = (await live('GET', '/v1/apps')).body
  assert.ok(data.every(({ livemode }: { livemode: boolean }) => livemode))
})

test('clients: a secret once, five at most, gone at once', async () => {
  const { id, client_id, client_secret } = await newApp(server, ada.test)
  assert.match(client_id, /^ca_test_[0-9A-Za-z]{24}$/)
  const made = [client_id]
  for (let i = 0; i < 4; i++) {
    const { body } = await as('POST', `/v1/apps/${id}/credentials`)
    assert.equal(body.client_secret.slice(0, 12), body.client_secret_prefix)
    made.unshift(body.client_id)
  }
  const racing = await barrier(5, () => as('POST', `/v1/apps/${id}/credentials`))
  for (const { status, body } of racing) {
    assert.deepEqual([status, body.error.code], [400, 'too_many_credentials'])
  }
  const list = await as('GET', `/v1/apps/${id}/credentials`)
  assert.deepEqual(
    list.body.data.map((client: { client_id: string }) => client.client_id),
    made,
  )
  assert.ok(!list.text.includes(client_secret) && !list.text.includes('"client_secret":'))
  const gone = await as('DELETE', `/v1/apps/${id}/credentials/${client_id}`)
  assert.deepEqual(gone.body, { id: client_id, object: 'oauth_client', deleted: true })
  assert.equal((await as('DELETE', `/v1/apps/${id}/credentials/${client_id}`)).status, 404)
  const open = await as('POST', `/v1/apps/${id}/credentials`, { client_type: 'public' })
  assert.deepEqual([open.body.client_type, open.body.client_secret], ['public', null])
  assert.match(
    (await live('POST', `/v1/apps/${(await newApp(server, ada.live)).id}/credentials`)).body
      .client_id,
    /^ca_live_/,
  )
})

test('what a status keeps as it is', async () => {
  const inReview = await newApp(server, ada.test)
  await as('POST', `/v1/apps/${inReview.id}/submit_for_review`)
  const published = await newApp(server, ada.test)
  await as('POST', `/v1/apps/${published.id}/submit_for_review`)
  await decide(server, admin.token, published.id, 'approve')
  const hidden = await newApp(server, ada.test, { distribution_type: 'private' })
  await as('POST', `/v1/apps/${hidden.id}/submit_for_review`)
  await decide(server, admin.token, hidden.id, 'approve')
  const uris = ['https://other.example.com/cb']
  const table: [string, object, number][] = [
    [inReview.id, { metadata: { a: '1' } }, 200],
    [inReview.id, { name: 'x' }, 400],
    [inReview.id, { metadata: { a: '2' }, description: 'x' }, 400],
    [published.id, { name: 'x', description: 'y', category: 'z' }, 200],
    [published.id, { slug: `s-${Date.now()}` }, 400],
    [published.id, { requested_scopes: ['read_orders'] }, 400],
    [published.id, { redirect_uris: uris }, 400],
    [published.id, { distribution_type: 'private' }, 400],
    [hidden.id, { redirect_uris: uris }, 200],
    [hidden.id, { redirect_uris: ['http://localhost/cb'] }, 400],
    [hidden.id, { requested_scopes: ['read_orders'] }, 400],
  ]
  for (const [id, body, status] of table) {
    const before = (await as('GET', `/v1/apps/${id}`)).body
    const answer = await as('PATCH', `/v1/apps/${id}`, body)
    assert.equal(answer.status, status, JSON.stringify(body))
    if (status === 200) continue
    assert.match(answer.body.error.code, /app_invalid_state|parameter_invalid/)
    assert.deepEqual((await as('GET', `/v1/apps/${id}`)).body, before)
  }
  assert.equal((await as('DELETE', `/v1/apps/${inReview.id}`)).body.error.code, 'app_invalid_state')
})

test('a deleted app is gone with its clients', async () => {
  const { id } = await newApp(server, ada.test)
  assert.deepEqual((await as('DELETE', `/v1/apps/${id}`)).body, {
    id,
    object: 'app',
    deleted: true,
  })
  assert.equal((await as('GET', `/v1/apps/${id}`)).status, 404)
  assert.equal((await as('DELETE', `/v1/apps/${id}`)).status, 404)
})

describe('K4 the idempotency key', () => {
  const table: [string, Record<string, string>, number, string | undefined][] = [
    ['none', {}, 400, 'parameter_missing'],
    ['empty', { 'idempotency-key': '' }, 400, 'parameter_invalid'],
    ['one character', { 'idempotency-key': 'a' }, 200, undefined],
    ['255', { 'idempotency-key': 'a'.repeat(255) }, 200, undefined],
    ['256', { 'idempotency-key': 'a'.repeat(256) }, 400, 'parameter_invalid'],
    ['beyond ASCII', { 'idempotency-key': 'schl\u00fcssel' }, 400, 'parameter_invalid'],
  ]
  for (const [name, headers, status, code] of table) {
    test(name, async () => {
      const answer = await server.call({
        url: '/v1/apps',
        body: { name: 'Acme' },
        headers: { ...basic(ada.test), ...headers },
      })
      assert.deepEqual([answer.status, answer.body.error?.code], [status, code])
      if (code) assert.equal(answer.body.error.param, 'Idempotency-Key')
    })
  }
})

test('who calls: the carriers of a key, and what is none', async () => {
  const open: Partial<Call>[] = [
    { headers: basic(ada.test) },
    { headers: { authorization: `Bearer ${ada.test}` } },
    { headers: { authorization: `bearer ${ada.test}` } },
    { token: ada.token },
  ]
  for (const how of open) assert.equal((await server.call({ url: '/v1/apps', ...how })).status, 200)
  const shut: Partial<Call>[] = [
    {},
    { headers: basic(ada.test, 'password') },
    { headers: basic('', ada.test) },
    { headers: { authorization: 'Basic' } },
    { headers: { authorization: 'Basic %%%' } },
    { headers: { authorization: ada.test } },
    { key: ada.test },
    { headers: basic(`${ada.test}x`) },
    { headers: basic('sk_live_nothing') },
    { headers: basic(ada.token) },
  ]
  for (const how of shut) {
    const { status, body, headers } = await server.call({ url: '/v1/apps', ...how })
    assert.deepEqual([status, body.error.type], [401, 'authentication_error'], JSON.stringify(how))
    assert.equal(body.error.code, 'authentication_failed')
    assert.match(String(headers['www-authenticate']), /^Bearer.*Basic/)
  }
})

test('C8 versions: the header wins, the answer says which, one field differs', async () => {
  const { id } = await make()
  const of = (version: string) =>
    as('GET', `/v1/apps/${id}`, undefined, { headers: { 'x-api-version': version } })
  const usual = await as('GET', `/v1/apps/${id}`)
  assert.deepEqual([usual.headers['x-api-version'], usual.body.category], ['2026-03-09', null])
  const old = await of('2025-12-01')
  assert.deepEqual([old.headers['x-api-version'], old.body.category], ['2025-12-01', ''])
  assert.deepEqual({ ...old.body, category: null }, usual.body)
  for (const version of ['2024-01-01', 'latest', '', '2026-03-09,2025-12-01']) {
    const { status, body } = await of(version)
    assert.deepEqual([status, body.error.param], [400, 'X-API-Version'], version)
  }
})

test('forms as Stripe’s clients send them', async () => {
  const form = (method: 'POST' | 'DELETE', url: string, fields: Record<string, string>) =>
    as(method, url, undefined, {
      ...(method === 'POST' ? { raw: new URLSearchParams(fields).toString() } : {}),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  const made = await form('POST', '/v1/apps', {
    name: 'Form App',
    'requested_scopes[0]': 'read_orders',
    'requested_scopes[1]': 'write_orders',
    'metadata[order]': '1',
  })
  assert.equal(made.status, 200, made.text)
  assert.deepEqual(made.body.requested_scopes, ['read_orders', 'write_orders'])
  assert.deepEqual(made.body.metadata, { order: '1' })
  const { id } = made.body
  const changed = await form('POST', `/v1/apps/${id}`, {
    'metadata[order]': '',
    description: '',
    requested_scopes: '',
  })
  assert.deepEqual(changed.body.metadata, {})
  assert.deepEqual([changed.body.description, changed.body.requested_scopes], [null, []])
  assert.equal((await form('POST', '/v1/apps', { 'name[x]': 'y' })).body.error.param, 'name')
  assert.equal((await form('DELETE', `/v1/apps/${id}`, {})).status, 200)
})

test('every answer carries its id and what is left of the limit', async () => {
  const busy = await startServer({ databaseUrl: server.databaseUrl, queue: false })
  const from = '203.0.113.9'
  const { headers } = await busy.call({ url: '/v1/apps', headers: basic(ada.test) })
  assert.match(String(headers['request-id']), /^req_/)
  assert.deepEqual(
    [headers['x-ratelimit-limit'], headers['x-ratelimit-remaining']],
    ['1500', '1499'],
  )
  const key = () =>
    busy.call({
      url: '/v1/api_keys',
      body: { name: 'x', type: 'publishable' },
      headers: { ...basic(eve.test), 'idempotency-key': uuid() },
    })
  const answers = []
  for (let i = 0; i < 11; i++) answers.push(await key())
  const last = answers.at(-1)
  assert.deepEqual([last?.status, last?.body.error.code], [429, 'rate_limit_exceeded'])
  assert.deepEqual(
    [last?.headers['x-ratelimit-limit'], last?.headers['x-ratelimit-remaining']],
    ['10', '0'],
  )
  assert.ok(Number(last?.headers['retry-after']) > 0)
  let status = 401
  for (let i = 0; i < 101 && status === 401; i++) {
    status = (await busy.call({ url: '/v1/apps', from, token: 'sk_test_guess' })).status
  }
  assert.equal(status, 429)
  assert.equal((await busy.call({ url: '/v1/apps', from, headers: basic(ada.test) })).status, 200)
})
