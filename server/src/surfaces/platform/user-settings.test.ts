import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, type Call, startServer } from '../../../test/kit.ts'
import * as settings from '../../features/settings/index.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, newTenant, signIn } from './testing.ts'

const server = await startServer()
const ada = await signIn(server)
const bob = await signIn(server)

const call = (path: string, given: Partial<Call> = {}) =>
  server.call({ url: `/api/v1/settings/user/${path}`, token: ada.token, ...given })
const put = (key: string, body: unknown, given: Partial<Call> = {}) =>
  call(encodeURIComponent(key), { method: 'PUT', body, ...given })

test('set, read, list, replace, delete', async () => {
  const made = await put('editor/font:size', { value: { px: 14 }, description: 'Mine' })
  assert.equal(made.status, 200, made.text)
  const { id, created_at, updated_at, ...rest } = made.body
  assert.ok(id && created_at && updated_at)
  assert.deepEqual(rest, {
    key: 'editor/font:size',
    value: { px: 14 },
    description: 'Mine',
    user_id: ada.userId,
  })
  const again = await put('editor/font:size', { key: 'ignored', value: { px: 15 } })
  assert.deepEqual(again.body, {
    ...made.body,
    value: { px: 15 },
    updated_at: again.body.updated_at,
  })
  await put('Zoom', { value: {} })
  const key = encodeURIComponent('editor/font:size')
  assert.deepEqual((await call(`own/${key}`)).body, again.body)
  assert.deepEqual((await call(key)).body, {
    key: 'editor/font:size',
    value: { px: 15 },
    source: 'user',
  })
  const list = await call('list')
  assert.deepEqual(
    list.body.map((row: { key: string }) => row.key),
    ['Zoom', 'editor/font:size'],
  )
  const gone = await call(key, { method: 'DELETE' })
  assert.deepEqual([gone.status, gone.text], [204, ''])
  assert.equal((await call(key, { method: 'DELETE' })).status, 404)
  assert.equal((await call(`own/${key}`)).status, 404)
})

test("the person's word first, then the system's, if it is public; values are objects", async () => {
  await settings.set(server.ctx, { key: 'ui.language', value: 'en', isPublic: true })
  await settings.set(server.ctx, { key: 'ui.limits', value: { a: 1 }, isPublic: true })
  await settings.set(server.ctx, { key: 'ui.hidden', value: { a: 1 } })
  const table: [string, number, unknown][] = [
    ['ui.language', 200, { key: 'ui.language', value: { value: 'en' }, source: 'system' }],
    ['system/ui.language', 200, { key: 'ui.language', value: { value: 'en' } }],
    ['system/ui.limits', 200, { key: 'ui.limits', value: { a: 1 } }],
    ['own/ui.language', 404, undefined],
    ['ui.hidden', 404, undefined],
    ['system/ui.hidden', 404, undefined],
    ['system/nothing', 404, undefined],
  ]
  for (const [path, status, body] of table) {
    const answer = await call(path)
    assert.equal(answer.status, status, path)
    if (body) assert.deepEqual(answer.body, body)
    else assert.equal(answer.body.code, 'NOT_FOUND')
  }
  await put('ui.language', { value: { value: 'de' } })
  assert.equal((await call('ui.language')).body.source, 'user')
  assert.deepEqual((await call('system/ui.language')).body.value, { value: 'en' })
})

test('what cannot be set', async () => {
  const table: [string, unknown, string][] = [
    ['k', {}, 'MISSING_REQUIRED_FIELD'],
    ['k', { value: 'text' }, 'INVALID_INPUT'],
    ['k', { value: [1] }, 'INVALID_INPUT'],
    ['k', { value: null }, 'INVALID_INPUT'],
    ['k', { value: {}, user_id: bob.userId }, 'INVALID_INPUT'],
    ['k', { value: { big: 'x'.repeat(65 * 1024) } }, 'INVALID_INPUT'],
    ['k', { value: { half: '\udc00' } }, 'INVALID_REQUEST_BODY'],
    ['k', { value: { nul: '\0' } }, 'INVALID_INPUT'],
    ['k', { value: {}, description: 'x'.repeat(1001) }, 'INVALID_INPUT'],
    ['list', { value: {} }, 'INVALID_INPUT'],
    ['own', { value: {} }, 'INVALID_INPUT'],
    ['system', { value: {} }, 'INVALID_INPUT'],
    ['spa ce', { value: {} }, 'INVALID_INPUT'],
    ['x'.repeat(256), { value: {} }, 'INVALID_INPUT'],
  ]
  for (const [key, body, code] of table) {
    const answer = await put(key, body)
    assert.deepEqual([answer.status, answer.body.code], [400, code], `${key}: ${answer.text}`)
  }
  assert.equal((await put('x'.repeat(255), { value: {} })).status, 200)
  assert.equal((await put('%00', { value: {} })).status, 400)
})

test('nobody sees, changes or deletes what is somebody else’s', async () => {
  await put('mine', { value: { of: 'ada' } })
  const asBob = { token: bob.token }
  assert.equal((await call('own/mine', asBob)).status, 404)
  assert.equal((await call('mine', asBob)).status, 404)
  assert.equal((await call('mine', { ...asBob, method: 'DELETE' })).status, 404)
  assert.deepEqual((await call('list', asBob)).body, [])
  const other = await put('mine', { value: { of: 'bob' } }, asBob)
  assert.equal(other.body.user_id, bob.userId)
  assert.deepEqual((await call('own/mine')).body.value, { of: 'ada' })
})

test('a client key of the person counts as them, within its scopes; other keys do not', async () => {
  const key = (scopes: string[]) => newKey(server, 'fbk', { userId: ada.userId }, { scopes })
  const by = (secret: string) => ({ token: undefined, headers: { 'x-client-key': secret } })
  const reads = by(await key(['auth:read']))
  const writes = by(await key(['auth:write']))
  await put('by.session', { value: { n: 1 } })
  assert.equal((await call('own/by.session', reads)).body.value.n, 1)
  assert.equal((await put('by.key', { value: {} }, reads)).status, 403)
  assert.equal((await put('by.key', { value: {} }, writes)).body.user_id, ada.userId)
  assert.equal((await call('by.key', { ...writes, method: 'DELETE' })).status, 204)
  const service = await newKey(server, 'gsk', { tenantId: null })
  for (const path of ['list', 'own/by.session', 'by.session']) {
    const answer = await call(path, { token: undefined, headers: { 'x-service-key': service } })
    assert.equal(answer.status, 403, answer.text)
  }
})

test('with each tenant a person keeps settings of their own', async () => {
  const tenantId = await newTenant(server)
  const inside = Object.assign(Object.create(server.ctx), {
    caller: { kind: 'user', userId: ada.userId, role: 'authenticated', tenantId },
  })
  await put('per.tenant', { value: { at: 'home' } })
  await assert.rejects(settings.own.get(inside, 'per.tenant'), { kind: 'not_found' })
  await settings.own.put(inside, { key: 'per.tenant', value: { at: 'work' } })
  assert.deepEqual((await call('own/per.tenant')).body.value, { at: 'home' })
})

test('first writings of one key at once: one row, the last word', async () => {
  const answers = await barrier(30, (i) => put('raced', { value: { i } }))
  assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([200]))
  assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1)
})

test('a thousand fit, however many come at once', async () => {
  const eve = await signIn(server)
  await server.ctx.db.run(sql`
    insert into auth.user_settings (id, user_id, tenant_id, key, value)
    select gen_random_uuid(), ${eve.userId}, '00000000-0000-4000-8000-000000000002', 'k' || n, '{}'
    from generate_series(1, 995) n`)
  const as = { token: eve.token }
  const answers = await barrier(20, (i) => put(`new${i}`, { value: {} }, as))
  const made = answers.filter((answer) => answer.status === 200)
  const refused = answers.filter((answer) => answer.body.code === 'TOO_MANY_SETTINGS')
  assert.deepEqual([made.length, refused.length], [5, 15])
  assert.equal((await put('k1', { value: { n: 2 } }, as)).status, 200)
  await call('k1', { ...as, method: 'DELETE' })
  assert.equal((await put('new again', { value: {} }, as)).status, 400)
  assert.equal((await put('again', { value: {} }, as)).status, 200)
})
