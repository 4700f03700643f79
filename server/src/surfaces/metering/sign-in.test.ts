import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enrol } from '../../../test/factors.ts'
import { type Answer, type Call, startServer } from '../../../test/kit.ts'
import { newPerson, registerProven, signedInAdmin, signInAgain } from '../../../test/people.ts'

/** Cookies, and the two paths shared with the platform. */
const server = await startServer()
const auth = '/api/v1/auth'

const cookiesOf = (answer: Answer): string[] =>
  [answer.headers['set-cookie'] ?? []].flat() as string[]
const cookieOf = (answer: Answer, name: string): string =>
  cookiesOf(answer)
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(/[=;]/)[1] ?? ''
const jarOf = (answer: Answer): string =>
  ['access_token', 'refresh_token'].map((name) => `${name}=${cookieOf(answer, name)}`).join('; ')
const withCookie = (cookie: string, headers = {}) => ({ headers: { cookie, ...headers } })

async function signUp(changes: Record<string, unknown> = {}) {
  const { email, password } = newPerson()
  const body = { email, password, organization_name: 'Acme', ...changes }
  const answer = await server.call({ url: `${auth}/signup`, body })
  assert.equal(answer.status, 201, answer.text)
  return { email, password, answer, cookie: jarOf(answer) }
}

const logIn = (email: string, password: string, more: Partial<Call> = {}) =>
  server.call({ url: `${auth}/login`, body: { email, password }, ...more })

test('sign-up makes an account and an organization, and signs in by cookie', async () => {
  const { email, answer, cookie } = await signUp()
  const { user, organization } = answer.body
  assert.deepEqual(answer.body, {
    user: { id: user.id, email, role: 'owner' },
    organization: { id: organization.id, name: 'Acme' },
  })
  const [access = '', refresh = ''] = cookiesOf(answer)
  assert.match(access, /^access_token=eyJ[^;]+; Path=\/; Max-Age=900; HttpOnly; SameSite=Lax$/)
  assert.match(
    refresh,
    /^refresh_token=[^;]+; Path=\/api\/v1\/auth; Max-Age=604800; HttpOnly; SameSite=Lax$/,
  )
  const me = await server.call({ url: `${auth}/me`, ...withCookie(cookie) })
  assert.deepEqual(me.body, {
    ...answer.body,
    organizations: [{ id: organization.id, name: 'Acme', role: 'owner' }],
  })
})

test('a taken address is 409; faults are named in a list', async () => {
  const { email } = await signUp()
  const again = { email, password: 'another good password', organization_name: 'Other' }
  const taken = await server.call({ url: `${auth}/signup`, body: again })
  assert.equal(taken.status, 409)
  assert.equal(typeof taken.body.detail, 'string')
  assert.deepEqual(cookiesOf(taken), [])
  const bad = { email: 'x@example.com', organization_name: 7, plan: 'gold' }
  const refused = await server.call({ url: `${auth}/signup`, body: bad })
  assert.equal(refused.status, 422)
  assert.deepEqual(refused.body.detail.map((d: { loc: string[] }) => d.loc.join('.')).sort(), [
    'body.organization_name',
    'body.password',
    'body.plan',
  ])
})

test('login: the same 401 for every reason, no token in the body', async () => {
  const { email, password } = await signUp()
  const good = await logIn(email.toUpperCase(), password)
  assert.equal(good.status, 200)
  assert.deepEqual(Object.keys(good.body).sort(), ['organization', 'user'])
  assert.ok(!good.text.includes(cookieOf(good, 'access_token')))
  const wrong = await logIn(email, 'not the password')
  const unknown = await logIn('nobody@example.com', password)
  assert.deepEqual([wrong.status, unknown.status], [401, 401])
  assert.equal(wrong.text, unknown.text)
  assert.deepEqual(cookiesOf(wrong), [])
})

test('the refresh cookie stays as it is, and lives on its own path', async () => {
  const { answer } = await signUp()
  const refresh = `refresh_token=${cookieOf(answer, 'refresh_token')}`
  for (const body of [undefined, {}]) {
    const call = { method: 'POST' as const, url: `${auth}/refresh`, ...withCookie(refresh) }
    const fresh = await server.call(body ? { ...call, body } : call)
    assert.deepEqual([fresh.status, fresh.body], [200, { status: 'ok' }])
    assert.deepEqual(
      cookiesOf(fresh).map((cookie) => cookie.split('=')[0]),
      ['access_token'],
    )
    const cookie = `access_token=${cookieOf(fresh, 'access_token')}`
    assert.equal((await server.call({ url: `${auth}/me`, ...withCookie(cookie) })).status, 200)
  }
})

test('a missing, forged or ended refresh cookie is 401 and both cookies are cleared', async () => {
  const { answer, cookie } = await signUp()
  const token = cookieOf(answer, 'refresh_token')
  await server.call({ method: 'POST', url: `${auth}/logout`, ...withCookie(cookie) })
  const platform = (await signInAgain(server, await registerProven(server))).token
  for (const sent of [
    '',
    `refresh_token=${token}`,
    `refresh_token=${token}x`,
    `refresh_token=${platform}`,
  ]) {
    const call = { method: 'POST' as const, url: `${auth}/refresh`, headers: { cookie: sent } }
    const refused = await server.call(call)
    assert.equal(refused.status, 401, sent)
    assert.equal(typeof refused.body.detail, 'string')
    const cleared = cookiesOf(refused).map((one) => one.split(';').slice(0, 3).join(';'))
    assert.deepEqual(cleared, [
      'access_token=; Path=/; Max-Age=0',
      'refresh_token=; Path=/api/v1/auth; Max-Age=0',
    ])
  }
})

test('logout ends the session of either cookie, and is 200 without any', async () => {
  for (const pick of [0, 1]) {
    const { cookie } = await signUp()
    const only = cookie.split('; ')[pick] ?? ''
    const out = await server.call({ method: 'POST', url: `${auth}/logout`, ...withCookie(only) })
    assert.deepEqual([out.status, out.body], [200, { status: 'ok' }])
    assert.equal((await server.call({ url: `${auth}/me`, ...withCookie(cookie) })).status, 401)
  }
  assert.equal((await server.call({ method: 'POST', url: `${auth}/logout` })).status, 200)
})

test('§12 the shared paths: the body decides, then the cookie; each in its own words', async () => {
  const { email, password, answer, cookie } = await signUp()
  const platform = await server.call({ url: `${auth}/signin`, body: { email, password } })
  const { refresh_token } = platform.body
  const both = await server.call({
    url: `${auth}/refresh`,
    body: { refresh_token },
    ...withCookie(cookie),
  })
  assert.equal(both.status, 200)
  assert.equal(typeof both.body.access_token, 'string')
  assert.deepEqual(cookiesOf(both), [])
  const crossed = cookieOf(answer, 'refresh_token')
  const wrong = await server.call({ url: `${auth}/refresh`, body: { refresh_token: crossed } })
  assert.deepEqual([wrong.status, wrong.body.code], [401, 'INVALID_TOKEN'])
  const neither = await server.call({ url: `${auth}/refresh`, body: {} })
  assert.deepEqual([neither.status, neither.body.code], [400, 'MISSING_REQUIRED_FIELD'])

  const plain = newPerson()
  const body = { email: plain.email, password: plain.password }
  const made = await server.call({ url: `${auth}/signup`, body })
  assert.equal(made.status, 201)
  assert.ok(made.body.access_token ?? made.body.requires_email_verification)
  assert.deepEqual(cookiesOf(made), [])
  const unreadable = await server.call({ url: `${auth}/signup`, raw: '{' })
  assert.equal(unreadable.status, 400)
  assert.ok(unreadable.body.error && unreadable.body.detail, unreadable.text)
})

test('a cookie is nothing to other surfaces', async () => {
  const { cookie } = await signUp()
  for (const url of [`${auth}/user`, '/v1/me/account', '/api/v2/accounts/me', '/api/v1/tables']) {
    const answer = await server.call({ url, ...withCookie(cookie) })
    assert.ok([401, 404].includes(answer.status), `${url} ${answer.status}`)
  }
})

test('writes by cookie, and doors that set one, are shut to pages of other sites', async () => {
  const { email, password, cookie } = await signUp()
  const foreign = [
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ]
  for (const headers of foreign) {
    assert.equal((await logIn(email, password, { headers })).status, 403)
    const patch = { method: 'PATCH' as const, url: '/api/v1/organization', body: { name: 'Evil' } }
    const answer = await server.call({ ...patch, ...withCookie(cookie, headers) })
    assert.equal(answer.status, 403, answer.text)
    const token = /access_token=([^;]+)/.exec(cookie)?.[1]
    const byHeader = await server.call({ ...patch, headers, token, body: { name: 'Mine' } })
    assert.equal(byHeader.status, 200, 'a header is never added by a browser')
  }
  const own = { origin: 'http://flumen.test' }
  assert.equal((await logIn(email, password, { headers: own })).status, 200)
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const asForm = { url: `${auth}/login`, raw: `email=${email}&password=x`, headers: form }
  assert.equal((await server.call(asForm)).status, 415)
})

test('two different cookies of one name are no credential', async () => {
  const mine = await signUp()
  const theirs = await signUp()
  const cookie = `${mine.cookie.split('; ')[0]}; ${theirs.cookie.split('; ')[0]}`
  assert.equal((await server.call({ url: `${auth}/me`, ...withCookie(cookie) })).status, 401)
})

test('a second factor is asked for, and finishes the sign-in', async () => {
  const { email, password, answer } = await signUp()
  const token = cookieOf(answer, 'access_token')
  const { code } = await enrol(server, token)
  const asked = await logIn(email, password)
  assert.equal(asked.status, 403)
  assert.equal(asked.body.detail.code, 'mfa_required')
  assert.equal(asked.body.detail.user_id, undefined)
  assert.deepEqual(cookiesOf(asked), [])
  const url = `${auth}/mfa/verify`
  const { mfa_token } = asked.body.detail
  const wrong = await server.call({ url, body: { mfa_token, code: '000000' } })
  assert.equal(wrong.status, 401)
  const done = await server.call({ url, body: { mfa_token, code: code() } })
  assert.equal(done.status, 200, done.text)
  assert.equal(done.body.user.email, email)
  assert.equal((await server.call({ url: `${auth}/me`, ...withCookie(jarOf(done)) })).status, 200)
})

test('a forgotten password: the same answer for all; the link ends every session', async () => {
  const { email, cookie } = await signUp()
  const url = `${auth}/forgot-password`
  const known = await server.call({ url, body: { email } })
  const unknown = await server.call({ url, body: { email: 'nobody@example.com' } })
  assert.deepEqual([known.status, known.text], [200, unknown.text])
  let links: string[] = []
  while (!links.some((link) => link.includes('reset')))
    links = (await server.inbox.next(email)).links
  const link = links.find((one) => one.includes('reset-password')) ?? ''
  const token = new URL(link).searchParams.get('token')
  const body = { token, new_password: 'a whole new password' }
  assert.equal((await server.call({ url: `${auth}/reset-password`, body })).status, 200)
  assert.equal((await server.call({ url: `${auth}/reset-password`, body })).status, 400)
  assert.equal((await server.call({ url: `${auth}/me`, ...withCookie(cookie) })).status, 401)
  assert.equal((await logIn(email, body.new_password)).status, 200)
})

test('a changed password sets fresh cookies and ends all other sessions', async () => {
  const { email, password, cookie } = await signUp()
  const other = jarOf(await logIn(email, password))
  const body = { current_password: password, new_password: 'a whole new password' }
  const changed = await server.call({ url: `${auth}/change-password`, body, ...withCookie(cookie) })
  assert.deepEqual([changed.status, changed.body], [200, { status: 'ok' }])
  const me = (jar: string) => server.call({ url: `${auth}/me`, ...withCookie(jar) })
  assert.deepEqual(
    [(await me(jarOf(changed))).status, (await me(cookie)).status, (await me(other)).status],
    [200, 401, 401],
  )
})

test('one account, every door; signing out everywhere on one ends all', async () => {
  const { person } = await signedInAdmin(server)
  const { username, email, password } = person
  const account = await server.call({ url: '/v1/auth/login', body: { username, password } })
  const platform = await server.call({ url: `${auth}/signin`, body: { email, password } })
  const metering = await logIn(email, password)
  const admin = await server.call({ url: '/api/v1/admin/login', body: { email, password } })
  const open = () =>
    Promise.all([
      server.call({ url: '/v1/me/account', token: account.body.access_token }),
      server.call({ url: `${auth}/user`, token: platform.body.access_token }),
      server.call({ url: `${auth}/me`, ...withCookie(jarOf(metering)) }),
      server.call({ url: '/api/v1/admin/me', token: admin.body.access_token }),
    ]).then((answers) => answers.map(({ status }) => status))
  assert.deepEqual(await open(), [200, 200, 200, 200])
  const body = { scope: 'global' }
  const token = platform.body.access_token
  assert.equal((await server.call({ url: `${auth}/signout`, token, body })).status, 200)
  assert.deepEqual(await open(), [401, 401, 401, 401])
})
