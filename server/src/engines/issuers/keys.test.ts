import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Fetcher } from '../fetcher/index.ts'
import { Issuers } from './index.ts'
import { startIssuer } from './stand-in.ts'

const invalid = { kind: 'unauthenticated', code: 'invalid_id_token' }
const unavailable = { kind: 'unavailable', code: 'issuer_unavailable' }
const minute = 60_000
const hour = 60 * minute

/** An issuer, a verifier whose clock we move, and tokens that live long enough for it. */
async function start(t: TestContext) {
  const provider = await startIssuer(t)
  const clock = { ms: Date.now() }
  const fetcher = new Fetcher({ allowLoopback: true, trustedOrigins: [] })
  const issuers = new Issuers({ fetcher, now: () => clock.ms })
  const { issuer } = provider
  const exp = Math.floor(clock.ms / 1_000) + 7 * 86_400
  const sign = () => provider.sign({ exp })
  const verify = async (token: string) => issuers.verify(token, { issuer, audiences: ['client'] })
  return { provider, clock, sign, verify, fetcher }
}

test('many at once ask the issuer once', async (t) => {
  const { provider, sign, verify } = await start(t)
  const token = await sign()
  await Promise.all(Array.from({ length: 200 }, () => verify(token)))
  assert.equal(provider.asked(), 1)
})

for (const [control, lifeMs] of [
  [undefined, 5 * minute],
  ['max-age=10', 5 * minute],
  ['no-store, max-age=86400', 5 * minute],
  ['public, max-age=21600, must-revalidate', 6 * hour],
  ['max-age=31536000', 24 * hour],
  ['s-maxage=21600', 5 * minute],
] as const) {
  test(`keys sent with cache-control ${control} live ${lifeMs / minute} min`, async (t) => {
    const { provider, clock, sign, verify } = await start(t)
    provider.cacheControl = control
    const token = await sign()
    await verify(token)
    clock.ms += lifeMs - 1
    await verify(token)
    assert.equal(provider.asked(), 1)
    clock.ms += 1
    await verify(token)
    assert.equal(provider.asked(), 2)
  })
}

test('a rotated key is found by asking again, once for all who need it', async (t) => {
  const { provider, sign, verify } = await start(t)
  const old = await sign()
  await verify(old)
  await provider.rotate()
  const token = await sign()
  await Promise.all(Array.from({ length: 50 }, () => verify(token)))
  assert.equal(provider.asked(), 2)
  await verify(old)
})

test('unknown keys make us ask at most once in 10 s', async (t) => {
  const { provider, clock, sign, verify } = await start(t)
  await verify(await sign())
  const stranger = await startIssuer(t)
  const { issuer } = provider
  const forged = (kid: string) => stranger.sign({ iss: issuer }, { kid })
  for (let round = 0; round < 20; round += 1) {
    await assert.rejects(verify(await forged(`none-${round}`)), invalid)
  }
  assert.equal(provider.asked(), 2)

  await provider.rotate()
  const token = await sign()
  await assert.rejects(verify(token), invalid)
  clock.ms += 10_000
  await verify(token)
  assert.equal(provider.asked(), 3)
})

test('a key that the issuer withdrew counts no more after the next look', async (t) => {
  const { provider, clock, sign, verify } = await start(t)
  const old = await sign()
  await verify(old)
  await provider.rotate()
  provider.keys.shift()
  await verify(old)
  clock.ms += 5 * minute
  await assert.rejects(verify(old), invalid)
})

test('an issuer that is down: old keys for a day, and no storm of questions', async (t) => {
  const { provider, clock, sign, verify } = await start(t)
  const token = await sign()
  await verify(token)
  provider.status = 500
  clock.ms += 5 * minute
  await Promise.all(Array.from({ length: 20 }, () => verify(token)))
  await verify(token)
  assert.equal(provider.asked(), 1, 'discovery failed, so the set was not asked for')
  clock.ms += 24 * hour - 1
  await verify(token)
  clock.ms += 1
  await assert.rejects(verify(token), unavailable)
  provider.status = 200
  await assert.rejects(verify(token), unavailable, 'paused after the failure')
  clock.ms += 10_000
  await verify(token)
})

test('an unknown key while the issuer is down is not called a bad token', async (t) => {
  const { provider, sign, verify } = await start(t)
  await verify(await sign())
  await provider.rotate()
  provider.status = 0
  await assert.rejects(verify(await sign()), unavailable)
  await assert.rejects(verify(await sign()), unavailable)
})

for (const [what, spoil] of Object.entries<(document: Record<string, unknown>) => unknown>({
  'names another issuer': (document) => (document.issuer = 'https://attacker.example'),
  'names its issuer with a slash': (document) => (document.issuer = `${document.issuer}/`),
  'has no key set': (document) => delete document.jwks_uri,
  'puts the key set in a file': (document) => (document.jwks_uri = 'file:///etc/passwd'),
  'puts the key set on a private address': (document) => (document.jwks_uri = 'https://10.0.0.1/'),
  'puts the key set behind plain http': (document) => (document.jwks_uri = 'http://8.8.8.8/jwks'),
  'puts the key set where there is none': (document) => (document.jwks_uri += 'x'),
})) {
  test(`no keys from a discovery document that ${what}`, async (t) => {
    const { provider, sign, verify } = await start(t)
    spoil(provider.document)
    await assert.rejects(verify(await sign()), unavailable)
    assert.equal(provider.asked(), 0)
  })
}

test('no discovery document, no guesses', async (t) => {
  const { provider, sign, fetcher } = await start(t)
  const issuer = `${provider.issuer}/other`
  const call = new Issuers({ fetcher }).verify(await sign(), { issuer, audiences: ['client'] })
  await assert.rejects(call, unavailable)
  assert.equal(provider.asked(), 0)
})

test('an empty or broken key set is no key set; odd members are passed over', async (t) => {
  const { provider, clock, sign, verify } = await start(t)
  const token = await sign()
  const good = provider.keys
  for (const keys of [[], [{ kty: 'oct', k: 'AAAA' }], 'x', null]) {
    provider.keys = keys as typeof good
    await assert.rejects(verify(token), unavailable)
    clock.ms += 10_000
  }
  provider.keys = [null, 7, { kty: 'AKP' }, ...good] as typeof good
  await verify(token)
})

test('issuers on private addresses and plain http are not asked', async (t) => {
  const provider = await startIssuer(t)
  const fetcher = new Fetcher({ allowLoopback: false, trustedOrigins: [] })
  for (const issuer of [provider.issuer, 'https://10.0.0.1', 'http://issuer.example', 'x:y']) {
    const call = new Issuers({ fetcher }).verify(await provider.sign(), {
      issuer,
      audiences: ['client'],
    })
    await assert.rejects(call, unavailable, issuer)
  }
  assert.equal(provider.asked(), 0)
})
