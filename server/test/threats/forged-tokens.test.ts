import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { AccessTokens } from '../../src/features/sessions/index.ts'
import { Secrets } from '../../src/kernel/crypto.ts'
import { startServer } from '../kit.ts'
import { isClosed, makeWorld, routesOf, title, urlOf, workOf } from './generators.ts'
import { accessToken, encode, signer } from './tokens.ts'

/** T1, T3, T4, T10: nothing but a whole token of ours, unchanged, is a token. */
const server = await startServer({ rateLimit: false })
const world = await makeWorld(server)
const ours = signer(server)
const good = await world.session()
const [head = '', payload = '', mac = ''] = good.split('.')
const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
const header = JSON.parse(Buffer.from(head, 'base64url').toString())
const call = (token: string) => server.call({ url: '/v1/me/account', token })
const statusOf = async (token: string) => (await call(token)).status

const foreign = generateKeyPairSync('ed25519')
const foreignKey = { ...ours, privateKey: foreign.privateKey }
const foreignJwk = { ...foreign.publicKey.export({ format: 'jwk' }), kid: ours.kid, alg: 'EdDSA' }
const oldRoot = new Secrets(['some other root secret of at least 32 characters']).current

function hmac(secret: string | Buffer, alg: string, changes: object = {}): string {
  const signed = `${encode({ ...header, alg, ...changes })}.${payload}`
  const digest = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }[alg] ?? 'sha256'
  return `${signed}.${createHmac(digest, secret).update(signed).digest('base64url')}`
}

const pem = ours.publicKey.export({ format: 'pem', type: 'spki' }).toString()
const jwk = JSON.stringify(ours.publicKey.export({ format: 'jwk' }))
const der = ours.publicKey.export({ format: 'der', type: 'spki' })
const publicTexts = [
  pem,
  pem.trim(),
  ` ${pem}`,
  `\n${pem}`,
  pem.replaceAll('\n', ''),
  jwk,
  der,
  '',
  ' ',
].concat(ours.kid, `${ours.publicKey.export({ format: 'jwk' }).x}`)

/** Name → token. Every one of them must be refused. */
function corpus(): [string, string][] {
  const forged: [string, string][] = []
  const add = (name: string, token: string) => forged.push([name, token])
  for (const alg of ['none', 'None', 'NONE', 'nOnE', '', ' none', null, 0, [], {}, ['EdDSA']]) {
    for (const signature of ['', mac, 'AA']) {
      add(`alg ${JSON.stringify(alg)}`, `${encode({ ...header, alg })}.${payload}.${signature}`)
    }
  }
  for (const alg of ['eddsa', 'EDDSA', 'Ed25519', 'ES256', 'RS256', 'PS256', 'HS256', 'dir']) {
    add(`alg ${alg} over our signature`, `${encode({ ...header, alg })}.${payload}.${mac}`)
  }
  for (const [i, text] of publicTexts.entries()) {
    for (const alg of ['HS256', 'HS384', 'HS512', 'EdDSA']) add(`${alg} by ${i}`, hmac(text, alg))
  }
  const sources = {
    kid: ['', '../../dev/null', "' or 1=1", 'undefined', '__proto__', oldRoot.kid, null, 7, {}],
    jku: ['http://127.0.0.1:9/keys'],
    x5u: ['http://127.0.0.1:9/cert'],
    jwk: [foreignJwk],
    x5c: [['MIIB']],
  }
  for (const [name, values] of Object.entries(sources)) {
    for (const value of values) {
      add(`${name} injected`, accessToken(foreignKey, claims, { [name]: value }))
    }
  }
  add('another key under our name', accessToken(foreignKey, claims))
  add('no kid', accessToken(ours, claims, { kid: undefined }))
  for (const crit of [['exp'], ['b64'], ['x'], [], 'exp', null]) {
    const unsafe = encode({ ...header, crit, b64: false, x: 1 })
    add('crit', `${unsafe}.${payload}.${mac}`)
  }
  for (const typ of ['JWT', 'at+jwtx', '', undefined, 'mfa', 'refresh+jwt', 'id+jwt', null]) {
    add(`typ ${typ}`, accessToken(ours, claims, { typ }))
  }
  const wrong = {
    aud: ['other', ['other'], '', undefined, 'FLUMEN', null, 7],
    iss: ['http://evil.test', `${ours.issuer}/`, '', undefined, [ours.issuer], null],
    exp: [
      0,
      1,
      -1,
      undefined,
      '9999999999',
      null,
      Number.POSITIVE_INFINITY,
      Math.floor(Date.now() / 1000) - 31,
    ],
    sub: [undefined],
    session_id: [undefined],
    realm_id: [undefined],
    nbf: [Math.floor(Date.now() / 1000) + 3600, 'x'],
    iat: [undefined, 'x'],
  }
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      add(`${name} ${value}`, accessToken(ours, { ...claims, [name]: value }))
    }
  }
  const twice = Buffer.from(payload, 'base64url').toString()
  const last = twice.replace(/}$/, `,"sub":"00000000-0000-4000-8000-000000000009"}`)
  add('a claim twice', `${head}.${encode(last)}.${mac}`)
  add('changed payload', `${head}.${encode({ ...claims, role: 'admin' })}.${mac}`)
  add('nested', accessToken(ours, { ...claims, exp: undefined, jwt: good }))
  add('a token of a token', `${encode(good)}.${encode(good)}.${mac}`)
  add('four parts', `${good}.x`)
  add('five parts', `${head}..${payload}.${mac}.x`)
  add('100 kB', `${head}.${'A'.repeat(100_000)}.${mac}`)
  add('100 kB header', `${encode({ ...header, x: 'A'.repeat(100_000) })}.${payload}.${mac}`)
  for (const tail of ['=', '==', '!', '%00', '\u00e9', '~', '#'])
    add(`ends in ${tail}`, good + tail)
  add('padded payload', `${head}.${payload}=.${mac}`)
  add('standard alphabet', `${head}.${payload}.${'+/'.repeat(43)}`)
  add('JSON serialisation', JSON.stringify({ protected: head, payload, signature: mac }))
  return forged
}

test('T1 control: the same means make a token that is accepted', async () => {
  assert.equal(await statusOf(good), 200)
  assert.equal(await statusOf(accessToken(ours, claims)), 200)
})

test('T1 forged tokens: none is accepted, none is an error of ours, none costs a statement', async (t) => {
  const forged = corpus()
  assert.ok(forged.length >= 100, `${forged.length} cases`)
  const began = performance.now()
  for (const [name, token] of forged) {
    const { answer, work } = await workOf(server, () => call(token))
    assert.deepEqual([answer.status, work], [401, { hashes: 0, statements: [] }], name)
  }
  t.diagnostic(`${((performance.now() - began) / forged.length).toFixed(2)} ms each`)
})

test('T1 no forged token opens any closed route', async () => {
  const forged = corpus()
  const picked = forged.filter((_, i) => i % 12 === 0)
  const closed = routesOf(server).filter(isClosed)
  // Beside a good key an app's own routes read no token.
  for (const listed of closed.filter(({ route }) => route.access !== 'app')) {
    for (const [name, token] of picked) {
      const call = { method: listed.route.method, url: urlOf(listed), token, key: world.app.key }
      assert.equal((await server.call(call)).status, 401, `${title(listed)}: ${name}`)
    }
  }
})

test('T1 every prefix and suffix cut of a good token fails, and every other last letter', async () => {
  const tokens = new AccessTokens(server.app.engines.secrets, server.app.engines.instance)
  assert.ok(await tokens.verify(good))
  for (let i = 1; i < good.length; i++) {
    assert.equal(await tokens.verify(good.slice(0, -i)), undefined, `without the last ${i}`)
    assert.equal(await tokens.verify(good.slice(i)), undefined, `without the first ${i}`)
  }
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
    if (good.endsWith(letter)) continue
    assert.equal(await tokens.verify(good.slice(0, -1) + letter), undefined, letter)
  }
})

test('T3 a token is refused from the end of its leeway on, and not in turns', async (t) => {
  const tokens = new AccessTokens(server.app.engines.secrets, server.app.engines.instance)
  const { exp } = claims
  const verdicts: [number, boolean][] = []
  t.mock.timers.enable({ apis: ['Date'], now: (exp + 1) * 1000 })
  for (const late of [1, 1, 15, 15, 29, 31, 32, 3600]) {
    t.mock.timers.setTime((exp + late) * 1000)
    verdicts.push([late, (await tokens.verify(good)) !== undefined])
  }
  assert.deepEqual(
    verdicts,
    verdicts.map(([late]) => [late, late <= 30]),
  )
})

test('T4 the memory of verified tokens never mixes two users', async () => {
  const tokens = new AccessTokens(server.app.engines.secrets, server.app.engines.instance)
  const minted = Array.from({ length: 500 }, (_, i) => {
    const sub = `00000000-0000-4000-8000-${String(i % 2).padStart(12, '0')}`
    return { sub, token: accessToken(ours, { ...claims, sub, jti: `j${i >> 1}` }) }
  })
  for (let round = 0; round < 3; round++) {
    const seen = await Promise.all(minted.map(({ token }) => tokens.verify(token)))
    assert.deepEqual(
      seen.map((found) => found?.sub),
      minted.map(({ sub }) => sub),
    )
  }
})

test('T10 malformed credentials: 2,000 of them, no 2xx and no 5xx', async () => {
  const paths = ['/v1/me/account', '/api/v2/account', '/api/v1/config']
  const piece = fc.oneof(
    fc.string({ unit: 'binary-ascii', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(good, world.rst, world.pat, world.app.key, 'Bearer', 'bearer ', ' ', ',', '\t'),
    fc.constantFrom(
      good.slice(0, -2),
      `${world.rst}x`,
      `rst_${'0'.repeat(30)}`,
      'x'.repeat(65_536),
    ),
  )
  const scheme = fc.constantFrom('', 'Bearer ', 'bearer  ', 'BEARER\t', 'Basic ', 'Bearer Bearer ')
  const value = fc.tuple(scheme, fc.array(piece, { maxLength: 3 })).map(([s, p]) => s + p.join(''))
  const known = new Set([good, world.rst, world.pat, world.app.key])
  const given = fc.record(
    { path: fc.constantFrom(...paths), authorization: value, 'x-api-key': value },
    { requiredKeys: ['path'] },
  )
  await fc.assert(
    fc.asyncProperty(given, async ({ path, ...headers }) => {
      const held = Object.values(headers).map((text) => text.replace(/^bearer */i, '').trim())
      if (held.some((text) => known.has(text))) return
      const { status } = await server.call({ url: path, headers })
      assert.equal(status, 401, JSON.stringify(headers).slice(0, 200))
    }),
    { numRuns: 2_000 },
  )
})
