import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { barrier, startServer, until } from '../../../test/kit.ts'
import * as grants from '../../features/grants/index.ts'
import { randomLowerSecret, uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, operator, type SignedIn, signIn } from './testing.ts'

const server = await startServer()
const root = await operator(server)
const base = '/api/v1/auth/impersonate'
const reason = 'a customer asked for help'
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))

interface Ask {
  token?: string | undefined
  body?: unknown
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  tenant?: string
  headers?: Record<string, string>
}
const ask = (url: string, { tenant, headers = {}, ...call }: Ask = {}) =>
  server.call({
    url,
    ...call,
    headers: { ...headers, ...(tenant === undefined ? {} : { 'x-fb-tenant': tenant }) },
  })

const start = (userId: string, by: SignedIn = root, more: Ask = {}) =>
  ask(base, { token: by.token, body: { target_user_id: userId, reason }, ...more })

async function started(userId: string, by: SignedIn = root, more: Ask = {}) {
  const answer = await start(userId, by, more)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}

async function newTenant(): Promise<string> {
  const body = { slug: `t${randomLowerSecret(8)}`, name: 'T', auto_generate_keys: false }
  const answer = await ask('/api/v1/admin/tenants', { token: root.token, body })
  assert.equal(answer.status, 201, answer.text)
  return answer.body.id
}

async function memberOf(tenantId: string): Promise<SignedIn> {
  const person = await signIn(server)
  await server.ctx.db.run(sql`
    insert into auth.members (tenant_id, user_id, role)
    values (${tenantId}, ${person.userId}, 'member')`)
  return person
}

const whoIs = async (token: string, headers = {}) =>
  (await ask('/api/v1/auth/user', { token, headers })).body.id

test('as a person: both identities in the token, the audit, and nothing else changes', async () => {
  const person = await signIn(server)
  const body = await started(person.userId)
  const { session, target_user } = body
  assert.deepEqual(target_user, { id: person.userId, email: person.email, role: 'authenticated' })
  assert.deepEqual(
    [session.admin_user_id, session.impersonation_type, session.reason, session.is_active],
    [root.userId, 'user', reason, true],
  )
  const claims = claimsOf(body.access_token)
  assert.equal(claims.sub, person.userId)
  assert.equal(claims.impersonated_by, root.userId)
  assert.equal(claims.act.sub, root.userId)
  assert.equal(claims.session_id, session.id)
  assert.equal(await whoIs(body.access_token), person.userId)
  assert.equal(await whoIs(root.token), root.userId)
  const audited = await server.ctx.db.rows<{ event: string; user_id: string }>(sql`
    select event, user_id from auth.audit where impersonator = ${root.userId}
      and details->>'id' = ${session.id}`)
  assert.deepEqual(audited, [{ event: 'impersonation.used', user_id: person.userId }])
  const mine = await server.call({ url: '/v1/me/sessions', token: person.token })
  assert.equal(mine.body.length, 1)
})

describe('who may act as whom', async () => {
  const [a, b] = [await newTenant(), await newTenant()]
  const member = await memberOf(a)
  const foreigner = await memberOf(b)
  const tenantAdmin = await signIn(server, { role: 'tenant_admin', tenant_id: a })
  const other = await operator(server)
  const dashboard = await signIn(server, { role: 'dashboard_user', tenant_id: null })
  const plain = await signIn(server)
  const table: [string, SignedIn, string, string | undefined, number][] = [
    ['operator → person', root, plain.userId, undefined, 200],
    ['operator → member in the tenant', root, member.userId, a, 200],
    ['operator → person outside the tenant', root, plain.userId, a, 403],
    ['operator → operator', root, other.userId, undefined, 403],
    ['operator → tenant admin', root, tenantAdmin.userId, undefined, 403],
    ['operator → dashboard user', root, dashboard.userId, undefined, 403],
    ['operator → self', root, root.userId, undefined, 400],
    ['operator → unknown', root, uuid(), undefined, 404],
    ['operator → nonsense', root, 'nonsense', undefined, 404],
    ['tenant admin → member', tenantAdmin, member.userId, undefined, 200],
    ['tenant admin → member of another tenant', tenantAdmin, foreigner.userId, undefined, 403],
    ['tenant admin → in another tenant', tenantAdmin, foreigner.userId, b, 403],
    ['tenant admin → in the default tenant', tenantAdmin, plain.userId, 'default', 403],
    ['tenant admin → operator', tenantAdmin, root.userId, undefined, 403],
    ['dashboard user → person', dashboard, plain.userId, undefined, 403],
    ['person → person', plain, member.userId, undefined, 403],
  ]
  for (const [name, by, target, tenant, status] of table) {
    test(`${name}: ${status}`, async () => {
      const answer = await start(target, by, tenant === undefined ? {} : { tenant })
      assert.equal(answer.status, status, answer.text)
    })
  }

  test('the service only by operators, in a tenant only as its service', async () => {
    const service = (by: SignedIn, tenant?: string) =>
      ask(`${base}/service`, {
        token: by.token,
        body: { reason },
        ...(tenant === undefined ? {} : { tenant }),
      })
    const refused = await service(tenantAdmin)
    assert.deepEqual([refused.status, refused.body.code], [403, 'ACCESS_DENIED'])
    const table: [string | undefined, string, string][] = [
      [undefined, 'service_role', '00000000-0000-0000-0000-000000000001'],
      [a, 'tenant_service', '00000000-0000-0000-0000-000000000002'],
    ]
    for (const [tenant, role, sub] of table) {
      const { body } = await service(root, tenant)
      assert.deepEqual([body.target_user, body.session.target_role], [null, role])
      const claims = claimsOf(body.access_token)
      assert.deepEqual([claims.sub, claims.role, claims.tenant_id], [sub, role, tenant])
    }
  })

  test('a key cannot', async () => {
    const key = await newKey(server, 'gsk', {})
    const answer = await ask(base, { token: key, body: { target_user_id: plain.userId, reason } })
    assert.equal(answer.status, 403)
  })

  test('never out of the tenant it was started in, and no longer than they belong to it', async () => {
    const { access_token } = await started(member.userId, tenantAdmin)
    const enter = async (tenant: string) =>
      (await ask('/api/v1/auth/user', { token: access_token, tenant })).status
    assert.deepEqual([await enter(a), await enter('default'), await enter(b)], [200, 403, 403])
    const url = `/api/v1/admin/tenants/${a}/members/${member.userId}`
    await ask(url, { method: 'DELETE', token: root.token })
    assert.equal(await enter(a), 403)
  })
})

test('as nobody: what nobody may, and no account', async () => {
  const answer = await ask(`${base}/anon`, { token: root.token, body: { reason } })
  const { access_token: token, session } = answer.body
  assert.equal(session.target_role, 'anon')
  assert.equal(claimsOf(token).sub, '00000000-0000-0000-0000-000000000000')
  assert.equal((await ask('/api/v1/auth/user', { token })).status, 403)
  assert.equal((await ask('/api/v1/settings', { token })).status, 200)
  assert.equal((await ask('/api/v1/admin/tenants', { token })).status, 403)
  const current = await ask(base, { token })
  assert.equal(current.body.session.id, session.id)
})

test('a reason is asked for', async () => {
  const person = await signIn(server)
  for (const given of [undefined, '', 'because', '          ']) {
    const body = { target_user_id: person.userId, reason: given }
    const answer = await ask(base, { token: root.token, body })
    assert.equal(answer.status, 400, answer.text)
  }
})

test('stop is immediate, here and on a second process, for every token of it', async () => {
  const person = await signIn(server)
  const body = await started(person.userId)
  const twin = await startServer({ databaseUrl: server.databaseUrl, queue: false })
  const there = async () =>
    (await twin.call({ url: '/api/v1/auth/user', token: body.access_token })).status
  assert.equal(await there(), 200)
  const refreshed = await ask('/api/v1/auth/refresh', {
    body: { refresh_token: body.refresh_token },
  })
  assert.equal(refreshed.status, 200, refreshed.text)
  assert.equal(refreshed.body.user.id, person.userId)
  assert.equal(claimsOf(refreshed.body.access_token).impersonated_by, root.userId)

  const stopped = await ask(base, { method: 'DELETE', token: root.token })
  assert.deepEqual([stopped.status, stopped.body.success], [200, true])
  for (const token of [body.access_token, refreshed.body.access_token]) {
    assert.equal((await ask('/api/v1/auth/user', { token })).status, 401)
  }
  await until('dead there, too', async () => (await there()) === 401, 1_000)
  await twin.stop()
  const dead = await ask('/api/v1/auth/refresh', { body: { refresh_token: body.refresh_token } })
  assert.equal(dead.status, 401)
  assert.equal((await ask(base, { method: 'DELETE', token: root.token })).status, 404)
  assert.deepEqual((await ask(base, { token: root.token })).body, {
    session: null,
    target_user: null,
  })
})

test('stop and current with its own token', async () => {
  const person = await signIn(server)
  const { access_token: token, session } = await started(person.userId)
  const current = await ask(base, { token })
  assert.deepEqual(
    [current.body.session.id, current.body.target_user.email],
    [session.id, person.email],
  )
  assert.equal((await ask(base, { method: 'DELETE', token })).status, 200)
  assert.equal((await ask(base, { token })).status, 401)
  assert.equal((await ask(base, { method: 'DELETE', token: person.token })).status, 404)
})

test('a new one ends the old, however many start at once', async () => {
  const person = await signIn(server)
  const first = await started(person.userId)
  const answers = await barrier(5, () => start(person.userId))
  assert.ok(answers.every((answer) => answer.status === 200))
  assert.equal((await ask('/api/v1/auth/user', { token: first.access_token })).status, 401)
  const alive = await Promise.all(answers.map((a) => whoIs(a.body.access_token)))
  assert.equal(alive.filter((id) => id === person.userId).length, 1)
})

describe('what an impersonated caller may not', async () => {
  const person = await signIn(server)
  const { access_token: token } = await started(person.userId, await operator(server))
  const closed: [Ask['method'], string, unknown][] = [
    ['POST', base, { target_user_id: root.userId, reason }],
    ['POST', `${base}/service`, { reason }],
    ['GET', `${base}/sessions`, undefined],
    ['POST', '/api/v1/client-keys', { name: 'k', scopes: ['tables:read'] }],
    ['PATCH', '/api/v1/auth/user', { password: 'a new long phrase' }],
    ['POST', '/api/v1/auth/signout', { scope: 'global' }],
    ['POST', '/api/v1/admin/logout', {}],
    ['GET', '/api/v1/admin/tenants', undefined],
    ['GET', '/api/v1/admin/service-keys', undefined],
  ]
  for (const [method = 'GET', url, body] of closed) {
    test(`${method} ${url}`, async () => {
      const answer = await ask(url, { method, body, token })
      assert.equal(answer.status, 403, answer.text)
    })
  }

  test('go through another door', async () => {
    for (const url of ['/v1/me/account', '/v1/me/sessions', '/api/v2/account']) {
      assert.equal((await server.call({ url, token })).status, 401, url)
    }
  })

  test('outlive the sign-in of the administrator', async () => {
    const admin = await operator(server)
    const { access_token, refresh_token } = await started(person.userId, admin)
    assert.equal(await whoIs(access_token), person.userId)
    await ask('/api/v1/auth/signout', { token: admin.token, body: {} })
    assert.equal((await ask('/api/v1/auth/user', { token: access_token })).status, 401)
    const body = { refresh_token }
    assert.equal((await ask('/api/v1/auth/refresh', { body })).status, 401)
  })

  test('outlive the rights of the administrator', async () => {
    const admin = await operator(server)
    const { access_token, refresh_token } = await started(person.userId, admin)
    await grants.take(server.ctx, admin.userId, { role: 'instance_admin', tenant_id: null })
    assert.equal((await ask('/api/v1/auth/user', { token: access_token })).status, 401)
    const body = { refresh_token }
    assert.equal((await ask('/api/v1/auth/refresh', { body })).status, 401)
  })

  test('rise with the person they act as', async () => {
    const rising = await signIn(server)
    const admin = await operator(server)
    const { access_token, refresh_token } = await started(rising.userId, admin)
    await grants.give(server.ctx, rising.userId, { role: 'instance_admin', tenant_id: null })
    assert.equal((await ask('/api/v1/auth/user', { token: access_token })).status, 401)
    const body = { refresh_token }
    assert.equal((await ask('/api/v1/auth/refresh', { body })).status, 401)
  })

  test('go on after an hour', async () => {
    const admin = await operator(server)
    const { refresh_token, session } = await started(person.userId, admin)
    await server.ctx.db.run(sql`
      update auth.impersonations set ends_at = now() + interval '60 seconds'
      where id = ${session.id}`)
    const late = await ask('/api/v1/auth/refresh', { body: { refresh_token } })
    assert.ok(late.body.expires_in <= 60)
    const { exp, iat } = claimsOf(late.body.access_token)
    assert.ok(exp - iat <= 60)
    await server.ctx.db.run(sql`
      update auth.impersonations set ends_at = now() where id = ${session.id}`)
    assert.equal((await ask('/api/v1/auth/refresh', { body: { refresh_token } })).status, 401)
    const { body } = await ask(base, { token: admin.token })
    assert.equal(body.session, null)
  })

  test('refresh as an administrator, or with a token that was tampered with', async () => {
    const admin = await operator(server)
    const { refresh_token, session } = await started(person.userId, admin)
    const asAdmin = await ask('/api/v1/admin/refresh', { body: { refresh_token } })
    assert.equal(asAdmin.status, 401)
    const mac = refresh_token.split('.')[1]
    for (const forged of [
      `${refresh_token}A`,
      refresh_token.slice(0, -1),
      `imp_${uuid()}.${mac}`,
      `imp_${session.id}.`,
      `${session.id}.1.${mac}`,
      'imp_',
    ]) {
      const answer = await ask('/api/v1/auth/refresh', { body: { refresh_token: forged } })
      assert.equal(answer.status, 401, forged)
    }
  })
})

test('beside the administrator’s own token, in a header', async () => {
  const person = await signIn(server)
  const admin = await operator(server)
  const { access_token } = await started(person.userId, admin)
  const headers = { 'x-impersonation-token': access_token }
  assert.equal(await whoIs(admin.token, headers), person.userId)
  assert.equal(await whoIs(admin.token), admin.userId)
  const closed = await ask('/api/v1/admin/tenants', { token: admin.token, headers })
  assert.equal(closed.status, 403)
  const stranger = await ask('/api/v1/auth/user', { token: root.token, headers })
  assert.equal(stranger.status, 401)
  const own = { 'x-impersonation-token': root.token }
  assert.equal((await ask('/api/v1/auth/user', { token: root.token, headers: own })).status, 401)
  const stop = await ask(base, { method: 'DELETE', token: admin.token, headers })
  assert.equal(stop.status, 200)
  assert.equal((await ask('/api/v1/auth/user', { token: admin.token, headers })).status, 401)
})

test('listed with filters; a tenant admin sees their tenant alone', async () => {
  const tenant = await newTenant()
  const member = await memberOf(tenant)
  const admin = await signIn(server, { role: 'tenant_admin', tenant_id: tenant })
  const { session } = await started(member.userId, admin)
  const list = async (by: SignedIn, query: string) =>
    (await ask(`${base}/sessions${query}`, { token: by.token })).body
  const own = await list(admin, '')
  assert.deepEqual([own.total, own.sessions[0].id], [1, session.id])
  const all = await list(root, `?target_user_id=${member.userId}&is_active=true&limit=1`)
  assert.deepEqual([all.total, all.sessions[0].tenant_id], [1, tenant])
  assert.equal((await list(root, `?admin_user_id=${admin.userId}&is_active=false`)).total, 0)
  assert.equal((await list(root, `?impersonation_type=service&target_user_id=${uuid()}`)).total, 0)
})

test('an account that is closed is acted as no longer', async () => {
  const person = await signIn(server)
  const { access_token } = await started(person.userId)
  const { close } = await import('../../features/identity/index.ts')
  await close(server.ctx, [person.userId])
  assert.equal((await ask('/api/v1/auth/user', { token: access_token })).status, 401)
})

test('a process that hears no news asks the database', async () => {
  const person = await signIn(server)
  const admin = await operator(server)
  const { access_token: token } = await started(person.userId, admin)
  const deaf = await startServer({ databaseUrl: server.databaseUrl, queue: false })
  await deaf.app.engines.revocations.stop()
  await until('no longer fresh', () => !deaf.app.engines.revocations.isFresh())
  const there = async () => (await deaf.call({ url: '/api/v1/auth/user', token })).status
  assert.equal(await there(), 200)
  await ask(base, { method: 'DELETE', token: admin.token })
  assert.equal(await there(), 401)
  await deaf.stop()
})
