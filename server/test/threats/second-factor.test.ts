import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as grants from '../../src/features/grants/index.ts'
import { sql } from '../../src/kernel/sql.ts'
import { type Answer, barrier, startServer } from '../kit.ts'
import type { Person } from '../people.ts'
import { wrong } from '../provisioning.ts'
import { at, firstStep, secondStep, tokenOf, withTotp } from './authenticator.ts'
import { harmless, isClosed, makeWorld, routesOf, tally, title } from './generators.ts'

/** A8, A10: a step of the clock signs in once, and the first factor alone opens nothing. */
const server = await startServer({ rateLimit: false })
const oks = (answers: Answer[]) => answers.filter(({ status }) => status < 300).length

test('A8 TOTP: the steps beside ours count, those further off do not', async () => {
  for (const [step, status] of [
    [-2, 401],
    [2, 401],
    [-3, 401],
    [0, 200],
    [1, 200],
  ] as const) {
    const { person, totp } = await withTotp(server)
    const answer = await secondStep(server, await tokenOf(server, person), at(totp, step))
    assert.equal(answer.status, status, `t${step}`)
  }
})

test('A8 a step is good once: the same code at a barrier of 50, on one token and on many', async () => {
  const one = await withTotp(server)
  const token = await tokenOf(server, one.person)
  const code = at(one.totp, 0)
  const answers = await barrier(50, () => secondStep(server, token, code))
  assert.equal(oks(answers), 1, JSON.stringify(tally(answers)))

  const many = await withTotp(server)
  const tokens = [await tokenOf(server, many.person), await tokenOf(server, many.person)]
  const same = at(many.totp, 0)
  const again = await barrier(10, (i) => secondStep(server, tokens[i % 2] ?? '', same))
  assert.ok(oks(again) <= 1, JSON.stringify(tally(again)))
  assert.equal((await secondStep(server, await tokenOf(server, many.person), same)).status, 401)
})

test('A8 the code that confirmed the factor does not sign in; an older step never does', async () => {
  const { person, totp } = await withTotp(server)
  assert.equal((await secondStep(server, await tokenOf(server, person), at(totp, -1))).status, 401)
  assert.equal((await secondStep(server, await tokenOf(server, person), at(totp, 1))).status, 200)
  assert.equal((await secondStep(server, await tokenOf(server, person), at(totp, 0))).status, 401)
})

test('A8 the fifth try counts as well as the first, the sixth does not', async () => {
  const { person, totp } = await withTotp(server)
  const token = await tokenOf(server, person)
  for (let i = 0; i < 4; i++) {
    assert.equal((await secondStep(server, token, wrong(at(totp, 0)))).status, 401)
  }
  assert.equal((await secondStep(server, token, at(totp, 0))).status, 200)
  const late = await tokenOf(server, person)
  for (let i = 0; i < 5; i++) await secondStep(server, late, '000000')
  assert.equal((await secondStep(server, late, at(totp, 1))).status, 401)
})

test('A8 odd codes are wrong, not an error of ours', async () => {
  const { person, totp, userId } = await withTotp(server)
  const right = at(totp, 0)
  const odd = ['１２３４５６', 'é23456', ' 12345', '+12345', '1e5000', '0x1234', '\u0000'.repeat(6)]
  for (const code of [...odd, `${right} `, `${right}0`, right.slice(1), '😀😀😀']) {
    const answer = await secondStep(server, await tokenOf(server, person), code)
    assert.ok([401, 422].includes(answer.status), JSON.stringify(code))
    await server.ctx.limits.clear(`mfa:${userId}`)
  }
})

test('A10 nothing of the first step opens anything', async () => {
  const { person } = await withTotp(server)
  const answer = await firstStep(server, person)
  assert.equal(answer.headers['set-cookie'], undefined)
  const values = [...Object.values(answer.body.detail), ...Object.values(answer.headers)]
  const world = await makeWorld(server)
  for (const value of values.map(String)) {
    for (const url of ['/v1/me/account', '/v1/auth/api-keys', '/api/v2/account']) {
      assert.equal((await server.call({ url, token: value })).status, 401)
      assert.equal((await server.call({ url, key: value })).status, 401)
      assert.equal(
        (await server.call({ url, headers: { cookie: `session=${value}` } })).status,
        401,
      )
    }
    const me = { method: 'PATCH' as const, url: '/api/v1/users/me', body: {} }
    assert.equal((await server.call({ ...me, key: world.app.key, token: value })).status, 401)
  }
})

/** Every way to do the first step, and what it answers with. */
const firstSteps: Record<string, (person: Person) => Promise<Answer>> = {
  '/v1/auth/login': ({ username, password }) =>
    server.call({ url: '/v1/auth/login', body: { username, password } }),
  ...Object.fromEntries(
    ['/api/v1/auth/signin', '/api/v1/auth/login', '/api/v1/admin/login'].map((url) => [
      url,
      ({ email, password }: Person) => server.call({ url, body: { email, password } }),
    ]),
  ),
  '/api/v1/auth/magiclink/verify': async ({ email }) => {
    await server.call({ url: '/api/v1/auth/magiclink', body: { email } })
    const { links } = await server.inbox.next(email)
    const token = new URL(links[0] ?? '').searchParams.get('token')
    return server.call({ url: '/api/v1/auth/magiclink/verify', body: { token } })
  },
  '/api/v1/auth/otp/verify': async ({ email }) => {
    await server.call({ url: '/api/v1/auth/otp/signin', body: { email } })
    const { code } = await server.inbox.next(email)
    const body = { email, token: code, type: 'email' }
    return server.call({ url: '/api/v1/auth/otp/verify', body })
  },
  '/v1/auth/reset-password': async ({ email }) => {
    await server.call({ url: '/v1/auth/forgot-password', body: { email } })
    const { links } = await server.inbox.next(email)
    const token = new URL(links[0] ?? '').searchParams.get('token')
    const body = { token, new_password: 'a whole new phrase' }
    return server.call({ url: '/v1/auth/reset-password', body })
  },
}

test('A10 on every route of every surface: what any first step answers with opens nothing', async () => {
  const closed = routesOf(server).filter(isClosed)
  for (const [door, take] of Object.entries(firstSteps)) {
    const { person, userId } = await withTotp(server)
    await grants.give(server.ctx, userId, { role: 'instance_admin', tenant_id: null })
    const answer = await take(person)
    assert.ok(!/"(access|refresh)_token"/.test(answer.text), `${door}: ${answer.text}`)
    const cookies = [answer.headers['set-cookie'] ?? []].flat().map(String)
    assert.deepEqual(
      cookies.filter((cookie) => !/=;|Max-Age=0/.test(cookie)),
      [],
      door,
    )
    const words = new Set(answer.text.match(/[\w.-]{16,}/g) ?? [])
    for (const word of words) {
      for (const listed of closed) {
        const { status, text } = await server.call({ ...harmless(listed), token: word })
        assert.equal(status, 401, `${door} ${word} ${title(listed)}: ${text}`)
      }
    }
    const sessions = await server.ctx.db.rows(
      sql`select from auth.sessions where user_id = ${userId}`,
    )
    assert.equal(sessions.length, 0, door)
  }
})
