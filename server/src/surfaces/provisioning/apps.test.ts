import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import {
  begin,
  change,
  makeJwt,
  newApp,
  newDeveloper,
  newEmail,
  readJwt,
  signIn,
  type TestApp,
  verify,
  waitForNextCode,
} from '../../../test/provisioning.ts'
import { sql } from '../../kernel/sql.ts'

const server = await startServer()

const get = async (app: TestApp) =>
  (await server.call({ url: `/api/v2/apps/${app.id}`, token: app.pat })).body.app
const config = (app: TestApp) => server.call({ url: '/api/v1/config', key: app.key })
const patch = (app: TestApp, body: object) =>
  server.call({ method: 'PATCH', url: `/api/v2/apps/${app.id}`, token: app.pat, body })

const firstName = {
  id: 'firstName',
  fieldKey: 'firstName',
  path: '/enter-first-name',
  selected: true,
}
const lastName = { id: 'lastName', fieldKey: 'lastName', path: '/enter-last-name', selected: true }

test('a new app, as the seed shows it; its secret only where one app is asked for', async () => {
  const { pat: token } = await newDeveloper(server)
  const made = await server.call({ url: '/api/v2/apps', token, body: { name: 'Acme Mobile' } })
  const { id, apiKey, ...rest } = made.body.app
  assert.match(id, /^[a-z0-9]{15}$/)
  assert.match(apiKey, /^[0-9A-Za-z]{32,}$/)
  const start = {
    name: 'Acme Mobile',
    backendType: '',
    authMethods: [{ id: 'email', selected: true }],
    registrationSteps: [firstName],
  }
  assert.deepEqual(rest, start)

  const list = await server.call({ url: '/api/v2/apps', token })
  assert.deepEqual(list.body, { apps: [{ id, name: 'Acme Mobile', apiKey, backendType: '' }] })

  const one = await server.call({ url: `/api/v2/apps/${id}`, token })
  const { jwtSecret, ...full } = one.body.app
  assert.ok(Buffer.from(jwtSecret, 'base64url').length >= 32)
  assert.deepEqual(full, {
    id,
    apiKey,
    ...start,
    backendExtra: { configured: false },
    termsUrl: '',
    privacyUrl: '',
    preludeApiKey: '',
  })
})

test('showing the secret is written down', async () => {
  const app = await newApp(server)
  await get(app)
  const rows = await server.ctx.db.rows<{ event: string }>(sql`
    select event from auth.audit where app_id = ${app.id} order by id`)
  assert.deepEqual(
    rows.map((row) => row.event),
    ['app.created', 'app.secret_shown'],
  )
})

test('key, JWT secret, Prelude key and backend settings are nowhere in clear', async () => {
  const preludeApiKey = 'sk_prelude_very_secret'
  const app = await newApp(server, { preludeApiKey })
  const { jwtSecret, preludeApiKey: masked } = await get(app)
  assert.ok(masked.length > 0 && !masked.includes('secret'))
  const rows = await server.ctx.db.rows<{ row: string }>(sql`
    select to_jsonb(a)::text as row from provisioning.apps a where id = ${app.id}
    union all select to_jsonb(k)::text from auth.keys k where app_id = ${app.id}`)
  for (const { row } of rows) {
    for (const secret of [jwtSecret, preludeApiKey, app.key]) assert.ok(!row.includes(secret))
  }
  assert.equal(rows.length, 2)
})

test('newest first, and only the own ones', async () => {
  const { pat } = await newDeveloper(server)
  const ids: string[] = []
  for (let i = 0; i < 3; i++) ids.unshift((await newApp(server, undefined, pat)).id)
  const list = await server.call({ url: '/api/v2/apps', token: pat })
  assert.deepEqual(
    list.body.apps.map((app: { id: string }) => app.id),
    ids,
  )
})

test("another account's app is no app, by any route", async () => {
  const app = await newApp(server)
  const user = (await signIn(server, app)).user.id
  const { pat: token } = await newDeveloper(server)
  const before = await get(app)
  const calls = [
    { method: 'GET', path: '' },
    { method: 'PATCH', path: '', body: { name: 'Mine' } },
    { method: 'DELETE', path: '' },
    { method: 'POST', path: '/rotate-key' },
    { method: 'POST', path: '/rotate-secret' },
    { method: 'GET', path: '/sessions' },
    { method: 'GET', path: '/users' },
    { method: 'DELETE', path: `/users/${user}` },
  ] as const
  for (const { path, ...call } of calls) {
    const answer = await server.call({ ...call, url: `/api/v2/apps/${app.id}${path}`, token })
    assert.deepEqual(
      [answer.status, answer.body],
      [404, { code: 404, message: 'not_found', data: {} }],
      path,
    )
  }
  assert.deepEqual(await get(app), before)
  const users = await server.call({ url: `/api/v2/apps/${app.id}/users`, token: app.pat })
  assert.equal(users.body.users.length, 1)
})

test('a list replaces the whole list; what it leaves out is switched off and keeps its settings', async () => {
  const app = await newApp(server)
  const google = {
    id: 'google',
    selected: true,
    googleClientId: { web: 'w.apps.googleusercontent.com' },
  }
  const changed = await change(server, app, { authMethods: [google] })
  const stored = {
    id: 'google',
    selected: true,
    googleClientId: { web: 'w.apps.googleusercontent.com', ios: '', android: '' },
  }
  assert.deepEqual(changed.body.app.authMethods, [stored, { id: 'email', selected: false }])
  assert.equal(changed.body.app.jwtSecret, undefined)
  assert.equal(changed.body.app.name, 'Acme Mobile')

  const back = await change(server, app, { authMethods: [{ id: 'email', selected: true }] })
  assert.deepEqual(back.body.app.authMethods, [
    { id: 'email', selected: true },
    { ...stored, selected: false },
  ])
  const steps = [
    { id: 'lastName', selected: true },
    { id: 'firstName', selected: true },
  ]
  const reordered = await change(server, app, { registrationSteps: steps })
  assert.deepEqual(reordered.body.app.registrationSteps, [lastName, firstName])
})

test('the config: only selected steps, in order; always all four methods', async () => {
  const app = await newApp(server, {
    registrationSteps: [
      { id: 'firstName', selected: false },
      { id: 'lastName', selected: true },
    ],
    termsUrl: 'https://acme.example/terms',
  })
  const answer = await config(app)
  assert.deepEqual(answer.body, {
    termsUrl: 'https://acme.example/terms',
    privacyUrl: '',
    registrationSteps: [lastName],
    authMethods: [
      { id: 'email', selected: true },
      { id: 'mobile', selected: false },
      { id: 'google', selected: false },
      { id: 'apple', selected: false },
    ],
  })
  assert.equal(answer.headers['cache-control'], 'public, max-age=60')
  assert.match(String(answer.headers.vary), /x-api-key/)
})

test('a change is in the config with the next request', async () => {
  const app = await newApp(server)
  for (let i = 0; i < 5; i++) {
    const termsUrl = `https://acme.example/${i}`
    await change(server, app, { termsUrl })
    assert.equal((await config(app)).body.termsUrl, termsUrl)
  }
})

const apple = (appleWebOptions: object) => ({
  authMethods: [{ id: 'apple', selected: true, appleWebOptions }],
})

const refusals: { name: string; body: object; field: string; message?: string }[] = [
  { name: 'an empty name', body: { name: '' }, field: 'name' },
  { name: 'a name of 101', body: { name: 'x'.repeat(101) }, field: 'name' },
  {
    name: 'an unknown method',
    body: { authMethods: [{ id: 'facebook', selected: true }] },
    field: 'authMethods.0.id',
  },
  {
    name: 'a method twice',
    body: {
      authMethods: [
        { id: 'email', selected: true },
        { id: 'email', selected: false },
      ],
    },
    field: 'authMethods.1.id',
  },
  {
    name: 'a method without selected',
    body: { authMethods: [{ id: 'email' }] },
    field: 'authMethods.0.selected',
    message: 'parameter_missing',
  },
  {
    name: 'client ids of Google for e-mail',
    body: { authMethods: [{ id: 'email', selected: true, googleClientId: {} }] },
    field: 'authMethods.0.googleClientId',
  },
  {
    name: 'half of the web options',
    body: apple({ clientId: 'com.acme.web' }),
    field: 'authMethods.0.appleWebOptions.redirectUri',
    message: 'parameter_missing',
  },
  {
    name: 'a redirect that is no URL',
    body: apple({ clientId: 'com.acme.web', redirectUri: 'javascript:alert(1)' }),
    field: 'authMethods.0.appleWebOptions.redirectUri',
  },
  {
    name: 'mobile without a Prelude key',
    body: { authMethods: [{ id: 'mobile', selected: true }] },
    field: 'authMethods',
  },
  {
    name: 'a masked Prelude key',
    body: { preludeApiKey: '••••••••' },
    field: 'preludeApiKey',
  },
  { name: 'terms that are no URL', body: { termsUrl: 'ftp://x.example' }, field: 'termsUrl' },
  { name: 'an unknown backend', body: { backendType: 'mongo' }, field: 'backendType' },
  { name: 'settings without a backend', body: { backendExtra: { a: 1 } }, field: 'backendExtra' },
  { name: 'the secret itself', body: { jwtSecret: 'x' }, field: 'jwtSecret' },
  { name: 'another tenant', body: { tenant_id: 'x' }, field: 'tenant_id' },
]

test('what an app refuses, and that nothing of it is stored', async (t) => {
  const app = await newApp(server)
  const before = await get(app)
  for (const { name, body, field, message = 'parameter_invalid' } of refusals) {
    await t.test(name, async () => {
      const answer = await patch(app, { privacyUrl: 'https://acme.example/p', ...body })
      assert.deepEqual([answer.status, answer.body.message], [400, message], answer.text)
      assert.ok(answer.body.data[field], answer.text)
    })
  }
  assert.deepEqual(await get(app), before)
})

test('the Prelude key cannot go while mobile is selected', async () => {
  const app = await newApp(server, { preludeApiKey: 'sk_1' })
  await change(server, app, { authMethods: [{ id: 'mobile', selected: true }] })
  assert.equal((await patch(app, { preludeApiKey: '' })).status, 400)
  const off = { preludeApiKey: '', authMethods: [{ id: 'mobile', selected: false }] }
  assert.equal((await change(server, app, off)).body.app.preludeApiKey, '')
})

test('an answered app can be sent back as it is', async () => {
  const app = await newApp(server)
  const { authMethods, registrationSteps, termsUrl, privacyUrl, name, backendType } = await get(app)
  const body = { authMethods, registrationSteps, termsUrl, privacyUrl, name, backendType }
  assert.equal((await patch(app, body)).status, 200)
})

test('a new key: the old one ends with the answer', async () => {
  const app = await newApp(server)
  assert.equal((await config(app)).status, 200)
  const url = `/api/v2/apps/${app.id}/rotate-key`
  const rotated = await server.call({ method: 'POST', url, token: app.pat })
  const key = rotated.body.app.apiKey
  assert.notEqual(key, app.key)
  assert.equal(rotated.body.app.jwtSecret, undefined)
  assert.equal((await config(app)).status, 401)
  assert.equal((await config({ ...app, key })).status, 200)
})

test('a new secret: signs at once, and the old one verifies for an hour, not longer', async () => {
  const app = await newApp(server)
  const session = await signIn(server, app)
  const { jwtSecret: old } = await get(app)
  const url = `/api/v2/apps/${app.id}/rotate-secret`
  assert.equal((await server.call({ method: 'POST', url, token: app.pat })).status, 200)
  const { jwtSecret: fresh } = await get(app)
  assert.notEqual(fresh, old)

  const rename = () =>
    server.call({
      method: 'PATCH',
      url: '/api/v1/users/me',
      key: app.key,
      token: session.accessToken,
      body: { firstName: 'Ada' },
    })
  assert.equal((await rename()).status, 200)
  assert.ok(readJwt((await signIn(server, app)).accessToken, fresh).genuine)

  await server.ctx.db.run(sql`
    update provisioning.apps set old_jwt_secret_ends_at = now() where id = ${app.id}`)
  await change(server, app, { name: 'Later' })
  assert.equal((await rename()).status, 401)
})

test('a deleted app: key, logins and users end at once', async () => {
  const app = await newApp(server)
  const session = await signIn(server, app)
  const pending = await begin(server, app, newEmail())
  const url = `/api/v2/apps/${app.id}`
  assert.equal((await server.call({ method: 'DELETE', url, token: app.pat })).status, 204)
  const gone = await server.call({ url, token: app.pat })
  assert.deepEqual([gone.status, gone.body.message], [404, 'not_found'])
  assert.equal((await config(app)).status, 401)
  assert.equal((await verify(server, app, pending)).status, 401)
  const refreshed = await server.call({
    url: `/api/v1/sessions/${session.id}/refresh`,
    key: app.key,
    body: { refreshToken: session.refreshToken },
  })
  assert.equal(refreshed.status, 401)
  const left = await server.ctx.db.row<{ users: number; sessions: number }>(sql`
    select (select count(*)::int from auth.users u where u.realm_id = a.realm_id
        and u.deleted_at is null) as users,
      (select count(*)::int from auth.sessions s where s.realm_id = a.realm_id
        and s.revoked_at is null) as sessions
    from provisioning.apps a where a.id = ${app.id}`)
  assert.deepEqual(left, { users: 0, sessions: 0 })
})

test('sign-ins, newest first and in pages; no codes, no tokens', async () => {
  const app = await newApp(server)
  const email = newEmail()
  const session = await signIn(server, app, email)
  const pending = await begin(server, app, newEmail())
  const url = `/api/v2/apps/${app.id}/sessions`
  const all = await server.call({ url, token: app.pat })
  const [open, done] = all.body.sessions
  assert.deepEqual([open.id, open.verifiedAt, open.userId], [pending.id, '', ''])
  assert.deepEqual(Object.keys(done), ['id', 'method', 'email', 'userId', 'verifiedAt', 'created'])
  assert.deepEqual([done.method, done.email, done.userId], ['email', email, session.user.id])
  assert.match(done.verifiedAt, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z$/)
  for (const secret of [pending.code, session.refreshToken, session.accessToken]) {
    assert.ok(!all.text.includes(secret))
  }
  const second = await server.call({ url: `${url}?limit=1&page=2`, token: app.pat })
  assert.deepEqual(second.body.sessions, [done])
  for (const query of ['limit=0', 'limit=201', 'limit=x', 'page=0', 'size=5']) {
    assert.equal((await server.call({ url: `${url}?${query}`, token: app.pat })).status, 400, query)
  }
})

test('users are listed for the own backend only; one can be removed', async () => {
  const app = await newApp(server)
  const email = newEmail()
  const session = await signIn(server, app, email)
  const url = `/api/v2/apps/${app.id}/users`
  const { users } = (await server.call({ url, token: app.pat })).body
  const [{ created, ...user }] = users
  assert.match(created, /Z$/)
  assert.deepEqual(user, {
    id: session.user.id,
    email,
    firstName: '',
    lastName: '',
    mobileE164: '',
    mobileIso2: '',
  })
  await change(server, app, { backendType: 'firebase' })
  assert.deepEqual((await server.call({ url, token: app.pat })).body, { users: [] })
  await change(server, app, { backendType: 'custom' })

  const remove = () =>
    server.call({ method: 'DELETE', url: `${url}/${session.user.id}`, token: app.pat })
  assert.equal((await remove()).status, 204)
  assert.equal((await remove()).status, 404)
  const refreshed = await server.call({
    url: `/api/v1/sessions/${session.id}/refresh`,
    key: app.key,
    body: { refreshToken: session.refreshToken },
  })
  assert.deepEqual([refreshed.status, refreshed.body.message], [401, 'session_revoked'])
  await waitForNextCode(server, app, email)
  const again = await signIn(server, app, email)
  assert.notEqual(again.user.id, session.user.id)
})

test('an access token is good for its own app, its own form and its own time only', async () => {
  const [app, other] = [await newApp(server), await newApp(server)]
  const session = await signIn(server, app)
  const { jwtSecret } = await get(app)
  const now = Math.floor(Date.now() / 1000)
  const good = { sub: session.user.id, iat: now, exp: now + 3600, iss: 'fluo.dev' }
  const rename = async (key: string, token: string) =>
    (
      await server.call({
        method: 'PATCH',
        url: '/api/v1/users/me',
        key,
        token,
        body: { firstName: 'Ada' },
      })
    ).status
  assert.equal(await rename(app.key, makeJwt(good, jwtSecret)), 200)
  assert.equal(await rename(other.key, session.accessToken), 401)
  const forged = {
    'another secret': makeJwt(good, 'x'.repeat(64)),
    'no algorithm': `${makeJwt(good, '', { alg: 'none' }).split('.').slice(0, 2).join('.')}.`,
    'another algorithm in the head': makeJwt(good, jwtSecret, { alg: 'HS512' }),
    'another issuer': makeJwt({ ...good, iss: 'evil' }, jwtSecret),
    expired: makeJwt({ ...good, iat: now - 7200, exp: now - 3600 }, jwtSecret),
    'no end': makeJwt({ sub: good.sub, iat: now, iss: good.iss }, jwtSecret),
    'nobody of this app': makeJwt({ ...good, sub: 'aaaaaaaaaaaaaaa' }, jwtSecret),
    'a personal access token': app.pat,
  }
  for (const [name, token] of Object.entries(forged)) {
    assert.equal(await rename(app.key, token), 401, name)
  }
})
