import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import * as settings from '../../features/settings/index.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { appOf, clientId, inConfiguration, startOpenId } from './oauth-stand-in.ts'

const acme = await startOpenId({ after })
const server = await startServer({
  allowLoopback: true,
  providers: { acme: inConfiguration(acme.issuer) },
})
await settings.set(server.ctx, {
  key: 'app.auth.redirect_allow_list',
  value: ['https://app.example'],
})
const app = appOf(server)

beforeEach(() => {
  const sub = uuid()
  acme.claims = { sub, email: `${sub}@example.com`, email_verified: true }
  acme.answer = {}
  acme.status = 200
})

const enter = async () => {
  const { url } = await app.authorize('acme')
  const answer = await app.callback('acme', await acme.signIn(url))
  assert.equal(answer.status, 200, answer.text)
  return { token: String(answer.body.access_token), userId: String(answer.body.user.id) }
}

const tokenOf = (token: string) => server.call({ url: '/api/v1/auth/oauth/acme/token', token })

test('the token of the provider, without its refresh token', async () => {
  const { token } = await enter()
  const { status, body, text } = await tokenOf(token)
  assert.equal(status, 200, text)
  assert.deepEqual(Object.keys(body).sort(), [
    'access_token',
    'expires_in',
    'id_token',
    'provider',
    'scopes',
    'token_expiry',
    'token_type',
  ])
  assert.ok(body.expires_in > 3500 && body.expires_in <= 3600)
  assert.equal(acme.refreshes, 0)
})

test('under five minutes it is exchanged, once for twenty at once', async () => {
  acme.answer = { expires_in: 200, refresh_token: 'first refresh token' }
  const { token } = await enter()
  acme.answer = { expires_in: 3600, refresh_token: 'second refresh token' }
  const before = acme.refreshes
  const answers = await barrier(20, () => tokenOf(token))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200], answers[0]?.text)
  assert.equal(new Set(answers.map(({ body }) => body.access_token)).size, 1)
  assert.equal(acme.refreshes, before + 1)
  assert.equal(acme.exchanges.at(-1)?.get('refresh_token'), 'first refresh token')
  await server.ctx.db.run(sql`update auth.provider_tokens set expires_at = now()`)
  assert.equal((await tokenOf(token)).status, 200)
  assert.equal(acme.exchanges.at(-1)?.get('refresh_token'), 'second refresh token')
})

test('where only a new sign-in helps it says so, and never gives a stale one', async () => {
  const { token } = await enter()
  await server.ctx.db.run(sql`update auth.provider_tokens set expires_at = now()`)
  acme.status = 400
  const refused = await tokenOf(token)
  assert.deepEqual([refused.status, refused.body.code], [409, 'OAUTH_TOKEN_EXPIRED'])
  assert.match(refused.body.details.authorize_url, /\/acme\/authorize$/)
  acme.status = 200
  assert.equal((await tokenOf(token)).status, 200)
})

test('who never came by the provider has no token of it, nor has who unlinked it', async () => {
  const { token, userId } = await enter()
  await server.ctx.db.run(sql`delete from auth.identities where user_id = ${userId}`)
  const none = await tokenOf(token)
  assert.deepEqual([none.status, none.body.code], [404, 'OAUTH_TOKEN_NOT_FOUND'])
  assert.equal(none.body.details.error_code, 'oauth_token_not_found')
  const kept = sql`select count(*)::int as n from auth.provider_tokens t
    join auth.identities i on i.id = t.identity_id where i.user_id = ${userId}`
  assert.equal((await server.ctx.db.row<{ n: number }>(kept))?.n, 0)
  const unknown = await server.call({ url: '/api/v1/auth/oauth/nobody/token', token })
  assert.deepEqual([unknown.status, unknown.body.code], [400, 'PROVIDER_NOT_FOUND'])
})

const logOut = (token: string, body: object = {}) =>
  server.call({ url: '/api/v1/auth/oauth/acme/logout', body, token })

test('sign-out ends the session here and the tokens there, and goes by the provider to the app', async () => {
  const { token } = await enter()
  const before = acme.revoked
  const redirect_url = 'https://app.example/bye'
  const { status, body, text } = await logOut(token, { redirect_url })
  assert.equal(status, 200, text)
  assert.equal(body.local_tokens_revoked, true)
  assert.equal(body.provider_token_revoked, true)
  assert.equal(acme.revoked, before + 2)
  assert.equal((await server.call({ url: '/api/v1/auth/user', token })).status, 401)

  const { origin, searchParams: asked } = new URL(body.redirect_url)
  assert.equal(origin, acme.issuer)
  assert.equal(asked.get('client_id'), clientId)
  assert.ok(asked.get('id_token_hint'))
  const ours = 'http://flumen.test/api/v1/auth/oauth/acme/logout/callback'
  assert.equal(asked.get('post_logout_redirect_uri'), ours)
  const page = await fetch(body.redirect_url, { redirect: 'manual' })
  const back = new URL(page.headers.get('location') ?? '')
  const url = back.pathname + back.search
  const answers = await barrier(10, () => server.call({ url }))
  const sent = answers.filter(({ status }) => status === 302)
  assert.deepEqual(
    sent.map(({ headers }) => headers.location),
    [redirect_url],
  )
  assert.ok(answers.every(({ status }) => status === 302 || status === 400))
  const none = await server.call({ url: '/api/v1/auth/oauth/acme/logout/callback?state=x' })
  assert.equal(none.status, 400)
})

test('a state of a sign-out signs nobody in, and the other way round', async () => {
  const { token } = await enter()
  const { body } = await logOut(token)
  const state = new URL(body.redirect_url).searchParams.get('state') ?? ''
  assert.equal((await app.callback('acme', { code: 'x', state })).status, 400)
  const begun = await app.authorize('acme')
  const url = `/api/v1/auth/oauth/acme/logout/callback?state=${begun.state}`
  assert.equal((await server.call({ url })).status, 400)
  const after = await server.call({
    url: `/api/v1/auth/oauth/acme/logout/callback?state=${state}`,
  })
  assert.deepEqual(after.body, { message: 'Signed out', provider: 'acme' })
})
