import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, barrier, startServer } from '../kit.ts'
import { wrong } from '../provisioning.ts'
import { at, firstStep, secondStep, tokenOf, withTotp } from './authenticator.ts'
import { makeWorld, tally } from './generators.ts'

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
