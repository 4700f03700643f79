import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import { newPerson, signedInAdmin } from '../../../test/people.ts'
import type { RegistryEvent } from '../../engines/events/index.ts'
import { registryEvents } from '../../engines/events/index.ts'
import { uuid } from '../../kernel/ids.ts'
import { basic, caller, decide, newApp, newMerchant, publish } from './testing.ts'

/** What merchants find and install, and their keys. */
const server = await startServer({ rateLimit: false })
const dev = await newMerchant(server)
const shop = await newMerchant(server)
const other = await newMerchant(server)
const admin = await signedInAdmin(server)
const as = caller(server, shop.test)
const asDev = caller(server, dev.test)

const told: [string, RegistryEvent][] = []
for (const name of registryEvents) {
  server.app.engines.events.on(name, async (_ctx, event) => void told.push([name, event]))
}
const toldOf = (appId: string) => told.filter(([, event]) => event.appId === appId)

const install = (id: string, body?: object, key = shop.test) =>
  caller(server, key)('POST', `/v1/marketplace/apps/${id}/install`, body)

test('the marketplace shows what is published, and of it nothing private', async () => {
  const app = await publish(server, dev.test, admin.token, {
    name: 'Ledger 100%',
    category: 'finance',
    webhook_url: 'https://hooks.example.com/',
    short_description: 'Books_and more',
  })
  const draft = await newApp(server, dev.test)
  const hidden = await publish(server, dev.test, admin.token, { distribution_type: 'private' })
  const { status, body } = await as('GET', `/v1/marketplace/apps/${app.id}`)
  assert.equal(status, 200)
  for (const name of ['webhook_url', 'redirect_uris', 'review_notes', 'metadata', 'status']) {
    assert.ok(!(name in body), name)
  }
  assert.deepEqual(
    [body.object, body.version, body.install_count, body.is_installed, body.installation],
    ['app', '1.0.0', 0, false, null],
  )
  assert.match(body.developer_id, /^merch_/)
  for (const { id } of [draft, hidden]) {
    assert.equal((await as('GET', `/v1/marketplace/apps/${id}`)).status, 404)
    assert.equal((await asDev('GET', `/v1/marketplace/apps/${id}`)).status, 200)
  }
  assert.equal(
    (await caller(server, shop.live)('GET', `/v1/marketplace/apps/${app.id}`)).status,
    404,
  )
  const find = async (query: string) =>
    (await as('GET', `/v1/marketplace/apps?limit=100&${query}`)).body.data.map(
      ({ id }: { id: string }) => id,
    )
  assert.ok((await find('')).includes(app.id))
  assert.ok(!(await find('')).includes(hidden.id) && !(await find('')).includes(draft.id))
  assert.deepEqual(await find('category=finance'), [app.id])
  assert.deepEqual(await find('search=ledger'), [app.id])
  assert.deepEqual(await find('search=100%25'), [app.id])
  assert.deepEqual(await find('search=books_and'), [app.id])
  assert.deepEqual(await find('search=%25ledger_'), [])
})

test('publishable keys look at the marketplace and do nothing else', async () => {
  const body = { name: 'web', type: 'publishable' }
  const { key } = (await as('POST', '/v1/api_keys', body)).body
  const web = caller(server, key)
  assert.match(key, /^pk_test_/)
  assert.equal((await web('GET', '/v1/marketplace/apps')).status, 200)
  const shut: ['GET' | 'POST' | 'DELETE', string][] = [
    ['GET', '/v1/apps'],
    ['POST', '/v1/apps'],
    ['GET', '/v1/api_keys'],
    ['GET', '/v1/marketplace/installations'],
    ['POST', '/v1/marketplace/apps/app_x/install'],
    ['POST', '/v1/oauth/authorize/grant'],
    ['GET', '/v1/admin/app_reviews'],
  ]
  for (const [method, url] of shut) {
    const { status, body } = await web(method, url)
    assert.deepEqual([status, body.error.code], [403, 'insufficient_scope'], url)
  }
})

test('installing: all scopes or some, once, changed by doing it again', async () => {
  const app = await publish(server, dev.test, admin.token)
  const first = await install(app.id)
  assert.equal(first.status, 200, first.text)
  const { id, merchant_id, created, updated, app: shown, ...rest } = first.body
  assert.match(id, /^inst_/)
  assert.match(merchant_id, /^merch_/)
  assert.deepEqual(rest, {
    object: 'app_installation',
    app_id: app.id,
    granted_scopes: ['read_customers', 'read_usage'],
    status: 'active',
    livemode: false,
    installed_by_user_id: null,
    uninstalled_at: null,
    metadata: {},
  })
  assert.deepEqual(Object.keys(shown).sort(), [
    'category',
    'icon_url',
    'id',
    'name',
    'short_description',
    'slug',
  ])
  const fewer = await install(app.id, { scopes: ['read_usage'] })
  assert.deepEqual([fewer.body.id, fewer.body.granted_scopes], [id, ['read_usage']])
  const bad: [object, string][] = [
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['write_customers'] }, 'scopes[0]'],
    [{ scopes: ['read_usage', 'nonsense'] }, 'scopes[1]'],
    [{ scopes: 'read_usage' }, 'scopes'],
    [{ merchant_id }, 'merchant_id'],
  ]
  for (const [body, param] of bad) {
    const answer = await install(app.id, body)
    assert.deepEqual([answer.status, answer.body.error.param], [400, param])
  }
  const seen = (await as('GET', `/v1/marketplace/apps/${app.id}`)).body
  assert.deepEqual([seen.is_installed, seen.install_count], [true, 1])
  assert.deepEqual(seen.installation, {
    id,
    status: 'active',
    granted_scopes: ['read_usage'],
    created,
  })
  await install(app.id, undefined, other.test)
  assert.equal((await asDev('GET', `/v1/apps/${app.id}`)).body.install_count, 2)
  const { data } = (await asDev('GET', `/v1/apps/${app.id}/installations`)).body
  assert.equal(data.length, 2)
  assert.ok(!('app' in data[0]))
  assert.equal((await as('GET', `/v1/apps/${app.id}/installations`)).status, 404)
  const refused = await asDev('DELETE', `/v1/apps/${app.id}`)
  assert.equal(refused.body.error.code, 'app_invalid_state')

  const gone = await as('DELETE', `/v1/marketplace/installations/${id}`)
  assert.deepEqual([gone.status, gone.body.status], [200, 'uninstalled'])
  assert.ok(gone.body.uninstalled_at >= created)
  assert.deepEqual((await as('DELETE', `/v1/marketplace/installations/${id}`)).body, gone.body)
  const anew = await install(app.id)
  assert.notEqual(anew.body.id, id)
  const own = (await as('GET', '/v1/marketplace/installations?limit=2')).body
  assert.deepEqual(
    own.data.map((one: { id: string; status: string }) => [one.id, one.status]),
    [
      [anew.body.id, 'active'],
      [id, 'uninstalled'],
    ],
  )
  assert.deepEqual(
    toldOf(app.id).map(([name]) => name),
    [
      'app.created',
      'app.submitted',
      'app.published',
      'app_installation.created',
      'app_installation.updated',
      'app_installation.created',
      'app_installation.deleted',
      'app_installation.created',
    ],
  )
  const [, change] = toldOf(app.id)[4] ?? assert.fail()
  assert.deepEqual(change.previous, { granted_scopes: ['read_customers', 'read_usage'] })
  assert.doesNotMatch(JSON.stringify(toldOf(app.id)), /whsec_|lr_cs_|sk_test/)
})

test('ten at once are one installation', async () => {
  const app = await publish(server, dev.test, admin.token)
  const answers = await barrier(10, () => install(app.id))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1)
  const created = toldOf(app.id).filter(([name]) => name === 'app_installation.created')
  assert.equal(created.length, 1)
})

test('an unpublished app keeps its installations and takes no new ones', async () => {
  const app = await publish(server, dev.test, admin.token)
  const { id } = (await install(app.id)).body
  await decide(server, admin.token, app.id, 'unpublish', { reason: 'spam' })
  const { data } = (await as('GET', '/v1/marketplace/installations?limit=1')).body
  assert.deepEqual([data[0].id, data[0].status], [id, 'active'])
  assert.equal((await install(app.id, undefined, other.test)).status, 404)
  assert.equal((await install(app.id)).status, 404)
  assert.equal((await asDev('GET', `/v1/apps/${app.id}`)).body.install_count, 1)
})

test('who may install what', async () => {
  const open = await publish(server, dev.test, admin.token)
  const draft = await newApp(server, dev.test)
  const hidden = await newApp(server, dev.test, { distribution_type: 'private' })
  const table: [string, string, number][] = [
    [open.id, shop.test, 200],
    [open.id, shop.live, 404],
    [draft.id, shop.test, 404],
    [draft.id, dev.test, 200],
    [hidden.id, shop.test, 404],
    [hidden.id, dev.test, 200],
    [hidden.id, dev.live, 404],
    ['app_nothing', shop.test, 404],
  ]
  for (const [id, key, status] of table) {
    assert.equal((await install(id, undefined, key)).status, status)
  }
  const { id } = (await install(open.id)).body
  for (const key of [other.test, shop.live, dev.test]) {
    const gone = await caller(server, key)('DELETE', `/v1/marketplace/installations/${id}`)
    assert.equal(gone.status, 404)
  }
})

test('an app whose developer left is in no list, and nobody counts who left', async () => {
  const gone = await newMerchant(server)
  const app = await publish(server, gone.test, admin.token)
  const leaving = await newMerchant(server)
  const stays = await publish(server, dev.test, admin.token)
  await install(stays.id, undefined, leaving.test)
  for (const { token, password } of [gone, leaving]) {
    const closed = await server.call({
      method: 'DELETE',
      url: '/v1/me/account',
      token,
      body: { password },
    })
    assert.equal(closed.status, 204, closed.text)
  }
  assert.equal((await as('GET', `/v1/marketplace/apps/${app.id}`)).status, 404)
  assert.equal((await install(app.id)).status, 404)
  assert.equal((await asDev('GET', `/v1/apps/${stays.id}`)).body.install_count, 0)
  const dead = await caller(server, gone.test)('GET', '/v1/apps')
  assert.equal(dead.status, 401)
})

describe('API keys', () => {
  const make = (body: object, token = shop.token) =>
    server.call({ url: '/v1/api_keys', token, body, headers: { 'idempotency-key': uuid() } })

  test('made by somebody signed in, or by a secret key in its own mode', async () => {
    const first = await make({ name: 'first', type: 'secret' })
    assert.match(first.body.key, /^sk_test_[0-9A-Za-z]{49}$/)
    assert.equal(first.body.livemode, false)
    const live = await make({ name: 'live', type: 'publishable', livemode: true })
    assert.match(live.body.key, /^pk_live_/)
    const byKey = caller(server, first.body.key)
    const same = await byKey('POST', '/v1/api_keys', { name: 'second', type: 'secret' })
    assert.match(same.body.key, /^sk_test_/)
    const up = await byKey('POST', '/v1/api_keys', { name: 'x', type: 'secret', livemode: true })
    assert.deepEqual([up.status, up.body.error.param], [400, 'livemode'])
    const list = await byKey('GET', '/v1/api_keys')
    assert.equal(list.body.data[0].id, same.body.id)
    assert.ok(!list.text.includes(same.body.key))
    assert.equal(list.body.data[0].prefix, same.body.key.slice(0, 12))
    const one = await byKey('GET', `/v1/api_keys/${same.body.id}`)
    assert.deepEqual({ ...one.body, last_used: null }, { ...list.body.data[0], last_used: null })
    const next = await byKey('GET', `/v1/api_keys?starting_after=${same.body.id}&limit=1`)
    assert.equal(next.body.data[0].id, first.body.id)
    for (const id of [live.body.id, 'key_nothing', `key_${'0'.repeat(32)}`]) {
      assert.equal((await byKey('GET', `/v1/api_keys/${id}`)).status, 404)
      assert.equal((await byKey('DELETE', `/v1/api_keys/${id}`)).status, 404)
    }
  })

  test('a roll gives a new key, and the old one is dead with it', async () => {
    const { body: old } = await make({ name: 'rolled', type: 'secret' })
    const rolled = await as('POST', `/v1/api_keys/${old.id}/roll`)
    assert.equal(rolled.status, 200, rolled.text)
    assert.notEqual(rolled.body.key, old.key)
    assert.equal(rolled.body.name, 'rolled')
    assert.equal((await caller(server, old.key)('GET', '/v1/apps')).status, 401)
    assert.equal((await caller(server, rolled.body.key)('GET', '/v1/apps')).status, 200)
    assert.equal((await as('POST', `/v1/api_keys/${old.id}/roll`)).status, 404)
    const ended = await as('DELETE', `/v1/api_keys/${rolled.body.id}`)
    assert.deepEqual(ended.body, { id: rolled.body.id, object: 'api_key', deleted: true })
    assert.equal((await caller(server, rolled.body.key)('GET', '/v1/apps')).status, 401)
  })

  test('bad input', async () => {
    const table: [object, string][] = [
      [{ type: 'secret' }, 'name'],
      [{ name: '', type: 'secret' }, 'name'],
      [{ name: 'x' }, 'type'],
      [{ name: 'x', type: 'restricted' }, 'type'],
      [{ name: 'x', type: 'secret', livemode: 'true' }, 'livemode'],
      [{ name: 'x', type: 'secret', scopes: [] }, 'scopes'],
    ]
    for (const [body, param] of table) {
      const answer = await make(body)
      assert.deepEqual([answer.status, answer.body.error.param], [400, param])
    }
  })

  test('live things need a proven mailbox', async () => {
    const person = newPerson()
    const body = { email: person.email, password: person.password }
    const up = await server.call({ url: '/api/v1/auth/signup', body })
    const token = up.body.access_token ?? assert.fail(up.text)
    assert.match((await make({ name: 'x', type: 'secret' }, token)).body.key, /^sk_test_/)
    const live = await make({ name: 'x', type: 'secret', livemode: true }, token)
    assert.deepEqual([live.status, live.body.error.code], [403, 'email_not_verified'])
    const there = { url: '/v1/apps', token, headers: { 'x-livemode': 'true' } }
    assert.equal((await server.call(there)).status, 403)
  })

  test('a session says which mode, and its person is known as who installed', async () => {
    const there = (livemode: string) =>
      server.call({ url: '/v1/apps', token: dev.token, headers: { 'x-livemode': livemode } })
    assert.equal((await there('maybe')).body.error.param, 'X-Livemode')
    await caller(server, dev.live)('POST', '/v1/apps', { name: 'Live one' })
    assert.ok((await there('true')).body.data.every((app: { livemode: boolean }) => app.livemode))
    const app = await publish(server, dev.test, admin.token)
    const made = await server.call({
      url: `/v1/marketplace/apps/${app.id}/install`,
      token: shop.token,
      body: {},
      headers: { 'idempotency-key': uuid() },
    })
    assert.equal(made.body.installed_by_user_id, shop.userId)
  })

  test('keys of the registry open nothing else, others open nothing here', async () => {
    for (const url of ['/v1/me/account', '/api/v1/tables', '/api/v2/apps', '/api/v1/api-keys']) {
      for (const secret of [shop.test, shop.live]) {
        for (const how of [{ token: secret }, { key: secret }, { headers: basic(secret) }]) {
          assert.equal((await server.call({ url, ...how })).status, 401, url)
        }
      }
    }
  })
})
