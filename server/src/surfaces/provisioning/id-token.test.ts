import assert from 'node:assert/strict'
import { after, type TestContext, test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import { newApp, newEmail, signIn, type TestApp } from '../../../test/provisioning.ts'
import { startIssuer } from '../../engines/issuers/stand-in.ts'

const file = { after } as unknown as TestContext
const [google, apple, evil] = [
  await startIssuer(file),
  await startIssuer(file),
  await startIssuer(file),
]
const provider = (issuer: string) => ({
  issuer,
  clientIds: ['the-account-surface'],
  clientSecret: undefined,
})
const server = await startServer({
  providers: { google: provider(google.issuer), apple: provider(apple.issuer) },
})

const ids = { web: 'acme-web', ios: 'acme-ios', android: '' }
const methods = (prefix: string) => ({
  authMethods: [
    { id: 'email', selected: true },
    { id: 'google', selected: true, googleClientId: { ...ids, web: `${prefix}-web` } },
    {
      id: 'apple',
      selected: true,
      appleWebOptions: { clientId: `${prefix}.apple`, redirectUri: 'https://acme.example/cb' },
    },
  ],
})

const newProviderApp = () => newApp(server, methods('acme'))
const withGoogle = (app: TestApp, googleIdToken: string) =>
  server.call({ url: '/api/v1/sessions', key: app.key, body: { googleIdToken } })
const withApple = (app: TestApp, appleIdToken: string, names = {}) =>
  server.call({ url: '/api/v1/sessions', key: app.key, body: { appleIdToken, ...names } })

let people = 0
const claimsOf = (email: string) => ({
  sub: `g-${++people}`,
  aud: 'acme-web',
  email,
  email_verified: true,
})

test('a Google token gives a full session at once', async () => {
  const app = await newProviderApp()
  const email = newEmail()
  const claims = claimsOf(email)
  const token = await google.sign(claims)
  const first = await withGoogle(app, token)
  assert.equal(first.status, 200, first.text)
  assert.deepEqual(Object.keys(first.body), [
    'id',
    'accessToken',
    'expiresAt',
    'refreshToken',
    'user',
  ])
  assert.equal(first.body.user.email, email)
  const second = await withGoogle(app, await google.sign({ ...claims, aud: 'acme-ios' }))
  assert.equal(second.body.user.id, first.body.user.id)
  const renewed = await server.call({
    url: `/api/v1/sessions/${first.body.id}/refresh`,
    key: app.key,
    body: { refreshToken: first.body.refreshToken },
  })
  assert.equal(renewed.status, 200)
  const list = await server.call({ url: `/api/v2/apps/${app.id}/sessions`, token: app.pat })
  const row = list.body.sessions.at(-1)
  assert.deepEqual([row.method, row.email, row.userId], ['google', email, first.body.user.id])
  const late = await server.call({
    url: `/api/v1/sessions/${first.body.id}/verify`,
    key: app.key,
    body: { code: '123456' },
  })
  assert.equal(late.body.message, 'code_expired')
})

test('tokens that are not for this app, not from the issuer, or not good any more', async (t) => {
  const app = await newProviderApp()
  const claims = claimsOf(newEmail())
  const past = Math.floor(Date.now() / 1000) - 3600
  const good = await google.sign(claims)
  const bad = {
    'for another app': await google.sign({ ...claims, aud: 'other-web' }),
    'for the account surface': await google.sign({ ...claims, aud: 'the-account-surface' }),
    'for no app: an empty client id': await google.sign({ ...claims, aud: '' }),
    'for the Apple client of this app': await google.sign({ ...claims, aud: 'acme.apple' }),
    'of another issuer': await evil.sign(claims),
    'of another issuer under our issuer’s name': await evil.sign({ ...claims, iss: google.issuer }),
    expired: await google.sign({ ...claims, iat: past, exp: past + 60 }),
    changed: `${good.slice(0, -6)}AAAAAA`,
    empty: '',
    'no token at all': 'x'.repeat(16_000),
  }
  for (const [name, token] of Object.entries(bad)) {
    await t.test(name, async () => {
      const answer = await withGoogle(app, token)
      assert.deepEqual(
        [answer.status, answer.body],
        [401, { code: 401, message: 'unauthorized', data: {} }],
      )
    })
  }
  const asApple = await withApple(app, good)
  assert.equal(asApple.status, 401)
  const users = await server.call({ url: `/api/v2/apps/${app.id}/users`, token: app.pat })
  assert.deepEqual(users.body, { users: [] })
  assert.equal((await withGoogle(app, good)).status, 200)
})

test('an app without client ids takes no token', async () => {
  const app = await newApp(server, {
    authMethods: [
      { id: 'google', selected: true },
      { id: 'apple', selected: true },
    ],
  })
  assert.equal((await withGoogle(app, await google.sign(claimsOf(newEmail())))).status, 401)
  assert.equal((await withApple(app, await apple.sign({ aud: '' }))).status, 401)
})

test('a verified address joins the e-mail user, an unverified one is nobody’s', async () => {
  const app = await newProviderApp()
  const email = newEmail()
  const byMail = await signIn(server, app, email)
  const claims = claimsOf(email)
  const stranger = await withGoogle(app, await google.sign({ ...claims, email_verified: false }))
  assert.notEqual(stranger.body.user.id, byMail.user.id)
  assert.ok(!('email' in stranger.body.user))

  const joined = await withGoogle(app, await google.sign(claimsOf(email)))
  assert.equal(joined.body.user.id, byMail.user.id)
  const relay = { sub: 'a-1', aud: 'acme.apple', email, email_verified: 'true' }
  const third = await withApple(app, await apple.sign(relay))
  assert.equal(third.body.user.id, byMail.user.id)
})

test('an identity keeps its user when its address changes', async () => {
  const app = await newProviderApp()
  const claims = claimsOf(newEmail())
  const before = await withGoogle(app, await google.sign(claims))
  const other = await signIn(server, app)
  const after = await withGoogle(app, await google.sign({ ...claims, email: other.user.email }))
  assert.equal(after.body.user.id, before.body.user.id)
  assert.notEqual(after.body.user.id, other.user.id)
})

test('Apple’s names are kept the first time and never replace what is there', async () => {
  const app = await newProviderApp()
  const claims = { sub: 'a-2', aud: 'acme.apple', email: newEmail(), email_verified: 'true' }
  const nameless = await withApple(app, await apple.sign(claims))
  assert.ok(!('firstName' in nameless.body.user))
  const named = await withApple(app, await apple.sign(claims), { firstName: 'Ada', lastName: 'L.' })
  assert.deepEqual([named.body.user.firstName, named.body.user.lastName], ['Ada', 'L.'])
  const again = await withApple(app, await apple.sign(claims), { firstName: 'Eve' })
  assert.deepEqual([again.body.user.firstName, again.body.user.lastName], ['Ada', 'L.'])
})

test('many first sign-ins at once: one user, by address and without one', async () => {
  const app = await newProviderApp()
  const email = newEmail()
  for (const claims of [claimsOf(email), { sub: 'no-mail', aud: 'acme-web' }]) {
    const token = await google.sign(claims)
    const answers = await barrier(12, () => withGoogle(app, token))
    assert.ok(answers.every(({ status }) => status === 200))
    assert.equal(new Set(answers.map(({ body }) => body.user.id)).size, 1)
  }
  const users = await server.call({ url: `/api/v2/apps/${app.id}/users`, token: app.pat })
  assert.equal(users.body.users.length, 2)
})

test('the same person is another user in another app', async () => {
  const [app, other] = [await newProviderApp(), await newProviderApp()]
  const token = await google.sign(claimsOf(newEmail()))
  const [one, two] = [await withGoogle(app, token), await withGoogle(other, token)]
  assert.notEqual(one.body.user.id, two.body.user.id)
})

test('an issuer that is down: 503 without a body', async () => {
  const app = await newProviderApp()
  const lost = await startServer({
    providers: { google: provider('http://127.0.0.1:9'), apple: provider(apple.issuer) },
    databaseUrl: server.databaseUrl,
    queue: false,
  })
  const body = { googleIdToken: await google.sign(claimsOf(newEmail())) }
  const answer = await lost.call({ url: '/api/v1/sessions', key: app.key, body })
  assert.deepEqual([answer.status, answer.text], [503, ''])
  await lost.stop()
})
