import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { login, registerProven } from '../../../test/people.ts'
import { mustBeLabelled, mustBePage, visitor } from './testing.ts'

const server = await startServer()
const { open, submit, linksOf, signUp, askReset, signIn, verifyByCode } = visitor(server)

describe('the link of a sign-up mail', () => {
  test('is only looked at by GET and HEAD, works once by POST', async () => {
    const { person, action } = await signUp()
    const url = `/auth/verify-email?token=${action}`
    for (let i = 0; i < 3; i++) assert.equal((await open('verify-email', action)).status, 200)
    const head = await server.app.http.inject({ method: 'HEAD', url })
    assert.deepEqual([head.statusCode, head.body], [200, ''])
    assert.equal((await signIn(person)).status, 403)

    const done = await submit('verify-email', { token: action })
    assert.equal(done.status, 200, done.text)
    mustBePage(done)
    assert.match(done.text, /Your e-mail address is confirmed/)
    assert.ok(!done.text.includes(action))
    assert.equal((await signIn(person)).status, 200)

    const again = await submit('verify-email', { token: action })
    assert.equal(again.status, 400)
    assert.match(again.text, /used already.*new code in the app/s)
  })

  test('works once however many press at the same time', async () => {
    const { action } = await signUp()
    const press = () => submit('verify-email', { token: action })
    const statuses = (await Promise.all(Array.from({ length: 8 }, press))).map((a) => a.status)
    assert.deepEqual(statuses.sort(), [200, 400, 400, 400, 400, 400, 400, 400])
  })

  test('POST reads the token from the form, not from its own address', async () => {
    const { person, action } = await signUp()
    const url = `/auth/verify-email?token=${action}`
    assert.equal((await server.call({ method: 'POST', url })).status, 400)
    assert.equal((await signIn(person)).status, 403)
  })

  test('is dead once the digits of the same mail were used', async () => {
    const { person, action, code } = await signUp()
    assert.equal((await verifyByCode(person, code)).status, 200)
    assert.equal((await submit('verify-email', { token: action })).status, 400)
  })

  test('an older link of the same account is dead', async () => {
    const { person, action } = await signUp()
    await server.call({ url: '/v1/auth/resend-verification', body: { email: person.email } })
    const newer = await linksOf(person.email, 'verify-email')
    assert.equal((await submit('verify-email', { token: action })).status, 400)
    assert.equal((await submit('verify-email', { token: newer.action })).status, 200)
  })
})

describe('a forgotten password', () => {
  test('a refused password costs nothing; the accepted one works, the link no more', async () => {
    const person = await registerProven(server)
    const token = await login(server, person)
    const { action } = await askReset(person)
    for (let i = 0; i < 3; i++) assert.equal((await open('reset-password', action)).status, 200)

    const refusals: [password: string, reason: RegExp][] = [
      ['', /at least 8 characters/],
      ['short', /at least 8 characters/],
      ['password1', /among the most common/],
      [person.email, /must not be your name or e-mail address/],
      ['x'.repeat(129), /at most 128 characters/],
      ['x'.repeat(5000), /at most 128 characters/],
    ]
    for (const [new_password, reason] of refusals) {
      const refused = await submit('reset-password', { token: action, new_password })
      assert.equal(refused.status, 400)
      mustBePage(refused)
      mustBeLabelled(refused)
      assert.match(refused.text, reason)
      assert.match(refused.text, /aria-describedby="new_password-hint new_password-fault"/)
      assert.ok(refused.text.includes(`name="token" value="${action}"`))
      assert.ok(new_password === '' || !refused.text.includes(new_password))
    }
    assert.equal((await signIn(person)).status, 200)

    const given = { token: action, new_password: 'pärlans & blåa <dröm>' }
    const done = await submit('reset-password', given)
    assert.equal(done.status, 200, done.text)
    mustBePage(done)
    assert.match(done.text, /Sign in with your new password/)
    assert.equal((await signIn(person)).status, 401)
    assert.equal((await signIn({ ...person, password: given.new_password })).status, 200)
    assert.equal((await server.call({ url: '/v1/me/account', token })).status, 401)

    const again = await submit('reset-password', { ...given, new_password: 'one more phrase' })
    assert.equal(again.status, 400)
    assert.equal((await signIn({ ...person, password: 'one more phrase' })).status, 401)
  })

  test('the answer is the same with and without an account', async () => {
    const person = await registerProven(server)
    const known = await submit('reset-password', { email: ` ${person.email.toUpperCase()}` })
    const unknown = await submit('reset-password', { email: 'nobody@example.com' })
    assert.deepEqual([known.status, known.text], [unknown.status, unknown.text])
    assert.match(known.text, /If the account exists/)
    await linksOf(person.email, 'reset-password')
    assert.equal(server.inbox.count('nobody@example.com'), 0)
  })

  test('a link is for the account it was mailed to and no other', async () => {
    const [person, other] = [await registerProven(server), await registerProven(server)]
    const { action } = await askReset(person)
    const given = { token: action, new_password: 'a fine long phrase', email: other.email }
    assert.equal((await submit('reset-password', given)).status, 200)
    assert.equal((await signIn(other)).status, 200)
    assert.equal((await signIn({ ...person, password: 'a fine long phrase' })).status, 200)
  })
})

describe('this was not me', () => {
  test('ends a sign-up that nobody has proven; its name is free again', async () => {
    const { person, action, notMe, code } = await signUp()
    for (let i = 0; i < 3; i++) assert.equal((await open('not-me', notMe)).status, 200)
    const head = { method: 'HEAD', url: `/auth/not-me?token=${notMe}` } as const
    assert.equal((await server.app.http.inject(head)).statusCode, 200)

    const done = await submit('not-me', { token: notMe })
    assert.equal(done.status, 200, done.text)
    mustBePage(done)
    assert.match(done.text, /Thank you/)
    assert.equal((await verifyByCode(person, code)).status, 400)
    assert.equal((await submit('verify-email', { token: action })).status, 400)
    assert.equal((await signIn(person)).status, 401)
    const next = await signUp({ username: person.username })
    assert.equal((await submit('verify-email', { token: next.action })).status, 200)
  })

  test('opening the page alone ends nothing', async () => {
    const { person, notMe, code } = await signUp()
    await open('not-me', notMe)
    assert.equal((await verifyByCode(person, code)).status, 200)
  })

  test('does nothing to an account that was proven meanwhile', async () => {
    const { person, action, notMe } = await signUp()
    assert.equal((await submit('verify-email', { token: action })).status, 200)
    const late = await submit('not-me', { token: notMe })
    assert.equal(late.status, 400)
    assert.match(late.text, /Nothing was changed/)
    assert.equal((await signIn(person)).status, 200)
  })

  test('in a reset mail ends the link and leaves the account alone', async () => {
    const person = await registerProven(server)
    const token = await login(server, person)
    const { action, notMe } = await askReset(person)
    assert.equal((await submit('not-me', { token: notMe })).status, 200)
    const given = { token: action, new_password: 'a fine long phrase' }
    assert.equal((await submit('reset-password', given)).status, 400)
    assert.equal((await signIn(person)).status, 200)
    assert.equal((await server.call({ url: '/v1/me/account', token })).status, 200)
  })
})
