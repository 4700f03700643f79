import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, type Call, startServer, until } from '../../../test/kit.ts'
import { newPerson } from '../../../test/people.ts'
import type { Ctx } from '../../engines/context.ts'
import * as settings from '../../features/settings/index.ts'
import { defaultTenantId } from '../../kernel/caller.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, newTenant, operator, signIn } from './testing.ts'

const server = await startServer()
const admin = await operator(server)
const person = await signIn(server)
const service = await newKey(server, 'gsk', { tenantId: null })

const get = (path: string, call: Partial<Call> = {}) =>
  server.call({ url: `/api/v1/settings${path}`, ...call })
const put = (key: string, body: unknown, token: string | undefined = admin.token) =>
  server.call({
    method: 'PUT',
    url: `/api/v1/admin/settings/${encodeURIComponent(key)}`,
    body,
    token,
  })

await settings.set(server.ctx, { key: 'app.name', value: 'Flumen', isPublic: true })
await settings.set(server.ctx, { key: 'app.theme', value: { dark: true }, isPublic: true })
await settings.set(server.ctx, { key: 'app.internal', value: 7 })
await settings.set(server.ctx, { key: 'path/with:all.of-it_', value: [1], isPublic: true })

test('one setting: its value, or 404 for missing and hidden alike', async () => {
  const table: [string, string | undefined, number, unknown][] = [
    ['app.name', undefined, 200, 'Flumen'],
    ['app.theme', undefined, 200, { dark: true }],
    ['path%2Fwith%3Aall.of-it_', undefined, 200, [1]],
    ['app.internal', undefined, 404, undefined],
    ['app.internal', person.token, 404, undefined],
    ['app.internal', admin.token, 200, 7],
    ['app.nothing', admin.token, 404, undefined],
    ['user', admin.token, 404, undefined],
    ['secret%2F', admin.token, 404, undefined],
    ['batch', undefined, 404, undefined],
    ['%00', undefined, 400, undefined],
  ]
  for (const [key, token, status, value] of table) {
    const answer = await get(`/${key}`, { token })
    assert.equal(answer.status, status, `${key}: ${answer.text}`)
    assert.deepEqual(answer.body.value, value)
  }
  const byKey = await get('/app.internal', { headers: { 'x-service-key': service } })
  assert.equal(byKey.body.value, 7)
  assert.equal((await get('/app.name', { token: 'garbage' })).status, 401)
})

test('a list of what the caller may read', async () => {
  const keys = async (path: string, token?: string) =>
    (await get(path, { token })).body.map((row: { key: string }) => row.key)
  assert.deepEqual(await keys(''), ['app.name', 'app.theme', 'path/with:all.of-it_'])
  assert.deepEqual(await keys('?prefix=app.', person.token), ['app.name', 'app.theme'])
  assert.deepEqual(await keys('?prefix=app.&limit=2', admin.token), ['app.internal', 'app.name'])
  for (const query of ['?limit=0', '?limit=1001', '?limit=x', '?what=1']) {
    assert.equal((await get(query)).status, 400, query)
  }
})

test('several at once, in the order asked for', async () => {
  const batch = (body: unknown, token?: string) =>
    server.call({ url: '/api/v1/settings/batch', body, token })
  const keys = ['app.theme', 'app.internal', 'nothing', 'app.name', 'app.theme', '\u{1f600}']
  assert.deepEqual((await batch({ keys })).body, [
    { key: 'app.theme', value: { dark: true } },
    { key: 'app.name', value: 'Flumen' },
  ])
  assert.equal((await batch({ keys }, admin.token)).body.length, 3)
  const table: [unknown, string][] = [
    [{}, 'MISSING_REQUIRED_FIELD'],
    [{ keys: [] }, 'MISSING_REQUIRED_FIELD'],
    [{ keys: Array.from({ length: 101 }, String) }, 'INVALID_INPUT'],
    [{ keys: 'app.name' }, 'INVALID_INPUT'],
  ]
  for (const [body, code] of table) {
    const answer = await batch(body)
    assert.deepEqual([answer.status, answer.body.code], [400, code], answer.text)
  }
})

test('public reads may be kept for a moment and asked about by their tag', async () => {
  const first = await get('/app.name')
  assert.equal(first.headers['cache-control'], 'public, max-age=5')
  assert.match(String(first.headers.vary), /authorization.*x-fb-tenant/)
  const tag = String(first.headers.etag)
  for (const sent of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
    const again = await get('/app.name', { headers: { 'if-none-match': sent } })
    assert.deepEqual([again.status, again.text, again.headers.etag], [304, '', tag])
  }
  const other = await get('/app.name', { headers: { 'if-none-match': '"other"' } })
  assert.equal(other.status, 200)
  const known = await get('/app.name', { token: person.token })
  assert.equal(known.headers['cache-control'], 'private, no-cache')
  assert.equal((await get('/app.nothing')).headers['cache-control'], 'no-store')
})

test('an administrator sees what is in force and whose word it is', async () => {
  const list = (query = '') =>
    server.call({ url: `/api/v1/admin/settings${query}`, token: admin.token })
  const all = await list('?prefix=app.auth.')
  assert.equal(all.body.length, Object.keys(settings.authDefaults).length)
  assert.ok(all.body.every((entry: { source: string }) => entry.source === 'default'))
  const set = await put('app.auth.signup_enabled', { value: false, description: 'Closed' })
  assert.equal(set.status, 200, set.text)
  const { updated_at, ...entry } = set.body
  assert.ok(updated_at)
  assert.deepEqual(entry, {
    key: 'app.auth.signup_enabled',
    value: false,
    source: 'instance',
    is_public: false,
    description: 'Closed',
  })
  const one = { url: '/api/v1/admin/settings/app.auth.signup_enabled', token: admin.token }
  assert.deepEqual((await server.call(one)).body, set.body)
  assert.equal((await server.call({ ...one, method: 'DELETE' })).status, 204)
  assert.equal((await server.call({ ...one, method: 'DELETE' })).status, 404)
  assert.equal((await server.call(one)).body.source, 'default')
})

test('what is set must be of its kind, storable, and no secret', async () => {
  const table: [string, unknown, string][] = [
    ['app.x', {}, 'MISSING_REQUIRED_FIELD'],
    ['app.x', { value: 1, secret: true }, 'INVALID_INPUT'],
    ['app.x', { value: 'x'.repeat(65 * 1024) }, 'INVALID_INPUT'],
    ['app.x', { value: { deep: ['\ud800'] } }, 'INVALID_REQUEST_BODY'],
    ['app.x', { value: '\0' }, 'INVALID_INPUT'],
    ['white space', { value: 1 }, 'INVALID_INPUT'],
    ['user', { value: 1 }, 'INVALID_INPUT'],
    ['batch', { value: 1 }, 'INVALID_INPUT'],
    ['app.email.smtp_password', { value: 'x' }, 'INVALID_INPUT'],
    ['security.captcha.secret_key', { value: 'x' }, 'INVALID_INPUT'],
    ['app.auth.signup_enabled', { value: 'no' }, 'INVALID_SETTING'],
    ['app.auth.password_min_length', { value: 7 }, 'INVALID_SETTING'],
    ['app.auth.refresh_idle_seconds', { value: 1 }, 'INVALID_SETTING'],
    ['app.auth.unheard_of', { value: 1 }, 'INVALID_SETTING'],
    ['app.auth.constructor', { value: 1 }, 'INVALID_SETTING'],
    ['app.auth.redirect_allow_list', { value: 'https://a.example' }, 'INVALID_SETTING'],
    ['app.auth.redirect_allow_list', { value: ['javascript:alert(1)'] }, 'INVALID_INPUT'],
    ['app.auth.redirect_allow_list', { value: ['https://u:p@a.example'] }, 'INVALID_INPUT'],
    ['app.auth.redirect_allow_list', { value: ['*'] }, 'INVALID_INPUT'],
  ]
  for (const [key, body, code] of table) {
    const answer = await put(key, body)
    assert.deepEqual([answer.status, answer.body.code], [400, code], `${key} ${answer.text}`)
  }
  const emoji = await put('app.emoji', { value: { face: '\u{1f600} \\u0000' } })
  assert.deepEqual(emoji.body.value, { face: '\u{1f600} \\u0000' })
  const wrapped = await put('app.auth.signup_enabled', { value: { value: true } })
  assert.equal(wrapped.body.value, true)
  assert.equal((await put('app.nil', { value: null })).body.value, null)
})

test('a key stays public when its value changes, until somebody says otherwise', async () => {
  const read = async () => (await get('/app.public')).status
  await put('app.public', { value: 1, is_public: true })
  await put('app.public', { value: 2 })
  assert.equal(await read(), 200)
  await put('app.public', { value: 2, is_public: false })
  assert.equal(await read(), 404)
})

test('the instance is for instance admins, a tenant for those it was given to', async () => {
  const [ours, other] = [await newTenant(server), await newTenant(server)]
  const given = await signIn(server, { role: 'tenant_admin', tenant_id: ours })
  const body = { value: 'x', is_public: true }
  for (const token of [given.token, person.token]) {
    const answer = await server.call({
      method: 'PUT',
      url: '/api/v1/admin/settings/app.auth.signup_enabled',
      body: { value: false },
      token,
      headers: { 'x-fb-tenant': 'default' },
    })
    assert.equal(answer.status, 403)
  }
  assert.equal((await put('app.x', body, service)).status, 403)
  const nobody = await server.call({ method: 'PUT', url: '/api/v1/admin/settings/app.x', body })
  assert.equal(nobody.status, 401)

  const inside = (tenantId: string | undefined, changes: object = {}): Ctx =>
    Object.assign(Object.create(server.ctx), {
      caller: {
        kind: 'user',
        userId: given.userId,
        role: 'tenant_admin',
        ...(tenantId === undefined ? {} : { tenantId }),
        ...changes,
      },
    })
  const change = (ctx: Ctx, key: string, value: unknown) => settings.change(ctx, { key, value })
  const min = 'app.auth.password_min_length'
  assert.equal((await change(inside(ours), min, 20)).source, 'tenant')
  assert.equal((await settings.auth(inside(ours))).password_min_length, 20)
  assert.equal((await settings.auth(inside(other))).password_min_length, 8)
  assert.equal((await settings.auth(server.ctx)).password_min_length, 8)
  for (const tenantId of [other, undefined, defaultTenantId]) {
    await assert.rejects(change(inside(tenantId), min, 9), { kind: 'forbidden' })
    await assert.rejects(settings.reset(inside(tenantId), min), { kind: 'forbidden' })
  }
  const merely = inside(ours, { userId: person.userId, role: 'admin' })
  await assert.rejects(change(merely, min, 9), { kind: 'forbidden' })
  await assert.rejects(change(inside(ours), 'realtime.enabled', false), { code: 'invalid_input' })
  const mayBe = 'instance.overridable_settings'
  await settings.set(server.ctx, { key: mayBe, value: ['realtime'] })
  assert.equal((await change(inside(ours), 'realtime.enabled', false)).value, false)
  await assert.rejects(change(inside(ours), 'realtimes', 1), { code: 'invalid_input' })
  await settings.unset(server.ctx, mayBe)
})

test("a tenant's word hides that of the instance, also its being public", async () => {
  const tenantId = await newTenant(server)
  const inside: Ctx = Object.assign(Object.create(server.ctx), {
    caller: { kind: 'nobody', role: 'anon', tenantId },
  })
  assert.equal((await settings.find(inside, 'app.name')).value, 'Flumen')
  await settings.set(inside, { key: 'app.name', value: 'Ours' })
  await assert.rejects(settings.find(inside, 'app.name'), { kind: 'not_found' })
  await settings.set(inside, { key: 'app.name', value: 'Ours', isPublic: true })
  assert.equal((await settings.find(inside, 'app.name')).value, 'Ours')
  assert.equal((await get('/app.name')).body.value, 'Flumen')
})

test('every change is written down with its value and who made it', async () => {
  await put('app.written', { value: 'first' })
  await server.call({
    method: 'DELETE',
    url: '/api/v1/admin/settings/app.written',
    token: admin.token,
  })
  const rows = await server.ctx.db.rows<{ user_id: string; details: object }>(
    sql`select user_id, details from auth.audit where event = 'setting.changed'
      and details ->> 'key' = 'app.written' order by id`,
  )
  assert.deepEqual(rows, [
    {
      user_id: admin.userId,
      details: { key: 'app.written', value: 'first', is_public: false },
    },
    { user_id: admin.userId, details: { key: 'app.written', unset: true } },
  ])
})

test('two processes, one database: a change is in force on the other within a second', async () => {
  const other = await startServer({ databaseUrl: server.databaseUrl, queue: false })
  const signUp = () => {
    const { email, password } = newPerson()
    return other.call({ url: '/api/v1/auth/signup', body: { email, password } })
  }
  const min = async () =>
    (await other.call({ url: '/api/v1/auth/config' })).body.password_min_length
  assert.equal((await signUp()).status, 201)
  assert.equal(await min(), 8)
  await put('app.auth.signup_enabled', { value: false })
  await put('app.auth.password_min_length', { value: 30 })
  const started = performance.now()
  await until('no sign-up there', async () => (await signUp()).status === 403, 1_000)
  await until('the new length there', async () => (await min()) === 30, 1_000)
  assert.ok(performance.now() - started < 1_000)
  await put('app.auth.signup_enabled', { value: true })
  await until('sign-up again', async () => (await signUp()).body.code === 'WEAK_PASSWORD', 1_000)
})

test('changes that commit out of order are news each: no process keeps an old value', async () => {
  const other = await startServer({ databaseUrl: server.databaseUrl, queue: false })
  const read = async (key: string) => (await other.call({ url: `/api/v1/settings/${key}` })).body
  await put('race.slow', { value: 0, is_public: true })
  await put('race.fast', { value: 0, is_public: true })
  await until('the first values', async () => (await read('race.fast')).value === 0)
  let written = () => {}
  const started = new Promise<void>((resolve) => {
    written = resolve
  })
  const slow = server.ctx.engines.db.transaction(async (db) => {
    const inside: Ctx = Object.create(server.ctx)
    inside.db = db
    inside.transaction = { afterCommit: [] }
    await settings.set(inside, { key: 'race.slow', value: 1 })
    written()
    await until('the other one is known', async () => (await read('race.fast')).value === 1)
  })
  await started
  await put('race.fast', { value: 1 })
  await slow
  await until('the late one, too', async () => (await read('race.slow')).value === 1, 1_000)
  const news = await server.ctx.db.row<{ all: number; distinct: number }>(
    sql`select count(*)::int as all, count(distinct subject_id)::int as distinct
      from auth.revocations where subject = 'settings'`,
  )
  assert.equal(news?.distinct, news?.all, 'an older time under a known name would be no news')
})

test('fifty changes of one setting at once: each succeeds, one value remains', async () => {
  const answers = await barrier(50, (i) => put('race.many', { value: i, is_public: true }))
  assert.ok(answers.every((answer) => answer.status === 200))
  const { value } = (await get('/race.many')).body
  const row = await server.ctx.db.row<{ value: number }>(
    sql`select value from auth.settings where key = 'race.many'`,
  )
  assert.equal(value, row?.value)
})
