import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { login, newPerson, register, registerProven, signedIn } from '../../../test/people.ts'

const server = await startServer()

test('register, verify, sign in, make a key, use it, revoke it', async () => {
  const person = newPerson()
  const made = await server.call({ url: '/v1/auth/register', body: person })
  assert.equal(made.status, 200)
  assert.deepEqual(Object.keys(made.body).sort(), ['email', 'full_name', 'id', 'username'])
  const { code } = await server.inbox.next(person.email)
  const { email, username, password } = person

  const early = await server.call({ url: '/v1/auth/login', body: { username, password } })
  assert.equal(early.status, 403)
  assert.equal(early.body.detail.code, 'email_not_verified')

  const verified = await server.call({ url: '/v1/auth/verify-email', body: { email, code } })
  assert.deepEqual([verified.status, verified.body], [200, { message: 'Email verified' }])

  const signIn = await server.call({ url: '/v1/auth/login', body: { username: email, password } })
  assert.deepEqual(Object.keys(signIn.body), ['access_token', 'token_type'])
  assert.equal(signIn.body.token_type, 'bearer')
  const token = signIn.body.access_token

  const key = await server.call({ url: '/v1/auth/api-keys', token, body: { name: 'ci' } })
  assert.match(key.body.raw_key, /^rst_[0-9A-Za-z]{30}$/)
  assert.equal(key.body.prefix, key.body.raw_key.slice(0, 8))
  assert.equal(key.body.is_active, true)

  const account = await server.call({ url: '/v1/me/account', key: key.body.raw_key })
  assert.equal(account.status, 200)
  assert.equal(account.body.username, username)
  assert.equal(account.body.email_verified, true)
  assert.deepEqual(account.body.available_sign_in_methods, ['password'])
  assert.deepEqual(
    [account.body.plan, account.body.plan_source, account.body.plan_expires_at],
    ['free', 'default', null],
  )

  const url = `/v1/auth/api-keys/${key.body.id}`
  assert.equal((await server.call({ method: 'DELETE', url, token })).status, 204)
  assert.equal((await server.call({ url: '/v1/me/account', key: key.body.raw_key })).status, 401)
  assert.equal((await server.call({ method: 'DELETE', url, token })).status, 204)
  const list = await server.call({ url: '/v1/auth/api-keys', token })
  assert.deepEqual(
    list.body.map((k: { name: string; is_active: boolean }) => [k.name, k.is_active]),
    [['ci', false]],
  )
  assert.ok(!list.text.includes(key.body.raw_key))
})

test('a taken name is told, a taken address is not', async () => {
  const owner = await registerProven(server)
  const name = await server.call({
    url: '/v1/auth/register',
    body: newPerson({ username: owner.username.toUpperCase() }),
  })
  assert.deepEqual([name.status, name.body.detail], [409, 'Username already taken'])

  const again = newPerson({ email: owner.email.toUpperCase() })
  const address = await server.call({ url: '/v1/auth/register', body: again })
  assert.equal(address.status, 200)
  assert.deepEqual(Object.keys(address.body).sort(), ['email', 'full_name', 'id', 'username'])
  assert.equal((await server.inbox.next(owner.email)).code, '')
  const body = { username: again.username, password: again.password }
  assert.equal((await server.call({ url: '/v1/auth/login', body })).status, 401)
})

test('log out ends the session at once', async () => {
  const { person, token } = await signedIn(server)
  assert.equal((await server.call({ url: '/v1/me/account', token })).status, 200)
  assert.equal((await server.call({ method: 'POST', url: '/v1/auth/logout', token })).status, 204)
  assert.equal((await server.call({ url: '/v1/me/account', token })).status, 401)
  assert.ok(await login(server, person))
})

test('forgot and reset: the old password and all sessions end, keys stay', async () => {
  const { person, token, key } = await signedIn(server)
  await server.inbox.next(person.email)
  const { email } = person
  const forgot = await server.call({ url: '/v1/auth/forgot-password', body: { email } })
  const unknown = await server.call({
    url: '/v1/auth/forgot-password',
    body: { email: 'nobody@example.com' },
  })
  assert.deepEqual([forgot.status, forgot.text], [unknown.status, unknown.text])
  const mail = await server.inbox.next(email)
  const reset = mail.links.map((l) => new URL(l)).find((l) => l.pathname === '/auth/reset-password')
  const resetToken = reset?.searchParams.get('token') ?? ''
  const set = (new_password: string) =>
    server.call({ url: '/v1/auth/reset-password', body: { token: resetToken, new_password } })

  assert.equal((await set('password1')).status, 422)
  assert.equal((await set('a whole new phrase')).status, 200)
  assert.equal((await set('another new phrase')).status, 400)
  assert.equal((await server.call({ url: '/v1/me/account', token })).status, 401)
  assert.equal((await server.call({ url: '/v1/me/account', key })).status, 200)
  assert.ok(await login(server, { ...person, password: 'a whole new phrase' }))
  assert.match((await server.inbox.next(email)).text, /ci \(rst_/)
})

test('sessions and credentials in one list; others can be signed out', async () => {
  const { person, token } = await signedIn(server)
  const other = await login(server, person)
  const sessions = await server.call({ url: '/v1/me/sessions', token })
  assert.equal(sessions.body.length, 2)
  assert.equal(sessions.body.filter((s: { current: boolean }) => s.current).length, 1)
  const credentials = await server.call({ url: '/v1/me/credentials', token })
  const kinds = credentials.body.map((c: { kind: string }) => c.kind).sort()
  assert.deepEqual(kinds, ['api_key', 'session', 'session'])
  const gone = await server.call({ method: 'DELETE', url: '/v1/me/sessions/others', token })
  assert.equal(gone.status, 204)
  assert.equal((await server.call({ url: '/v1/me/account', token: other })).status, 401)
  assert.equal((await server.call({ url: '/v1/me/account', token })).status, 200)
})

test('validation speaks as FastAPI does and never repeats a password', async () => {
  const answer = await server.call({
    url: '/v1/auth/register',
    body: { username: 'a@b', email: 'nope', password: 'hunter2', role: 'admin' },
  })
  assert.equal(answer.status, 422)
  const found = answer.body.detail.map((d: { type: string; loc: string[] }) => [d.type, ...d.loc])
  assert.deepEqual(found.sort(), [
    ['extra_forbidden', 'body', 'role'],
    ['missing', 'body', 'full_name'],
    ['string_pattern_mismatch', 'body', 'username'],
    ['string_too_short', 'body', 'password'],
    ['value_error', 'body', 'email'],
  ])
  assert.ok(!answer.text.includes('hunter2'))
})

test('the six digits work once', async () => {
  const person = newPerson()
  const code = await register(server, person)
  const body = { email: person.email, code }
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => server.call({ url: '/v1/auth/verify-email', body })),
  )
  assert.equal(answers.filter((a) => a.status === 200).length, 1)
  assert.ok(answers.every((a) => [200, 400, 429].includes(a.status)))
})
