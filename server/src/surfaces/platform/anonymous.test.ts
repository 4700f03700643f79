import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeJwt } from 'jose'
import { startServer } from '../../../test/kit.ts'
import * as identity from '../../features/identity/index.ts'
import * as settings from '../../features/settings/index.ts'
import { sql } from '../../kernel/sql.ts'

const server = await startServer()
const enter = (body: object = {}, from?: string) =>
  server.call({ url: '/api/v1/auth/signin/anonymous', body, ...(from ? { from } : {}) })
const turn = (value: boolean) =>
  settings.set(server.ctx, { key: 'app.auth.anonymous_enabled', value })

test('off by default', async () => {
  const answer = await enter()
  assert.deepEqual([answer.status, answer.body.code], [403, 'FEATURE_DISABLED'])
})

test('switched on: a user like any other, but for the mark', async () => {
  await turn(true)
  const empty = await server.call({
    method: 'POST',
    url: '/api/v1/auth/signin/anonymous',
    headers: { 'content-type': 'application/json' },
  })
  assert.equal(empty.status, 200, empty.text)
  const made = await enter({ options: { data: { cart: 3 } } })
  assert.equal(made.status, 200, made.text)
  const { body } = made
  assert.deepEqual(
    [body.is_anonymous, body.user.is_anonymous, body.user.email, body.user.user_metadata],
    [true, true, '', { cart: 3 }],
  )
  assert.equal(body.token_type, 'bearer')
  const claims = decodeJwt(body.access_token)
  assert.deepEqual([claims.is_anonymous, claims.role, claims.aal], [true, 'authenticated', 'aal1'])
  const { refresh_token } = body
  const fresh = await server.call({ url: '/api/v1/auth/refresh', body: { refresh_token } })
  assert.equal(decodeJwt(fresh.body.access_token).is_anonymous, true)
  const user = await server.call({ url: '/api/v1/auth/user', token: fresh.body.access_token })
  assert.deepEqual(user.body, body.user)
})

test('makes nothing lasting, at no door', async () => {
  await turn(true)
  const { access_token: token } = (await enter()).body
  const doors: [string, object][] = [
    ['/api/v1/auth/2fa/setup', {}],
    ['/api/v1/auth/2fa/enable', { code: '123456' }],
    ['/api/v1/auth/2fa/disable', { code: '123456' }],
    ['/api/v1/auth/2fa/backup-codes', { code: '123456' }],
    ['/v1/auth/api-keys', { name: 'ci' }],
    ['/v1/auth/change-password', { new_password: 'correct horse battery' }],
    ['/api/v2/apps', { name: 'Trap' }],
    ['/api/v2/accessTokens', { name: 'ci' }],
  ]
  for (const [url, body] of doors) {
    const answer = await server.call({ url, body, token })
    assert.ok([403, 404].includes(answer.status), `${url}: ${answer.text}`)
  }
  const keys = await server.ctx.db.row<{ n: number }>(sql`
    select count(*)::int as n from auth.keys where user_id in
      (select id from auth.users where is_anonymous)`)
  assert.equal(keys?.n, 0)
})

test('thirty an hour from a network, and the switch counts at once', async () => {
  await turn(true)
  const from = '203.0.113.77'
  for (let i = 0; i < 30; i++) assert.equal((await enter({}, from)).status, 200)
  assert.equal((await enter({}, from)).status, 429)
  await turn(false)
  assert.equal((await enter()).status, 403)
})

test('those of thirty days ago are closed, with their sessions; people are not', async () => {
  await turn(true)
  const [old, young] = [(await enter()).body, (await enter()).body]
  await server.ctx.db.run(sql`
    update auth.users set created_at = now() - interval '31 days' where id = ${old.user.id}`)
  await identity.jobs['anonymous.sweep'](server.ctx)
  const status = async (token: string) =>
    (await server.call({ url: '/api/v1/auth/user', token })).status
  assert.equal(await status(old.access_token), 401)
  assert.equal(await status(young.access_token), 200)
})
