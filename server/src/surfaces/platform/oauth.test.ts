import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import { newPerson, registerProven } from '../../../test/people.ts'
import * as settings from '../../features/settings/index.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { appOf, inConfiguration, page, startOpenId } from './oauth-stand-in.ts'

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

let sub = ''
let email = ''
beforeEach(() => {
  sub = uuid()
  email = `${sub}@example.com`
  acme.claims = { sub, email, email_verified: true, name: 'Ada Lovelace' }
  acme.returned = {}
  acme.userinfo = undefined
})

const signIn = async () => {
  const { url } = await app.authorize('acme')
  return app.callback('acme', await acme.signIn(url))
}

test('what sign-in pages show', async () => {
  const { body } = await server.call({ url: '/api/v1/auth/oauth/providers' })
  const authorize_url = 'http://flumen.test/api/v1/auth/oauth/acme/authorize'
  assert.deepEqual(body.providers, [
    {
      id: 'acme',
      provider: 'acme',
      name: 'Acme',
      display_name: 'Acme',
      enabled: true,
      authorize_url,
    },
  ])
  const config = await server.call({ url: '/api/v1/auth/config' })
  const shown = [{ provider: 'acme', display_name: 'Acme', authorize_url }]
  assert.deepEqual(config.body.oauth_providers, shown)
})

test('the page of an app: signs up, then in, by subject and not by address', async () => {
  const { url, provider } = await app.authorize('acme')
  assert.equal(provider, 'acme')
  const returned = await acme.signIn(url)
  const first = await app.callback('acme', { ...Object.fromEntries(returned), redirect_uri: page })
  assert.equal(first.status, 200, first.text)
  assert.equal(first.body.is_new_user, true)
  assert.equal(first.body.expires_in, 900)
  assert.equal(first.body.user.email_verified, true)
  assert.deepEqual(first.body.user.metadata, { name: 'Ada Lovelace' })
  const me = await server.call({ url: '/api/v1/auth/user', token: first.body.access_token })
  assert.equal(me.body.email, email)
  const body = { refresh_token: first.body.refresh_token }
  assert.equal((await server.call({ url: '/api/v1/auth/refresh', body })).status, 200)

  acme.claims.email = `other-${email}`
  const again = await signIn()
  assert.equal(again.body.is_new_user, false)
  assert.equal(again.body.user.id, first.body.user.id)
  assert.equal(again.body.user.email, email)
})

test('a browser: there and back by redirects, and only codes in addresses', async () => {
  const html = { accept: 'text/html,application/xhtml+xml' }
  const query = new URLSearchParams({ redirect_to: `${page}?tab=1` })
  const start = await server.call({
    url: `/api/v1/auth/oauth/acme/authorize?${query}`,
    headers: html,
  })
  assert.equal(start.status, 302)
  const set = String(start.headers['set-cookie'])
  assert.match(set, /^flumen_oauth_\w+=\w{43}; Path=\/api\/v1\/auth\/oauth; Max-Age=600; HttpOnly/)
  const cookie = set.split(';')[0] ?? ''
  const returned = await acme.signIn(String(start.headers.location))

  // Another browser, or none: refused, and not used up.
  for (const headers of [{}, { cookie: cookie.replace(/=.*/, `=${'x'.repeat(43)}`) }]) {
    assert.equal((await app.callback('acme', returned, { headers })).status, 400)
  }
  const back = await app.callback('acme', returned, { headers: { cookie } })
  assert.equal(back.status, 302, back.text)
  const onward = new URL(String(back.headers.location))
  assert.equal(onward.origin + onward.pathname, page)
  assert.deepEqual([...onward.searchParams.keys()], ['tab', 'code', 'state'])
  assert.match(onward.searchParams.get('code') ?? '', /^sc_/)
  assert.equal(back.text, '')

  const pair = {
    code: onward.searchParams.get('code') ?? '',
    state: onward.searchParams.get('state') ?? '',
  }
  assert.equal((await app.callback('acme', { ...pair, state: 'wrong' })).status, 400)
  const answers = await barrier(20, () => app.callback('acme', pair))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.ok(answers.every(({ status }) => status === 200 || status === 400))
  const won = answers.find(({ status }) => status === 200)
  assert.equal(won?.body.user.email, email)
  assert.equal(won?.body.is_new_user, true)
})

test('the code for the app lives a minute', async () => {
  const { url } = await app.authorize('acme', { redirect_to: page })
  const back = await app.callback('acme', await acme.signIn(url))
  const { searchParams } = new URL(String(back.headers.location))
  await server.ctx.db.run(
    sql`update auth.oauth_flows set outcome_expires_at = now() where outcome is not null`,
  )
  const answer = await app.callback('acme', searchParams)
  assert.deepEqual([answer.status, answer.body.code], [400, 'INVALID_STATE'])
})

test('twenty at once with one answer of the provider: one is let in', async () => {
  const { url } = await app.authorize('acme')
  const returned = await acme.signIn(url)
  const answers = await barrier(20, () => app.callback('acme', returned))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  const lost = answers.find(({ status }) => status !== 200)
  assert.deepEqual([lost?.status, lost?.body.code], [400, 'INVALID_STATE'])
  assert.match(lost?.body.error, /state/)
})

test('two first sign-ins of one person at once make one account', async () => {
  const starts = await Promise.all([1, 2, 3, 4].map(() => app.authorize('acme')))
  const returned = await Promise.all(starts.map(({ url }) => acme.signIn(url)))
  const answers = await barrier(4, (i) => app.callback('acme', returned[i] ?? {}))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200], answers[0]?.text)
  assert.equal(new Set(answers.map(({ body }) => body.user.id)).size, 1)
  assert.equal(answers.filter(({ body }) => body.is_new_user).length, 1)
})

test('a verified address finds its proven account; an unverified one never', async () => {
  const person = await registerProven(server)
  acme.claims = { sub, email: person.email, email_verified: false }
  const refused = await signIn()
  assert.deepEqual([refused.status, refused.body.code], [409, 'ACCOUNT_EXISTS'])
  assert.match(refused.body.error, /sign in first, then link/)
  for (const email_verified of [undefined, 'false', 0, null]) {
    acme.claims = { sub, email: person.email, email_verified }
    assert.equal((await signIn()).status, 409)
  }
  acme.claims = { sub, email: person.email.toUpperCase(), email_verified: true }
  const linked = await signIn()
  assert.equal(linked.body.is_new_user, false, linked.text)
  assert.equal(linked.body.user.email, person.email)
})

test('an account that somebody made for a stranger’s address is emptied before it is given over', async () => {
  const { password } = newPerson()
  const made = await server.call({ url: '/api/v1/auth/signup', body: { email, password } })
  assert.equal(made.status, 201)
  const taken = await signIn()
  assert.equal(taken.status, 200, taken.text)
  assert.equal(taken.body.is_new_user, false)
  assert.equal(taken.body.user.id, made.body.user.id)
  const token = made.body.access_token
  assert.equal((await server.call({ url: '/api/v1/auth/user', token })).status, 401)
  const body = { email, password }
  assert.equal((await server.call({ url: '/api/v1/auth/signin', body })).status, 401)
})

test('an unverified address makes an unproven account, which its owner takes over', async () => {
  acme.claims = { sub, email, email_verified: false }
  const squatter = await signIn()
  assert.equal(squatter.body.user?.email_verified, false, squatter.text)
  acme.claims = { sub: uuid(), email, email_verified: true }
  const owner = await signIn()
  assert.equal(owner.body.user.email_verified, true)
  const token = squatter.body.access_token
  assert.equal((await server.call({ url: '/api/v1/auth/user', token })).status, 401)
  acme.claims = { sub, email, email_verified: false }
  assert.equal((await signIn()).status, 409)
})

test('where addresses must be proven, an unverified one gets a code and no session', async () => {
  const key = 'app.auth.require_email_verification'
  await settings.set(server.ctx, { key, value: true })
  acme.claims = { sub, email, email_verified: false }
  const answer = await signIn()
  assert.deepEqual([answer.status, answer.body.code], [403, 'EMAIL_NOT_VERIFIED'])
  assert.equal((await server.inbox.next(email)).code.length, 6)
  await settings.unset(server.ctx, key)
})

test('sign-up switched off holds here, too', async () => {
  const key = 'app.auth.signup_enabled'
  await settings.set(server.ctx, { key, value: false })
  const answer = await signIn()
  assert.deepEqual([answer.status, answer.body.code], [403, 'SIGNUP_DISABLED'])
  await settings.unset(server.ctx, key)
})

test('the second factor is asked for', async () => {
  const { body } = await signIn()
  await server.ctx.db.run(sql`
    insert into auth.factors (id, user_id, kind, name, sealed, confirmed_at)
    values (${uuid()}, ${body.user.id}, 'totp', 'x', 'x', now())`)
  const answer = await signIn()
  assert.equal(answer.status, 200)
  assert.equal(answer.body.requires_2fa, true)
  assert.equal(answer.body.access_token, undefined)
})

test('the provider says no: the app hears it, in the body or in its address', async () => {
  const { state } = await app.authorize('acme')
  const denied = { error: 'access_denied', error_description: 'No, thanks' }
  const answer = await app.callback('acme', { state, ...denied })
  assert.deepEqual([answer.status, answer.body.code], [400, 'PROVIDER_ERROR'])
  assert.equal(answer.body.error, 'No, thanks')
  assert.equal(answer.body.details.error, 'access_denied')
  const begun = await app.authorize('acme', { redirect_to: page })
  const strange = { state: begun.state, error: 'x\r\nSet-Cookie: a=b' }
  const back = await app.callback('acme', strange)
  assert.deepEqual([back.status, back.headers.location], [302, `${page}?error=server_error`])
})

test('some of the scopes that are set up, and no others', async () => {
  const { url } = await app.authorize('acme', { redirect_uri: page, scopes: 'email' })
  assert.equal(new URL(url).searchParams.get('scope'), 'openid email')
  const answer = await server.call({ url: '/api/v1/auth/oauth/acme/authorize?scopes=admin' })
  assert.deepEqual([answer.status, answer.body.code], [400, 'INVALID_SCOPE'])
})

test('a form from the provider (Apple) becomes the same callback', async () => {
  const { url } = await app.authorize('acme', { redirect_to: page })
  const returned = await acme.signIn(url)
  returned.set('user', '{"name":{}}')
  const posted = await server.call({
    method: 'POST',
    url: '/api/v1/auth/oauth/acme/callback',
    raw: returned.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  assert.equal(posted.status, 303)
  const location = new URL(String(posted.headers.location))
  assert.equal(location.origin, 'http://flumen.test')
  const back = await server.call({ url: location.pathname + location.search })
  assert.equal(back.status, 302, back.text)
})

test('an address that stands in userinfo alone counts if it is the same person’s', async () => {
  acme.claims = { sub }
  acme.userinfo = { sub: uuid(), email, email_verified: true }
  const strange = await signIn()
  assert.deepEqual([strange.status, strange.body.code], [400, 'INVALID_PROVIDER_ANSWER'])
  acme.userinfo = { sub, email, email_verified: true }
  assert.equal((await signIn()).body.user.email, email)
})

test('a stale token in the header stops no sign-in', async () => {
  const { url } = await app.authorize('acme')
  const token = 'eyJhbGciOiJFZERTQSJ9.e30.AAAA'
  assert.equal((await app.callback('acme', await acme.signIn(url), { token })).status, 200)
})
