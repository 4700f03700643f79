import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as keys from '../../src/features/keys/index.ts'
import { sql } from '../../src/kernel/sql.ts'
import { connect, newApp, newMerchant } from '../../src/surfaces/registry/testing.ts'
import { type Call, startServer } from '../kit.ts'
import { registerProven, signedIn } from '../people.ts'
import {
  errorShapes,
  harmless,
  hasErrorShape,
  isClosed,
  type Listed,
  makeWorld,
  routesOf,
  session,
  title,
} from './generators.ts'
import { accessToken, signer } from './tokens.ts'

/** Who gets past the door of each route, read from the server's own list. */
const server = await startServer({ rateLimit: false })
const world = await makeWorld(server)
const closed = routesOf(server).filter(isClosed)

/** Credentials that are over, each in its own way. */
const dead = await (async () => {
  const gone = await signedIn(server)
  const token = await session(server, world.userId)
  await server.call({ method: 'POST', url: '/v1/auth/logout', token })
  const lost = await signedIn(server)
  const revoke = { method: 'DELETE' as const, url: `/v1/auth/api-keys/${lost.keyId}` }
  assert.equal((await server.call({ ...revoke, token: lost.token })).status, 204)
  const { secret: expired, record } = await keys.create(
    server.ctx,
    'rst',
    { userId: world.userId },
    { name: 'old', expiresAt: new Date(Date.now() + 3_600_000) },
  )
  await server.ctx.db.run(sql`update auth.keys set expires_at = now() where id = ${record.id}`)
  const { password } = gone.person
  const body = { password }
  const close = { method: 'DELETE' as const, url: '/v1/me/account', token: gone.token, body }
  assert.equal((await server.call(close)).status, 204)
  const late = { exp: Math.floor(Date.now() / 1000) - 60 }
  return {
    endedSession: token,
    deletedUser: gone.token,
    deletedUsersKey: gone.key,
    revokedKey: lost.key,
    expiredKey: expired,
    expiredToken: accessToken(signer(server), { sub: world.userId, ...late }),
  }
})()

const bad: [string, () => Promise<Partial<Call>>][] = [
  ['nobody', async () => ({})],
  ['garbage as Bearer', async () => ({ token: 'garbage' })],
  ['an empty Bearer', async () => ({ token: '' })],
  ['garbage in X-API-Key', async () => ({ key: 'garbage' })],
  ['Basic', async () => ({ headers: { authorization: 'Basic YTpi' } })],
  ['an account key as Bearer', async () => ({ token: world.rst })],
  ['a token in X-API-Key', async () => ({ key: await world.session() })],
  ['a bad token beside a good account key', async () => ({ token: 'garbage', key: world.rst })],
  [
    'another scheme beside a good key',
    async () => ({
      key: world.rst,
      headers: { authorization: 'Basic YTpi' },
    }),
  ],
  ['a revoked key', async () => ({ key: dead.revokedKey })],
  ['an expired key', async () => ({ key: dead.expiredKey })],
  ["a deleted user's key", async () => ({ key: dead.deletedUsersKey })],
  ['an expired token', async () => ({ token: dead.expiredToken })],
  ['a token of an ended session', async () => ({ token: dead.endedSession })],
  ['a token of a deleted user', async () => ({ token: dead.deletedUser })],
  ['a token in the query', async () => ({})],
]

/** Where a credential is optional, what is not read as one lets nobody in as more than anybody. */
function isIdle(who: string, call: Partial<Call>): boolean {
  return call.token === undefined && who !== 'Basic'
}

/** Platform rows that let more through, and what of it. The header of keys is not theirs. */
const tolerated: Record<string, (who: string, call: Partial<Call>) => boolean> = {
  optional: isIdle,
  optional_tables: isIdle,
  optional_realtime: isIdle,
  optional_storage: isIdle,
  sign_out: (who) => who === 'a token of an ended session' || who === 'a token of a deleted user',
}

for (const listed of closed) {
  test(`R1 S2 T7 ${title(listed)} is shut to bad credentials, in its own words`, async () => {
    assert.ok(errorShapes[listed.surface.name], `a row for ${listed.surface.name}`)
    for (const [who, credential] of bad) {
      const given = await credential()
      if (tolerated[listed.route.access]?.(who, given)) continue
      const call = { ...harmless(listed), ...given }
      if (who.includes('query')) call.url += `&access_token=${await world.session()}`
      const answer = await server.call(call)
      assert.equal(answer.status, 401, `${who}: ${answer.text}`)
      if (listed.route.method !== 'HEAD')
        assert.ok(hasErrorShape(listed, answer), `${who}: ${answer.text}`)
      assert.match(String(answer.headers['www-authenticate']), /^Bearer/, who)
    }
  })
}

/** Which single credential, in which carrier, opens which kind of access. All else is 401. */
const opens: Record<string, readonly string[]> = {
  'account session': ['token:session'],
  'account owner': ['token:session', 'key:rst'],
  // A key, and the token of an installed app, is known on all of metering; where it may not go it is
  // told so with 403. Where such a token may go stands in `app-tokens.test.ts`.
  'metering member': ['token:session', 'key:org', 'token:installed'],
  'metering own_credentials': ['token:session', 'key:org', 'token:installed'],
  'metering manage': ['token:session', 'key:org', 'token:installed'],
  'metering keep_books': ['token:session', 'key:org', 'token:installed'],
  'metering view_usage': ['token:session', 'key:org', 'token:installed'],
  'metering read_customers': ['token:session', 'key:org', 'token:installed'],
  'metering write_customers': ['token:session', 'key:org', 'token:installed'],
  'metering report_usage': ['key:org', 'token:installed'],
  'metering record_usage': ['token:session', 'key:org', 'token:installed'],
  'metering read_usage': ['token:session', 'key:org', 'token:installed'],
  'widget widget': ['token:widget'],
  'provisioning account': ['token:session', 'token:pat'],
  'app app': ['key:app'],
  'app app_user': [],
  'registry merchant': ['token:session', 'token:installed'],
  'registry browse': ['token:session', 'token:installed'],
  'registry operator': ['token:session', 'token:installed'],
}
/** On the platform a session is known everywhere; its role decides further in, with 403. */
const opensOf = (listed: Listed) =>
  listed.surface.name === 'platform' ? ['token:session'] : opens[kindOf(listed)]
const kindOf = ({ surface, route }: Listed) => `${surface.name} ${route.access}`

test('T2 no credential of one surface opens another: only the diagonal', async () => {
  const merchant = await newMerchant(server)
  const listing = await newApp(server, merchant.test)
  const { access_token: installed } = await connect(server, merchant.test, listing)
  for (const listed of closed.filter(({ route }) => !route.access.startsWith('optional'))) {
    const allowed = opensOf(listed)
    assert.ok(allowed, `a row for ${kindOf(listed)}`)
    const { rst, pat, appUser, app, org, widget } = world
    const session = await world.session()
    const held = { session, rst, pat, appUser, app: app.key, org, widget, installed }
    for (const [kind, secret] of Object.entries(held)) {
      for (const carrier of ['token', 'key'] as const) {
        const answer = await server.call({ ...harmless(listed), [carrier]: secret })
        const isOpen = allowed.includes(`${carrier}:${kind}`)
        assert.equal(answer.status !== 401, isOpen, `${title(listed)} ${carrier}:${kind}`)
        if (isOpen) assert.ok([400, 403, 422].includes(answer.status), answer.text)
      }
    }
  }
})

test("T2 an end user's routes take the app's key with that app's user, and no other pair", async () => {
  const other = await makeWorld(server)
  const token = await world.session()
  const pairs: [string, Partial<Call>, number][] = [
    ['its own', { key: world.app.key, token: world.appUser }, 400],
    ["another app's key", { key: other.app.key, token: world.appUser }, 401],
    ["another app's user", { key: world.app.key, token: other.appUser }, 401],
    ['a session', { key: world.app.key, token }, 401],
    ['a personal token', { key: world.app.key, token: world.pat }, 401],
    ['an account key', { key: world.rst, token: world.appUser }, 401],
  ]
  for (const listed of closed.filter(({ route }) => route.access === 'app_user')) {
    for (const [name, pair, status] of pairs) {
      const answer = await server.call({ ...harmless(listed), ...pair })
      assert.equal(answer.status, status, `${title(listed)} ${name}: ${answer.text}`)
    }
  }
})

test('with both, the token decides', async () => {
  const other = await registerProven(server)
  const token = await world.session()
  const { key } = await signedIn(server)
  const account = await server.call({ url: '/v1/me/account', token, key })
  assert.equal(account.body.username, world.person.username)
  assert.notEqual(account.body.username, other.username)
})
