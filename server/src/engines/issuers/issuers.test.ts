import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { Fetcher } from '../fetcher/index.ts'
import { Issuers, presets } from './index.ts'
import { startIssuer } from './stand-in.ts'

const invalid = { kind: 'unauthenticated', code: 'invalid_id_token' }
const audiences = ['client']
type Claims = Record<string, unknown>
const seconds = () => Math.floor(Date.now() / 1_000)

async function start(t: TestContext) {
  const provider = await startIssuer(t)
  const fetcher = new Fetcher({ allowLoopback: true, trustedOrigins: [] })
  const issuers = new Issuers({ fetcher })
  const { issuer } = provider
  const verify = (token: string, more: { audiences?: string[]; nonce?: string } = {}) =>
    issuers.verify(token, { issuer, audiences, ...more })
  return { provider, issuers, verify, fetcher }
}

test('a good token gives its claims', async (t) => {
  const { provider, verify } = await start(t)
  const person = { name: 'Ada Byron', given_name: 'Ada', family_name: 'Byron' }
  const token = await provider.sign({ ...person, email: 'ada@example.com', email_verified: true })
  const { issued_at, ...claims } = await verify(token)
  assert.ok(Math.abs(issued_at.getTime() - Date.now()) < 5_000)
  assert.deepEqual(claims, {
    issuer: provider.issuer,
    subject: 'person-1',
    audience: ['client'],
    email: 'ada@example.com',
    email_verified: true,
    ...person,
  })
})

test('an address counts as verified for true and, as Apple says it, "true"', async (t) => {
  const { provider, verify } = await start(t)
  const email = 'a@privaterelay.appleid.com'
  for (const [claim, verdict] of [
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
    [1, false],
    ['TRUE', false],
    [undefined, false],
  ]) {
    const token = await provider.sign({ email, email_verified: claim, is_private_email: claim })
    const claims = await verify(token)
    assert.equal(claims.email_verified, verdict)
    assert.equal(claims.is_private_email, claim === undefined ? undefined : verdict)
  }
  const bare = await verify(await provider.sign({ email_verified: true }))
  assert.deepEqual([bare.email_verified, 'email' in bare], [false, false])
})

for (const alg of ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA']) {
  test(`accepts ${alg}`, async (t) => {
    const { provider, verify } = await start(t)
    await provider.rotate(alg)
    assert.equal((await verify(await provider.sign())).subject, 'person-1')
  })
}

for (const [what, claims] of Object.entries<Claims | (() => Claims)>({
  'another audience': { aud: 'somebody-else' },
  'no audience': { aud: undefined },
  'an audience that only begins like ours': { aud: 'client2' },
  'an empty list of audiences': { aud: [] },
  'another issuer': { iss: 'https://attacker.example' },
  'the issuer with a slash': { iss: 'http://127.0.0.1/' },
  'no issuer': { iss: undefined },
  'an expired token': () => ({ exp: seconds() - 61 }),
  'no expiry': { exp: undefined },
  'an expiry that is text': () => ({ exp: `${seconds() + 300}` }),
  'a token from the future': () => ({ iat: seconds() + 90 }),
  'a token that is not valid yet': () => ({ nbf: seconds() + 90 }),
  'no time of issue': { iat: undefined },
  'no subject': { sub: undefined },
  'an empty subject': { sub: '' },
  'a subject that is a number': { sub: 7 },
  'several audiences and no azp': { aud: ['client', 'other'] },
  "several audiences and another's azp": { aud: ['client', 'other'], azp: 'other' },
  'more than 16 kB': { note: 'x'.repeat(16_384) },
})) {
  test(`refuses ${what}`, async (t) => {
    const { provider, verify } = await start(t)
    const token = await provider.sign(typeof claims === 'function' ? claims() : claims)
    await assert.rejects(verify(token), invalid)
  })
}

test('clocks may differ by a minute', async (t) => {
  const { provider, verify } = await start(t)
  await verify(await provider.sign({ exp: seconds() - 50 }))
  await verify(await provider.sign({ iat: seconds() + 50 }))
  await verify(await provider.sign({ iat: seconds() - 3 * 86_400 }))
})

test('one of several clients, and azp among several audiences', async (t) => {
  const { provider, verify } = await start(t)
  const clients = { audiences: ['android', 'client'] }
  await verify(await provider.sign(), clients)
  // Google on Android: one audience, and the app that asked as azp.
  await verify(await provider.sign({ azp: 'unlisted' }), clients)
  await verify(await provider.sign({ aud: ['client', 'x'], azp: 'android' }), clients)
})

test('with no client of ours no token is accepted', async (t) => {
  const { provider, verify } = await start(t)
  await assert.rejects(verify(await provider.sign(), { audiences: [] }), invalid)
  const token = await provider.sign({ aud: '' })
  await assert.rejects(verify(token, { audiences: [''] }), invalid)
})

test('a nonce is compared as it is, or hashed as mobile SDKs send it', async (t) => {
  const { provider, verify } = await start(t)
  const nonce = 'n-0S6_WzA2Mj'
  const hashed = createHash('sha256').update(nonce).digest('hex')
  assert.equal((await verify(await provider.sign({ nonce }), { nonce })).nonce, nonce)
  assert.equal((await verify(await provider.sign({ nonce: hashed }), { nonce })).nonce, hashed)
  assert.equal((await verify(await provider.sign({ nonce }))).nonce, nonce)
  for (const other of ['other', '', undefined, hashed.toUpperCase()]) {
    const token = await provider.sign({ nonce: other })
    await assert.rejects(verify(token, { nonce }), invalid)
    await assert.rejects(verify(token, { nonce: '' }), invalid)
  }
})

test("an attacker's issuer, with discovery and keys in order, signs nobody in", async (t) => {
  const { provider, verify } = await start(t)
  const attacker = await startIssuer(t)
  await assert.rejects(verify(await attacker.sign()), invalid)
  await assert.rejects(verify(await attacker.sign({ iss: provider.issuer })), invalid)
  attacker.document.issuer = provider.issuer
  await assert.rejects(verify(await attacker.sign({ iss: provider.issuer })), invalid)
  assert.equal(attacker.asked(), 0)
})

test("Google's name without a scheme is Google, and nobody else's is", async (t) => {
  const provider = await startIssuer(t)
  const { issuer } = presets.google
  provider.document.issuer = issuer
  // Google's two addresses lead to the stand-in; whatever else is asked for fails.
  const local = new Fetcher({ allowLoopback: true, trustedOrigins: [] })
  const fetcher = {
    trusts: () => true,
    fetch: (url: string) => local.fetch(url.replace(issuer, provider.issuer)),
  } as unknown as Fetcher
  const issuers = new Issuers({ fetcher })
  for (const iss of [issuer, 'accounts.google.com']) {
    const claims = await issuers.verify(await provider.sign({ iss }), { issuer, audiences })
    assert.equal(claims.issuer, issuer)
  }
  const other = await provider.sign({ iss: 'appleid.apple.com' })
  await assert.rejects(issuers.verify(other, { issuer, audiences }), invalid)

  provider.document.issuer = provider.issuer
  const bare = await provider.sign({ iss: new URL(provider.issuer).host })
  const expected = { issuer: provider.issuer, audiences }
  await assert.rejects(issuers.verify(bare, expected), invalid)
})
