import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import { login, registerProven, signedIn } from '../../../test/people.ts'
import * as settings from '../../features/settings/index.ts'
import { sha256 } from '../../kernel/crypto.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { appOf, clientId, inConfiguration, page, startOpenId } from './oauth-stand-in.ts'

const acme = await startOpenId({ after })
const other = await startOpenId({ after })
const server = await startServer({
  allowLoopback: true,
  providers: { acme: inConfiguration(acme.issuer), other: inConfiguration(other.issuer) },
})
await settings.set(server.ctx, {
  key: 'app.auth.redirect_allow_list',
  value: ['https://app.example/cb', 'https://app.example/done'],
})
const app = appOf(server)

beforeEach(() => {
  for (const provider of [acme, other]) {
    const sub = uuid()
    provider.claims = { sub, email: `${sub}@example.com`, email_verified: true }
    provider.returned = {}
  }
})

const people = async (): Promise<number> => {
  const query = sql`select count(*)::int as n from auth.users where deleted_at is null`
  return (await server.ctx.db.row<{ n: number }>(query))?.n ?? -1
}

test('a code for an app that kept a verifier is nothing without it (RFC 9700 §2.1.1)', async () => {
  const redirect_to = 'https://app.example/done'
  const verifier = 'v'.repeat(43)
  const code_challenge = sha256(verifier).toString('base64url')
  const codeFor = async (query: Record<string, string>) => {
    const { url } = await app.authorize('acme', query)
    const back = await app.callback('acme', await acme.signIn(url))
    const { searchParams } = new URL(String(back.headers.location))
    return Object.fromEntries(searchParams)
  }
  const guarded = await codeFor({ redirect_to, code_challenge })
  for (const wrong of [{}, { code_verifier: 'w'.repeat(43) }, { code_verifier: code_challenge }]) {
    const answer = await app.callback('acme', { ...guarded, ...wrong })
    assert.deepEqual([answer.status, answer.body.code], [400, 'INVALID_STATE'], answer.text)
  }
  const plain = await codeFor({ redirect_to })
  const downgraded = await app.callback('acme', { ...plain, code_verifier: verifier })
  assert.deepEqual([downgraded.status, downgraded.body.code], [400, 'INVALID_STATE'])
  const right = await app.callback('acme', { ...guarded, code_verifier: verifier })
  assert.equal(right.status, 200, right.text)

  // Where no code of ours leads on, a challenge would guard nothing.
  const query = new URLSearchParams({ redirect_uri: 'https://app.example/cb', code_challenge })
  const refused = await server.call({ url: `/api/v1/auth/oauth/acme/authorize?${query}` })
  assert.equal(refused.status, 400)
  assert.match(refused.text, /code_challenge/)
})

test('mix-up: codes, states and issuers of two providers do not mix (RFC 9207)', async () => {
  const before = await people()
  const a = await acme.signIn((await app.authorize('acme')).url)
  const b = await other.signIn((await app.authorize('other')).url)
  const [codeA, codeB] = [a.get('code') ?? '', b.get('code') ?? '']
  const [stateA, stateB] = [a.get('state') ?? '', b.get('state') ?? '']
  const mixed: [string, Record<string, string>][] = [
    ['other', { code: codeA, state: stateA }],
    ['acme', { code: codeB, state: stateB }],
    ['acme', { code: codeA, state: stateB }],
    ['other', { code: codeB, state: stateA }],
    ['acme', { code: codeA, state: stateA, redirect_uri: 'https://app.example/done' }],
  ]
  for (const [provider, query] of mixed) {
    const answer = await app.callback(provider, query)
    assert.deepEqual([answer.status, answer.body.code], [400, 'INVALID_STATE'], answer.text)
  }
  const foreign = { code: codeA, state: stateA, iss: other.issuer }
  const answer = await app.callback('acme', foreign)
  assert.deepEqual([answer.status, answer.body.code], [400, 'INVALID_PROVIDER_ANSWER'])
  // The code of the other provider, with the right state: the token endpoint has its say.
  const swapped = await app.callback('other', { code: codeA, state: stateB })
  assert.equal(swapped.status, 400)
  assert.equal(await people(), before)
  const c = await acme.signIn((await app.authorize('acme')).url)
  c.set('iss', acme.issuer)
  assert.equal((await app.callback('acme', c)).status, 200)
})

test('an ID token that is not for this sign-in lets nobody in', async () => {
  const before = await people()
  const inAnHour = Math.floor(Date.now() / 1000) + 3600
  const usual = acme.claims
  const forgeries: Record<string, object> = {
    'another nonce': { nonce: 'another' },
    'no nonce': { nonce: undefined },
    'another issuer': { iss: other.issuer },
    'another client': { aud: 'another' },
    'two audiences, asked for by another': { aud: [clientId, 'another'], azp: 'another' },
    expired: { exp: inAnHour - 7200 },
    'not yet valid': { nbf: inAnHour },
    'no subject': { sub: undefined },
  }
  for (const [name, forgery] of Object.entries(forgeries)) {
    acme.claims = { ...usual, ...forgery }
    const { url } = await app.authorize('acme')
    const answer = await app.callback('acme', await acme.signIn(url))
    assert.deepEqual([answer.status, answer.body.code], [400, 'INVALID_PROVIDER_ANSWER'], name)
  }
  assert.equal(await people(), before)
})

test('the signature of an ID token counts, also where TLS brought it', async () => {
  const { url } = await app.authorize('acme')
  const nonce = new URL(url).searchParams.get('nonce')
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: acme.issuer, aud: clientId, nonce, iat: now, exp: now + 300 }
  const text = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const payload = text({ ...acme.claims, ...claims })
  const { keys } = (await (await fetch(`${acme.issuer}/jwks`)).json()) as {
    keys: { kid: string }[]
  }
  const header = text({ alg: 'RS256', kid: keys[0]?.kid })
  acme.answer = { id_token: `${header}.${payload}.${'A'.repeat(342)}` }
  const answer = await app.callback('acme', await acme.signIn(url))
  acme.answer = {}
  assert.deepEqual([answer.status, answer.body.code], [400, 'INVALID_PROVIDER_ANSWER'], answer.text)
})

test('a state is unknown, used or too old: nothing happens', async () => {
  const { url } = await app.authorize('acme')
  const returned = await acme.signIn(url)
  assert.equal((await app.callback('acme', returned)).status, 200)
  assert.equal((await app.callback('acme', returned)).status, 400)
  const late = await acme.signIn((await app.authorize('acme')).url)
  await server.ctx.db.run(sql`update auth.oauth_flows set expires_at = now() - interval '1 second'`)
  assert.equal((await app.callback('acme', late)).status, 400)
  assert.equal((await app.callback('acme', { code: 'x', state: 'made up' })).status, 400)
  assert.equal((await app.callback('nobody', { code: 'x', state: 'made up' })).status, 400)
  assert.equal((await app.callback('acme', { code: 'x' })).status, 400)
})

test('a code that the provider refuses is 400, its trouble 502', async () => {
  const returned = await acme.signIn((await app.authorize('acme')).url)
  acme.status = 400
  const refused = await app.callback('acme', returned)
  assert.deepEqual([refused.status, refused.body.code], [400, 'INVALID_CODE'])
  const again = await acme.signIn((await app.authorize('acme')).url)
  acme.status = 200
  acme.answer = { token_type: undefined, access_token: undefined }
  assert.equal((await app.callback('acme', again)).status, 400)
  acme.answer = {}
})

const link = async (token: string, body: object = { provider: 'acme', redirect_uri: page }) => {
  const answer = await server.call({ url: '/api/v1/auth/user/identities', body, token })
  assert.equal(answer.status, 200, answer.text)
  return answer.body as { url: string; provider: string; state: string }
}

test('linking: only the person who began it finishes it', async () => {
  const ada = await signedIn(server)
  const eve = await signedIn(server)
  const begun = await link(ada.token)
  assert.equal(begun.provider, 'acme')
  const returned = await acme.signIn(begun.url)
  const nobody = await app.callback('acme', returned)
  assert.deepEqual([nobody.status, nobody.body.code], [401, 'MISSING_AUTHENTICATION'])
  assert.equal((await app.callback('acme', returned, { token: eve.token })).status, 400)
  assert.deepEqual(await app.identities(eve.token), [])
  const done = await app.callback('acme', returned, { token: ada.token })
  assert.equal(done.status, 200, done.text)
  assert.equal(done.body.is_new_user, false)
  assert.equal(done.body.user.email, ada.person.email)
  const identities = await app.identities(ada.token)
  assert.deepEqual(
    identities.map(({ provider, provider_user_id }) => [provider, provider_user_id]),
    [['acme', acme.claims.sub]],
  )
  // From now on it signs in to that account, whatever address the provider has for it.
  const { url } = await app.authorize('acme')
  const signIn = await app.callback('acme', await acme.signIn(url))
  assert.equal(signIn.body.user.email, ada.person.email)
})

test('linking cannot take an identity from its owner, nor can twenty at once share it', async () => {
  const { url } = await app.authorize('acme')
  const owner = await app.callback('acme', await acme.signIn(url))
  const eve = await signedIn(server)
  const stolen = await app.callback('acme', await acme.signIn((await link(eve.token)).url), {
    token: eve.token,
  })
  assert.deepEqual([stolen.status, stolen.body.code], [409, 'CONFLICT'])
  assert.deepEqual(await app.identities(eve.token), [])
  assert.equal((await app.identities(owner.body.access_token)).length, 1)

  acme.claims.sub = uuid()
  const crowd = await Promise.all(Array.from({ length: 5 }, () => signedIn(server)))
  const ways = await Promise.all(
    crowd.map(async ({ token }) => acme.signIn((await link(token)).url)),
  )
  const answers = await barrier(5, (i) => {
    const token = crowd[i]?.token
    return app.callback('acme', ways[i] ?? {}, token === undefined ? {} : { token })
  })
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409])
})

test('linking through our own callback waits for its owner, too', async () => {
  const ada = await signedIn(server)
  const begun = await link(ada.token, { provider: 'acme', redirect_to: page })
  const back = await app.callback('acme', await acme.signIn(begun.url))
  assert.equal(back.status, 302, back.text)
  const pair = new URL(String(back.headers.location)).searchParams
  assert.equal((await app.callback('acme', pair)).status, 401)
  assert.deepEqual(await app.identities(ada.token), [])
  assert.equal((await app.callback('acme', pair, { token: ada.token })).status, 200)
  assert.equal((await app.identities(ada.token)).length, 1)
})

test('a link needs a provider that is there, and a person', async () => {
  const person = await registerProven(server)
  const token = await login(server, person)
  const url = '/api/v1/auth/user/identities'
  for (const body of [{}, { provider: 'nobody' }, { provider: 'A/B' }]) {
    assert.equal((await server.call({ url, body, token })).status, 400)
  }
  assert.equal((await server.call({ url, body: { provider: 'acme' } })).status, 401)
})

/** Forms of addresses that lead elsewhere, or might in the eyes of another reader. */
const hostile = (() => {
  const to = 'https://evil.example'
  const fixed = [
    '',
    ' ',
    '/',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'evil.example',
    'https:evil.example',
    'https:/app.example/cb',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://app.example/cb',
    'null',
    'about:blank',
    'vbscript:x',
    to,
    `${to}/cb`,
    `${to}?https://app.example/cb`,
    `${to}#https://app.example/cb`,
    `${to}/https://app.example/cb`,
    'http://app.example/cb',
    'https://app.example:8443/cb',
    'https://app.example:80/cb',
    'https://app.example.evil.example/cb',
    'https://evil.example/app.example/cb',
    'https://evilapp.example/cb',
    'https://app.example@evil.example/cb',
    'https://app.example:x@evil.example/cb',
    'https://user@app.example/cb',
    'https://user:pw@app.example/cb',
    'https://app.example%2eevil.example/cb',
    'https://app.example%00.evil.example/cb',
    'https://app.example%40evil.example/cb',
    'https://app.example\\.evil.example/cb',
    'https://app.example\\@evil.example/cb',
    'https://app.example/',
    'https://app.example',
    'https://app.example/CB',
    'https://app.example/cbx',
    'https://app.example/cb%2f..%2fadmin',
    'https://app.example/cb/../admin',
    'https://app.example/cb/..%2fadmin',
    'https://app.example/cb/%2e%2e/admin',
    'https://app.example/cb/.%2e/admin',
    'https://app.example/cb//evil.example',
    'https://app.example/cb;x=1/../admin',
    'https://app.example/cb\\..\\admin',
    'https://app.example/cb#token',
    'https://app.example/cb%0d%0aSet-Cookie:x=1',
    'https://app.example/cb\r\nSet-Cookie: x=1',
    'https://app.example/cb\tx',
    'https://app.ex\u0430mple/cb',
    'https://app\u3002example/cb',
    'https://app.example\u200b/cb',
    `https://app.example/cb?${'x'.repeat(2000)}`,
    'https://127.0.0.1/cb',
    'https://[::1]/cb',
    'https://localhost/cb',
  ]
  const prefixes = ['\t', ' ', '\u0000', '\u0001', '\ufeff', '\u00a0', '%20', '%09', 'x']
  return [...fixed, ...prefixes.flatMap((p) => [`${p}https://app.example/cb`, `${p}${to}`])]
})()

test('no parameter sends anybody to a place off the list', async () => {
  const { token } = await signedIn(server)
  let asked = 0
  const mustRefuse = async (call: Parameters<typeof server.call>[0], what: string) => {
    asked += 1
    const answer = await server.call(call)
    assert.equal(answer.status, 400, `${what}: ${answer.text}`)
    assert.equal(answer.headers.location, undefined)
  }
  const headers = { accept: 'text/html' }
  for (const address of hostile) {
    for (const name of ['redirect_to', 'redirect_uri']) {
      const query = new URLSearchParams({ [name]: address })
      const url = `/api/v1/auth/oauth/acme/authorize?${query}`
      await mustRefuse({ url, headers }, `${name} ${JSON.stringify(address)}`)
    }
    const body = { redirect_url: address }
    const url = '/api/v1/auth/oauth/acme/logout'
    await mustRefuse({ url, body, token }, `redirect_url ${JSON.stringify(address)}`)
  }
  assert.ok(asked >= 200, String(asked))
  // Still signed in: what is refused ends nothing.
  assert.equal((await server.call({ url: '/api/v1/auth/user', token })).status, 200)
})

test('judged again on the way back: the list became shorter', async () => {
  const begun = await app.authorize('acme', { redirect_to: 'https://app.example/done' })
  const returned = await acme.signIn(begun.url)
  const key = 'app.auth.redirect_allow_list'
  await settings.set(server.ctx, { key, value: ['https://app.example/cb'] })
  const answer = await app.callback('acme', returned)
  assert.deepEqual([answer.status, answer.body.code], [400, 'INVALID_REDIRECT_URL'])
  assert.equal(answer.headers.location, undefined)
})

test('huge parameters are refused before anything is done with them', async () => {
  const names = ['state', 'code', 'iss', 'error', 'error_description', 'redirect_uri']
  for (const name of names) {
    const query = { code: 'x', state: 'y', [name]: 'z'.repeat(10_000) }
    const started = performance.now()
    assert.equal((await app.callback('acme', query)).status, 400, name)
    assert.ok(performance.now() - started < 500)
  }
  const query = new URLSearchParams({ scopes: 'x'.repeat(10_000) })
  const url = `/api/v1/auth/oauth/acme/authorize?${query}`
  assert.equal((await server.call({ url })).status, 400)
  const twice = '/api/v1/auth/oauth/acme/callback?code=a&code=b&state=c'
  assert.equal((await server.call({ url: twice })).status, 400)
})

test('nothing that opens anything stands in the database in clear', async () => {
  const begun = await app.authorize('acme', { redirect_to: page })
  const asked = new URL(begun.url).searchParams
  const back = await app.callback('acme', await acme.signIn(begun.url))
  const pair = new URL(String(back.headers.location)).searchParams
  const verifier = acme.exchanges.at(-1)?.get('code_verifier') ?? ''
  const done = await app.callback('acme', pair)
  const url = '/api/v1/auth/oauth/acme/token'
  const { body } = await server.call({ url, token: done.body.access_token })
  const secrets = [
    begun.state,
    asked.get('nonce'),
    verifier,
    pair.get('code'),
    pair.get('state'),
    body.access_token,
    body.id_token,
  ]
  const rows = await server.ctx.db.rows<{ text: string }>(sql`
    select f::text as text from auth.oauth_flows f
    union all select t::text from auth.provider_tokens t
    union all select a::text from auth.audit a`)
  const all = rows.map(({ text }) => text).join('\n')
  for (const secret of secrets) {
    assert.ok(secret && secret.length > 20)
    assert.equal(all.includes(secret), false)
  }
})
