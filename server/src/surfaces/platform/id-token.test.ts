import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { decodeJwt } from 'jose'
import { enrol } from '../../../test/factors.ts'
import { barrier, startServer } from '../../../test/kit.ts'
import { newPerson, registerProven } from '../../../test/people.ts'
import { startIssuer } from '../../engines/issuers/stand-in.ts'
import * as settings from '../../features/settings/index.ts'
import { sql } from '../../kernel/sql.ts'
import { signIn } from './testing.ts'

const google = await startIssuer({ after })
const acme = await startIssuer({ after })
const provider = (issuer: string, ...clientIds: string[]) => ({
  issuer,
  clientIds,
  clientSecret: undefined,
})
const server = await startServer({
  providers: {
    google: provider(google.issuer, 'client', 'client-ios'),
    acme: provider(acme.issuer, 'client'),
    apple: provider('https://appleid.apple.com'),
  },
})

const post = (path: string, body: unknown) => server.call({ url: `/api/v1/auth/${path}`, body })
const enter = (token: string, more: object = {}) =>
  post('signin/idtoken', { provider: 'acme', token, ...more })
const asPair = (answer: { status: number; body: { code?: string } }) => [
  answer.status,
  answer.body.code,
]
const refused = [400, 'INVALID_CREDENTIALS']

const claimsOf = (email: string, more: object = {}) => ({
  sub: `s-${email}`,
  email,
  email_verified: true,
  ...more,
})
const identitiesOf = async (email: string): Promise<number> =>
  (
    await server.ctx.db.row<{ n: number }>(sql`
      select count(*)::int as n from auth.identities i join auth.users u on u.id = i.user_id
      where u.email = ${email}`)
  )?.n ?? 0

test('a newcomer signs up with name and picture; next time the subject finds them', async () => {
  const { email } = newPerson()
  const picture = 'https://img.example/a.png'
  const token = await acme.sign(claimsOf(email, { name: 'Ada Lovelace', picture }))
  const made = await enter(token, { options: { redirectTo: 'ignored' } })
  assert.equal(made.status, 200, made.text)
  assert.deepEqual(made.body.user.user_metadata, { name: 'Ada Lovelace', picture })
  assert.deepEqual([made.body.user.email_verified, made.body.user.role], [true, 'authenticated'])
  assert.deepEqual(decodeJwt(made.body.access_token).amr, ['acme'])
  const { refresh_token, access_token } = made.body
  assert.equal((await post('refresh', { refresh_token })).status, 200)
  assert.equal((await server.call({ url: '/api/v1/auth/user', token: access_token })).status, 200)
  const later = [
    { sub: `s-${email}`, email: 'moved@example.com', email_verified: true },
    { sub: `s-${email}`, email, email_verified: false },
    { sub: `s-${email}`, email: undefined },
  ]
  for (const claims of later) {
    const again = await enter(await acme.sign(claims))
    assert.equal(again.body.user?.id, made.body.user.id, again.text)
  }
})

describe('linking by address (O9)', () => {
  test('an unverified address links to nobody and makes nobody', async () => {
    const owner = await registerProven(server)
    for (const email of [owner.email, newPerson().email]) {
      for (const email_verified of [false, 'false', undefined, 1]) {
        const token = await acme.sign({ sub: 'stranger', email, email_verified })
        assert.deepEqual(asPair(await enter(token)), refused)
      }
      assert.equal(await identitiesOf(email), 0)
    }
    assert.deepEqual(asPair(await enter(await acme.sign({ sub: 'nameless' }))), refused)
  })

  test('a proven account is linked and keeps its password', async () => {
    const { email, password } = await registerProven(server)
    const token = await acme.sign(claimsOf(email))
    const answers = await barrier(5, () => enter(token))
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
    assert.equal(new Set(answers.map(({ body }) => body.user.id)).size, 1)
    assert.equal(await identitiesOf(email), 1)
    assert.equal((await post('signin', { email, password })).status, 200)
  })

  test('an unproven one is taken over with nothing in it', async () => {
    const { email, password } = newPerson()
    const prepared = await post('signup', { email, password })
    const owner = await enter(await acme.sign(claimsOf(email)))
    assert.equal(owner.status, 200, owner.text)
    assert.equal(owner.body.user.email_verified, true)
    const { access_token: token } = prepared.body
    assert.equal((await server.call({ url: '/api/v1/auth/user', token })).status, 401)
    assert.equal((await post('signin', { email, password })).status, 401)
  })

  test('five first sign-ins at once make one account', async () => {
    const { email } = newPerson()
    const token = await acme.sign(claimsOf(email))
    const answers = await barrier(5, () => enter(token))
    const ids = answers.map(({ body }) => body.user?.id)
    assert.equal(new Set(ids).size, 1, JSON.stringify(answers.map(asPair)))
  })
})

test('two issuers may call two people the same', async () => {
  const [one, two] = [newPerson().email, newPerson().email]
  const claims = (email: string) => ({ sub: 'same', email, email_verified: true })
  const first = await enter(await acme.sign(claims(one)))
  const second = await enter(await google.sign(claims(two)), { provider: 'google' })
  assert.deepEqual([first.body.user.email, second.body.user.email], [one, two])
})

test('what is not ours is 400, and makes nobody (O10)', async () => {
  const { email } = newPerson()
  const claims = claimsOf(email)
  const now = Math.floor(Date.now() / 1000)
  const good = await acme.sign(claims)
  const stranger = await startIssuer({ after })
  const table: [string, string, object][] = [
    ['a client that is not ours', await acme.sign({ ...claims, aud: 'other' }), {}],
    ["another provider's client", await acme.sign({ ...claims, aud: 'client-ios' }), {}],
    ['expired', await acme.sign({ ...claims, iat: now - 900, exp: now - 300 }), {}],
    ['another provider', good, { provider: 'google' }],
    ['an issuer nobody set up', await stranger.sign(claims), {}],
    ['an issuer that says to be ours', await stranger.sign({ ...claims, iss: acme.issuer }), {}],
    ['a provider nobody set up', good, { provider: 'nobody' }],
    ['a provider without clients', good, { provider: 'apple' }],
    ['a name of every object', good, { provider: '__proto__' }],
    ['another name of every object', good, { provider: 'constructor' }],
    ['changed', `${good.slice(0, -4)}AAAA`, {}],
    ['nonsense', 'nonsense', {}],
    ['many', [good, good].join('.'), {}],
  ]
  for (const [what, token, more] of table) {
    assert.deepEqual(asPair(await enter(token, more)), refused, what)
  }
  assert.equal(await identitiesOf(email), 0)
  for (const body of [{ provider: 'acme' }, { token: good }]) {
    assert.deepEqual(asPair(await post('signin/idtoken', body)), [400, 'MISSING_REQUIRED_FIELD'])
  }
  assert.equal((await enter(good)).status, 200)
})

test('a nonce in the token must be sent, as it is or as the phone hashed it', async () => {
  const { email } = newPerson()
  const hashed = createHash('sha256').update('n-1').digest('hex')
  for (const nonce of ['n-1', hashed]) {
    const token = await acme.sign(claimsOf(email, { nonce }))
    assert.deepEqual(asPair(await enter(token)), refused)
    assert.deepEqual(asPair(await enter(token, { nonce: 'n-2' })), refused)
    assert.equal((await enter(token, { nonce: 'n-1' })).status, 200)
  }
  const without = await acme.sign(claimsOf(email))
  assert.deepEqual(asPair(await enter(without, { nonce: 'n-1' })), refused)
})

test('a second factor is asked for', async () => {
  const person = await signIn(server)
  const app = await enrol(server, person.token)
  const first = await enter(await acme.sign(claimsOf(person.email)))
  assert.equal(first.body.requires_2fa, true, first.text)
  const { user_id, mfa_token } = first.body
  const second = await post('2fa/verify', { user_id, mfa_token, code: app.code() })
  assert.equal(second.status, 200, second.text)
  assert.deepEqual(decodeJwt(second.body.access_token).amr, ['acme', 'otp'])
})

test('while sign-up is switched off people come back, and nobody comes new', async () => {
  const { email } = newPerson()
  const known = await acme.sign(claimsOf(email))
  await enter(known)
  await settings.set(server.ctx, { key: 'app.auth.signup_enabled', value: false })
  const fresh = await acme.sign(claimsOf(newPerson().email))
  assert.deepEqual(asPair(await enter(fresh)), [403, 'SIGNUP_DISABLED'])
  assert.equal((await enter(known)).status, 200)
  await settings.set(server.ctx, { key: 'app.auth.signup_enabled', value: true })
})

test('a disabled account stays shut, an unreachable provider says so', async () => {
  const { email } = newPerson()
  const token = await acme.sign(claimsOf(email))
  await enter(token)
  await server.ctx.db.run(sql`update auth.users set disabled_at = now() where email = ${email}`)
  assert.deepEqual(asPair(await enter(token)), refused)
  const gone = await startServer({ providers: { gone: provider('http://127.0.0.1:9', 'client') } })
  const body = { provider: 'gone', token: await acme.sign({ iss: 'http://127.0.0.1:9' }) }
  const answer = await gone.call({ url: '/api/v1/auth/signin/idtoken', body })
  assert.equal(answer.status, 503, answer.text)
})
