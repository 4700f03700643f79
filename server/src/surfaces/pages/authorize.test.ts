import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { registerProven } from '../../../test/people.ts'
import { at, withTotp } from '../../../test/threats/authenticator.ts'
import { scopes } from '../../features/listings/index.ts'
import { languages } from '../../features/mails/index.ts'
import { verifyToken } from '../../features/marketplace-tokens/index.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { mustBeLabelled } from './testing.ts'

/** Where the link of an app leads. GET shows, POST acts, nobody frames it. */
const server = await startServer({ rateLimit: false })
const callback = 'https://app.example.com/callback?x=1'

/** A private app: its link is for everybody. */
async function newApp(changes: object = {}): Promise<{ client_id: string; client_secret: string }> {
  const developer = await registerProven(server)
  const { username, password } = developer
  const login = await server.call({ url: '/v1/auth/login', body: { username, password } })
  const post = async (url: string, body: object) =>
    (
      await server.call({
        url,
        body,
        token: login.body.access_token,
        headers: { 'idempotency-key': uuid() },
      })
    ).body
  const app = await post('/v1/apps', {
    name: 'Stock <b>Sync</b>',
    redirect_uris: [callback],
    requested_scopes: ['read_customers', 'write_customers', 'read_usage'],
    ...changes,
  })
  return post(`/v1/apps/${app.id}/credentials`, {})
}

const app = await newApp()
const person = await registerProven(server)
const link = {
  response_type: 'code',
  client_id: app.client_id,
  redirect_uri: callback,
  scope: 'read_customers,read_usage',
  state: 'xyz "<&',
}
const show = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  server.call({ url: `/marketplace/authorize?${new URLSearchParams(fields)}`, headers })
const send = (fields: Record<string, string>) =>
  server.call({
    url: '/marketplace/authorize',
    raw: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
const yes = { ...link, decision: 'allow', identifier: person.email, password: person.password }

const counted = async () =>
  (
    await server.ctx.db.row<{ n: number }>(sql`
      select (select count(*) from registry.installations)::int
        + (select count(*) from registry.codes)::int as n`)
  )?.n

const exchange = (code: string, more: Record<string, string> = {}) =>
  server.call({
    url: '/v1/oauth/token',
    body: {
      grant_type: 'authorization_code',
      code,
      redirect_uri: callback,
      client_id: app.client_id,
      client_secret: app.client_secret,
      ...more,
    },
  })

test('O12 the question: what is asked, escaped; framed by nobody; nothing is done', async () => {
  const before = await counted()
  const answer = await show(link)
  assert.equal(answer.status, 200)
  const { text, headers } = answer
  assert.ok(text.includes('Stock &lt;b&gt;Sync&lt;/b&gt; asks for access'))
  assert.ok(text.includes('read_customers') && text.includes('read_usage'))
  assert.ok(!text.includes('write_customers'))
  assert.ok(text.includes('value="xyz &quot;&lt;&amp;"'))
  const policy = String(headers['content-security-policy'])
  assert.match(policy, /frame-ancestors 'none'/)
  assert.match(policy, /form-action 'self' https:\/\/app\.example\.com;/)
  assert.equal(headers['x-frame-options'], 'DENY')
  assert.equal(headers['referrer-policy'], 'no-referrer')
  assert.equal(headers['set-cookie'], undefined)
  assert.doesNotMatch(text, /<script|<img|<link/)
  mustBeLabelled(answer)
  assert.equal(await counted(), before)
  const all = await show({ ...link, scope: '' })
  assert.ok(all.text.includes('write_customers'), 'without scopes: all that it asks for')
  const spaced = await show({ ...link, scope: 'read_customers read_usage' })
  assert.equal(spaced.status, 200)
})

test('yes: back to the app with a code for the person’s own merchant; nobody stays signed in', async () => {
  const answer = await send(yes)
  assert.equal(answer.status, 303, answer.text)
  const url = new URL(String(answer.headers.location))
  assert.ok(url.href.startsWith(callback))
  assert.equal(url.searchParams.get('state'), link.state)
  assert.equal(url.searchParams.get('iss'), 'http://flumen.test')
  const tokens = await exchange(url.searchParams.get('code') ?? '')
  assert.equal(tokens.body.scope, 'read_customers read_usage')
  const caller = await verifyToken(server.ctx, tokens.body.access_token)
  const owner = await server.ctx.db.row<{ email: string }>(sql`
    select u.email from auth.tenants t join auth.users u on u.id = t.personal_of
    where t.id = ${caller?.tenantId}`)
  assert.equal(owner?.email, person.email)
  const live = await server.ctx.db.rows(sql`
    select from auth.sessions s join auth.users u on u.id = s.user_id
    where u.email = ${person.email} and s.revoked_at is null and s.surface = 'pages'`)
  assert.equal(live.length, 0)
})

test('no: back to the app with access_denied, without signing in', async () => {
  const before = await counted()
  const answer = await send({ ...link, decision: 'deny' })
  assert.equal(answer.status, 303)
  const url = new URL(String(answer.headers.location))
  assert.equal(url.searchParams.get('error'), 'access_denied')
  assert.equal(url.searchParams.get('state'), link.state)
  assert.equal(await counted(), before)
})

test('a wrong password is asked again; what was typed is not shown', async () => {
  const answer = await send({ ...yes, password: 'wrong password' })
  assert.equal(answer.status, 400)
  assert.match(answer.text, /Wrong e-mail address/)
  assert.ok(!answer.text.includes('wrong password'))
  assert.equal(answer.headers.location, undefined)
  mustBeLabelled(answer)
})

test('PKCE goes along', async () => {
  const code_verifier = 'v'.repeat(64)
  const { createHash } = await import('node:crypto')
  const code_challenge = createHash('sha256').update(code_verifier).digest('base64url')
  const answer = await send({ ...yes, code_challenge, code_challenge_method: 'S256' })
  const code = new URL(String(answer.headers.location)).searchParams.get('code') ?? ''
  assert.equal((await exchange(code)).body.error, 'invalid_grant')
  assert.equal((await exchange(code, { code_verifier })).status, 200)
})

test('the second factor is asked for', async () => {
  const { person: careful, totp } = await withTotp(server)
  const first = await send({ ...yes, identifier: careful.username, password: careful.password })
  assert.equal(first.status, 200)
  const mfa_token = /name="mfa_token" value="([^"]+)"/.exec(first.text)?.[1] ?? assert.fail()
  mustBeLabelled(first)
  const step = { ...link, decision: 'allow', mfa_token }
  const wrong = await send({ ...step, code: '000000' })
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /This code is wrong/)
  const right = await send({ ...step, code: at(totp, 0) })
  assert.equal(right.status, 303, right.text)
})

describe('O1 O11 O19 a link that is not right is told here; nobody is sent anywhere', () => {
  const table: Record<string, string>[] = [
    { client_id: 'ca_test_nothing' },
    { client_id: '' },
    { redirect_uri: '' },
    { redirect_uri: 'https://evil.example/' },
    { redirect_uri: `${callback}#` },
    { redirect_uri: 'javascript:alert(1)' },
    { response_type: 'token' },
    { scope: 'write_orders' },
    { scope: 'read_usage nonsense' },
    { code_challenge: 'x'.repeat(43) },
    { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' },
    { state: 'x'.repeat(2049) },
    { scope: 'x'.repeat(10_000) },
    { client_id: `${app.client_id}'--` },
  ]
  for (const changes of table) {
    test(JSON.stringify(changes).slice(0, 70), async () => {
      for (const answer of [
        await show({ ...link, ...changes }),
        await send({ ...yes, ...changes }),
        await send({ ...link, decision: 'deny', ...changes }),
      ]) {
        assert.equal(answer.status, 400)
        assert.match(answer.text, /This app cannot be connected/)
        assert.equal(answer.headers.location, undefined)
      }
    })
  }

  test('a parameter twice', async () => {
    const query = new URLSearchParams(link)
    const url = `/marketplace/authorize?${query}&redirect_uri=https://evil.example/`
    assert.equal((await server.call({ url })).status, 400)
  })
})

test('a draft that is public is its developer’s alone', async () => {
  const draft = await newApp({ distribution_type: 'public' })
  const answer = await send({ ...yes, client_id: draft.client_id })
  assert.equal(answer.status, 404)
  assert.equal(answer.headers.location, undefined)
})

test('scopes stand there in words; one without words by its name', async () => {
  const whole = await newApp({ requested_scopes: scopes })
  await server.ctx.db.run(sql`
    update registry.apps a
    set requested_scopes = a.requested_scopes || '{read_moon,read_usage_twice,constructor}'
    from registry.oauth_clients c where c.app_id = a.id and c.client_id = ${whole.client_id}`)
  const asked = { ...link, client_id: whole.client_id, scope: '' }
  for (const language of languages) {
    const { text } = await show(asked, { 'accept-language': language })
    const items = [...text.matchAll(/<li>(.*?)<code>(\w+)<\/code><\/li>/g)]
    const words = items.map(([, said = '']) => said)
    assert.deepEqual(
      items.map(([, , name]) => name),
      [...scopes, 'read_moon', 'read_usage_twice', 'constructor'],
    )
    assert.deepEqual(words.slice(-3), ['', '', ''])
    const told = new Set(words.slice(0, -3))
    assert.equal(told.size, scopes.length, `${language}: each says something of its own`)
    for (const said of told) assert.match(said, /^\p{L}.+ $/u, language)
  }
  const { text } = await show(asked)
  assert.ok(text.includes('<li>See your customers <code>read_customers</code></li>'))
  assert.ok(text.includes('<li>Change your customers <code>write_customers</code></li>'))
})

test('every language', async () => {
  const seen = new Set<string>()
  for (const language of languages) {
    const { status, text } = await show(link, { 'accept-language': language })
    assert.equal(status, 200)
    assert.ok(text.includes(`lang="${language}"`))
    assert.doesNotMatch(text, /undefined|\[object|NaN/)
    seen.add(text)
  }
  assert.equal(seen.size, languages.length)
})
