import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import { newPerson, registerProven } from '../../../test/people.ts'
import { setUpToken } from '../../features/administration/index.ts'

const server = await startServer()
const setup_token = setUpToken(server.ctx)
const password = 'a long phrase for an operator'
const operator = newPerson()
const setUp = (changes: object = {}) =>
  server.call({
    url: '/api/v1/admin/setup',
    body: { email: operator.email, password, name: 'Op', setup_token, ...changes },
  })
const status = async () => (await server.call({ url: '/api/v1/admin/setup/status' })).body

test('set-up: refused without the token, weak passwords and names; then once, however raced', async () => {
  assert.deepEqual(await status(), { needs_setup: true, has_admin: false })
  const table: [object, number, string][] = [
    [{ setup_token: 'wrong' }, 401, 'INVALID_SETUP_TOKEN'],
    [{ setup_token: undefined }, 400, 'MISSING_REQUIRED_FIELD'],
    [{ password: 'only 14 chars!' }, 400, 'VALIDATION_FAILED'],
    [{ email: 'nope' }, 400, 'INVALID_INPUT'],
    [{ name: '' }, 400, 'INVALID_INPUT'],
  ]
  for (const [changes, expected, code] of table) {
    const answer = await setUp(changes)
    assert.deepEqual([answer.status, answer.body.code], [expected, code], answer.text)
  }
  const answers = await barrier(20, (i) => setUp({ email: `op${i}@example.com` }))
  const won = answers.filter((answer) => answer.status === 201)
  assert.equal(won.length, 1)
  assert.ok(answers.every((a) => [201, 403, 503].includes(a.status)))
  assert.equal(won[0]?.body.user.role, 'instance_admin')
  assert.deepEqual(await status(), { needs_setup: false, has_admin: true })
  const late = await setUp()
  assert.deepEqual([late.status, late.body.code], [403, 'SETUP_ALREADY_COMPLETED'])

  const email = won[0]?.body.user.email
  const login = await server.call({ url: '/api/v1/admin/login', body: { email, password } })
  assert.equal(login.status, 200, login.text)
  const token = login.body.access_token
  const me = await server.call({ url: '/api/v1/admin/me', token })
  assert.deepEqual([me.body.user.email, me.body.user.name], [email, 'Op'])
  const body = { refresh_token: login.body.refresh_token }
  const fresh = await server.call({ url: '/api/v1/admin/refresh', body })
  assert.equal(fresh.status, 200)
  const out = { method: 'POST', url: '/api/v1/admin/logout', token } as const
  assert.equal((await server.call(out)).status, 200)
  assert.equal((await server.call({ url: '/api/v1/admin/me', token })).status, 401)
})

test('an ordinary account does not get in, and gets no session by trying', async () => {
  const person = await registerProven(server)
  const body = { email: person.email, password: person.password }
  const answer = await server.call({ url: '/api/v1/admin/login', body })
  assert.deepEqual([answer.status, answer.body.code], [403, 'ADMIN_REQUIRED'])
  const signIn = await server.call({ url: '/api/v1/auth/signin', body })
  const token = signIn.body.access_token
  assert.equal((await server.call({ url: '/api/v1/admin/me', token })).status, 403)
  const sessions = await server.call({ url: '/v1/me/sessions', token })
  assert.equal(sessions.body.length, 1)
})
