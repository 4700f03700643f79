import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { barrier, startServer, until } from '../../../test/kit.ts'
import * as grants from '../../features/grants/index.ts'
import { personalTenant } from '../../features/tenants/index.ts'
import { randomLowerSecret, uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, operator, type SignedIn, signIn } from './testing.ts'

const server = await startServer()
const root = await operator(server)
const path = '/api/v1/admin/tenants'
const newSlug = () => `t${randomLowerSecret(10)}`

interface Ask {
  token?: string | undefined
  body?: unknown
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  tenant?: string
  key?: string
}
const ask = (url: string, { tenant, key, ...call }: Ask = {}) =>
  server.call({
    url,
    ...call,
    headers: {
      ...(tenant === undefined ? {} : { 'x-fb-tenant': tenant }),
      ...(key === undefined ? {} : { 'x-service-key': key }),
    },
  })
const asRoot = (url: string, call: Ask = {}) => ask(url, { token: root.token, ...call })

async function create(more: object = {}) {
  const answer = await asRoot(path, { body: { slug: newSlug(), name: 'Acme', ...more } })
  assert.equal(answer.status, 201, answer.text)
  return answer.body
}

/** Signed in anew: tokens say what their holder may do. */
async function signInAgain(person: SignedIn): Promise<string> {
  const { email, password } = person
  const answer = await server.call({ url: '/api/v1/auth/signin', body: { email, password } })
  return answer.body.access_token
}

const adminOf = (tenantId: string) => signIn(server, { role: 'tenant_admin', tenant_id: tenantId })

async function memberOf(tenantId: string): Promise<SignedIn> {
  const person = await signIn(server)
  const body = { user_id: person.userId, role: 'member' }
  const answer = await asRoot(`${path}/${tenantId}/members`, { body })
  assert.equal(answer.status, 201, answer.text)
  return person
}

test('a tenant is made with keys, found by id and slug, changed, and listed', async () => {
  const made = await create({ metadata: { plan: 'pro' } })
  assert.deepEqual(made.tenant.id, made.id)
  assert.match(made.anon_key, /^fb_anon_/)
  assert.match(made.service_key, /^fb_tsk_/)
  assert.equal(made.invitation_sent, false)
  assert.equal(made.db_name, undefined)
  for (const ref of [made.id, made.slug]) {
    const { body } = await asRoot(`${path}/${ref}`)
    assert.deepEqual([body.id, body.status, body.is_default], [made.id, 'active', false])
  }
  const url = `${path}/${made.id}`
  const changed = await asRoot(url, { method: 'PATCH', body: { metadata: { a: 1 } } })
  assert.deepEqual([changed.body.name, changed.body.metadata], ['Acme', { a: 1 }])
  const same = await asRoot(url, { method: 'PATCH', body: {} })
  assert.deepEqual(same.body.metadata, { a: 1 })
  const { body: all } = await asRoot(path)
  assert.equal(all[0].slug, 'default')
  assert.ok(all.some((tenant: { id: string }) => tenant.id === made.id))
  const bare = await create({ auto_generate_keys: false })
  assert.equal(bare.anon_key, undefined)
})

test('what cannot be a tenant', async () => {
  const taken = (await create()).slug
  const table: [object, number, string][] = [
    [{ slug: 'mine' }, 400, 'INVALID_INPUT'],
    [{ slug: 'deleted' }, 400, 'INVALID_INPUT'],
    [{ slug: 'Acme' }, 400, 'INVALID_INPUT'],
    [{ slug: 'a-' }, 400, 'INVALID_INPUT'],
    [{ slug: '1a' }, 400, 'INVALID_INPUT'],
    [{ slug: 'abcdef12-0000-4000-8000-000000000000' }, 400, 'INVALID_INPUT'],
    [{ slug: taken }, 409, 'ALREADY_EXISTS'],
    [{ slug: 'default' }, 409, 'ALREADY_EXISTS'],
    [{ slug: newSlug(), name: undefined }, 400, 'MISSING_REQUIRED_FIELD'],
    [{ slug: newSlug(), status: 'active' }, 400, 'INVALID_INPUT'],
    [{ slug: newSlug(), db_mode: 'existing' }, 400, 'MISSING_REQUIRED_FIELD'],
    [{ slug: newSlug(), db_mode: 'existing', db_name: 'x' }, 501, 'NOT_IMPLEMENTED'],
    [{ slug: newSlug(), send_keys_to_email: true }, 501, 'NOT_IMPLEMENTED'],
    [{ slug: newSlug(), admin_user_id: uuid() }, 400, 'NOT_FOUND'],
  ]
  for (const [changes, status, code] of table) {
    const answer = await asRoot(path, { body: { name: 'A', ...changes } })
    assert.deepEqual([answer.status, answer.body.code], [status, code], answer.text)
  }
  for (const ref of [uuid(), 'nobody-knows', '%00']) {
    assert.ok([400, 404].includes((await asRoot(`${path}/${ref}`)).status), ref)
  }
})

test('the limit holds however many are made at once', async () => {
  const live = (await asRoot(path)).body.length
  await server.ctx.db.run(sql`
    insert into auth.settings (key, value) values ('tenants.max_tenants', ${String(live + 2)})`)
  const { end } = await import('../../engines/context.ts')
  await end(server.ctx, 'settings', [uuid()])
  const body = () => ({ slug: newSlug(), name: 'A', auto_generate_keys: false })
  const answers = await barrier(6, () => asRoot(path, { body: body() }))
  assert.deepEqual(answers.map((a) => a.status).sort(), [201, 201, 409, 409, 409, 409])
  assert.equal(answers.find((a) => a.status === 409)?.body.code, 'CONFLICT')
  await server.ctx.db.run(sql`delete from auth.settings where key = 'tenants.max_tenants'`)
  await end(server.ctx, 'settings', [uuid()])
})

test('deleted, recovered, deleted for good', async () => {
  const made = await create()
  const admin = await adminOf(made.id)
  const url = `${path}/${made.slug}`
  const seen = async () => [
    (await asRoot(url)).status,
    (await asRoot(path, { tenant: made.id })).status,
    (await ask(`${path}/${made.id}`, { key: made.service_key })).status,
    (await ask(`${path}/${made.id}`, { token: admin.token })).status,
  ]
  assert.deepEqual(await seen(), [200, 200, 200, 200])
  assert.equal((await asRoot(`${url}/recover`, { method: 'POST' })).status, 400)
  assert.equal((await asRoot(url, { method: 'DELETE' })).status, 204)
  assert.deepEqual(await seen(), [404, 404, 401, 403])
  const { body: deleted } = await asRoot(`${path}/deleted`)
  assert.equal(deleted[0].id, made.id)
  assert.equal(deleted[0].status, 'deleting')
  assert.equal((await asRoot(url, { method: 'DELETE' })).status, 404)
  const again = await asRoot(path, { body: { slug: made.slug, name: 'B' } })
  assert.equal(again.body.code, 'ALREADY_EXISTS')

  const back = await asRoot(`${url}/recover`, { method: 'POST', body: {} })
  assert.deepEqual(back.body, { status: 'recovered' })
  assert.deepEqual(await seen(), [200, 200, 200, 200])

  await asRoot(url, { method: 'DELETE' })
  assert.equal((await asRoot(`${url}?hard=true`, { method: 'DELETE' })).status, 204)
  assert.equal((await asRoot(`${url}/recover`, { method: 'POST' })).status, 400)
  assert.deepEqual((await seen()).slice(0, 3), [404, 404, 401])
  await create({ slug: made.slug })

  const standard = await asRoot(`${path}/default`, { method: 'DELETE' })
  assert.deepEqual([standard.status, standard.body.code], [400, 'INVALID_INPUT'])
})

test('migrate and repair', async () => {
  const { id } = await create()
  const migrated = await asRoot(`${path}/${id}/migrate`, { method: 'POST', body: {} })
  assert.deepEqual([migrated.status, migrated.body.status], [200, 'skipped'])
  await server.ctx.db.run(sql`update auth.tenants set status = 'error' where id = ${id}`)
  assert.equal((await asRoot(path)).body.find((t: { id: string }) => t.id === id).status, 'error')
  assert.equal((await asRoot(`${path}/${id}/repair`, { method: 'POST' })).status, 200)
  assert.equal((await asRoot(`${path}/${id}`)).body.status, 'active')
  assert.equal((await asRoot(`${path}/default/repair`, { method: 'POST' })).status, 400)
})

describe('who may choose which tenant', async () => {
  const a = await create()
  const b = await create()
  const people = {
    nobody: undefined,
    stranger: (await signIn(server)).token,
    memberOfA: (await memberOf(a.id)).token,
    adminOfA: (await adminOf(a.id)).token,
    operator: root.token,
  }
  const table: [keyof typeof people, string, number][] = [
    ['stranger', a.id, 403],
    ['stranger', 'default', 200],
    ['memberOfA', a.id, 200],
    ['memberOfA', a.slug, 200],
    ['memberOfA', b.id, 403],
    ['memberOfA', b.slug, 403],
    ['adminOfA', a.slug, 200],
    ['adminOfA', b.id, 403],
    ['operator', a.id, 200],
    ['operator', b.slug, 200],
    ['operator', uuid(), 404],
    ['operator', 'no-such-tenant', 404],
    ['operator', a.slug.toUpperCase(), 404],
    ['operator', '', 404],
    ['operator', `${a.slug}, ${b.slug}`, 404],
    ['memberOfA', uuid(), 404],
    ['nobody', a.id, 401],
  ]
  for (const [who, tenant, status] of table) {
    test(`${who}: ${tenant} → ${status}`, async () => {
      const answer = await ask('/api/v1/auth/user', { token: people[who], tenant })
      assert.equal(answer.status, status, answer.text)
      if (status === 403) assert.equal(answer.body.code, 'ACCESS_DENIED')
    })
  }

  test('where no credential is read, it must merely exist', async () => {
    const url = '/api/v1/auth/config'
    assert.equal((await ask(url, { tenant: a.slug })).status, 200)
    assert.equal((await ask(url, { tenant: 'no-such-tenant' })).status, 404)
  })

  test('a key opens its own tenant alone', async () => {
    const url = `${path}/${a.id}`
    const key = a.service_key
    const statuses = []
    for (const tenant of [a.id, a.slug, b.id, 'default']) {
      statuses.push((await ask(url, { key, tenant })).status)
    }
    assert.deepEqual(statuses, [200, 200, 403, 403])
    assert.equal((await ask(`${path}/${b.id}`, { key })).status, 403)
    assert.equal((await ask(path, { key })).status, 403)
    const anon = await server.call({ url, token: a.anon_key })
    assert.equal(anon.status, 403)
    const global = await newKey(server, 'gsk', {})
    assert.equal((await ask(url, { key: global, tenant: b.id })).status, 200)
    assert.equal((await ask(path, { key: global })).status, 200)
  })

  test('a tenant admin without a header works in the tenant they administer', async () => {
    const answer = await ask('/api/v1/admin/service-keys', { token: people.adminOfA })
    assert.equal(answer.status, 200, answer.text)
    const prefixes = answer.body.map((key: { key_prefix: string }) => key.key_prefix)
    assert.ok(prefixes.includes(a.service_key.slice(0, 15)), answer.text)
    const other = await ask('/api/v1/admin/service-keys', {
      token: people.adminOfA,
      tenant: 'default',
    })
    assert.equal(other.status, 403)
  })

  test('who is taken out is out at once', async () => {
    const person = await memberOf(a.id)
    const enter = () => ask('/api/v1/auth/user', { token: person.token, tenant: a.id })
    assert.equal((await enter()).status, 200)
    const url = `${path}/${a.id}/members/${person.userId}`
    assert.equal((await asRoot(url, { method: 'DELETE' })).status, 204)
    assert.equal((await enter()).status, 403)
  })
})

describe('owner is not administrator', () => {
  test('the owner of a self-made tenant gets 403 on every /admin route', async () => {
    const owner = await signIn(server)
    const id = await personalTenant(server.ctx, owner.userId)
    const routes = server.app.surfaces
      .flatMap((surface) => surface.routes)
      .filter((r) => r.path.startsWith('/api/v1/admin/') && r.access !== 'public')
      // One's own sessions are nobody's to administer.
      .filter((r) => !/^(admin\.logout$|device_logins\.)/.test(r.name))
    for (const route of routes) {
      const url = route.path.replaceAll(/\{[^}]*\}/g, id)
      const answer = await ask(url, {
        method: route.method as 'GET',
        token: owner.token,
        tenant: id,
      })
      assert.equal(answer.status, 403, `${route.name}: ${answer.text}`)
    }
  })

  test('nor does the admin of one tenant administer another that they own', async () => {
    const { id } = await create()
    const admin = await adminOf(id)
    const own = await personalTenant(server.ctx, admin.userId)
    const url = '/api/v1/admin/service-keys'
    assert.equal((await ask(url, { token: admin.token })).status, 200)
    assert.equal((await ask(url, { token: admin.token, tenant: own })).status, 403)
    assert.equal((await asRoot(`${path}/${own}`)).status, 404)
  })

  test('app-level admin is nothing in tenants', async () => {
    const { id } = await create()
    const person = await memberOf(id)
    await server.ctx.db.run(sql`update auth.users set role = 'admin' where id = ${person.userId}`)
    const token = await signInAgain(person)
    const url = '/api/v1/admin/service-keys'
    assert.equal((await ask(url, { token })).status, 200)
    assert.equal((await ask(url, { token, tenant: id })).status, 403)
    assert.equal((await ask(path, { token })).status, 403)
  })
})

test('people of a tenant: assigned, listed, changed, removed', async () => {
  const { id } = await create()
  const person = await signIn(server)
  const body = { user_id: person.userId }
  for (const noun of ['admins', 'members']) {
    const answer = await asRoot(`${path}/${id}/${noun}`, { body })
    assert.equal(answer.status, 201, answer.text)
    assert.equal(answer.body.role, 'tenant_admin')
    assert.equal(answer.body.created_at, answer.body.assigned_at)
  }
  const token = await signInAgain(person)
  const mine = await ask(`${path}/mine`, { token })
  assert.deepEqual(
    mine.body.map((t: { id: string; my_role: string }) => [t.id, t.my_role]),
    [[id, 'tenant_admin']],
  )
  const list = await ask(`${path}/${id}/admins`, { token })
  assert.deepEqual(
    list.body.map((m: { email: string }) => m.email),
    [person.email],
  )
  const one = `${path}/${id}/members/${person.userId}`
  const lowered = await asRoot(one, { method: 'PATCH', body: { role: 'viewer' } })
  assert.deepEqual([lowered.body.role, lowered.body.member_role], ['tenant_member', 'viewer'])
  assert.equal((await ask(`${path}/${id}`, { token })).status, 401)
  const fresh = await signInAgain(person)
  assert.equal((await ask(`${path}/${id}`, { token: fresh })).status, 403)
  assert.equal((await asRoot(one, { method: 'DELETE' })).status, 204)
  assert.equal((await asRoot(one, { method: 'DELETE' })).status, 404)
  assert.equal((await asRoot(one, { method: 'PATCH', body: { role: 'owner' } })).status, 404)
})

test('tenant admins reach no other tenant by its name in the path', async () => {
  const [a, b] = [await create(), await create()]
  const { token } = await adminOf(a.id)
  const table: [Ask['method'], string, unknown][] = [
    ['GET', '', undefined],
    ['PATCH', '', { name: 'x' }],
    ['GET', '/members', undefined],
    ['POST', '/admins', { user_id: root.userId }],
    ['PATCH', `/members/${root.userId}`, { role: 'owner' }],
    ['DELETE', `/members/${root.userId}`, undefined],
    ['GET', '/settings', undefined],
    ['PATCH', '/settings', { settings: { 'ai.x': 1 } }],
    ['GET', '/settings/app.auth.otp_enabled', undefined],
    ['DELETE', '/settings/app.auth.otp_enabled', undefined],
    ['DELETE', '', undefined],
    ['POST', '/repair', {}],
  ]
  for (const [method = 'GET', rest, body] of table) {
    for (const ref of [b.id, b.slug]) {
      const answer = await ask(`${path}/${ref}${rest}`, { method, body, token })
      assert.equal(answer.status, 403, `${method} ${rest}: ${answer.text}`)
    }
  }
  assert.equal((await asRoot(`${path}/${b.id}/members`)).body.length, 0)
})

test('settings of a tenant: its own word, all or nothing, secrets unseen', async () => {
  const { id } = await create()
  const { token } = await adminOf(id)
  const url = `${path}/${id}/settings`
  const set = (body: unknown) => ask(url, { method: 'PATCH', body, token })
  assert.equal((await set({})).body.code, 'MISSING_REQUIRED_FIELD')
  const mixed = await set({ settings: { 'email.from': 'a@example.com', 'security.setup': 1 } })
  assert.deepEqual([mixed.status, mixed.body.code], [400, 'INVALID_INPUT'])
  assert.deepEqual((await ask(url, { token })).body.settings, {})
  const done = await set({
    settings: { 'email.from': 'a@example.com', 'app.auth.otp_enabled': false },
    secrets: { 'email.smtp.password': 'hunter2-canary' },
  })
  assert.equal(done.status, 200, done.text)
  assert.deepEqual(done.body.settings.email, {
    value: { from: 'a@example.com', smtp: { password: { is_secret: true } } },
    source: 'tenant',
    is_overridable: true,
  })
  assert.ok(!done.text.includes('hunter2'))
  const rows = await server.ctx.db.rows(sql`select sealed from auth.tenant_secrets`)
  assert.ok(!JSON.stringify(rows).includes('hunter2'))
  const show = async (name: string) => (await ask(`${url}/${name}`, { token })).body
  assert.deepEqual((await show('app.auth.otp_enabled')).source, 'tenant')
  assert.equal((await show('app.auth.otp_enabled')).value, false)
  assert.equal((await show('app.auth.signup_enabled')).source, 'config')
  assert.equal((await show('email.smtp.password')).is_secret, true)
  assert.equal((await ask(`${url}/ai.nothing`, { token })).status, 404)
  for (let i = 0; i < 2; i++) {
    const gone = await ask(`${url}/app.auth.otp_enabled`, { method: 'DELETE', token })
    assert.equal(gone.status, 204)
  }
  assert.equal((await show('app.auth.otp_enabled')).value, true)
})

test('settings of the default tenant are the instance’s: not its tenant admin’s', async () => {
  const person = await adminOf('00000000-0000-4000-8000-000000000002')
  const url = `${path}/default/settings`
  assert.equal((await ask(url, { token: person.token })).status, 200)
  const body = { settings: { 'app.auth.signup_enabled': false } }
  const answer = await ask(url, { method: 'PATCH', body, token: person.token })
  assert.equal(answer.status, 403)
})

test('what is lost counts at once on a second process, too', async () => {
  const { id } = await create()
  const person = await memberOf(id)
  const twin = await startServer({ databaseUrl: server.databaseUrl, queue: false })
  const enter = async () =>
    (
      await twin.call({
        url: '/api/v1/auth/user',
        token: person.token,
        headers: { 'x-fb-tenant': id },
      })
    ).status
  assert.equal(await enter(), 200)
  const url = `${path}/${id}/members/${person.userId}`
  assert.equal((await asRoot(url, { method: 'DELETE' })).status, 204)
  await until('refused', async () => (await enter()) === 403, 1_000)
  await twin.stop()
})

test('a grant that is taken back is gone from the next request on', async () => {
  const { id } = await create()
  const admin = await adminOf(id)
  await grants.take(server.ctx, admin.userId, { role: 'tenant_admin', tenant_id: id })
  assert.equal((await ask(`${path}/${id}`, { token: admin.token })).status, 401)
})
