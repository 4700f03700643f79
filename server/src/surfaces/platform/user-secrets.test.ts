import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, barrier, type Call, startServer } from '../../../test/kit.ts'
import type { Ctx } from '../../engines/context.ts'
import * as settings from '../../features/settings/index.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, newTenant, operator, signIn } from './testing.ts'

const server = await startServer()
const ada = await signIn(server)
const bob = await signIn(server)
const service = await newKey(server, 'gsk', { tenantId: null })

const at = (path: string, given: Partial<Call> = {}) =>
  server.call({ url: `/api/v1/settings/secret${path}`, token: ada.token, ...given })
const put = (key: string, body: unknown, given: Partial<Call> = {}) =>
  at(`/${key}`, { method: 'PUT', body, ...given })

/** What the SDK does: replace, and on 404 create, with a slash at the end. */
async function setSecret(key: string, value: string): Promise<Answer> {
  const replaced = await put(encodeURIComponent(key), { value })
  return replaced.status === 404 ? at('/', { body: { key, value } }) : replaced
}

/** A reading as a service key does it. */
const decrypt = (userId: string, key: string, given: Partial<Call> = {}) =>
  server.call({
    url: `/api/v1/admin/settings/user/${userId}/secret/${encodeURIComponent(key)}/decrypt`,
    headers: { 'x-service-key': service },
    ...given,
  })

test('a client sets twice: it creates, then updates; the value is never shown', async () => {
  const made = await setSecret('stripe/live:key', 'canary-one')
  assert.equal(made.status, 201, made.text)
  const { id, created_at, updated_at, ...rest } = made.body
  assert.ok(id && created_at && updated_at)
  assert.deepEqual(rest, {
    key: 'stripe/live:key',
    user_id: ada.userId,
    created_by: ada.userId,
    updated_by: ada.userId,
  })
  const again = await setSecret('stripe/live:key', 'canary-two')
  assert.deepEqual([again.status, again.body.id], [200, id])
  const described = await put('stripe/live:key', { description: 'For payments' })
  assert.equal(described.body.description, 'For payments')
  assert.equal((await decrypt(ada.userId, 'stripe/live:key')).body.value, 'canary-two')
  for (const path of ['', '/', '/stripe/live:key', '/stripe%2Flive%3Akey']) {
    const answer = await at(path)
    assert.equal(answer.status, 200, path)
    assert.equal(answer.headers['cache-control'], 'no-store')
    const found = Array.isArray(answer.body) ? answer.body : [answer.body]
    assert.deepEqual(found, [described.body])
  }
  const gone = await at('/stripe%2Flive:key', { method: 'DELETE' })
  assert.deepEqual([gone.status, gone.text], [204, ''])
  assert.deepEqual((await at('/')).body, [])
  assert.equal((await put('stripe/live:key', { value: 'x' })).status, 404)
})

test('what is refused', async () => {
  const post = (body: unknown) => at('', { body })
  await post({ key: 'taken', value: 'x' })
  await server.call({
    method: 'PUT',
    url: '/api/v1/settings/user/open',
    body: { value: {} },
    token: ada.token,
  })
  const table: [unknown, number, string][] = [
    [{ key: 'a' }, 400, 'MISSING_REQUIRED_FIELD'],
    [{ value: 'a' }, 400, 'MISSING_REQUIRED_FIELD'],
    [{ key: 'a', value: '' }, 400, 'INVALID_INPUT'],
    [{ key: 'a', value: 1 }, 400, 'INVALID_INPUT'],
    [{ key: 'a b', value: 'x' }, 400, 'INVALID_INPUT'],
    [{ key: 'a', value: 'x', user_id: bob.userId }, 400, 'INVALID_INPUT'],
    [{ key: 'a', value: 'canary'.repeat(11_000) }, 400, 'INVALID_INPUT'],
    [{ key: 'a', value: 'ü'.repeat(33 * 1024) }, 400, 'INVALID_INPUT'],
    [{ key: 'taken', value: 'x' }, 409, 'DUPLICATE_KEY'],
    [{ key: 'open', value: 'x' }, 409, 'DUPLICATE_KEY'],
  ]
  for (const [body, status, code] of table) {
    const answer = await post(body)
    assert.deepEqual([answer.status, answer.body.code], [status, code], answer.text)
    assert.doesNotMatch(answer.text, /canary/)
  }
  const hidden = await server.call({
    method: 'PUT',
    url: '/api/v1/settings/user/taken',
    body: { value: {} },
    token: ada.token,
  })
  assert.deepEqual([hidden.status, hidden.body.code], [409, 'CONFLICT'])
  for (const path of ['own/taken', 'taken']) {
    const answer = await server.call({ url: `/api/v1/settings/user/${path}`, token: ada.token })
    assert.equal(answer.status, 404)
  }
})

test('nobody else sees, changes or deletes it; keys do not come here', async () => {
  await setSecret('private', 'canary')
  const asBob = { token: bob.token }
  assert.equal((await at('/private', asBob)).status, 404)
  assert.equal((await put('private', { value: 'x' }, asBob)).status, 404)
  assert.equal((await at('/private', { ...asBob, method: 'DELETE' })).status, 404)
  const key = await newKey(server, 'fbk', { userId: ada.userId }, { scopes: ['*'] })
  for (const headers of [{ 'x-client-key': key }, { 'x-service-key': service }]) {
    assert.equal((await at('/private', { token: undefined, headers })).status, 403)
  }
  assert.equal((await at('/private', { token: undefined })).status, 401)
})

test('only service keys of the whole instance read a value, and each reading is written down', async () => {
  await setSecret('read/me', 'canary')
  const admin = await operator(server)
  const tenantId = await newTenant(server)
  const keyOf = (kind: 'tsk' | 'anon' | 'pk', owner = { tenantId: null as string | null }) =>
    newKey(server, kind, owner)
  const table: [string, Partial<Call>, number][] = [
    ['nobody', { headers: {} }, 401],
    ['its owner', { headers: {}, token: ada.token }, 403],
    ['an operator', { headers: {}, token: admin.token }, 403],
    ['tenant key', { headers: { 'x-service-key': await keyOf('tsk', { tenantId }) } }, 403],
    ['default tenant key', { headers: { 'x-service-key': await keyOf('tsk') } }, 403],
    [
      'narrow service key',
      {
        headers: {
          'x-service-key': await newKey(
            server,
            'gsk',
            { tenantId: null },
            { scopes: ['secrets:read'] },
          ),
        },
      },
      403,
    ],
    [
      'own client key',
      { headers: { 'x-client-key': await newKey(server, 'fbk', { userId: ada.userId }) } },
      403,
    ],
  ]
  for (const [who, given, status] of table) {
    const answer = await decrypt(ada.userId, 'read/me', given)
    assert.equal(answer.status, status, `${who}: ${answer.text}`)
    assert.doesNotMatch(answer.text, /canary/)
  }
  const readings = () =>
    server.ctx.db.rows<{ details: object; actor: string }>(
      sql`select details, actor from auth.audit where event = 'user_secret.revealed'
        and user_id = ${ada.userId} and details ->> 'key' = 'read/me'`,
    )
  assert.deepEqual(await readings(), [])
  const answer = await decrypt(ada.userId, 'read/me')
  assert.deepEqual(answer.body, { value: 'canary' })
  assert.equal(answer.headers['cache-control'], 'no-store')
  assert.equal((await readings()).length, 1)
  for (const [userId, key] of [
    [bob.userId, 'read/me'],
    [ada.userId, 'nothing'],
    ['00000000-0000-4000-8000-00000000dead', 'read/me'],
  ] as const) {
    assert.equal((await decrypt(userId, key)).status, 404)
  }
  const bad = await decrypt('nope', 'read/me')
  assert.deepEqual([bad.status, bad.body.code], [400, 'INVALID_ID'])
})

test('the database holds no value, and a ciphertext opens in its own place only', async () => {
  await setSecret('one', 'canary-at-rest')
  await setSecret('two', 'another')
  const dump = await server.ctx.db.row<{ all: string }>(sql`
    select (select json_agg(s)::text from auth.user_settings s)
      || (select json_agg(a)::text from auth.audit a) as all`)
  assert.doesNotMatch(dump?.all ?? '', /canary/)
  await server.ctx.db.run(sql`
    update auth.user_settings set sealed = (
      select sealed from auth.user_settings where key = 'one' and user_id = ${ada.userId})
    where key = 'two' and user_id = ${ada.userId}`)
  assert.equal((await decrypt(ada.userId, 'two')).status, 500)
  assert.equal((await decrypt(ada.userId, 'one')).body.value, 'canary-at-rest')
})

test('with each tenant a person keeps secrets of their own', async () => {
  const tenantId = await newTenant(server)
  const inside: Ctx = Object.assign(Object.create(server.ctx), {
    caller: { kind: 'user', userId: ada.userId, role: 'authenticated', tenantId },
  })
  await setSecret('shared-name', 'at home')
  await settings.ownSecrets.create(inside, { key: 'shared-name', value: 'at work' })
  assert.equal((await decrypt(ada.userId, 'shared-name')).body.value, 'at home')
  assert.equal(await settings.ownSecrets.reveal(inside, ada.userId, 'shared-name'), 'at work')
  assert.equal((await settings.ownSecrets.list(inside)).length, 1)
  const headers = { 'x-service-key': service, 'x-fb-tenant': tenantId }
  assert.equal((await decrypt(ada.userId, 'shared-name', { headers })).body.value, 'at work')
})

test('created by many at once: one is made', async () => {
  const answers = await barrier(30, (i) => at('/', { body: { key: 'raced', value: `v${i}` } }))
  const made = answers.filter((answer) => answer.status === 201)
  assert.deepEqual([made.length, answers.filter((a) => a.status === 409).length], [1, 29])
})
