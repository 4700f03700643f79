import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { newPerson, registerProven } from '../../../test/people.ts'

const server = await startServer()
const post = (path: string, body: unknown, token?: string) =>
  server.call({ url: `/api/v1/auth/${path}`, body, token })

test('sign up, look, refresh, sign out', async () => {
  const { email, password } = newPerson()
  const made = await post('signup', { email, password, user_metadata: { name: 'Ada' } })
  assert.equal(made.status, 201, made.text)
  assert.equal(made.body.expires_in, 900)
  assert.equal(made.body.token_type, 'bearer')
  assert.deepEqual(made.body.user.metadata, { name: 'Ada' })
  assert.equal(made.body.user.email_verified, false)
  const user = await server.call({ url: '/api/v1/auth/user', token: made.body.access_token })
  assert.deepEqual(user.body, made.body.user)
  const fresh = await post('refresh', { refresh_token: made.body.refresh_token })
  assert.equal(fresh.status, 200)
  assert.notEqual(fresh.body.refresh_token, made.body.refresh_token)
  assert.equal((await post('signout', {}, fresh.body.access_token)).status, 200)
  assert.equal(
    (await server.call({ url: '/api/v1/auth/user', token: made.body.access_token })).status,
    401,
  )
  assert.equal((await post('refresh', { refresh_token: fresh.body.refresh_token })).status, 401)
})

test('an account of another door signs in here, and its session opens that door', async () => {
  const person = await registerProven(server)
  const { email, password } = person
  const { body } = await post('signin', { email, password })
  const account = await server.call({ url: '/v1/me/account', token: body.access_token })
  assert.equal(account.body.username, person.username)
})

test('errors in the words of the contract', async () => {
  const table: [unknown, number, string][] = [
    [{ email: 'a@example.com' }, 400, 'MISSING_REQUIRED_FIELD'],
    [{ email: 'nope', password: 'correct horse battery' }, 400, 'INVALID_INPUT'],
    [{ email: 'a@example.com', password: 'short' }, 400, 'WEAK_PASSWORD'],
    [{ email: 'a@example.com', password: 'correct horse', role: 'admin' }, 400, 'INVALID_INPUT'],
  ]
  for (const [body, status, code] of table) {
    const answer = await post('signup', body)
    assert.deepEqual([answer.status, answer.body.code], [status, code], answer.text)
    assert.equal(typeof answer.body.error, 'string')
    assert.equal(typeof answer.body.request_id, 'string')
  }
  const raw = await server.call({ url: '/api/v1/auth/signup', raw: '{' })
  assert.equal(raw.body.code, 'INVALID_REQUEST_BODY')
  const { email } = newPerson()
  const wrong = await post('signin', { email, password: 'correct horse' })
  assert.deepEqual([wrong.status, wrong.body.code], [401, 'INVALID_CREDENTIALS'])
  const nobody = await server.call({ url: '/api/v1/auth/user' })
  assert.deepEqual([nobody.status, nobody.body.code], [401, 'MISSING_AUTHENTICATION'])
})
