import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import { newPerson } from '../../../test/people.ts'
import * as grants from '../../features/grants/index.ts'
import { randomLowerSecret } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { operator, type SignedIn, signIn } from './testing.ts'

const server = await startServer()
const root = await operator(server)
const path = '/api/v1/admin/invitations'
const password = 'a long phrase for an operator'
const someone = () => newPerson().email

const as = (token: string, url: string, body?: unknown, method?: 'DELETE') =>
  server.call({ url, token, body, ...(method ? { method } : {}) })
const invite = (body: unknown, token = root.token) => as(token, path, body)
const accept = (token: string, changes: object = {}) =>
  server.call({
    url: `/api/v1/invitations/${token}/accept`,
    body: { password, name: 'Ada', ...changes },
  })
const validate = async (token: string) =>
  (await server.call({ url: `/api/v1/invitations/${token}/validate` })).body
const tokenIn = (link: string) => link.split('/').at(-1) ?? ''

async function newTenant(): Promise<string> {
  const body = { slug: `t${randomLowerSecret(8)}`, name: 'T', auto_generate_keys: false }
  const answer = await as(root.token, '/api/v1/admin/tenants', body)
  assert.equal(answer.status, 201, answer.text)
  return answer.body.id
}

async function invited(more: object = {}): Promise<{ email: string; token: string; id: string }> {
  const email = someone()
  const answer = await invite({ email, role: 'dashboard_user', ...more })
  assert.equal(answer.status, 201, answer.text)
  return { email, token: tokenIn(answer.body.invite_link), id: answer.body.invitation.id }
}

test('invited, looked at, accepted: an administrator with a proven mailbox', async () => {
  const tenant_id = await newTenant()
  const email = someone()
  const answer = await invite({ email, role: 'tenant_admin', tenant_id })
  assert.equal(answer.status, 201, answer.text)
  const { invitation, invite_link, email_sent } = answer.body
  assert.equal(email_sent, true)
  assert.deepEqual(
    [invitation.email, invitation.role, invitation.tenant_id, invitation.accepted],
    [email, 'tenant_admin', tenant_id, false],
  )
  assert.equal(
    Date.parse(invitation.expires_at) - Date.parse(invitation.created_at),
    7 * 86_400_000,
  )
  const mail = await server.inbox.next(email)
  assert.ok(mail.links.includes(invite_link), mail.text)
  const token = tokenIn(invite_link)
  const looked = await validate(token)
  assert.deepEqual([looked.valid, looked.invitation.id], [true, invitation.id])
  assert.ok(!JSON.stringify(looked).includes(token))

  const done = await accept(token)
  assert.equal(done.status, 201, done.text)
  const { user } = done.body
  assert.deepEqual(
    [user.email, user.name, user.role, user.email_verified],
    [email, 'Ada', 'tenant_admin', true],
  )
  const access = done.body.access_token
  assert.equal((await as(access, `/api/v1/admin/tenants/${tenant_id}`)).status, 200)
  const login = await server.call({ url: '/api/v1/admin/login', body: { email, password } })
  assert.equal(login.status, 200)
  assert.equal((await accept(token)).status, 409)
  assert.equal((await validate(token)).valid, false)
  const { body } = await as(root.token, `${path}?include_accepted=true`)
  const listed = body.invitations.find((i: { id: string }) => i.id === invitation.id)
  assert.equal(listed.accepted, true)
})

test('what is refused', async () => {
  const tenant_id = await newTenant()
  const email = someone()
  const table: [object, number, string][] = [
    [{ email, role: 'emperor' }, 400, 'INVALID_ROLE'],
    [{ email: 'nope', role: 'dashboard_user' }, 400, 'INVALID_INPUT'],
    [{ email, role: 'instance_admin', tenant_id }, 400, 'INVALID_INPUT'],
    [{ email, role: 'tenant_admin', tenant_id: 'no-such' }, 404, 'NOT_FOUND'],
    [{ email, role: 'dashboard_user', expiry_duration: 1 }, 400, 'INVALID_INPUT'],
    [{ email }, 400, 'MISSING_REQUIRED_FIELD'],
  ]
  for (const [body, status, code] of table) {
    const answer = await invite(body)
    assert.deepEqual([answer.status, answer.body.code], [status, code], answer.text)
  }
  assert.equal((await accept('x'.repeat(43))).status, 404)
  assert.deepEqual((await validate('x'.repeat(43))).valid, false)
  const { token } = await invited()
  const weak = await accept(token, { password: 'short' })
  assert.deepEqual([weak.status, weak.body.code], [400, 'VALIDATION_FAILED'])
  assert.equal((await accept(token, { name: '' })).status, 400)
  assert.equal((await accept(token, { role: 'instance_admin' })).status, 400)
  assert.equal((await accept(token)).status, 201)
})

test('an instance admin needs a longer password', async () => {
  const { token } = await invited({ role: 'instance_admin' })
  assert.equal((await accept(token, { password: 'only 14 chars!' })).status, 400)
  const done = await accept(token)
  assert.equal(done.body.user.role, 'instance_admin')
})

describe('nobody gives more than they have', async () => {
  const [a, b] = [await newTenant(), await newTenant()]
  const admin = await signIn(server, { role: 'tenant_admin', tenant_id: a })
  const app = await signIn(server)
  await server.ctx.db.run(sql`update auth.users set role = 'admin' where id = ${app.userId}`)
  const { body } = await server.call({
    url: '/api/v1/auth/signin',
    body: { email: app.email, password: app.password },
  })

  const table: [string, string, object, number][] = [
    ['a tenant admin, an instance admin', admin.token, { role: 'instance_admin' }, 403],
    [
      'a tenant admin, for another tenant',
      admin.token,
      { role: 'tenant_admin', tenant_id: b },
      403,
    ],
    ['a tenant admin, for their own', admin.token, { role: 'tenant_admin' }, 201],
    ['an app-level admin', body.access_token, { role: 'dashboard_user' }, 403],
    ['an app-level admin, a tenant', body.access_token, { role: 'tenant_admin' }, 403],
  ]
  for (const [name, token, what, status] of table) {
    test(name, async () => {
      const answer = await invite({ email: someone(), ...what }, token)
      assert.equal(answer.status, status, answer.text)
      if (status === 403) assert.equal(answer.body.code, 'ACCESS_DENIED')
    })
  }

  test('a tenant admin does not see the link: it would prove a mailbox that is not theirs', async () => {
    const email = someone()
    const answer = await invite({ email, role: 'tenant_admin' }, admin.token)
    assert.equal(answer.body.invite_link, undefined)
    assert.equal(answer.body.invitation.tenant_id, a)
    const mail = await server.inbox.next(email)
    const link = mail.links.find((text) => text.includes('/invite/')) ?? ''
    assert.equal((await accept(tokenIn(link))).status, 201)
  })

  test('invitations of others are not there', async () => {
    const { id, token } = await invited({ role: 'tenant_admin', tenant_id: b })
    const { body } = await as(admin.token, path)
    assert.ok(body.invitations.every((i: { tenant_id: string }) => i.tenant_id === a))
    for (const ref of [id, token]) {
      assert.equal((await as(admin.token, `${path}/${ref}`, undefined, 'DELETE')).status, 404)
    }
    assert.equal((await validate(token)).valid, true)
  })

  test('an invitation is worth nothing once who gave it has lost the right', async () => {
    const host = await signIn(server, { role: 'tenant_admin', tenant_id: a })
    const email = someone()
    await invite({ email, role: 'tenant_admin' }, host.token)
    const mail = await server.inbox.next(email)
    const token = tokenIn(mail.links.find((text) => text.includes('/invite/')) ?? '')
    await grants.take(server.ctx, host.userId, { role: 'tenant_admin', tenant_id: a })
    assert.equal((await accept(token)).status, 410)
  })
})

describe('over an account that is there', () => {
  const rolesOf = async ({ userId }: SignedIn) =>
    (await grants.list(server.ctx, userId)).map((grant) => grant.role)

  test('its password confirms, another takes nothing over', async () => {
    const person = await signIn(server)
    const { body } = await invite({ email: person.email, role: 'dashboard_user' })
    const token = tokenIn(body.invite_link)
    assert.equal((await validate(token)).has_account, true)
    const wrong = await accept(token)
    assert.deepEqual([wrong.status, wrong.body.code], [401, 'INVALID_CREDENTIALS'])
    assert.deepEqual(await rolesOf(person), [])
    const signedIn = await server.call({
      url: '/api/v1/auth/signin',
      body: { email: person.email, password: person.password },
    })
    assert.equal(signedIn.status, 200)
    const done = await accept(token, { password: person.password })
    assert.equal(done.status, 201, done.text)
    assert.equal(done.body.user.id, person.userId)
    assert.deepEqual(await rolesOf(person), ['dashboard_user'])
  })

  test('guesses are counted with those at sign-in', async () => {
    const person = await signIn(server)
    const { body } = await invite({ email: person.email, role: 'dashboard_user' })
    const token = tokenIn(body.invite_link)
    const statuses = []
    for (let i = 0; i < 7; i++) statuses.push((await accept(token)).status)
    assert.deepEqual(statuses.slice(5), [429, 429])
    assert.equal((await accept(token, { password: person.password })).status, 429)
  })

  test('a sign-up that nobody finished is closed, not joined', async () => {
    const stranger = newPerson()
    await server.call({ url: '/v1/auth/register', body: stranger })
    const { body } = await invite({ email: stranger.email, role: 'dashboard_user' })
    const done = await accept(tokenIn(body.invite_link))
    assert.equal(done.status, 201, done.text)
    const login = { username: stranger.username, password: stranger.password }
    const planted = await server.call({ url: '/v1/auth/login', body: login })
    assert.equal(planted.status, 401)
  })
})

test('accepted once, however many try at the same time', async () => {
  const { token, email } = await invited()
  const answers = await barrier(10, () => accept(token))
  assert.equal(answers.filter((a) => a.status === 201).length, 1)
  assert.ok(answers.every((a) => [201, 409, 503].includes(a.status)))
  const rows = await server.ctx.db.rows(sql`select from auth.users where email = ${email}`)
  assert.equal(rows.length, 1)
})

test('replaced by a newer one, taken back, expired', async () => {
  const email = someone()
  const first = await invite({ email, role: 'dashboard_user' })
  const second = await invite({ email, role: 'dashboard_user' })
  assert.equal((await accept(tokenIn(first.body.invite_link))).status, 404)
  const { id } = second.body.invitation
  const gone = await as(root.token, `${path}/${id}`, undefined, 'DELETE')
  assert.deepEqual([gone.status, gone.body.success], [200, true])
  assert.equal((await as(root.token, `${path}/${id}`, undefined, 'DELETE')).status, 404)
  assert.equal((await accept(tokenIn(second.body.invite_link))).status, 404)

  const byToken = await invited()
  const taken = await as(root.token, `${path}/${byToken.token}`, undefined, 'DELETE')
  assert.equal(taken.status, 200)

  const old = await invited()
  await server.ctx.db.run(sql`update auth.invitations set expires_at = now() where id = ${old.id}`)
  assert.equal((await accept(old.token)).status, 410)
  assert.match((await validate(old.token)).error, /expired/)
  const has = async (query: string) =>
    (await as(root.token, `${path}${query}`)).body.invitations.some(
      (i: { id: string }) => i.id === old.id,
    )
  assert.deepEqual([await has(''), await has('?include_expired=true')], [false, true])
})

test('an invitation to a tenant that was deleted is gone', async () => {
  const tenant_id = await newTenant()
  const { token } = await invited({ role: 'tenant_admin', tenant_id })
  await as(root.token, `/api/v1/admin/tenants/${tenant_id}`, undefined, 'DELETE')
  assert.equal((await accept(token)).status, 404)
})

test('a new tenant invites its first admin', async () => {
  const email = someone()
  const body = { slug: `t${randomLowerSecret(8)}`, name: 'T', admin_email: email }
  const made = await as(root.token, '/api/v1/admin/tenants', body)
  assert.deepEqual([made.body.invitation_sent, made.body.invitation_email], [true, email])
  const mail = await server.inbox.next(email)
  const link = mail.links.find((text) => text.includes('/invite/')) ?? ''
  const done = await accept(tokenIn(link))
  const tenant = await as(done.body.access_token, `/api/v1/admin/tenants/${made.body.id}`)
  assert.equal(tenant.status, 200)
})

test('no token stands in the database', async () => {
  const { token } = await invited()
  const rows = await server.ctx.db.rows(
    sql`select i::text as text from auth.invitations i union all
      select o::text from engine.outbox o union all select a::text from auth.audit a`,
  )
  assert.ok(rows.length > 1 && !JSON.stringify(rows).includes(token))
})

describe('the page of an invitation', () => {
  const open = (token: string, headers: Record<string, string> = {}) =>
    server.call({ url: `/invite/${token}`, headers })
  const submit = (token: string, fields: Record<string, string>) =>
    server.call({
      url: `/invite/${token}`,
      raw: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })

  test('GET shows, POST accepts, once', async () => {
    const { token, email } = await invited()
    for (let i = 0; i < 2; i++) {
      const page = await open(token)
      assert.equal(page.status, 200)
      assert.match(page.text, /name="name".*name="password"/s)
      assert.equal(page.headers['referrer-policy'], 'no-referrer')
    }
    const weak = await submit(token, { name: 'Ada', password: 'short' })
    assert.equal(weak.status, 400)
    assert.match(
      weak.text,
      /at least 8 characters.*value="Ada"|value="Ada".*at least 8 characters/s,
    )
    const done = await submit(token, { name: 'Ada', password })
    assert.equal(done.status, 200, done.text)
    assert.equal((await submit(token, { name: 'Ada', password })).status, 409)
    assert.equal((await open(token)).status, 409)
    const login = await server.call({ url: '/api/v1/auth/signin', body: { email, password } })
    assert.equal(login.status, 200)
  })

  test('asks who has an account for its password', async () => {
    const person = await signIn(server)
    const { body } = await invite({ email: person.email, role: 'dashboard_user' })
    const token = tokenIn(body.invite_link)
    const page = await open(token, { 'accept-language': 'de' })
    assert.match(page.text, /Passwort Ihres Kontos/)
    assert.ok(!page.text.includes('name="name"'))
    assert.equal((await submit(token, { password })).status, 400)
    assert.equal((await submit(token, { password: person.password })).status, 200)
  })

  test('nonsense is a page, too', async () => {
    const page = await open('nonsense')
    assert.equal(page.status, 404)
    assert.match(String(page.headers['content-type']), /html/)
  })
})
