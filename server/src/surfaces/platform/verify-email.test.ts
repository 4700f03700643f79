import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { barrier, startServer } from '../../../test/kit.ts'
import { newPerson, registerProven } from '../../../test/people.ts'
import { sql } from '../../kernel/sql.ts'

const server = await startServer()
const post = (path: string, body: unknown) => server.call({ url: `/api/v1/auth/${path}`, body })

async function signUp() {
  const { email, password } = newPerson()
  const made = await post('signup', { email, password })
  assert.equal(made.status, 201, made.text)
  const { links, code } = await server.inbox.next(email)
  const link = links.map((text) => new URL(text)).find((u) => u.pathname === '/auth/verify-email')
  const token = link?.searchParams.get('token') ?? ''
  assert.ok(token && code)
  return { email, password, token, code, session: made.body }
}

test('by the link or by the digits: the person, no tokens; what was made so far stays', async () => {
  for (const way of ['link', 'digits']) {
    const { email, password, token, code, session } = await signUp()
    const done = await post('verify-email', way === 'link' ? { token } : { token: code, email })
    assert.equal(done.status, 200, done.text)
    assert.deepEqual(Object.keys(done.body).sort(), ['message', 'user'])
    assert.equal(done.body.user.email_verified, true)
    const me = { url: '/api/v1/auth/user', token: session.access_token }
    assert.deepEqual((await server.call(me)).body, done.body.user)
    assert.equal((await post('signin', { email, password })).status, 200)
  }
})

test('the holder of a link is told what became of it; anybody else is not', async () => {
  const used = await signUp()
  assert.equal((await post('verify-email', { token: used.token })).status, 200)
  const old = await signUp()
  await server.ctx.db.run(
    sql`update auth.codes set expires_at = now() where address = ${old.email}`,
  )
  const replaced = await signUp()
  await post('verify-email/resend', { email: replaced.email })
  const fresh = await server.inbox.next(replaced.email)
  const forged = used.token.slice(0, -1) + (used.token.endsWith('A') ? 'B' : 'A')
  const table: [unknown, string][] = [
    [{ token: used.token }, 'TOKEN_USED'],
    [{ token: replaced.token }, 'TOKEN_USED'],
    [{ token: old.token }, 'TOKEN_EXPIRED'],
    [{ token: forged }, 'INVALID_TOKEN'],
    [{ token: 'garbage' }, 'INVALID_TOKEN'],
    [{ token: old.code, email: old.email }, 'INVALID_TOKEN'],
    [{ token: used.code, email: used.email }, 'INVALID_TOKEN'],
    [{ token: '000000', email: newPerson().email }, 'INVALID_TOKEN'],
    [{ token: fresh.code }, 'INVALID_TOKEN'],
    [{}, 'MISSING_REQUIRED_FIELD'],
    [{ token: '' }, 'INVALID_INPUT'],
    [{ token: 'x', email: 'nope' }, 'INVALID_INPUT'],
  ]
  for (const [body, code] of table) {
    const answer = await post('verify-email', body)
    assert.deepEqual([answer.status, answer.body.code], [400, code], JSON.stringify(body))
  }
  const done = await post('verify-email', { token: fresh.code, email: replaced.email })
  assert.equal(done.status, 200, done.text)
})

test('of fifty at once one succeeds', async () => {
  const { token } = await signUp()
  const answers = await barrier(50, () => post('verify-email', { token }))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
})

test('five wrong digits burn the digits; whoever holds the link is not shut out', async () => {
  const { email, token, code } = await signUp()
  const wrong = code === '000000' ? '000001' : '000000'
  for (let i = 0; i < 5; i++) await post('verify-email', { token: wrong, email })
  assert.equal((await post('verify-email', { token: code, email })).status, 400)
  assert.equal((await post('verify-email', { token })).status, 200)
})

describe('resend', () => {
  test('one answer for proven, unproven and unknown; mail to the unproven alone', async () => {
    const unproven = (await signUp()).email
    const proven = (await registerProven(server)).email
    const unknown = newPerson().email
    const before = server.inbox.count(proven)
    const texts = new Set<string>()
    for (const email of [unproven, proven, unknown]) {
      const answer = await post('verify-email/resend', { email })
      assert.equal(answer.status, 200)
      texts.add(answer.text)
    }
    assert.equal(texts.size, 1)
    await server.inbox.next(unproven)
    await sleep(100)
    assert.deepEqual([server.inbox.count(proven), server.inbox.count(unknown)], [before, 0])
  })

  test('a second one within a minute sends nothing and tells nothing', async () => {
    const { email } = await signUp()
    const first = await post('verify-email/resend', { email })
    const second = await post('verify-email/resend', { email })
    assert.deepEqual([first.status, first.text], [second.status, second.text])
    await server.inbox.next(email)
    await assert.rejects(server.inbox.next(email, 100))
  })
})
