import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, type Call, startServer } from '../../../test/kit.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, newTenant, operator, signIn } from './testing.ts'

/** Idempotency-Key on the platform. */
const server = await startServer({ rateLimit: false })
const admin = await operator(server)
const ada = await signIn(server)
const bob = await signIn(server)

const put = (key: string | undefined, changes: Partial<Call> = {}) =>
  server.call({
    method: 'PUT',
    url: '/api/v1/settings/user/theme',
    token: ada.token,
    body: { value: { color: 'blue' } },
    ...changes,
    headers: { ...(key === undefined ? {} : { 'idempotency-key': key }), ...changes.headers },
  })

const assignments = async (tenantId: string): Promise<number> =>
  (
    await server.ctx.db.rows(
      sql`select id from auth.audit where event = 'member.assigned' and tenant_id = ${tenantId}`,
    )
  ).length

test('K1 fifty at once: one effect; who is not told to wait gets the same bytes', async () => {
  const tenantId = await newTenant(server)
  await server.ctx.db.run(sql`update auth.tenants set is_managed = true where id = ${tenantId}`)
  const key = uuid()
  const answers = await barrier(50, () =>
    server.call({
      url: `/api/v1/admin/tenants/${tenantId}/members`,
      token: admin.token,
      body: { user_id: bob.userId, role: 'member' },
      headers: { 'idempotency-key': key },
    }),
  )
  const done = answers.filter(({ status }) => status === 201)
  assert.ok(done.length > 0)
  assert.equal(new Set(done.map(({ text }) => text)).size, 1)
  for (const { status, headers, body } of answers.filter(({ status }) => status !== 201)) {
    assert.deepEqual([status, headers['retry-after']], [409, '2'])
    assert.equal(body.code, 'IDEMPOTENCY_REQUEST_IN_PROGRESS')
  }
  assert.equal(done.filter(({ headers }) => !headers['idempotent-replayed']).length, 1)
  assert.equal(await assignments(tenantId), 1)
})

test('a replay says so, and is the first answer to the byte', async () => {
  const key = uuid()
  const first = await put(key)
  assert.equal(first.status, 200)
  assert.equal(first.headers['idempotent-replayed'], undefined)
  const again = await put(key)
  assert.equal(again.headers['idempotent-replayed'], 'true')
  assert.equal(again.headers['idempotency-replayed'], 'true')
  assert.deepEqual([again.status, again.text], [first.status, first.text])
  const third = await put(undefined, { raw: '{ "value" : {"color" : "blue"} }' })
  assert.notEqual(third.text, first.text, 'without the key it is done anew')
})

test('an answer without a body is replayed without one', async () => {
  await put(undefined)
  const remove = { method: 'DELETE' as const, body: undefined }
  const key = uuid()
  for (const replayed of [undefined, 'true']) {
    const answer = await put(key, remove)
    assert.deepEqual([answer.status, answer.headers['idempotent-replayed']], [204, replayed])
  }
  assert.equal((await put(uuid(), remove)).status, 404)
})

test('K3 other body, path or method: 422; nothing done', async () => {
  const key = uuid()
  const first = await put(key)
  const others: Partial<Call>[] = [
    { body: { value: { color: 'red' } } },
    { url: '/api/v1/settings/user/other' },
    { method: 'DELETE', body: undefined },
  ]
  for (const other of others) {
    const { status, body } = await put(key, other)
    assert.deepEqual([status, body.code], [422, 'IDEMPOTENCY_KEY_MISMATCH'])
  }
  const kept = await server.call({ url: '/api/v1/settings/user/own/theme', token: ada.token })
  assert.equal(kept.text, first.text)
})

test("K3 another person's same key is their own; a person's key of their own is the same person", async () => {
  const key = uuid()
  assert.equal((await put(key)).status, 200)
  const his = await put(key, { token: bob.token, body: { value: { color: 'green' } } })
  assert.deepEqual([his.status, his.headers['idempotent-replayed']], [200, undefined])
  const fbk = await newKey(server, 'fbk', { userId: ada.userId })
  const hers = await put(key, { token: undefined, headers: { 'x-client-key': fbk } })
  assert.deepEqual([hers.status, hers.headers['idempotent-replayed']], [200, 'true'])
})

test('replayed only to whoever is let in', async () => {
  const key = uuid()
  assert.equal((await put(key)).status, 200)
  assert.equal((await put(key, { token: 'garbage' })).status, 401)
  assert.equal((await put(key, { token: undefined })).status, 401)
})

test('K4 the length of a key', async () => {
  const table: [string, number, string?][] = [
    ['', 400, 'IDEMPOTENCY_KEY_EMPTY'],
    ['a', 200],
    ['x'.repeat(256), 200],
    ['x'.repeat(257), 400, 'IDEMPOTENCY_KEY_TOO_LONG'],
  ]
  for (const [key, status, code] of table) {
    const answer = await put(key)
    assert.deepEqual([answer.status, answer.body.code], [status, code], key)
  }
})

test('K5 a refusal leaves the key free for the corrected request', async () => {
  const key = uuid()
  assert.equal((await put(key, { body: { value: 'no object' } })).status, 400)
  assert.equal((await put(key)).status, 200)
})

test('never on sign-in, nor on what hands out keys, invitations or secrets', () => {
  const platform = server.app.surfaces.find(({ name }) => name === 'platform')
  const repeatable = (platform?.routes ?? []).filter(
    ({ headers }) => headers?.properties && 'idempotency-key' in headers.properties,
  )
  assert.ok(repeatable.length >= 15, String(repeatable.length))
  for (const { name, method, path, access } of repeatable) {
    assert.notEqual(method, 'GET', name)
    assert.doesNotMatch(path, /\/auth\/|keys|invitations|secret(?!s?\/\{path\})|impersonat/, name)
    assert.doesNotMatch(access, /^(public|optional)/, name)
  }
})
