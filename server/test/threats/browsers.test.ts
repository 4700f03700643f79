import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newOrganization } from '../../src/surfaces/metering/testing.ts'
import { sharedPaths } from '../../src/surfaces/shared-paths.ts'
import { type Answer, type Call, startServer } from '../kit.ts'
import {
  credentialFor,
  harmless,
  isClosed,
  type Listed,
  makeWorld,
  routesOf,
  title,
  urlOf,
} from './generators.ts'
import { sampleOf } from './samples.ts'

/** S7, S8, S9, S11, O12: what a browser adds by itself, and what it is told, on every route. */
const server = await startServer({ rateLimit: false, publicUrl: 'https://flumen.test' })
const world = await makeWorld(server)
const routes = routesOf(server)
const organization = await newOrganization(server)
const signedIn = await server.call({
  url: '/api/v1/auth/login',
  body: { email: organization.email, password: organization.password },
})
const cookies = [signedIn.headers['set-cookie'] ?? []].flat() as string[]
const cookie = cookies.map((one) => one.split(';')[0]).join('; ')

const isShared = ({ route }: Listed) =>
  sharedPaths.some((one) => one.method === route.method && one.path === route.path)
const isMetering = ({ surface }: Listed) => surface.name === 'metering'
/** The one cookie beside those of metering: it keeps the dashboard signed in. */
const isDashboards = ({ route }: Listed) => route.access === 'public_own_site'
const foreign: [string, Record<string, string>][] = [
  ['a page elsewhere', { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }],
  ['a page elsewhere, without an Origin', { 'sec-fetch-site': 'cross-site' }],
  ['a sandboxed page', { origin: 'null' }],
  ['a name that begins like ours', { origin: 'https://flumen.test.evil.test' }],
  ['a name that ends like ours', { origin: 'https://evilflumen.test' }],
  ['a neighbour on our host', { origin: 'https://flumen.test:8443' }],
  ['our name without TLS', { origin: 'http://flumen.test' }],
]

test('S7 only metering reads cookies: to every other route they say nothing', async () => {
  for (const listed of routes.filter((one) => isClosed(one) && !isMetering(one))) {
    if (listed.route.access.startsWith('optional')) continue
    const answer = await server.call({ ...harmless(listed), headers: { cookie } })
    assert.equal(answer.status, 401, `${title(listed)}: ${answer.text}`)
  }
})

for (const listed of routes.filter((one) => isMetering(one) || isDashboards(one))) {
  const { route } = listed
  if (route.method === 'GET' || route.access === 'public') continue
  test(`S7 ${title(listed)} hears no page of another site, and no form`, async () => {
    const body = route.body && sampleOf(route.body)
    const call: Call = { method: route.method, url: urlOf(listed), body }
    for (const [who, headers] of foreign) {
      const answer = await server.call({ ...call, headers: { cookie, ...headers } })
      assert.equal(answer.status, 403, `${who}: ${answer.status} ${answer.text}`)
      assert.equal(answer.headers['set-cookie'], undefined, who)
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const headers = { cookie, 'content-type': type, origin: 'https://flumen.test' }
      const answer = await server.call({ ...call, body: undefined, raw: 'a=1', headers })
      assert.equal(answer.status, 415, `${type}: ${answer.text}`)
    }
    const ours = { cookie, origin: 'https://flumen.test', 'x-probe': '1' }
    const own = await server.call({ ...harmless(listed), headers: ours })
    assert.notEqual(own.status, 403, own.text)
  })
}

test('S7 a method in a header, or a token in place of the cookie, opens no way around', async () => {
  const before = await server.call({ url: '/api/v1/api-keys', headers: { cookie } })
  assert.equal(before.status, 200, before.text)
  for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
    const headers = { cookie, origin: 'https://evil.test', [name]: 'POST' }
    const answer = await server.call({ url: '/api/v1/api-keys?name=x', headers })
    assert.ok([200, 422].includes(answer.status), answer.text)
  }
  const after = await server.call({ url: '/api/v1/api-keys', headers: { cookie } })
  assert.equal(after.text, before.text)
})

/** Every cookie that any route sets, with what it must have. */
const wanted: Record<string, RegExp> = {
  access_token: /^access_token=[^;]*; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
  refresh_token:
    /^refresh_token=[^;]*; Path=\/api\/v1\/auth; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
  '__Host-csrf_token':
    /^__Host-csrf_token=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict; Secure$/,
  dashboard_session:
    /^dashboard_session=[^;]*; Path=\/dashboard\/session; Max-Age=\d+; HttpOnly; SameSite=Strict; Secure$/,
}

test('S8 every cookie is HttpOnly, SameSite, of its own path, and Secure under https', async () => {
  const seen = new Set<string>()
  const check = ({ headers }: Answer, what: string) => {
    for (const set of [headers['set-cookie'] ?? []].flat().map(String)) {
      const name = set.split('=')[0] ?? ''
      assert.match(set, wanted[name] ?? /^$/, what)
      seen.add(name)
    }
  }
  check(signedIn, 'login')
  for (const listed of routes) {
    const { route } = listed
    const body = route.body && sampleOf(route.body)
    check(await server.call({ method: route.method, url: urlOf(listed), body }), title(listed))
    check(await server.call({ ...harmless(listed), headers: { cookie } }), title(listed))
  }
  assert.deepEqual([...seen].sort(), Object.keys(wanted).sort())
})

const origins = [
  ...foreign.flatMap(([, { origin }]) => origin ?? []),
  ...['https://flumen.test', 'http://127.0.0.1:8080', 'http://localhost', 'http://[::1]'],
  ...['https://FLUMEN.test', 'https://flumen.test.', 'https://x@flumen.test', 'file://', '*', ''],
  ...['https://xn--flmen-bua.test', 'https://flumen。test', 'https://flumen.test/', 'javascript:1'],
  ...['https://flumen.test, https://evil.test', 'https://sub.flumen.test', 'chrome-extension://a'],
]

test('S9 no origin is ever repeated, and none may bring credentials', async () => {
  // All of them at one route of each surface, one of them at every route.
  const first = new Map(routes.map((listed) => [listed.surface.name, listed]))
  for (const listed of routes) {
    const isFirst = first.get(listed.surface.name) === listed
    for (const origin of isFirst ? origins : origins.slice(0, 1)) {
      const preflight = { origin, 'access-control-request-method': listed.route.method }
      const calls: Call[] = [
        { ...harmless(listed), headers: { origin } },
        { ...harmless(listed), method: 'OPTIONS', headers: preflight },
      ]
      for (const call of calls) {
        const { headers } = await server.call(call)
        const allowed = headers['access-control-allow-origin']
        assert.ok(allowed === undefined || allowed === '*', `${title(listed)}: ${allowed}`)
        assert.equal(headers['access-control-allow-credentials'], undefined, title(listed))
        // A page of another origin could not send a cookie here, and is not told of the answer.
        if (isMetering(listed) && !isShared(listed)) assert.equal(allowed, undefined, title(listed))
      }
    }
  }
})

test('S11 no shared cache keeps an answer to somebody; refusals are kept by none', async () => {
  for (const listed of routes.filter(isClosed)) {
    const credential = isMetering(listed)
      ? { token: organization.token }
      : await credentialFor(world, listed)
    assert.ok(credential)
    for (const call of [{}, credential]) {
      const { headers, status } = await server.call({
        method: listed.route.method,
        url: urlOf(listed),
        ...call,
      })
      const control = String(headers['cache-control'])
      const isOpen = listed.route.access === 'optional' && call !== credential
      // The app's own configuration is the same for everybody who has its public key.
      const isSame = listed.route.access === 'app' && listed.route.method === 'GET'
      if (status < 300 && (isOpen || isSame)) continue
      assert.match(control, /^(no-store|private, no-cache)$/, `${title(listed)} ${status}`)
    }
  }
})

test('O12 nothing of ours is framed or sniffed, and no redirect repeats a body', async () => {
  for (const listed of routes) {
    const answer = await server.call(harmless(listed))
    const policy = String(answer.headers['content-security-policy'])
    // One page is made to be framed; it acts for nobody: no cookie opens anything there.
    const frames = listed.route.path === '/embed' ? /frame-ancestors \*$/ : /frame-ancestors 'none'/
    assert.match(policy, frames, title(listed))
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', title(listed))
    assert.ok(![307, 308].includes(answer.status), title(listed))
  }
})
