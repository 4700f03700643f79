import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { after, beforeEach, test } from 'node:test'
import { startServer, type TestServer } from '../../../test/kit.ts'
import { registerProven, signedIn } from '../../../test/people.ts'
import { setUpToken } from '../../features/administration/index.ts'
import * as settings from '../../features/settings/index.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import {
  appOf,
  clientId,
  clientSecret,
  inConfiguration,
  page,
  startGitHub,
  startOpenId,
} from './oauth-stand-in.ts'

const acme = await startOpenId({ after })
const github = await startGitHub({ after })
const providers = { github: inConfiguration(github.issuer) }
const server = await startServer({ allowLoopback: true, providers })
const app = appOf(server)

async function operatorOf(server: TestServer): Promise<string> {
  const password = 'a long phrase for an operator'
  const { body } = await server.call({
    url: '/api/v1/admin/setup',
    body: { email: 'op@example.com', password, name: 'Op', setup_token: setUpToken(server.ctx) },
  })
  await settings.set(server.ctx, {
    key: 'app.auth.redirect_allow_list',
    value: ['https://app.example'],
  })
  return body.access_token
}

const token = await operatorOf(server)
const admin = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', id = '', body?: object) =>
  server.call({ method, url: `/api/v1/admin/oauth/providers${id}`, token, body })
const add = async (given: object) => {
  const made = await admin('POST', '', {
    issuer_url: acme.issuer,
    client_id: clientId,
    client_secret: clientSecret,
    ...given,
  })
  assert.equal(made.status, 201, made.text)
  return made.body
}

let sub = ''
beforeEach(() => {
  sub = uuid()
  acme.claims = { sub, email: `${sub}@example.com`, email_verified: true }
})

const signIn = async (name: string, headers: Record<string, string> = {}) => {
  const query = new URLSearchParams({ redirect_uri: page })
  const url = `/api/v1/auth/oauth/${name}/authorize?${query}`
  const begun = await server.call({ url, headers })
  assert.equal(begun.status, 200, begun.text)
  return app.callback(name, await acme.signIn(begun.body.url))
}

test('a provider added at run time: in force at once, its secret never seen again', async () => {
  const made = await add({ name: 'first', display_name: 'First' })
  assert.equal(made.has_client_secret, true)
  assert.equal(made.callback_url, 'http://flumen.test/api/v1/auth/oauth/first/callback')
  assert.equal((await signIn('first')).status, 200)
  const twice = await admin('POST', '', { name: 'first', issuer_url: acme.issuer, client_id: 'x' })
  assert.deepEqual([twice.status, twice.body.code], [409, 'DUPLICATE_KEY'])

  const seen = [JSON.stringify(made), (await admin('GET')).text]
  const rows = await server.ctx.db.rows<{ text: string }>(sql`
    select p::text as text from auth.oauth_providers p
    union all select a::text from auth.audit a`)
  for (const text of [...seen, ...rows.map(({ text }) => text)]) {
    assert.equal(text.includes(clientSecret), false)
  }
  assert.deepEqual(
    (await admin('GET')).body.providers.map(({ name, source }: Record<string, string>) => [
      name,
      source,
    ]),
    [
      ['github', 'environment'],
      ['first', 'database'],
    ],
  )

  const off = await admin('PATCH', `/${made.id}`, { enabled: false })
  assert.equal(off.body.enabled, false)
  const url = '/api/v1/auth/oauth/first/authorize'
  assert.equal((await server.call({ url })).status, 400)
  assert.equal((await admin('PATCH', `/${made.id}`, { enabled: true })).status, 200)
  assert.equal((await server.call({ url })).status, 200)
  const moved = await admin('PATCH', `/${made.id}`, { issuer_url: 'https://evil.example' })
  assert.equal(moved.status, 400)
  assert.equal((await admin('DELETE', `/${made.id}`)).status, 204)
  assert.equal((await server.call({ url })).status, 400)
  assert.equal((await admin('GET', `/${made.id}`)).status, 404)
  const events = await server.ctx.db.rows<{ event: string }>(
    sql`select event from auth.audit where event like 'oauth_provider.%' order by id`,
  )
  assert.deepEqual(
    events.map(({ event }) => event.split('.')[1]),
    ['created', 'changed', 'changed', 'deleted'],
  )
})

test('a flow does not outlive its provider, nor another of its name', async () => {
  const { id } = await add({ name: 'brief' })
  const { url } = await app.authorize('brief')
  const returned = await acme.signIn(url)
  await admin('DELETE', `/${id}`)
  await add({ name: 'brief' })
  const answer = await app.callback('brief', returned)
  assert.deepEqual([answer.status, answer.body.code], [400, 'INVALID_STATE'])
})

test('what a provider may be', async () => {
  const good = { name: 'good', issuer_url: 'https://id.example', client_id: 'x' }
  const bad: object[] = [
    { name: 'Good' },
    { name: 'a' },
    { name: 'a/b' },
    { issuer_url: 'http://id.example' },
    { issuer_url: 'ftp://id.example' },
    { issuer_url: 'https://' },
    { issuer_url: undefined },
    { token_url: 'https://id.example/token' },
    { client_id: '' },
    { scopes: ['a b'] },
    { required_claims: { groups: 'staff' } },
    { tenant: 'x' },
  ]
  for (const change of bad) {
    const answer = await admin('POST', '', { ...good, ...change })
    assert.equal(answer.status, 400, JSON.stringify(change))
  }
  const person = await signedIn(server)
  const call = { url: '/api/v1/admin/oauth/providers', token: person.token }
  assert.equal((await server.call(call)).status, 403)
  assert.equal((await server.call({ ...call, body: good })).status, 403)
})

test('claims decide who is let in: denied first, then required', async () => {
  await add({
    name: 'strict',
    required_claims: { groups: ['staff', 'board'] },
    denied_claims: { status: ['left'] },
  })
  const table: [object, number][] = [
    [{}, 403],
    [{ groups: ['guests'] }, 403],
    [{ groups: 'staff', status: 'left' }, 403],
    [{ groups: ['guests', 'board'] }, 200],
  ]
  for (const [claims, status] of table) {
    acme.claims = { sub, email: `${sub}@example.com`, email_verified: true, ...claims }
    assert.equal((await signIn('strict')).status, status, JSON.stringify(claims))
  }
})

test('a provider opens apps, the dashboard, or both', async () => {
  const made = await add({ name: 'doors' })
  const isListed = async (area: string) => {
    const { body } = await server.call({ url: `/api/v1/auth/oauth/providers?for=${area}` })
    return body.providers.some(({ id }: { id: string }) => id === 'doors')
  }
  assert.deepEqual([await isListed('apps'), await isListed('dashboard')], [true, false])
  const unknown = await server.call({ url: '/api/v1/auth/oauth/providers?for=all' })
  assert.deepEqual([unknown.status, unknown.body.details.length], [400, 1])

  // Whoever administers something needs a provider that is trusted with that.
  acme.claims = { sub, email: 'op@example.com', email_verified: true }
  const refused = await signIn('doors')
  assert.deepEqual([refused.status, refused.body.code], [403, 'PROVIDER_NOT_ALLOWED'])
  const linked = await server.call({ url: '/api/v1/auth/user/identities', token })
  assert.ok(!linked.text.includes(sub), 'nothing was attached to the account')
  await admin('PATCH', `/${made.id}`, { allow_dashboard_login: true, allow_app_login: false })
  assert.deepEqual([await isListed('apps'), await isListed('dashboard')], [false, true])
  assert.equal((await signIn('doors')).body.user.email, 'op@example.com')

  acme.claims = { sub: uuid(), email: `${sub}@example.com`, email_verified: true }
  const nobody = await signIn('doors')
  assert.deepEqual([nobody.status, nobody.body.code], [403, 'PROVIDER_NOT_ALLOWED'])
  const account = await server.ctx.db.row(sql`
    select from auth.users where email = ${`${sub}@example.com`}`)
  assert.equal(account, undefined, 'no account was made')
  await admin('DELETE', `/${made.id}`)
})

test('a provider of a tenant speaks for nobody elsewhere', async () => {
  await add({ name: 'everybody' })
  const owner = await signIn('everybody')
  const tenant = uuid()
  await server.ctx.db.run(sql`
    insert into auth.tenants (id, slug, name, is_managed) values (${tenant}, 'shop', 'Shop', true)`)
  await add({ name: 'shop_login', tenant_id: tenant })
  assert.equal((await server.call({ url: '/api/v1/auth/oauth/shop_login/authorize' })).status, 400)

  const there = { 'x-fb-tenant': 'shop' }
  // The same issuer, subject and verified address: another person all the same.
  const stranger = await signIn('shop_login', there)
  assert.equal(stranger.status, 200, stranger.text)
  assert.notEqual(stranger.body.user.id, owner.body.user.id)
  assert.equal(stranger.body.user.email_verified, false)
  assert.equal(stranger.body.user.email, '')
  const victim = await registerProven(server)
  acme.claims = { sub: uuid(), email: victim.email, email_verified: true }
  const impostor = await signIn('shop_login', there)
  assert.equal(impostor.body.is_new_user, true)
  assert.notEqual(impostor.body.user.email, victim.email)
  acme.claims = { sub, email: `${sub}@example.com`, email_verified: true }
  const again = await signIn('shop_login', there)
  assert.equal(again.body.user.id, stranger.body.user.id)
  const call = { url: '/api/v1/auth/oauth/shop_login/token', token: again.body.access_token }
  assert.equal((await server.call(call)).status, 200)
})

test('GitHub: the verified primary address, and no other', async () => {
  const enter = async () => {
    const { url } = await app.authorize('github')
    return app.callback('github', github.signIn(url))
  }
  const email = `octo-${sub}@example.com`
  github.user = { id: 4711, login: 'octo', name: null, email: 'public@example.com' }
  github.emails = [
    { email: 'spare@example.com', primary: false, verified: true },
    { email, primary: true, verified: true },
  ]
  const first = await enter()
  assert.equal(first.status, 200, first.text)
  assert.equal(first.body.user.email, email)
  assert.deepEqual(first.body.user.metadata, { name: 'octo' })
  const [identity] = await app.identities(first.body.access_token)
  assert.equal(identity?.provider_user_id, '4711')
  assert.equal((await enter()).body.is_new_user, false)

  const victim = await registerProven(server)
  github.user = { id: 4712, login: 'eve', email: victim.email }
  github.emails = [
    { email: victim.email, primary: true, verified: false },
    { email: 'eve@example.com', primary: false, verified: true },
  ]
  const eve = await enter()
  assert.equal(eve.status, 200, eve.text)
  assert.equal(eve.body.user.email, '')

  const { url } = await app.authorize('github')
  const returned = github.signIn(url)
  returned.set('code', 'made up')
  const refused = await app.callback('github', returned)
  assert.deepEqual([refused.status, refused.body.code], [400, 'INVALID_CODE'])
})

test('a provider added at run time reaches no private address', async () => {
  let reached = 0
  const canary = createServer((socket) => {
    reached += 1
    socket.destroy()
  })
  canary.listen(0, '127.0.0.1')
  await once(canary, 'listening')
  after(() => canary.close())
  const { port } = canary.address() as AddressInfo
  const strict = await startServer({ allowLoopback: false })
  const token = await operatorOf(strict)
  const url = '/api/v1/admin/oauth/providers'
  const hosts = [
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    `[::1]:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    `2130706433:${port}`,
    `0x7f000001:${port}`,
    `127.1:${port}`,
    `0.0.0.0:${port}`,
    '127.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    '192.168.1.1',
    '[fd00::1]',
    '[fe80::1]',
    '100.64.0.1',
  ]
  for (const [i, host] of hosts.entries()) {
    const plain = await strict.call({
      url,
      body: { name: `http_${i}`, issuer_url: `http://${host}`, client_id: 'x' },
      token,
    })
    assert.equal(plain.status, 400, host)
    const name = `host_${i}`
    const body = { name, issuer_url: `https://${host}`, client_id: 'x', client_secret: 'y' }
    assert.equal((await strict.call({ url, body, token })).status, 201, host)
    const answer = await strict.call({ url: `/api/v1/auth/oauth/${name}/authorize` })
    assert.deepEqual([answer.status, answer.body.code], [502, 'PROVIDER_UNAVAILABLE'], host)

    // Three addresses of its own: the page is the browser's business, what we call is ours.
    const own = `own_${i}`
    const there = (path: string) => `https://${host}/${path}`
    const three = {
      authorization_url: 'https://id.example/authorize',
      token_url: there('token'),
      userinfo_url: there('me'),
      revocation_url: there('revoke'),
    }
    const made = await strict.call({ url, body: { ...body, ...three, name: own }, token })
    assert.equal(made.status, 201, made.text)
    const begun = await strict.call({ url: `/api/v1/auth/oauth/${own}/authorize` })
    const query = new URLSearchParams({ code: 'x', state: begun.body.state })
    const back = await strict.call({ url: `/api/v1/auth/oauth/${own}/callback?${query}` })
    assert.deepEqual([back.status, back.body.code], [502, 'PROVIDER_UNAVAILABLE'], host)
    assert.equal(back.text.includes('127.0.0.1'), false)
  }
  assert.equal(reached, 0)
})
