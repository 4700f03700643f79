import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, type Call, startServer } from '../../../test/kit.ts'
import { type SignedInUser, signedInAdmin, signedInUser } from '../../../test/people.ts'
import * as grants from '../../features/grants/index.ts'
import { serviceKeys } from '../../features/keys/index.ts'
import * as settings from '../../features/settings/index.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'

/** Client keys, over HTTP. */
const server = await startServer()
const base = '/api/v1/client-keys'
const admin = await signedInAdmin(server)
const ada = await signedInUser(server)
const bob = await signedInUser(server)

type Who = SignedInUser | string

/** As somebody signed in, or with a key. */
const ask = (who: Who, method: Call['method'], path = '', body?: unknown) =>
  server.call({
    method: method ?? 'GET',
    url: base + path,
    ...(body === undefined ? {} : { body }),
    ...(typeof who === 'string' ? { headers: { 'x-client-key': who } } : { token: who.token }),
  })

const make = async (who: Who, scopes: string[], changes: object = {}) => {
  const answer = await ask(who, 'POST', '', { name: 'ci', scopes, ...changes })
  assert.equal(answer.status, 201, answer.text)
  return answer.body
}

const reading = ['clientkeys:read']
const managing = ['clientkeys:read', 'clientkeys:write']
const works = async (key: string) => (await ask(key, 'GET')).status

const makeServiceKey = async (changes: object = {}) => {
  const body = { name: `svc ${uuid()}`, ...changes }
  const url = '/api/v1/admin/service-keys'
  const answer = await server.call({ url, body, token: admin.token })
  return answer.body.key as string
}
const withService = (key: string, method: Call['method'], path = '', body?: unknown) =>
  server.call({
    method: method ?? 'GET',
    url: base + path,
    headers: { authorization: `ServiceKey ${key}` },
    ...(body === undefined ? {} : { body }),
  })

test('a key is made for its maker, in the union of what server and SDK read', async () => {
  const made = await make(ada, ['tables:read', 'read:storage'], { description: 'Builds' })
  const { client_key, key, ...flat } = made
  assert.match(key, /^fbk_[0-9A-Za-z]{49}$/)
  assert.deepEqual(flat, client_key)
  assert.equal(client_key.key_prefix, key.slice(0, 12))
  assert.equal(client_key.user_id, ada.userId)
  assert.equal(client_key.rate_limit_per_minute, 100)
  assert.deepEqual(client_key.scopes, ['tables:read', 'storage:read'])
  const days = (Date.parse(client_key.expires_at) - Date.now()) / 86_400_000
  assert.ok(days > 89 && days < 91)
  const list = await ask(ada, 'GET')
  assert.deepEqual(list.body, { client_keys: [client_key], total: 1 })
  assert.deepEqual((await ask(ada, 'GET', `/${client_key.id}`)).body, client_key)
  const notice = await server.inbox.next(ada.person.email)
  assert.ok(notice.text.includes(client_key.key_prefix))
  assert.ok(!notice.text.includes(key))
  const patch = await ask(ada, 'PATCH', `/${client_key.id}`, { name: 'cd', description: null })
  assert.deepEqual([patch.status, patch.body.name, patch.body.description], [200, 'cd', undefined])
  const gone = await ask(ada, 'DELETE', `/${client_key.id}`)
  assert.deepEqual([gone.status, gone.body.success], [200, true])
  assert.equal((await ask(ada, 'GET', `/${client_key.id}`)).status, 404)
})

test('errors in the words of the contract', async () => {
  const { id } = await make(ada, reading)
  const table: [Call['method'], string, unknown, number, string][] = [
    ['POST', '', { name: 'x' }, 400, 'MISSING_REQUIRED_FIELD'],
    ['POST', '', { scopes: reading }, 400, 'MISSING_REQUIRED_FIELD'],
    ['POST', '', { name: 'x', scopes: [] }, 400, 'VALIDATION_FAILED'],
    ['POST', '', { name: 'x', scopes: ['read:users'] }, 400, 'VALIDATION_FAILED'],
    ['POST', '', { name: 'x', scopes: ['read'] }, 400, 'VALIDATION_FAILED'],
    ['POST', '', { name: 'x', scopes: ['functions:execute:'] }, 400, 'VALIDATION_FAILED'],
    ['POST', '', { name: 'x', scopes: reading, user_id: bob.userId }, 400, 'INVALID_INPUT'],
    ['GET', '/nope', undefined, 400, 'INVALID_ID'],
    ['GET', `/${uuid()}`, undefined, 404, 'NOT_FOUND'],
    ['PATCH', `/${id}`, {}, 400, 'INVALID_INPUT'],
    ['GET', `?user_id=${bob.userId}`, undefined, 403, 'ACCESS_DENIED'],
  ]
  for (const [method, path, body, status, code] of table) {
    const answer = await ask(ada, method, path, body)
    assert.deepEqual([answer.status, answer.body.code], [status, code], `${method} ${path}`)
  }
})

test('a key acts as its owner, within its scopes, and dies at once when it is revoked', async () => {
  const { key, id } = await make(ada, reading)
  const { body } = await ask(key, 'GET')
  assert.ok(body.client_keys.some((k: { id: string }) => k.id === id))
  assert.ok(body.client_keys.every((k: { user_id: string }) => k.user_id === ada.userId))
  const write = await ask(key, 'POST', '', { name: 'x', scopes: reading })
  assert.deepEqual([write.status, write.body.code], [403, 'INSUFFICIENT_PERMISSIONS'])
  assert.equal(write.body.details.required_scope, 'clientkeys:write')
  const user = await server.call({ url: '/api/v1/auth/user', headers: { 'x-client-key': key } })
  assert.equal(user.status, 403, 'a key is no session')
  for (const headers of [{ authorization: `Bearer ${key}` }, { apikey: key }, { clientkey: key }]) {
    assert.equal((await server.call({ url: base, headers })).status, 200)
  }
  assert.equal((await server.call({ url: `${base}?clientkey=${key}` })).status, 401)
  assert.equal((await withService(key, 'GET')).status, 401)
  const revoke = await ask(ada, 'POST', `/${id}/revoke`, {})
  assert.deepEqual([revoke.status, revoke.body.success], [200, true])
  const dead = await ask(key, 'GET')
  assert.deepEqual([dead.status, dead.body.code], [401, 'INVALID_TOKEN'])
  assert.equal((await ask(ada, 'PATCH', `/${id}`, { name: 'late' })).status, 409)
})

test('nobody sees, changes or ends somebody else’s key', async () => {
  const { id, key } = await make(ada, reading)
  const foreign = await make(bob, managing)
  for (const who of [bob, foreign.key]) {
    const attempts: [Call['method'], string, unknown][] = [
      ['GET', `/${id}`, undefined],
      ['PATCH', `/${id}`, { name: 'stolen', scopes: reading }],
      ['POST', `/${id}/revoke`, {}],
      ['DELETE', `/${id}`, undefined],
    ]
    for (const [method, path, body] of attempts) {
      const answer = await ask(who, method, path, body)
      assert.deepEqual([answer.status, answer.body.code], [404, 'NOT_FOUND'], `${method} ${path}`)
    }
  }
  assert.equal(await works(key), 200)
  const seen = await ask(admin, 'GET', `?user_id=${ada.userId}`)
  assert.ok(seen.body.client_keys.some((k: { id: string }) => k.id === id))
  assert.equal((await ask(admin, 'POST', `/${id}/revoke`, {})).status, 200)
  assert.equal(await works(key), 401)
})

test('a key never holds what its maker lacks', async () => {
  const refused: [string, Who, string[]][] = [
    ['a person everything', ada, ['*']],
    ['a person secrets of functions', ada, ['secrets:read']],
    ['a person migrations', ada, ['tables:read', 'migrations:execute']],
  ]
  const { key, id } = await make(ada, [...managing, 'functions:execute:prod-*'])
  refused.push(
    ['a key a wider one', key, ['tables:read']],
    ['a key everything', key, ['*']],
    ['a narrowed key all namespaces', key, ['functions:execute']],
    ['a narrowed key another namespace', key, ['functions:execute:dev']],
    ['a narrowed key a wider pattern', key, ['functions:execute:pro*']],
  )
  for (const [name, who, scopes] of refused) {
    const answer = await ask(who, 'POST', '', { name: 'wide', scopes })
    assert.deepEqual([answer.status, answer.body.code], [403, 'INSUFFICIENT_PERMISSIONS'], name)
  }
  await make(key, ['clientkeys:read', 'functions:execute:prod-eu', 'functions:execute:prod-e*'])
  const widen = await ask(key, 'PATCH', `/${id}`, { scopes: [...managing, 'tables:write'] })
  assert.equal(widen.status, 403)
  const wide = await make(ada, ['tables:write'])
  const touch = await ask(key, 'PATCH', `/${wide.id}`, { name: 'mine now' })
  assert.equal(touch.status, 403, 'nor does it change one that is wider')
  await make(admin, ['*'])
  const namespaced = await make(ada, managing, { allowed_namespaces: ['prod'] })
  assert.equal(
    (await ask(namespaced.key, 'POST', '', { name: 'all', scopes: reading })).status,
    403,
  )
})

test('a key makes none that outlives it or may be used more often', async () => {
  const expires_at = new Date(Date.now() + 3_600_000).toISOString()
  const { key, id } = await make(ada, managing, { expires_at, rate_limit_per_minute: 50 })
  const child = await make(key, reading)
  assert.deepEqual([child.expires_at, child.rate_limit_per_minute], [expires_at, 50])
  const often = { rate_limit_per_minute: 51 }
  assert.equal((await ask(key, 'PATCH', `/${id}`, often)).status, 403)
  const body = { name: 'often', scopes: reading, ...often }
  assert.equal((await ask(key, 'POST', '', body)).status, 403)
  const later = new Date(Date.now() + 7_200_000).toISOString()
  for (const wanted of [later, null]) {
    const body = { name: 'long', scopes: reading, expires_at: wanted }
    assert.equal((await ask(key, 'POST', '', body)).status, 403)
  }
})

test('what only administrators may do leaves their keys with the right', async () => {
  const other = await signedInAdmin(server)
  const { key } = await make(other, ['*'])
  const secrets = () => server.call({ url: '/api/v1/secrets', headers: { 'x-client-key': key } })
  assert.equal((await secrets()).status, 200)
  await grants.take(server.ctx, other.userId, { role: 'instance_admin', tenant_id: null })
  assert.equal((await secrets()).status, 403)
  assert.equal(await works(key), 200, 'what everybody may do stays')
  await grants.give(server.ctx, other.userId, { role: 'instance_admin', tenant_id: null })
  assert.equal((await secrets()).status, 200)
})

test('service keys make keys of the tenant, within their own scopes', async () => {
  const wide = await makeServiceKey()
  const made = await withService(wide, 'POST', '', { name: 'shop', scopes: ['*'] })
  assert.equal(made.status, 201, made.text)
  assert.ok(!('user_id' in made.body.client_key))
  const { key } = made.body
  const denied = await ask(key, 'GET')
  assert.deepEqual([denied.status, denied.body.code], [403, 'ACCESS_DENIED'])
  const narrow = await makeServiceKey({ scopes: managing })
  const wider = await withService(narrow, 'POST', '', { name: 'x', scopes: ['tables:read'] })
  assert.equal(wider.status, 403)
  const all = await withService(narrow, 'GET')
  assert.ok(all.body.client_keys.length > 1)
  const { key: anon } = (
    await server.call({
      url: '/api/v1/admin/service-keys',
      body: { name: 'anon', key_type: 'anon' },
      token: admin.token,
    })
  ).body
  assert.equal((await withService(anon, 'GET')).status, 403)
})

test('tenant B sees no client key of tenant A', async () => {
  const [a, b] = await Promise.all(
    [1, 2].map(async () => {
      const id = uuid()
      await server.ctx.db.run(
        sql`insert into auth.tenants (id, slug, name) values (${id}, ${id}, 'Acme')`,
      )
      return (await serviceKeys.createFirst(server.ctx, id)).service_key
    }),
  )
  assert.ok(a && b)
  const { id } = (await withService(a, 'POST', '', { name: 'a', scopes: reading })).body
  assert.equal((await withService(a, 'GET', `/${id}`)).status, 200)
  for (const [method, path, body] of [
    ['GET', `/${id}`, undefined],
    ['PATCH', `/${id}`, { name: 'b' }],
    ['POST', `/${id}/revoke`, {}],
    ['DELETE', `/${id}`, undefined],
  ] as const) {
    assert.equal((await withService(b, method, path, body)).status, 404, `${method} ${path}`)
    assert.equal((await ask(admin, method, path, body)).status, 404, 'nor the default tenant')
  }
  assert.deepEqual((await withService(b, 'GET')).body, { client_keys: [], total: 0 })
})

test('switched off, people’s keys are 403, administrators and service keys go on', async () => {
  const { key } = await make(ada, managing)
  const service = await makeServiceKey()
  const made = await withService(service, 'POST', '', { name: 'shop', scopes: ['secrets:read'] })
  const turn = (value: boolean) =>
    settings.set(server.ctx, { key: 'app.auth.allow_user_client_keys', value })
  await turn(false)
  const table: [string, Who, Call['method'], number, string | undefined][] = [
    ['their key', key, 'GET', 403, 'FEATURE_DISABLED'],
    ['the person', ada, 'GET', 403, 'FEATURE_DISABLED'],
    ['the person making one', ada, 'POST', 403, 'FEATURE_DISABLED'],
    ['an instance admin', admin, 'GET', 200, undefined],
    ['an unknown key', 'fbk_nonsense', 'GET', 401, 'INVALID_TOKEN'],
  ]
  for (const [name, who, method, status, code] of table) {
    const body = method === 'POST' ? { name: 'x', scopes: reading } : undefined
    const answer = await ask(who, method, '', body)
    assert.deepEqual([answer.status, answer.body.code], [status, code], name)
  }
  assert.equal((await withService(service, 'GET')).status, 200)
  const headers = { 'x-client-key': made.body.key }
  const ofTenant = await server.call({ url: '/api/v1/secrets', headers })
  assert.equal(ofTenant.status, 200, 'a key of the tenant is nobody’s')
  await turn(true)
  assert.equal(await works(key), 200)
})

test('a key dies with its owner, and sleeps while the account is disabled', async () => {
  const eve = await signedInUser(server)
  const { key } = await make(eve, reading)
  assert.equal(await works(key), 200)
  const disable = async (at: Date | null) => {
    await server.ctx.db.run(sql`update auth.users set disabled_at = ${at} where id = ${eve.userId}`)
    await grants.renewTokens(server.ctx, eve.userId)
  }
  await disable(new Date())
  assert.equal(await works(key), 401)
  await disable(null)
  assert.equal(await works(key), 200)
  const { password } = eve.person
  const again = await server.call({
    url: '/api/v1/auth/signin',
    body: { email: eve.person.email, password },
  })
  const close = await server.call({
    method: 'DELETE',
    url: '/v1/me/account',
    token: again.body.access_token,
    body: { password },
  })
  assert.equal(close.status, 204, close.text)
  assert.equal(await works(key), 401)
})

test('who leaves a tenant leaves it with their keys', async () => {
  const tenantId = uuid()
  const userId = ada.userId
  await server.ctx.db.run(
    sql`insert into auth.tenants (id, slug, name) values (${tenantId}, ${tenantId}, 'Acme')`,
  )
  const join = sql`
    insert into auth.members (tenant_id, user_id, role) values (${tenantId}, ${userId}, 'member')`
  await server.ctx.db.run(join)
  const { key, id } = await make(ada, reading)
  await server.ctx.db.run(sql`
    update auth.keys set tenant_id = ${tenantId}, version = version + 1 where id = ${id}`)
  assert.equal(await works(key), 200)
  await server.ctx.db.run(sql`delete from auth.members where tenant_id = ${tenantId}`)
  server.ctx.revocations.announce('tenant', [`${tenantId}:${userId}`])
  assert.equal(await works(key), 401)
})

test('the limit of a key holds', async () => {
  const { key } = await make(ada, reading, { rate_limit_per_minute: 3 })
  const statuses = await barrier(8, () => works(key))
  const passed = statuses.filter((status) => status === 200).length
  assert.ok(passed >= 3 && passed <= 6 && statuses.includes(429), String(statuses))
})

test('a client key stands in the list of all credentials of an account', async () => {
  const { id } = await make(bob, reading)
  const list = await server.call({ url: '/v1/me/credentials', token: bob.token })
  const found = list.body.find((credential: { id: string }) => credential.id === id)
  assert.equal(found?.kind, 'client_key', list.text)
})
