import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { enrol } from '../../../test/factors.ts'
import { startServer } from '../../../test/kit.ts'
import { listen } from '../../../test/sockets.ts'
import { sql } from '../../kernel/sql.ts'
import { operator, type SignedIn, signIn } from './testing.ts'

/** Two factors asked for: of everybody in a tenant, of administrators everywhere. */
const server = await startServer({ rateLimit: false })
const admin = await operator(server)
await enrol(server, admin.token)
const strong = await renewed(admin)
const member = await signIn(server)
const made = await server.call({
  url: '/api/v1/admin/tenants',
  body: { slug: 'careful', name: 'Careful' },
  token: strong.token,
})
assert.equal(made.status, 201, made.text)
const tenantId: string = made.body.tenant?.id ?? made.body.id

/** With tokens that say what the session has shown by now. */
async function renewed(person: SignedIn): Promise<SignedIn> {
  const body = { refresh_token: person.refreshToken }
  const { body: fresh } = await server.call({ url: '/api/v1/auth/refresh', body })
  return { ...person, token: fresh.access_token, refreshToken: fresh.refresh_token }
}

async function set(name: string, value: boolean, where = 'default'): Promise<number> {
  const url = `/api/v1/admin/tenants/${where}/settings`
  const body = { settings: { [`app.auth.${name}`]: value } }
  return (await server.call({ method: 'PATCH', url, token: strong.token, body })).status
}

/** What tenants have no say in is set at another door. */
async function setOfAdmins(value: boolean): Promise<number> {
  const url = '/api/v1/admin/settings/app.auth.second_factor_required_of_admins'
  return (await server.call({ method: 'PUT', url, token: strong.token, body: { value } })).status
}

async function ask(url: string, token: string, headers: Record<string, string> = {}) {
  const { status, body } = await server.call({ url, token, headers })
  return [status, body.code ?? body.error?.code]
}

const refused = [403, 'SECOND_FACTOR_REQUIRED']
const tables = '/api/v1/tables'
const inTenant = { 'x-fb-tenant': tenantId }

test('in a tenant that asks for it one factor opens nothing but what sets up a second', async () => {
  await server.ctx.db.run(sql`
    insert into auth.members (tenant_id, user_id, role)
    values (${tenantId}, ${member.userId}, 'member')`)
  const listed = `/api/v1/webhooks`
  assert.equal((await ask(listed, member.token, inTenant))[0], 200)
  assert.equal(await set('second_factor_required', true, tenantId), 200)
  assert.deepEqual(await ask(listed, member.token, inTenant), refused)
  assert.equal((await ask(listed, member.token))[0], 200, 'elsewhere one is enough')
  for (const open of ['user', '2fa/status']) {
    assert.equal((await ask(`/api/v1/auth/${open}`, member.token, inTenant))[0], 200)
  }
  await enrol(server, member.token)
  assert.deepEqual(await ask(listed, member.token, inTenant), refused, 'the token is an old one')
  const { token } = await renewed(member)
  assert.equal((await ask(listed, token, inTenant))[0], 200)
})

test('a socket is a door like the others', async () => {
  const other = await signIn(server)
  assert.equal(await set('second_factor_required', true), 200)
  after(() => set('second_factor_required', false))
  const { connect } = await listen(server)
  await assert.rejects(connect({ token: other.token }))
  const { token } = await renewed(strong)
  const client = await connect({ token })
  client.ws.terminate()
  assert.equal(await set('second_factor_required', false), 200)
})

test('a tenant asks for more than the instance, never for less', async () => {
  const other = await signIn(server)
  assert.equal(await set('second_factor_required', true), 200)
  assert.equal(await set('second_factor_required', false, tenantId), 200)
  assert.deepEqual(await ask('/api/v1/webhooks', other.token), refused)
  const key = 'second_factor_required_of_admins'
  assert.equal(await set(key, false, tenantId), 400, 'this one is the instance’s alone')
  assert.equal(await set('second_factor_required', false), 200)
})

test('asked of administrators: they on every door of theirs, others not', async () => {
  const weak = await operator(server)
  assert.equal((await ask('/api/v1/admin/tenants', weak.token))[0], 200)
  assert.equal(await setOfAdmins(true), 200)
  for (const url of ['/api/v1/admin/tenants', tables, '/v1/admin/app_reviews']) {
    const [status, code] = await ask(url, weak.token)
    assert.deepEqual([status, String(code).toUpperCase()], refused, url)
  }
  assert.equal((await ask('/api/v1/admin/tenants', strong.token))[0], 200)
  const other = await signIn(server)
  assert.equal((await ask('/api/v1/webhooks', other.token))[0], 200)
  const out = await server.call({ url: '/api/v1/admin/logout', body: {}, token: weak.token })
  assert.equal(out.status, 200, 'who may not come in may leave')
  assert.equal(await setOfAdmins(false), 200)
})
