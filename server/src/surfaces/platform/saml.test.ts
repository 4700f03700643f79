import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { enrol } from '../../../test/factors.ts'
import { barrier, startServer } from '../../../test/kit.ts'
import { registerProven } from '../../../test/people.ts'
import * as saml from '../../features/saml/index.ts'
import * as settings from '../../features/settings/index.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import {
  type Idp,
  readRequest,
  respond,
  type Sp,
  type Subject,
  spOf,
  startIdp,
  visitorsOf,
} from './saml-stand-in.ts'

const server = await startServer()
await settings.set(server.ctx, {
  key: 'app.auth.redirect_allow_list',
  value: ['https://app.example'],
})
const { login, form, json } = visitorsOf(server)
const page = 'https://app.example/cb'

const acme = await startIdp('acme')
const other = await startIdp('other')
const added = await saml.providers.add(server.ctx, {
  name: 'acme',
  idp_metadata_xml: acme.metadata,
  allow_idp_initiated: true,
})
await saml.providers.add(server.ctx, { name: 'other', idp_metadata_xml: other.metadata })
const acmeSp = await spOf(server, 'acme')
const otherSp = await spOf(server, 'other')

let subject: Subject = { nameId: '' }
beforeEach(() => {
  const nameId = uuid()
  subject = { nameId, email: `${nameId}@example.com`, sessionIndex: `s-${nameId}` }
})

/** The person signs in there, after an app sent them. */
async function signIn(
  query: Record<string, string> = {},
  [idp, sp]: [Idp, Sp] = [acme, acmeSp],
  who = subject,
) {
  const { id, relayState } = await readRequest(idp, sp, await login(idp.name, query))
  return respond(idp, sp, { subject: who, inResponseTo: id, relayState })
}

const me = (token: string) => server.call({ url: '/api/v1/auth/user', token })

test('what sign-in pages show', async () => {
  const { body } = await server.call({ url: '/api/v1/auth/saml/providers' })
  assert.deepEqual(body.providers[0], {
    id: added.id,
    name: 'acme',
    display_name: 'Acme',
    enabled: true,
    entity_id: acme.entityId,
    sso_url: acme.sso,
    slo_url: acme.slo,
    login_url: 'http://flumen.test/api/v1/auth/saml/login/acme',
  })
  assert.equal(body.providers.length, 2)
  const config = await server.call({ url: '/api/v1/auth/config' })
  assert.deepEqual(config.body.saml_providers, [
    { provider: 'acme', display_name: 'Acme' },
    { provider: 'other', display_name: 'Other' },
  ])
  const none = await server.call({ url: '/api/v1/auth/saml/metadata/nobody' })
  assert.deepEqual([none.status, none.body.code], [404, 'PROVIDER_NOT_FOUND'])
})

test('an app: signs up, then in, by the name there and not by address', async () => {
  const first = await form(await signIn())
  assert.equal(first.status, 200, first.text)
  assert.equal(first.body.is_new_user, true)
  assert.equal(first.body.token_type, 'bearer')
  assert.equal(first.body.expires_in, 900)
  assert.equal(first.body.user.email, subject.email)
  assert.equal(first.body.user.email_verified, true)
  const token = first.body.access_token
  assert.equal((await me(token)).body.email, subject.email)
  const { body } = await server.call({ url: '/api/v1/auth/user/identities', token })
  assert.deepEqual(
    body.identities.map((i: Record<string, string>) => [i.provider, i.provider_user_id]),
    [['saml:acme', subject.nameId]],
  )

  const moved = { ...subject, email: `moved-${subject.email}` }
  const { SAMLResponse } = await signIn({}, undefined, moved)
  const again = await json({ saml_response: SAMLResponse, provider: 'acme' })
  assert.equal(again.status, 200, again.text)
  assert.equal(again.body.is_new_user, false)
  assert.equal(again.body.user.id, first.body.user.id)
  assert.equal(again.body.user.email, subject.email)
})

test('the names of the three documents lead to the page, off-list ones nowhere', async () => {
  for (const name of ['redirect_url', 'redirect', 'redirect_to']) {
    const back = await form(await signIn({ [name]: page }))
    assert.equal(back.status, 302, back.text)
    assert.ok(String(back.headers.location).startsWith(`${page}?code=sc_`))
    const url = `/api/v1/auth/saml/login/acme?${name}=https%3A%2F%2Fevil.example`
    const refused = await server.call({ url })
    assert.deepEqual([refused.status, refused.body.code], [400, 'INVALID_REDIRECT_URL'])
  }
})

test('a browser: there and back by redirects, and only codes in addresses', async () => {
  const start = await server.call({
    url: `/api/v1/auth/saml/login/acme?redirect_to=${encodeURIComponent(`${page}?tab=1`)}`,
    headers: { accept: 'text/html,application/xhtml+xml' },
  })
  assert.equal(start.status, 302)
  const set = String(start.headers['set-cookie'])
  assert.match(set, /^flumen_oauth_\w+=\w{43}; Path=\/api\/v1\/auth\/saml; Max-Age=600; HttpOnly/)
  const { id, relayState } = await readRequest(acme, acmeSp, String(start.headers.location))
  const answer = await respond(acme, acmeSp, { subject, inResponseTo: id, relayState })
  // An app cannot take what a browser began.
  assert.equal((await json({ saml_response: answer.SAMLResponse })).status, 401)
  const posted = await form(answer)
  assert.equal(posted.status, 302, posted.text)
  const own = new URL(String(posted.headers.location))
  assert.equal(own.href.split('?')[0], 'http://flumen.test/api/v1/auth/saml/acs')
  const url = own.pathname + own.search
  const { code = '', state = '' } = Object.fromEntries(own.searchParams)

  // Another browser, or none: refused, and not used up; nor is the code worth anything yet.
  const cookie = set.split(';')[0] ?? ''
  for (const headers of [{}, { cookie: cookie.replace(/=.*/, `=${'x'.repeat(43)}`) }]) {
    assert.equal((await server.call({ url, headers })).status, 400)
  }
  assert.equal((await json({ code, state })).status, 400)
  const back = await server.call({ url, headers: { cookie } })
  assert.equal(back.status, 302, back.text)
  const onward = new URL(String(back.headers.location))
  assert.equal(onward.origin + onward.pathname, page)
  assert.deepEqual([...onward.searchParams.keys()], ['tab', 'code', 'state'])

  assert.equal((await json({ code, state: 'wrong' })).status, 400)
  const answers = await barrier(20, () => json({ code, state }))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.ok(answers.every(({ status }) => status === 200 || status === 400))
  const won = answers.find(({ status }) => status === 200)
  assert.equal(won?.body.user.email, subject.email)
})

test('the code for the app lives a minute', async () => {
  const back = await form(await signIn({ redirect_to: page }))
  const pair = Object.fromEntries(new URL(String(back.headers.location)).searchParams)
  await server.ctx.db.run(sql`update auth.saml_flows set outcome_expires_at = now()`)
  const late = await json(pair)
  assert.deepEqual([late.status, late.body.code], [400, 'INVALID_STATE'])
})

test('begun at the provider: tokens, or the page that RelayState names, if it is on a list', async () => {
  const bare = await form(await respond(acme, acmeSp, { subject }))
  assert.equal(bare.status, 200, bare.text)
  const sent = await form(await respond(acme, acmeSp, { subject, relayState: page }))
  assert.equal(sent.status, 302, sent.text)
  const pair = Object.fromEntries(new URL(String(sent.headers.location)).searchParams)
  const done = await json(pair)
  assert.equal(done.body.user.id, bare.body.user.id)

  for (const relayState of ['https://evil.example', '//evil.example', 'javascript:alert(1)', 'x']) {
    const answer = await respond(acme, acmeSp, { subject, relayState })
    const refused = await form(answer)
    assert.deepEqual([refused.status, refused.body.code], [400, 'INVALID_REDIRECT_URL'], relayState)
    assert.equal(refused.headers.location, undefined)
    // Nothing was used up.
    assert.equal((await form({ ...answer, RelayState: '' })).status, 200)
  }
  const here = await form(await respond(acme, acmeSp, { subject, relayState: '/welcome' }))
  assert.ok(String(here.headers.location).startsWith('http://flumen.test/welcome?code='))
})

test('hosts of a provider’s own list count by https, with what is below them', async () => {
  await saml.providers.change(server.ctx, added.id, { allowed_redirect_hosts: ['corp.example'] })
  for (const to of ['https://corp.example/x', 'https://a.b.corp.example/']) {
    const back = await form(await signIn({ redirect_to: to }))
    assert.ok(String(back.headers.location).startsWith(to), back.text)
  }
  for (const to of [
    'http://corp.example/',
    'https://evilcorp.example/',
    'https://corp.example:8443/',
  ]) {
    const url = `/api/v1/auth/saml/login/acme?redirect_to=${encodeURIComponent(to)}`
    assert.equal((await server.call({ url })).status, 400, to)
  }
  const back = await signIn({ redirect_to: 'https://corp.example/x' })
  await saml.providers.change(server.ctx, added.id, { allowed_redirect_hosts: [] })
  const refused = await form(back)
  assert.deepEqual([refused.status, refused.body.code], [400, 'INVALID_REDIRECT_URL'])
})

test('two providers at once: each with its own people, keys and answers', async () => {
  const [a, b] = await Promise.all([signIn(), signIn({}, [other, otherSp])])
  const [first, second] = await Promise.all([form(a), form(b)])
  assert.equal(first?.body.user.id, second?.body.user.id, 'the same proven address')
  const token = second?.body.access_token
  const { body } = await server.call({ url: '/api/v1/auth/user/identities', token })
  assert.deepEqual(body.identities.map((i: { provider: string }) => i.provider).sort(), [
    'saml:acme',
    'saml:other',
  ])
  // The answer of one is no answer to a request at the other.
  const { id, relayState } = await readRequest(other, otherSp, await login('other'))
  const crossed = await respond(acme, acmeSp, { subject, inResponseTo: id, relayState })
  assert.equal((await form(crossed)).status, 401)
  const named = await signIn()
  assert.equal((await json({ saml_response: named.SAMLResponse, provider: 'other' })).status, 401)
  assert.equal((await form(named)).status, 200)
})

test('twenty at once with one answer: one is let in', async () => {
  for (const answer of [await signIn(), await respond(acme, acmeSp, { subject })]) {
    const answers = await barrier(20, () => form(answer))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    const lost = answers.find(({ status }) => status !== 200)
    assert.deepEqual([lost?.status, lost?.body.code], [401, 'INVALID_ASSERTION'])
  }
})

test('a restart forgets no answer', async () => {
  const answers = [await signIn(), await respond(acme, acmeSp, { subject })]
  for (const answer of answers) assert.equal((await form(answer)).status, 200)
  const { databaseUrl } = server
  const restarted = await startServer({ databaseUrl, queue: false })
  for (const answer of answers) {
    assert.equal((await visitorsOf(restarted).form(answer)).status, 401)
  }
  await restarted.stop()
})

test('an account that somebody made for a stranger’s address is emptied before it is given over', async () => {
  const { email = '' } = subject
  const password = 'correct horse battery'
  const made = await server.call({ url: '/api/v1/auth/signup', body: { email, password } })
  assert.equal(made.status, 201)
  const taken = await form(await signIn())
  assert.equal(taken.body.user.id, made.body.user.id)
  assert.equal((await me(made.body.access_token)).status, 401)
  const body = { email, password }
  assert.equal((await server.call({ url: '/api/v1/auth/signin', body })).status, 401)
})

test('a second factor is asked for, and the session there is remembered over it', async () => {
  const first = await form(await signIn())
  const authenticator = await enrol(server, first.body.access_token)
  const asked = await form(await signIn())
  assert.equal(asked.status, 200, asked.text)
  assert.equal(asked.body.requires_2fa, true)
  assert.equal(asked.body.access_token, undefined)
  const { user_id, mfa_token } = asked.body
  const done = await server.call({
    url: '/api/v1/auth/2fa/verify',
    body: { user_id, mfa_token, code: authenticator.code() },
  })
  assert.equal(done.status, 200, done.text)
  const out = await server.call({
    url: '/api/v1/auth/signout',
    body: {},
    token: done.body.access_token,
  })
  assert.deepEqual([out.body.saml_logout, out.body.provider], [true, 'acme'])
})

test('sign-up switched off, and providers that make nobody', async () => {
  const key = 'app.auth.signup_enabled'
  await settings.set(server.ctx, { key, value: false })
  const closed = await form(await signIn())
  assert.deepEqual([closed.status, closed.body.code], [403, 'SIGNUP_DISABLED'])
  await settings.unset(server.ctx, key)
  await saml.providers.change(server.ctx, added.id, { auto_create_users: false })
  const unknown = await form(await signIn())
  assert.deepEqual([unknown.status, unknown.body.code], [403, 'ACCESS_DENIED'])
  const { email } = await registerProven(server)
  assert.equal((await form(await signIn({}, undefined, { ...subject, email }))).status, 200)
  await saml.providers.change(server.ctx, added.id, { auto_create_users: true })
})

test('groups: denied first, then one of those, then all of those', async () => {
  await saml.providers.change(server.ctx, added.id, {
    group_attribute: 'memberOf',
    denied_groups: ['banned'],
    required_groups: ['dev', 'ops'],
    required_groups_all: ['staff'],
  })
  const cases: [string[], number][] = [
    [['dev', 'staff'], 200],
    [['ops', 'staff', 'x'], 200],
    [['dev', 'staff', 'banned'], 403],
    [['dev'], 403],
    [['staff'], 403],
    [[], 403],
  ]
  for (const [groups, status] of cases) {
    const who = { ...subject, attributes: { memberOf: groups } }
    const answer = await form(await signIn({}, undefined, who))
    assert.equal(answer.status, status, groups.join())
    if (status === 403) assert.equal(answer.body.code, 'ACCESS_DENIED')
  }
  await saml.providers.change(server.ctx, added.id, {
    denied_groups: [],
    required_groups: [],
    required_groups_all: [],
  })
})

test('addresses: from the mapped attribute, of the provider’s own domains, or none at all', async () => {
  await saml.providers.change(server.ctx, added.id, {
    attribute_mapping: { email: 'upn', name: 'full' },
    email_domains: ['corp.example'],
  })
  const email = `${subject.nameId}@corp.example`
  const who = { ...subject, email: undefined, attributes: { upn: [email], full: ['Ada L.'] } }
  const mapped = await form(await signIn({}, undefined, who))
  assert.equal(mapped.body.user.email, email)
  assert.equal(mapped.body.user.metadata.name, 'Ada L.')
  const foreign = { ...who, attributes: { upn: ['ceo@elsewhere.example'] } }
  const refused = await form(await signIn({}, undefined, foreign))
  assert.deepEqual([refused.status, refused.body.code], [403, 'ACCESS_DENIED'])
  await saml.providers.change(server.ctx, added.id, { attribute_mapping: {}, email_domains: null })
  const none = await form(await signIn({}, undefined, { nameId: uuid() }))
  assert.deepEqual([none.status, none.body.code], [400, 'MISSING_EMAIL'])
  const asName = `${uuid()}@example.com`
  const named = await form(await signIn({}, undefined, { nameId: asName }))
  assert.equal(named.body.user.email, asName)
})

test('switched off, dashboard only, unknown', async () => {
  for (const change of [{ enabled: false }, { allow_app_login: false }]) {
    const answer = await signIn()
    await saml.providers.change(server.ctx, added.id, change)
    const begun = await server.call({ url: '/api/v1/auth/saml/login/acme' })
    assert.deepEqual([begun.status, begun.body.code], [403, 'PROVIDER_DISABLED'])
    assert.equal((await form(answer)).status, 403)
    await saml.providers.change(server.ctx, added.id, { enabled: true, allow_app_login: true })
  }
  const { status, body } = await server.call({ url: '/api/v1/auth/saml/login/nobody' })
  assert.deepEqual([status, body.code], [404, 'PROVIDER_NOT_FOUND'])
})
