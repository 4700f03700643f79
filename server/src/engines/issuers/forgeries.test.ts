import assert from 'node:assert/strict'
import { createHmac, randomBytes } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { type CryptoKey, exportJWK, exportSPKI } from 'jose'
import { Fetcher } from '../fetcher/index.ts'
import { Issuers } from './index.ts'
import { type StandIn, startIssuer } from './stand-in.ts'

const unavailable = { kind: 'unavailable', code: 'issuer_unavailable' }
const invalid = { kind: 'unauthenticated', code: 'invalid_id_token' }

async function start(t: TestContext) {
  const provider = await startIssuer(t)
  const { kid, publicKey } = await provider.rotate('RS256')
  const fetcher = new Fetcher({ allowLoopback: true, trustedOrigins: [] })
  const issuers = new Issuers({ fetcher })
  const expected = { issuer: provider.issuer, audiences: ['client'] }
  const verify = (token: string) => issuers.verify(token, expected)
  return { provider, kid, publicKey, verify }
}

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** A token put together by hand, so that no library stands in the way. */
function forge(provider: StandIn, header: unknown, sign: (input: string) => string): string {
  const now = Math.floor(Date.now() / 1_000)
  const claims = { iss: provider.issuer, aud: 'client', sub: 'victim', iat: now, exp: now + 300 }
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${sign(input)}`
}

/** However many there are, the issuer is asked for its keys once, and once more for a name it has not. */
async function refusesAll(
  tokens: string[],
  { provider, verify }: Pick<Awaited<ReturnType<typeof start>>, 'provider' | 'verify'>,
) {
  for (const token of tokens) await assert.rejects(verify(token), invalid, token.slice(0, 120))
  assert.ok(provider.asked() <= 2, `asked ${provider.asked()} times`)
}

/** Everything of the public key that a careless library might take as an HMAC secret. */
async function publicSecrets(publicKey: CryptoKey): Promise<(string | Buffer)[]> {
  const pem = await exportSPKI(publicKey)
  const jwk = await exportJWK(publicKey)
  const bare = pem.replace(/-----[A-Z ]+-----|\s/g, '')
  const texts = [pem, pem.trim(), `\n${pem}`, ` ${pem}`, `${pem}\n`, pem.replaceAll('\n', '\r\n')]
  const others = [bare, Buffer.from(bare, 'base64'), JSON.stringify(jwk), `${jwk.n}`, '', '\0']
  return [...texts, ...others, Buffer.from(`${jwk.n}`, 'base64url')]
}

test('the public key is no HMAC secret, however it and the algorithm are spelled', async (t) => {
  const { provider, kid, publicKey, verify } = await start(t)
  const spellings = ['HS256', 'hs256', 'Hs256', 'HS256 ', 'HS384', 'HS512', 'RS256', 'rs256']
  const secrets = await publicSecrets(publicKey)
  const tokens = spellings.flatMap((alg) =>
    secrets.flatMap((secret) =>
      [{ alg, kid }, { alg }, { alg, kid, typ: 'JWT' }].map((header) => {
        const hash = alg
          .trim()
          .toLowerCase()
          .replace(/^[hr]s/, 'sha')
        return forge(provider, header, (input) =>
          createHmac(hash, secret).update(input).digest('base64url'),
        )
      }),
    ),
  )
  assert.ok(tokens.length >= 300, `${tokens.length}`)
  await refusesAll(tokens, { provider, verify })
})

test('no algorithm, no signature', async (t) => {
  const { provider, kid, verify } = await start(t)
  const algs = ['none', 'None', 'NONE', 'nOnE', ' none', '', null, undefined, 0, ['RS256'], {}]
  const tokens = algs.flatMap((alg) =>
    ['', 'AA', randomBytes(256).toString('base64url')].map((signature) =>
      forge(provider, { alg, kid }, () => signature),
    ),
  )
  await refusesAll(tokens, { provider, verify })
})

test('a key that the token brings along or points at is never used', async (t) => {
  const { provider, kid, verify } = await start(t)
  const attacker = await startIssuer(t)
  const { publicKey } = await attacker.rotate('RS256')
  const jwk = await exportJWK(publicKey)
  const jku = `${attacker.issuer}/jwks`
  const sources = [{ jwk }, { jku }, { x5u: jku }, { x5c: ['MIIB'] }, { jwk, jku }]
  const headers = sources.flatMap((source) => [
    ...[
      { ...source, kid },
      { ...source, kid: undefined },
      { ...source, kid: jku },
    ],
    ...[
      { ...source, kid: '../../dev/null' },
      { ...source, kid: "' OR 1=1 --" },
    ],
  ])
  const tokens = await Promise.all(
    headers.map((header) => attacker.sign({ iss: provider.issuer }, header)),
  )
  await refusesAll(tokens, { provider, verify })
  assert.equal(attacker.asked(), 0)
})

test('critical extensions and other kinds of token are refused, rightly signed or not', async (t) => {
  const { provider, verify } = await start(t)
  const headers = [{ b64: true, crit: ['b64'] }, { typ: 'at+jwt' }, { typ: 'logout+jwt' }]
  const tokens = await Promise.all(headers.map((header) => provider.sign({}, header)))
  const signed = (await provider.sign()).split('.')
  for (const crit of [[], ['exp'], ['x'], 'x', null]) {
    tokens.push([encode({ alg: 'RS256', crit }), signed[1], signed[2]].join('.'))
  }
  await refusesAll(tokens, { provider, verify })
  await verify(await provider.sign({}, { typ: 'jwt' }))
})

test('text that is no token, and tokens that were touched', async (t) => {
  const { provider, verify } = await start(t)
  const good = await provider.sign()
  const [header = '', claims = '', signature = ''] = good.split('.')
  const touched = encode({ iss: provider.issuer, aud: 'client', sub: 'victim', iat: 1, exp: 9e9 })
  await refusesAll(
    [
      ...['', '.', '..', '...', 'a.b.c', 'null', '{}', 'x'.repeat(100_000), `${good}.`, `.${good}`],
      ...[`${header}.${touched}.${signature}`, `${header}.${claims}.`, `${header}..${signature}`],
      ...[`${header}.${claims}.${signature.slice(0, -4)}`, `${header}.${claims}.${signature}==`],
      ...[`${good} `, ` ${good}`, `${good}\n`, `${header}.${claims}.${signature}.x.y`],
      ...[`${encode('[]')}.${claims}.${signature}`, `${encode('{"alg"')}.${claims}.${signature}`],
      ...[`${header}.${claims}.${encode(Buffer.alloc(256).toString('latin1'))}`],
    ],
    { provider, verify },
  )
  assert.ok(await verify(good))
})

test('a key of another kind or use does not verify, nor does a shared or private one', async (t) => {
  const { provider, kid, verify } = await start(t)
  const good = await provider.sign()
  const key = provider.keys.find((key) => key.kid === kid)
  assert.ok(key)
  for (const change of [{ use: 'enc' }, { alg: 'PS256' }, { d: 'AQ' }, { kid: 'other' }]) {
    provider.keys = [{ ...key, ...change }]
    const fresh = new Issuers({ fetcher: new Fetcher({ allowLoopback: true, trustedOrigins: [] }) })
    const answer = fresh.verify(good, { issuer: provider.issuer, audiences: ['client'] })
    await assert.rejects(answer, 'd' in change ? unavailable : invalid, JSON.stringify(change))
  }
  provider.keys = [key]
  assert.ok(await verify(good))
})
