import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, type Call, startServer } from '../../../test/kit.ts'
import type { Ctx } from '../../engines/context.ts'
import * as secrets from '../../features/secrets/index.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, newTenant, operator, signIn } from './testing.ts'

const server = await startServer()
const admin = await operator(server)

const at = (path: string, given: Partial<Call> = {}) =>
  server.call({ url: `/api/v1/secrets${path}`, token: admin.token, ...given })
const create = (body: object, given: Partial<Call> = {}) =>
  at('', { body: { value: 'canary', ...body }, ...given })
const put = (path: string, body: object, headers: Record<string, string> = {}) =>
  at(path, { method: 'PUT', body, headers })
const rollBack = (path: string, headers: Record<string, string> = {}) =>
  at(path, { method: 'POST', body: {}, headers })

/** Background work of a tenant, as functions run. */
const inside = (tenantId?: string): Ctx =>
  Object.assign(Object.create(server.ctx), {
    caller: { kind: 'system', ...(tenantId === undefined ? {} : { tenantId }) },
  })
const variable = async (name: string, namespace = 'default', tenantId?: string) =>
  (await secrets.environment(inside(tenantId), namespace))[`FLUXBASE_SECRET_${name}`]

const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

test('create, read, change, look back, roll back, delete: by id', async () => {
  const made = await create({ name: 'API_KEY', value: 'one', description: 'Mine' })
  assert.equal(made.status, 201, made.text)
  const { id, created_at, updated_at, ...rest } = made.body
  assert.ok(created_at && updated_at)
  assert.deepEqual(rest, {
    name: 'API_KEY',
    scope: 'global',
    description: 'Mine',
    version: 1,
    created_by: admin.userId,
    updated_by: admin.userId,
  })
  const one = await at(`/${id}`)
  assert.deepEqual([one.status, one.body, one.headers.etag], [200, made.body, '"1"'])
  assert.equal((await put(`/${id}`, { description: null })).body.version, 1)
  assert.equal((await at(`/${id}`)).body.description, undefined)
  const second = await put(`/${id}`, { value: 'two' })
  assert.deepEqual([second.body.version, second.headers.etag], [2, '"2"'])
  assert.equal(await variable('API_KEY'), 'two')
  const back = await rollBack(`/${id}/rollback/1`)
  assert.deepEqual([back.status, back.body.version], [200, 3])
  assert.equal(await variable('API_KEY'), 'one')
  const versions = await at(`/${id}/versions`)
  assert.deepEqual(
    versions.body.map((row: { version: number }) => row.version),
    [3, 2, 1],
  )
  assert.deepEqual(Object.keys(versions.body[0]).sort(), [
    'created_at',
    'created_by',
    'id',
    'secret_id',
    'version',
  ])
  const gone = await at(`/${id}`, { method: 'DELETE' })
  assert.equal(gone.status, 200)
  assert.equal(typeof gone.body.message, 'string')
  for (const path of [`/${id}`, `/${id}/versions`]) assert.equal((await at(path)).status, 404)
})

test('by name: the global one, or with a namespace that one; never the other', async () => {
  await create({ name: 'DB_URL', value: 'global' })
  await create({ name: 'DB_URL', value: 'default', scope: 'namespace', namespace: 'default' })
  await create({ name: 'DB_URL', value: 'prod', scope: 'namespace', namespace: 'prod' })
  const name = '/by-name/DB_URL'
  assert.equal((await at(name)).body.scope, 'global')
  assert.equal((await at(`${name}?namespace=default`)).body.namespace, 'default')
  assert.equal((await at(`/by-name/db_url?namespace=prod`)).body.namespace, 'prod')
  assert.equal((await at(`${name}?namespace=dev`)).status, 404)
  assert.equal((await put(`${name}?namespace=prod`, { value: 'prod 2' })).body.version, 2)
  assert.equal((await at(name)).body.version, 1)
  assert.equal((await at(`${name}/versions?namespace=prod`)).body.length, 2)
  const back = await rollBack(`${name}/rollback/1?namespace=prod`)
  assert.equal(back.body.version, 3)
  assert.equal(await variable('DB_URL', 'prod'), 'prod')
  assert.equal(await variable('DB_URL', 'default'), 'default')
  assert.equal(await variable('DB_URL', 'dev'), 'global')
  assert.equal((await at(`${name}?namespace=prod`, { method: 'DELETE' })).status, 200)
  assert.equal(await variable('DB_URL', 'prod'), 'global')
  const list = async (query: string) => (await at(query)).body.map((s: { id: string }) => s.id)
  assert.equal((await list('?scope=global')).length, 1)
  assert.equal((await list('?scope=namespace')).length, 1)
  assert.equal((await list('?namespace=default')).length, 1)
  assert.equal((await list('')).length, 2)
})

test('words of routes win over ids; what is refused', async () => {
  assert.equal((await at('/stats')).status, 200)
  await create({ name: 'TAKEN' })
  const made = await create({ name: 'versions' })
  assert.equal((await at('/by-name/versions')).body.id, made.body.id)
  const { id } = made.body
  const table: [Promise<{ status: number; body: { code: string } }>, number, string][] = [
    [create({ name: 'TAKEN' }), 409, 'DUPLICATE_KEY'],
    [create({ name: 'taken' }), 409, 'DUPLICATE_KEY'],
    [create({ name: '1A' }), 400, 'INVALID_INPUT'],
    [create({ name: 'A-B' }), 400, 'INVALID_INPUT'],
    [create({ name: 'A'.repeat(129) }), 400, 'INVALID_INPUT'],
    [create({}), 400, 'MISSING_REQUIRED_FIELD'],
    [at('', { body: { name: 'A' } }), 400, 'MISSING_REQUIRED_FIELD'],
    [create({ name: 'A', value: '' }), 400, 'INVALID_INPUT'],
    [create({ name: 'A', value: 'x'.repeat(64 * 1024 + 1) }), 400, 'INVALID_INPUT'],
    [create({ name: 'A', value: 'ü'.repeat(33 * 1024) }), 400, 'INVALID_INPUT'],
    [put(`/${id}`, { value: 'ü'.repeat(33 * 1024) }), 400, 'INVALID_INPUT'],
    [create({ name: 'A', value: 'a\0b' }), 400, 'INVALID_INPUT'],
    [create({ name: 'A', scope: 'namespace' }), 400, 'MISSING_REQUIRED_FIELD'],
    [create({ name: 'A', namespace: 'x' }), 400, 'INVALID_INPUT'],
    [create({ name: 'A', scope: 'all' }), 400, 'INVALID_INPUT'],
    [create({ name: 'A', expires_at: 'tomorrow' }), 400, 'INVALID_INPUT'],
    [create({ name: 'A', tenant_id: id }), 400, 'INVALID_INPUT'],
    [put(`/${id}`, {}), 400, 'INVALID_INPUT'],
    [put(`/${id}`, { value: '' }), 400, 'INVALID_INPUT'],
    [put(`/${id}`, { name: 'B' }), 400, 'INVALID_INPUT'],
    [at('/nope'), 400, 'INVALID_ID'],
    [at('/by-name'), 400, 'INVALID_ID'],
    [at('/00000000-0000-4000-8000-00000000dead'), 404, 'NOT_FOUND'],
    [at('/00000000-0000-4000-8000-00000000dead/versions'), 404, 'NOT_FOUND'],
    [put('/by-name/NOTHING', { value: 'x' }), 404, 'NOT_FOUND'],
    [rollBack(`/${id}/rollback/0`), 400, 'INVALID_INPUT'],
    [rollBack(`/${id}/rollback/x`), 400, 'INVALID_INPUT'],
    [rollBack(`/${id}/rollback/9`), 404, 'NOT_FOUND'],
    [rollBack(`/${id}/rollback/2147483648`), 400, 'INVALID_INPUT'],
  ]
  for (const [i, [pending, status, code]] of table.entries()) {
    const answer = await pending
    assert.deepEqual([answer.status, answer.body.code], [status, code], `case ${i}`)
  }
})

test('expiry: listed, counted, not given to functions, and taken away again by null', async () => {
  const before = (await at('/stats')).body
  const old = await create({ name: 'OLD', expires_at: soon(-1) })
  const near = await create({ name: 'NEAR', expires_at: soon(3) })
  await create({ name: 'FAR', expires_at: soon(30) })
  await create({ name: 'NEAR', value: 'over', scope: 'namespace', namespace: 'default' })
  await create({
    name: 'FAR',
    value: 'expired',
    scope: 'namespace',
    namespace: 'default',
    expires_at: soon(-1),
  })
  const after = (await at('/stats')).body
  assert.deepEqual(
    [after.total - before.total, after.expiring_soon - before.expiring_soon, after.expired],
    [5, 1, before.expired + 2],
  )
  const listed = (await at('')).body.find((s: { id: string }) => s.id === old.body.id)
  assert.equal(listed.is_expired, true)
  assert.equal((await at(`/${near.body.id}`)).body.is_expired, undefined)
  assert.equal(await variable('OLD'), undefined)
  assert.equal(await variable('NEAR'), 'over')
  assert.equal(await variable('FAR'), 'canary')
  const cleared = await put(`/${old.body.id}`, { expires_at: null })
  assert.deepEqual([cleared.body.expires_at, cleared.body.version], [undefined, 1])
  assert.equal(await variable('OLD'), 'canary')
})

test('who has seen an older version is told so', async () => {
  const { id } = (await create({ name: 'GUARDED' })).body
  const path = `/${id}`
  for (const header of ['1', '"1"', '*']) {
    const { version } = (await at(path)).body
    const sent = header === '*' ? header : header.replace('1', String(version))
    assert.equal((await put(path, { value: 'x' }, { 'if-match': sent })).body.version, version + 1)
  }
  const stale = await put(path, { value: 'y' }, { 'if-match': '"1"' })
  assert.deepEqual([stale.status, stale.body.code], [412, 'PRECONDITION_FAILED'])
  const headers = { 'if-match': '1' }
  assert.equal((await rollBack(`${path}/rollback/1`, headers)).status, 412)
  assert.equal((await at(path, { method: 'DELETE', headers })).status, 412)
  assert.equal((await put(path, { value: 'y' }, { 'if-match': 'one' })).status, 400)
  const absent = { value: 'y' }
  const unknown = '/00000000-0000-4000-8000-00000000dead'
  assert.equal((await put(unknown, absent, headers)).status, 404)
  assert.equal((await at(path)).body.version, 4)
})

test('fifty changes at once: each has a version of its own, or one wins if they insist', async () => {
  const { id } = (await create({ name: 'RACED' })).body
  const free = await barrier(50, (i) => put(`/${id}`, { value: `v${i}` }))
  const versions = free.map((answer) => answer.body.version).sort((a, b) => a - b)
  assert.deepEqual(
    versions,
    Array.from({ length: 50 }, (_, i) => i + 2),
  )
  const last = free.findIndex((answer) => answer.body.version === 51)
  assert.equal(await variable('RACED'), `v${last}`)
  const guarded = await barrier(50, () => put(`/${id}`, { value: 'w' }, { 'if-match': '51' }))
  assert.equal(guarded.filter((answer) => answer.status === 200).length, 1)
  assert.equal(guarded.filter((answer) => answer.status === 412).length, 49)
  const kept = await at(`/${id}/versions`)
  assert.deepEqual(
    kept.body.map((row: { version: number }) => row.version),
    Array.from({ length: 20 }, (_, i) => 52 - i),
  )
  assert.equal((await rollBack(`/${id}/rollback/32`)).status, 404)
  assert.equal((await rollBack(`/${id}/rollback/33`)).body.version, 53)
  const made = await barrier(20, () => create({ name: 'ONE_OF_MANY' }))
  assert.equal(made.filter((answer) => answer.status === 201).length, 1)
})

test('who may: administrators, service keys, keys with the scope; nobody else', async () => {
  const person = await signIn(server)
  const { id } = (await create({ name: 'WHO' })).body
  const key = (scopes: string[]) => newKey(server, 'fbk', { userId: admin.userId }, { scopes })
  const by = (header: string, secret: string): Partial<Call> => ({
    token: undefined,
    headers: { [header]: secret },
  })
  const table: [string, Partial<Call>, number, number][] = [
    ['nobody', { token: undefined }, 401, 401],
    ['a person', { token: person.token }, 403, 403],
    ['an operator', {}, 200, 200],
    ['service', by('x-service-key', await newKey(server, 'gsk', { tenantId: null })), 200, 200],
    ['anon', by('apikey', await newKey(server, 'anon', { tenantId: null })), 403, 403],
    ['reads', by('x-client-key', await key(['secrets:read'])), 200, 403],
    ['writes', by('x-client-key', await key(['secrets:write'])), 403, 200],
    ['other', by('x-client-key', await key(['auth:write'])), 403, 403],
  ]
  for (const [who, given, reads, writes] of table) {
    for (const path of ['', '/stats', `/${id}`, '/by-name/WHO', `/${id}/versions`]) {
      assert.equal((await at(path, given)).status, reads, `${who} GET ${path}`)
    }
    const body = { description: who }
    const written = await at(`/${id}`, { ...given, method: 'PUT', body })
    assert.equal(written.status, writes, `${who} PUT: ${written.text}`)
  }
})

test('a key narrowed to namespaces sees theirs alone', async () => {
  const secret = await newKey(server, 'gsk', { tenantId: null }, { allowedNamespaces: ['prod-*'] })
  const by: Partial<Call> = { token: undefined, headers: { 'x-service-key': secret } }
  const mine = await create({ name: 'N', scope: 'namespace', namespace: 'prod-eu' })
  const others = [
    await create({ name: 'N' }),
    await create({ name: 'N', scope: 'namespace', namespace: 'dev' }),
  ]
  assert.deepEqual(
    (await at('', by)).body.map((s: { id: string }) => s.id),
    [mine.body.id],
  )
  const change: Partial<Call> = { ...by, method: 'PUT', body: { value: 'changed' } }
  assert.equal((await at(`/${mine.body.id}`, change)).status, 200)
  for (const { body } of others) {
    assert.equal((await at(`/${body.id}`, by)).status, 404)
    assert.equal((await at(`/${body.id}/versions`, by)).status, 404)
    assert.equal((await at(`/${body.id}`, change)).status, 404)
    assert.equal((await at(`/${body.id}`, { ...by, method: 'DELETE' })).status, 404)
    const back = { ...by, method: 'POST', body: {} } as const
    assert.equal((await at(`/${body.id}/rollback/1`, back)).status, 404)
    assert.equal((await at(`/${body.id}`)).body.version, 1)
  }
  assert.equal((await create({ name: 'M' }, by)).status, 403)
  const into = { name: 'M', scope: 'namespace', namespace: 'dev' }
  assert.equal((await create(into, by)).status, 403)
  assert.equal((await create({ ...into, namespace: 'prod-us' }, by)).status, 201)
})

test('a tenant knows nothing of the secrets of another, by id or by name', async () => {
  const [a, b] = [await newTenant(server), await newTenant(server)]
  const keyOf = async (tenantId: string): Promise<Partial<Call>> => ({
    token: undefined,
    headers: { 'x-service-key': await newKey(server, 'tsk', { tenantId }) },
  })
  const [ours, theirs] = [await keyOf(a), await keyOf(b)]
  const made = await create({ name: 'TENANT_SECRET', value: 'of a' }, ours)
  assert.equal(made.status, 201, made.text)
  const { id } = made.body
  assert.equal((await create({ name: 'TENANT_SECRET', value: 'of b' }, theirs)).status, 201)
  assert.equal((await at('', theirs)).body.length, 1)
  assert.equal((await at('/stats', theirs)).body.total, 1)
  const attempts: [string, Partial<Call>][] = [
    [`/${id}`, {}],
    [`/${id}/versions`, {}],
    [`/${id}`, { method: 'PUT', body: { value: 'stolen' } }],
    [`/${id}/rollback/1`, { method: 'POST', body: {} }],
    [`/${id}`, { method: 'DELETE' }],
  ]
  for (const caller of [theirs, { token: admin.token }]) {
    for (const [path, given] of attempts) {
      const answer = await at(path, { ...given, ...caller })
      assert.equal(answer.status, 404, `${given.method ?? 'GET'} ${path}`)
    }
  }
  assert.equal((await at(`/${id}`, ours)).body.version, 1)
  assert.equal(await variable('TENANT_SECRET', 'default', a), 'of a')
  assert.equal(await variable('TENANT_SECRET', 'default', b), 'of b')
  assert.equal(await variable('TENANT_SECRET', 'default'), undefined)
})

test('no value leaves, none is stored in clear, and a ciphertext opens in its own place only', async () => {
  const value = 'canary-of-functions'
  const { id } = (await create({ name: 'CANARY', value })).body
  const answers = [
    await put(`/${id}`, { value: `${value}-2` }),
    await at(''),
    await at(`/${id}`),
    await at(`/${id}/versions`),
    await rollBack(`/${id}/rollback/1`),
    await create({ name: 'CANARY', value }),
    await create({ name: '-', value }),
  ]
  for (const answer of answers) assert.doesNotMatch(answer.text, /canary-of/)
  const dump = await server.ctx.db.row<{ all: string }>(sql`
    select (select json_agg(s)::text from auth.secrets s)
      || (select json_agg(v)::text from auth.secret_versions v)
      || (select json_agg(a)::text from auth.audit a) as all`)
  assert.doesNotMatch(dump?.all ?? '', /canary-of/)
  await server.ctx.db.run(sql`
    update auth.secret_versions set sealed = (
      select sealed from auth.secret_versions where secret_id = ${id} and version = 2)
    where secret_id = ${id} and version = 3`)
  await assert.rejects(secrets.environment(inside(), 'default'))
  await at(`/${id}`, { method: 'DELETE' })
})

test('every change is written down', async () => {
  const { id } = (await create({ name: 'LOGGED' })).body
  await put(`/${id}`, { value: 'x' })
  await rollBack(`/${id}/rollback/1`)
  await at(`/${id}`, { method: 'DELETE' })
  const rows = await server.ctx.db.rows<{ event: string; version: number; user_id: string }>(sql`
    select event, (details ->> 'version')::int as version, user_id from auth.audit
    where details ->> 'secret_id' = ${id} order by id`)
  assert.deepEqual(
    rows.map((row) => [row.event, row.version, row.user_id]),
    [
      ['secret.created', 1, admin.userId],
      ['secret.changed', 2, admin.userId],
      ['secret.rolled_back', 3, admin.userId],
      ['secret.deleted', 3, admin.userId],
    ],
  )
})
