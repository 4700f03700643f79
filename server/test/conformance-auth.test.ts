import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { setUpToken } from '../src/features/administration/index.ts'
import * as settings from '../src/features/settings/index.ts'
import { sql } from '../src/kernel/sql.ts'
import { appOf, page } from '../src/surfaces/platform/oauth-stand-in.ts'
import { newKey, type SignedIn, signIn } from '../src/surfaces/platform/testing.ts'
import { makeFlows } from './conformance-flows.ts'
import { sdkCalls } from './conformance-sdk.ts'
import { rowsWith } from './factors.ts'
import { type Answer, barrier, type Call } from './kit.ts'
import { newPerson } from './people.ts'
import { mustBeShown, type Shown } from './shown-by.ts'
import { harmless, isClosed, type Listed, routesOf, title } from './threats/generators.ts'

/**
 * The conformance list of the contract, item by item, in its order: shown here, or by
 * the tests that an item names. SAML has a list of its own.
 */
const world = await makeFlows({ after })
const { server, root, acme, setUp, flows, api, post, mailed } = world
const platform = (name: string, ...begins: string[]): Shown[] =>
  begins.map((begin) => [`src/surfaces/platform/${name}.test.ts`, begin])
const threat = (name: string, ...begins: string[]): Shown[] =>
  begins.map((begin) => [`test/threats/${name}.test.ts`, begin])
const shown = (item: string, ...by: Shown[][]) =>
  test(`${item} (shown elsewhere)`, async () => {
    for (const one of by.flat()) await mustBeShown(one)
  })

describe('compatibility', () => {
  test('every method of the SDK finds its route', () => {
    const routes = new Set(routesOf(server).map(title))
    for (const [method, verb, path] of sdkCalls) {
      assert.ok(routes.has(`${verb} /api/v1${path}`), `${method}: ${verb} ${path}`)
    }
  })

  test('an empty body that says it is JSON is {}, on every route; the keys of a client are let be', async () => {
    const anon = await newKey(server, 'anon', {}, { scopes: ['read'] })
    const isForm = ({ route }: Listed) => route.consumes?.includes('application/json') === false
    for (const listed of routesOf(server)) {
      if (listed.surface.name !== 'platform' || isForm(listed)) continue
      const headers = { 'content-type': 'application/json', apikey: anon }
      const { method } = listed.route
      const calls = [{ headers }, { headers: { ...headers, authorization: `Bearer ${anon}` } }]
      for (const call of calls) {
        const answer = await server.call({ ...harmless(listed), method, ...call })
        assert.notEqual(answer.status, 415, `${title(listed)}: ${answer.text}`)
        assert.notEqual(answer.body.code, 'INVALID_REQUEST_BODY', title(listed))
        if (!isClosed(listed)) assert.notEqual(answer.status, 401, title(listed))
      }
    }
  })

  for (const [flow, take] of Object.entries(flows)) {
    test(`${flow}: seconds as a number, the user, both tokens; and they make a session`, async () => {
      const { status, body, text } = await take()
      assert.ok(status === 200 || status === 201, text)
      assert.ok(Number.isInteger(body.expires_in) && body.expires_in > 0, text)
      assert.ok(body.user?.id && body.access_token && body.refresh_token, text)
      const me = await api('/auth/user', { token: body.access_token })
      assert.equal(me.body.id, body.user.id, me.text)
      const again = await post('/auth/refresh', { refresh_token: body.refresh_token })
      assert.equal(again.body.user.id, body.user.id, again.text)
    })
  }

  test('a client made with an opaque key reads as anon, and administers as a service', async () => {
    const anon = await newKey(server, 'anon', {}, { scopes: ['read'] })
    const service = await newKey(server, 'gsk', {})
    await settings.set(server.ctx, { key: 'app.hello', value: 1, isPublic: true })
    for (const [key, path, status] of [
      [anon, '/settings/app.hello', 200],
      [anon, '/admin/service-keys', 403],
      [service, '/settings/app.hello', 200],
      [service, '/admin/service-keys', 200],
      [service, '/admin/tenants', 200],
    ] as const) {
      const answer = await api(path, { token: key, headers: { apikey: key } })
      assert.equal(answer.status, status, `${path}: ${answer.text}`)
    }
  })

  shown('two clients refresh at once and both go on; a late copy ends the family', [
    ['src/features/sessions/refresh.test.ts', 'fifty at once: one successor'],
    ['src/features/sessions/refresh.test.ts', 'within a minute also when the successor'],
    ['src/features/sessions/refresh.test.ts', 'later than that the family ends'],
  ])

  test('getOAuthUrl, then exchangeCodeForSession: by the page of the app, and by our own leg', async () => {
    const app = appOf(server)
    acme.claims = { sub: 'legs', email: 'legs@example.com', email_verified: true }
    const { url } = await app.authorize('acme')
    assert.equal((await app.callback('acme', await acme.signIn(url))).status, 200)
    const begun = await app.authorize('acme', { redirect_to: page })
    const back = await app.callback('acme', await acme.signIn(begun.url))
    const { searchParams } = new URL(String(back.headers.location))
    assert.equal((await app.callback('acme', searchParams)).status, 200)
  })

  test('deprecate({grace_period_hours: 48}) is 48 hours, as the SDK sends it; revoke takes {}', async () => {
    const made = await post('/admin/service-keys', { name: 'sdk' }, root.token)
    const one = `/admin/service-keys/${made.body.id}`
    const { body } = await post(`${one}/deprecate`, { grace_period_hours: '48' }, root.token)
    const grace = Date.parse(body.grace_period_ends_at) - Date.parse(body.deprecated_at)
    assert.equal(grace, 48 * 3_600_000)
    assert.equal((await post(`${one}/revoke`, {}, root.token)).status, 204)
  })

  shown(
    'settings.setSecret creates, then updates; listSecrets with its slash lists',
    platform('user-secrets', 'a client sets twice: it creates, then updates'),
  )

  test('204, 200 and 201 exactly where the contract has them', async () => {
    const { token } = await signIn(server)
    const key = async () => {
      const { body } = await post('/admin/service-keys', { name: crypto.randomUUID() }, root.token)
      return `/admin/service-keys/${body.id}`
    }
    const as = (path: string, method: Call['method'], body?: unknown, by = token): Call => ({
      url: `/api/v1${path}`,
      token: by,
      ...(method ? { method } : {}),
      ...(body === undefined ? {} : { body }),
    })
    const [one, two, three] = [await key(), await key(), await key()]
    await api('/settings/user/x', { method: 'PUT', token, body: { value: { a: 1 } } })
    const { id } = (await post('/secrets', { name: 'GONE', value: 'x' }, root.token)).body
    const scopes = ['tables:read']
    const mine = (await post('/client-keys', { name: 'x', scopes }, token)).body.id
    const table: [Call, number][] = [
      [as(`${one}/disable`, 'POST', {}, root.token), 204],
      [as(`${one}/enable`, 'POST', {}, root.token), 204],
      [as(`${two}/revoke`, 'POST', {}, root.token), 204],
      [as(one, 'DELETE', undefined, root.token), 204],
      [as(`${three}/rotate`, 'POST', {}, root.token), 201],
      [as('/admin/service-keys', 'POST', { name: 'made' }, root.token), 201],
      [as('/client-keys', 'POST', { name: 'y', scopes }), 201],
      [as(`/client-keys/${mine}`, 'DELETE'), 200],
      [as('/settings/user/x', 'DELETE'), 204],
      [as('/settings/secret/', 'POST', { key: 's', value: 'x' }), 201],
      [as('/settings/secret/s', 'DELETE'), 204],
      [as('/secrets', 'POST', { name: 'MADE', value: 'x' }, root.token), 201],
      [as(`/secrets/${id}`, 'DELETE', undefined, root.token), 200],
    ]
    for (const [call, status] of table) {
      const answer = await server.call(call)
      assert.equal(answer.status, status, `${call.method} ${call.url}: ${answer.text}`)
      assert.equal(answer.text === '', status === 204, call.url)
    }
    assert.equal(setUp.status, 201)
    assert.equal((await flows['sign-up']?.())?.status, 201)
    assert.equal((await flows.invitation?.())?.status, 201)
  })
})

describe('security', () => {
  shown(
    'PATCH /auth/user with role, app_metadata or email_verified is 403 and changes nothing',
    platform('profile', '…: … is 403 and changes nothing'),
  )
  shown(
    '2fa/verify needs a sign-in that waits; a code works once; backup codes survive no race',
    platform('two-factor', 'a right code without a first step', 'one code at fifty doors'),
    platform('two-factor', 'survive no race'),
  )
  shown(
    'the second factor is asked for after magic link, one-time code, ID token and reset',
    threat('second-factor', 'A10 on every route of every surface'),
    platform('magic-link', 'the second factor is asked for after link, digits and page'),
    platform('otp', 'a second factor is asked for after the code'),
    platform('id-token', 'a second factor is asked for'),
    platform('password-reset', 'the second factor is asked for'),
    platform('oauth', 'the second factor is asked for'),
  )
  shown(
    'a refresh token, another audience, alg none and HS256 by the public key are 401',
    threat('platform-tokens', 'T2 none of them but an access token'),
    threat('forged-tokens', 'T1 forged tokens', 'T1 no forged token opens'),
  )

  const acting = async () => {
    const target = await signIn(server)
    const body = { target_user_id: target.userId, reason: 'a customer asked' }
    return (await post('/auth/impersonate', body, root.token)).body.access_token
  }
  /** What ends a session, and the access token of it. */
  const endings: Record<string, () => Promise<[token: string, end: Promise<Answer>]>> = {
    'sign-out': async () => {
      const { token } = await signIn(server)
      return [token, post('/auth/signout', {}, token)]
    },
    'a new password': async () => {
      const { email, password } = await signIn(server)
      const old = (await post('/auth/signin', { email, password })).body.access_token
      const { access_token: fresh } = (await post('/auth/signin', { email, password })).body
      const body = { password: 'a whole new phrase' }
      return [old, api('/auth/user', { method: 'PATCH', token: fresh, body })]
    },
    'the end of an impersonation': async () => {
      const token = await acting()
      return [token, api('/auth/impersonate', { method: 'DELETE', token: root.token })]
    },
    'the sign-out of an administrator': async () => {
      const { email, password } = root
      const token = (await post('/admin/login', { email, password })).body.access_token
      return [token, post('/admin/logout', {}, token)]
    },
  }
  for (const [what, begin] of Object.entries(endings)) {
    test(`${what} makes the old access token fail at once, on every route`, async () => {
      const [token, end] = await begin()
      assert.ok((await end).status < 300, (await end).text)
      const repeats = ['auth.signout', 'admin.logout']
      for (const listed of routesOf(server).filter(isClosed)) {
        // Ending what has ended is no failure (§4.1); nobody else's rights come with it.
        if (repeats.includes(listed.route.name)) continue
        const { status, text } = await server.call({ ...harmless(listed), token })
        assert.equal(status, 401, `${title(listed)}: ${text}`)
      }
    })
  }

  shown(
    'sign-up, sign-in, reset, magic link, one-time code and resend tell nothing of an account',
    threat('platform-enumeration', 'A4 …: known and unknown'),
  )
  shown(
    'a one-time code burns after five misses across addresses; links work once of fifty calls',
    platform('otp', 'five misses burn a code, wherever they come from'),
    platform('magic-link', 'of fifty at once one signs in'),
    platform('password-reset', 'of fifty at once one succeeds'),
    platform('verify-email', 'of fifty at once one succeeds'),
    platform('invitations', 'accepted once, however many try'),
  )

  test('no table holds a plaintext token, code, TOTP secret or key', async () => {
    const { email, password, token } = await signIn(server)
    const { body: session } = await post('/auth/signin', { email, password })
    const made = await post('/admin/service-keys', { name: 'plain' }, root.token)
    const scopes = ['tables:read']
    const mine = await post('/client-keys', { name: 'plain', scopes }, token)
    const setup = await post('/auth/2fa/setup', {}, token)
    await post('/auth/magiclink', { email })
    const link = await mailed(email, '/auth/verify')
    await post('/auth/password/reset', { email })
    const reset = await mailed(email, '/auth/reset-password')
    const invited = newPerson().email
    await post('/admin/invitations', { email: invited, role: 'dashboard_user' }, root.token)
    const invitation = await mailed(invited, '/invite/')
    const nonce = (await post('/auth/reauthenticate', {}, token)).body.nonce
    const { totp } = setup.body
    const secrets = [session.access_token, session.refresh_token, made.body.key, mine.body.key]
    secrets.push(totp.secret, link.token, reset.token, invitation.token, nonce)
    for (const [i, secret] of secrets.entries()) {
      assert.ok(secret.length >= 16, `${i}`)
      assert.equal(await rowsWith(server, secret), 0, `${i}`)
    }
    const row = await server.ctx.db.row<{ n: number }>(sql`
      select count(*)::int as n from auth.codes c where c::text like ${`%${link.code}%`}`)
    assert.equal(row?.n, 0, 'digits')
    assert.ok((await rowsWith(server, email)) > 0, 'the test itself can see')
  })

  shown(
    'addresses outside the allow-list are refused',
    platform('oauth-attacks', 'no parameter sends anybody', 'judged again on the way back'),
    platform('magic-link', 'an address that left the allow-list'),
    platform('password-reset', '… is refused, with and without an account'),
    [['src/features/identity/redirects.test.ts', 'are enough of them']],
  )
  shown(
    'an unverified address never attaches to an account; linking steals no identity',
    platform('oauth', 'a verified address finds its proven account'),
    platform('oauth', 'an account that somebody made'),
    platform('oauth-attacks', 'linking cannot take an identity', 'linking: only the person'),
  )
  shown(
    'weak keys are 403 at the doors of the instance; tenant B is not there for tenant A',
    threat('roles', 'R1 T6 … lets in whom the matrix says'),
    threat('foreign-objects', "R1 … does not reach what is another tenant's", 'R1 no list shows'),
  )
  shown(
    "nobody changes another's client key, gives wider scopes, or reads another's settings",
    platform('client-keys', 'nobody sees, changes or ends', 'a key never holds what its maker'),
    platform('user-settings', 'nobody sees, changes or deletes'),
    platform('user-secrets', 'nobody else sees'),
  )

  test('a tenant admin invites no instance admin and does not act as the service', async () => {
    const { id } = (await post('/admin/tenants', { slug: 'conform', name: 'C' }, root.token)).body
    const local: SignedIn = await signIn(server, { role: 'tenant_admin', tenant_id: id })
    const body = { email: newPerson().email, role: 'instance_admin' }
    assert.equal((await post('/admin/invitations', body, local.token)).status, 403)
    const reason = { reason: 'to see what happens' }
    assert.equal((await post('/auth/impersonate/service', reason, local.token)).status, 403)
  })

  test('racing set-ups make one administrator, and none once there is one', async () => {
    const again = {
      email: 'second@example.com',
      password: 'a long phrase for an operator',
      name: 'Second',
      setup_token: setUpToken(server.ctx),
    }
    const answers = await barrier(20, () => post('/admin/setup', again))
    assert.ok(answers.every(({ body }) => body.code === 'SETUP_ALREADY_COMPLETED'))
    await mustBeShown(['src/surfaces/platform/admin.test.ts', 'set-up: refused without the token'])
  })
})
