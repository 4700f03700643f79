import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, startServer, until } from '../../../test/kit.ts'
import { login, newPerson, type Person, registerProven } from '../../../test/people.ts'
import { newApp, signIn as signInToApp } from '../../../test/provisioning.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, operator, signIn } from './testing.ts'

const server = await startServer({ rateLimit: false })
const root = await operator(server)
const at = '/api/v1/admin/users'
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
const ask = (path: string, method: Method = 'GET', body?: unknown, token = root.token) =>
  server.call({ url: at + path, method, token, ...(body === undefined ? {} : { body }) })
const whoIs = (token: string) => server.call({ url: '/api/v1/auth/user', token })
const eventsOf = async (userId: string) =>
  (
    await server.ctx.db.rows<{ event: string; actor: string }>(
      sql`select event, actor from auth.audit where user_id = ${userId} order by id`,
    )
  ).map(({ event }) => event)

test('who signed in last stands first', async () => {
  const mark = `seen${uuid().slice(0, 8)}`
  const people = []
  for (const name of ['a', 'b', 'c']) {
    people.push(await registerProven(server, { email: `${mark}-${name}@example.com` }))
  }
  const [a, , c] = people as [Person, Person, Person]
  await login(server, c)
  await login(server, a)
  const { users } = (await ask(`?q=${mark}&order=last_sign_in_at.desc`)).body
  const seen = users.map(({ email, last_sign_in_at }: Record<string, string | null>) => [
    email,
    last_sign_in_at !== null,
  ])
  assert.deepEqual(seen.slice(0, 2), [
    [a.email, true],
    [c.email, true],
  ])
  const me = await server.call({ url: '/api/v1/admin/me', token: root.token })
  assert.ok(Date.now() - Date.parse(me.body.user.last_login_at) < 600_000, me.text)
})

test('the list is searched, filtered, ordered and paged without losing anybody', async () => {
  const mark = `list${uuid().slice(0, 8)}`
  const made: string[] = []
  for (let i = 0; i < 5; i++) {
    const { email } = await registerProven(server, { email: `${mark}-${i}@example.com` })
    made.push(email)
  }
  for (const order of ['created_at.desc', 'created_at.asc', 'email.asc', 'last_sign_in_at.desc']) {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await ask(`?q=${mark}&order=${order}&limit=2${cursor && `&cursor=${cursor}`}`)
      assert.equal(page.status, 200, page.text)
      seen.push(...page.body.users.map((user: { email: string }) => user.email))
      cursor = page.body.next_cursor
    }
    assert.deepEqual([...seen].sort(), made, order)
    if (order === 'created_at.desc') assert.deepEqual(seen, made.toReversed())
    if (order === 'email.asc') assert.deepEqual(seen, made)
  }
  const total = async (query: string) => (await ask(`?${query}&count=true`)).body.total
  assert.equal(await total(`q=${mark}&verified=true`), 5)
  assert.equal(await total(`q=${mark}&verified=false`), 0)
  assert.equal(await total(`q=${mark}&banned=true`), 0)
  assert.equal(await total(`q=${mark}&second_factor=false&anonymous=false`), 5)
  assert.equal(await total(`q=${mark}&provider=google`), 0)
  assert.equal(await total('role=instance_admin'), 1)
  assert.equal(await total(`q=${root.userId}`), 1)
  assert.equal(await total(`q=${encodeURIComponent('%')}`), 0, 'a percent sign is a percent sign')
})

test('a cursor of another order, or of nobody, is refused', async () => {
  const { next_cursor } = (await ask('?limit=1')).body
  const forged = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  for (const cursor of [
    'x',
    forged(['created_at.desc', "now'; --", uuid()]),
    forged(['created_at.desc', '2026-01-01 00:00:00+00', 'x']),
    forged({}),
  ]) {
    assert.equal((await ask(`?cursor=${cursor}`)).status, 400, cursor)
  }
  assert.equal((await ask(`?cursor=${next_cursor}&order=email.asc`)).status, 400)
  assert.equal((await ask(`?cursor=${next_cursor}`)).status, 200)
})

test('an account is made with a password, or by an invitation that leads to one', async () => {
  const { email, password } = newPerson()
  const app_metadata = { plan: 'pro' }
  const made = await ask('', 'POST', {
    email,
    password,
    full_name: 'Ada',
    app_metadata,
    role: 'editor',
  })
  assert.equal(made.status, 201, made.text)
  assert.deepEqual(
    [made.body.email_verified, made.body.has_password, made.body.role, made.body.app_metadata],
    [true, true, 'editor', app_metadata],
  )
  const body = { email, password }
  assert.equal((await server.call({ url: '/api/v1/auth/signin', body })).status, 200)
  const again = await ask('', 'POST', { email })
  assert.deepEqual([again.status, again.body.code], [409, 'DUPLICATE_KEY'])

  const invited = newPerson()
  const pending = await ask('', 'POST', { email: invited.email, invite: true })
  assert.deepEqual([pending.status, pending.body.has_password], [201, false], pending.text)
  const { links } = await server.inbox.next(invited.email)
  const token = new URL(links[0] ?? '').searchParams.get('token')
  const chosen = await server.call({
    url: '/api/v1/auth/password/reset/confirm',
    body: { token, new_password: invited.password },
  })
  assert.equal(chosen.status, 200, chosen.text)

  for (const role of ['instance_admin', 'service_role', 'anon']) {
    const answer = await ask('', 'POST', { email: newPerson().email, role })
    assert.equal(answer.status, 400, role)
  }
  assert.equal((await ask('', 'POST', { email: newPerson().email, password: 'short' })).status, 400)
})

test('an account is changed; a new password or address ends what was signed in', async () => {
  const person = await signIn(server)
  const fresh = newPerson()
  const user_metadata = { theme: 'dark' }
  const changed = await ask(`/${person.userId}`, 'PATCH', {
    full_name: null,
    user_metadata,
    role: 'editor',
  })
  assert.deepEqual([changed.status, changed.body.user_metadata], [200, user_metadata], changed.text)
  assert.equal(
    (await whoIs(person.token)).status,
    401,
    'tokens say the role: they are fetched anew',
  )

  const moved = await ask(`/${person.userId}`, 'PATCH', {
    email: fresh.email,
    password: fresh.password,
  })
  assert.deepEqual([moved.status, moved.body.email], [200, fresh.email], moved.text)
  await server.inbox.next(person.email)
  const body = { email: fresh.email, password: fresh.password }
  assert.equal((await server.call({ url: '/api/v1/auth/signin', body })).status, 200)
  const taken = await ask(`/${person.userId}`, 'PATCH', { email: root.email })
  assert.deepEqual([taken.status, taken.body.code], [409, 'DUPLICATE_KEY'])
  assert.ok((await eventsOf(person.userId)).includes('email.changed'))
})

test('a ban ends sessions and keys at once, on every surface, until it is lifted', async () => {
  const person = await signIn(server)
  const key = await newKey(server, 'fbk', { userId: person.userId }, { scopes: ['*'] })
  const byKey = () => server.call({ url: '/api/v1/client-keys', token: key })
  assert.equal((await byKey()).status, 200)
  const banned = await ask(`/${person.userId}/ban`, 'POST', { reason: 'spam' })
  assert.equal(banned.status, 200, banned.text)
  assert.deepEqual([banned.body.banned_until, banned.body.ban_reason], [null, 'spam'])
  assert.equal((await whoIs(person.token)).status, 401)
  assert.equal((await byKey()).status, 401)
  const body = { email: person.email, password: person.password }
  assert.equal((await server.call({ url: '/api/v1/auth/signin', body })).status, 401)
  assert.equal((await ask(`/${person.userId}/unban`, 'POST')).body.banned_at, null)
  assert.equal((await server.call({ url: '/api/v1/auth/signin', body })).status, 200)
  assert.equal((await byKey()).status, 200, 'keys come back')
  const events = await eventsOf(person.userId)
  assert.ok(events.includes('account.banned') && events.includes('account.unbanned'))
})

test('a ban with an end lifts itself', async () => {
  const person = await signIn(server)
  const soon = new Date(Date.now() + 300).toISOString()
  assert.equal((await ask(`/${person.userId}/ban`, 'POST', { until: soon })).status, 200)
  await until(
    'the ban is over',
    async () => (await ask(`/${person.userId}`)).body.banned_at === null,
  )
  const past = await ask(`/${person.userId}/ban`, 'POST', { until: '2020-01-01T00:00:00Z' })
  assert.equal(past.status, 400)
})

test('sessions are listed and ended, one or all', async () => {
  const person = await registerProven(server)
  const [first, second] = [await login(server, person), await login(server, person)]
  const { id } = (await server.call({ url: '/v1/me/account', token: first })).body
  const sessions = (await ask(`/${id}/sessions`)).body.sessions
  assert.equal(sessions.length, 2)
  assert.equal((await ask(`/${id}/sessions/${sessions[0].id}`, 'DELETE')).status, 204)
  const left = await Promise.all([first, second].map(async (token) => (await whoIs(token)).status))
  assert.deepEqual(left, [200, 401])
  assert.equal((await ask(`/${root.userId}/sessions/${sessions[1].id}`, 'DELETE')).status, 404)
  assert.equal((await ask(`/${id}/sessions`, 'DELETE')).status, 204)
  assert.equal((await whoIs(first)).status, 401)
})

test('what a person signs in with is shown without secrets, and taken away', async () => {
  const { userId, email } = await signIn(server)
  const [factor, passkey, identity] = [uuid(), uuid(), uuid()]
  const handle = Buffer.from(userId)
  await server.ctx.db.run(sql`
    insert into auth.factors (id, user_id, kind, name, sealed, confirmed_at)
    values (${factor}, ${userId}, 'totp', 'Phone', 'SEALED-SECRET', now())`)
  await server.ctx.db.run(sql`
    insert into auth.passkey_handles (user_id, handle) values (${userId}, ${handle})`)
  await server.ctx.db.run(sql`
    insert into auth.passkeys (id, user_id, credential_id, public_key, rp_id, name, sign_count,
      device_type, backed_up, transports, aaguid, user_verified, second_factor)
    values (${passkey}, ${userId}, ${handle}, ${handle}, 'flumen.test', 'Key', 0, 'singleDevice',
      false, '{}', ${uuid()}, true, true)`)
  await server.ctx.db.run(sql`
    insert into auth.identities (id, user_id, realm_id, provider, issuer, subject, email)
    select ${identity}, id, realm_id, 'google', 'https://accounts.google.com', ${userId}, ${email}
    from auth.users where id = ${userId}`)
  const held = await ask(`/${userId}/factors`)
  assert.deepEqual(
    [held.body.factors[0].id, held.body.passkeys[0].id],
    [factor, passkey],
    held.text,
  )
  assert.ok(!held.text.includes('SEALED'))
  assert.equal((await ask(`/${userId}`)).body.has_second_factor, true)
  for (const path of [`factors/${factor}`, `passkeys/${passkey}`, `identities/${identity}`]) {
    const other = await ask(`/${root.userId}/${path}`, 'DELETE')
    assert.equal(other.status, 404, `${path} of somebody else`)
    assert.equal((await ask(`/${userId}/${path}`, 'DELETE')).status, 204, path)
    assert.equal((await ask(`/${userId}/${path}`, 'DELETE')).status, 404, path)
  }
  const { has_second_factor, providers } = (await ask(`/${userId}`)).body
  assert.deepEqual([has_second_factor, providers], [false, []])
})

test('a mail leads to a new password', async () => {
  const person = await signIn(server)
  const answer = await ask(`/${person.userId}/reset-password`, 'POST')
  assert.deepEqual([answer.status, answer.body], [202, { email_queued: true }])
  const { links } = await server.inbox.next(person.email)
  assert.ok(links.some((link) => link.includes('reset-password?token=')))
})

test('rights are given and taken, and somebody who may do everything always stays', async () => {
  const other = await signIn(server)
  const grant = (id: string, method: 'PUT' | 'DELETE') =>
    ask(`/${id}/grants/instance_admin`, method)
  assert.equal((await grant(other.userId, 'PUT')).status, 204)
  const body = { email: other.email, password: other.password }
  const { access_token } = (await server.call({ url: '/api/v1/admin/login', body })).body
  assert.equal((await ask('', 'GET', undefined, access_token)).status, 200)
  // Each takes the right of the other: one of them finds that it is the last.
  const answers = await barrier(2, (i) =>
    i === 0
      ? grant(other.userId, 'DELETE')
      : ask(`/${root.userId}/grants/instance_admin`, 'DELETE', undefined, access_token),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 409])
  await server.ctx.db.run(sql`
    insert into auth.grants (user_id, role) values (${root.userId}, 'instance_admin')
    on conflict do nothing`)
  await server.ctx.db.run(sql`delete from auth.grants where user_id = ${other.userId}`)
  const fresh = await server.call({
    url: '/api/v1/admin/login',
    body: { email: root.email, password: root.password },
  })
  root.token = fresh.body.access_token
  for (const [path, method] of [
    [`/${root.userId}/grants/instance_admin`, 'DELETE'],
    [`/${root.userId}/ban`, 'POST'],
    [`/${root.userId}`, 'DELETE'],
  ] as const) {
    const answer = await ask(path, method, method === 'POST' ? {} : undefined)
    assert.equal(answer.status, 409, `${path}: ${answer.text}`)
  }
  const own = await server.call({
    url: '/v1/me/account',
    method: 'DELETE',
    token: root.token,
    body: { password: root.password },
  })
  assert.equal(own.status, 409, own.text)
})

test('a deleted account is gone for everybody', async () => {
  const person = await signIn(server)
  assert.equal((await ask(`/${person.userId}`, 'DELETE')).status, 204)
  assert.equal((await ask(`/${person.userId}`)).status, 404)
  assert.equal((await whoIs(person.token)).status, 401)
})

test('end users of an app are listed apart, banned, and erased', async () => {
  const app = await newApp(server)
  const { accessToken } = await signInToApp(server, app)
  const list = await ask(`?app_id=${app.id}`)
  assert.equal(list.body.users.length, 1, list.text)
  const [user] = list.body.users
  assert.deepEqual([user.app_id, user.grants], [app.id, []])
  assert.equal((await ask(`?q=${user.email}`)).body.users.length, 0, 'not among accounts')
  const rename = () =>
    server.call({
      url: '/api/v1/users/me',
      method: 'PATCH',
      key: app.key,
      token: accessToken,
      body: { firstName: 'Ada' },
    })
  assert.equal((await rename()).status, 200)
  assert.equal((await ask(`/${user.id}/ban`, 'POST', {})).status, 200)
  assert.equal((await rename()).status, 401)
  assert.deepEqual((await ask(`/${user.id}/factors`)).body.code, 'NOT_AN_ACCOUNT')
  assert.equal((await ask(`/${user.id}/grants/instance_admin`, 'PUT')).status, 409)
  assert.equal((await ask(`/${user.id}`, 'DELETE')).status, 204)
  assert.equal((await ask(`?app_id=${app.id}`)).body.users.length, 0)
  assert.equal((await ask('?app_id=nothing')).status, 404)
})
