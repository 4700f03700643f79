import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, beforeEach, test } from 'node:test'
import { barrier, type Call, newAddress, startServer } from '../../../test/kit.ts'
import { newPerson, registerProven } from '../../../test/people.ts'
import { derive } from '../../features/captcha/puzzle.ts'
import * as settings from '../../features/settings/index.ts'
import { sql } from '../../kernel/sql.ts'
import { operator } from './testing.ts'

/** CAPTCHA, its own provider and those of others. */

/** A provider's `siteverify`: checks every field it is sent, and spends each token once. */
const spent = new Set<string>()
const seen: string[] = []
const provider = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  const {
    secret,
    response: token = '',
    remoteip,
    ...rest
  } = Object.fromEntries(new URLSearchParams(body))
  const isRight =
    request.method === 'POST' &&
    request.headers['content-type'] === 'application/x-www-form-urlencoded' &&
    secret === 'the provider secret' &&
    /^198\./.test(remoteip ?? '') &&
    Object.keys(rest).length === 0
  if (!isRight) seen.push(`wrong request: ${body}`)
  if (token === 'down') return response.writeHead(500).end()
  if (token === 'nonsense') return response.end('<html>')
  const isGood = isRight && token.startsWith('good') && !spent.has(token)
  spent.add(token)
  const [, hostname, action, score] = token.split('/')
  response.end(
    JSON.stringify({
      success: isGood,
      ...(hostname ? { hostname } : {}),
      ...(action ? { action } : {}),
      ...(score ? { score: Number(score) } : {}),
    }),
  )
})
provider.listen(0, '127.0.0.1')
await new Promise((resolve) => provider.once('listening', resolve))
after(() => provider.close())
const { port } = provider.address() as AddressInfo

const server = await startServer({ captchaUrl: `http://127.0.0.1:${port}/siteverify` })
const admin = await operator(server)
const person = await registerProven(server)
const auth = '/api/v1/auth'

const set = async (values: Record<string, unknown>) => {
  for (const [name, value] of Object.entries(values)) {
    await settings.set(server.ctx, { key: `app.auth.${name}`, value })
  }
}
const off = { captcha_enabled: false, captcha_adaptive: false, captcha_provider: 'cap' }
const on = { ...off, captcha_enabled: true, captcha_difficulty: 1, captcha_hostnames: [] }
beforeEach(() => set(on))
after(() => set(off).catch(() => undefined))

const signIn = (fields: object = {}, call: Partial<Call> = {}) =>
  server.call({
    url: `${auth}/signin`,
    body: { email: person.email, password: person.password, ...fields },
    ...call,
  })
const check = (body: object, from?: string) =>
  server.call({ url: `${auth}/captcha/check`, body, ...(from ? { from } : {}) })

async function puzzle() {
  const url = `${auth}/captcha/cap/challenge`
  const { body } = await server.call({ method: 'POST', url })
  return body as { token: string; challenge: { c: number; s: number; d: number } }
}

/** What the widget does. */
function solve({ token, challenge: { c, s, d } }: Awaited<ReturnType<typeof puzzle>>): number[] {
  return Array.from({ length: c }, (_, i) => {
    const salt = derive(`${token}${i + 1}`, s)
    const target = derive(`${token}${i + 1}d`, d)
    for (let n = 0; ; n++) {
      if (
        createHash('sha256')
          .update(salt + n)
          .digest('hex')
          .startsWith(target)
      )
        return n
    }
  })
}

const redeem = (body: object) => server.call({ url: `${auth}/captcha/cap/redeem`, body })
async function solved(): Promise<string> {
  const one = await puzzle()
  const answer = await redeem({ token: one.token, solutions: solve(one) })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.token
}

test('switched off it asks nothing; switched on everybody reads how', async () => {
  await set(off)
  const config = () => server.call({ url: `${auth}/captcha/config` })
  assert.deepEqual((await config()).body, { enabled: false })
  assert.equal((await server.call({ url: `${auth}/config` })).body.captcha, null)
  assert.equal((await signIn()).status, 200)
  await set({ ...on, captcha_provider: 'turnstile', captcha_site_key: 'site' })
  const expected = {
    enabled: true,
    provider: 'turnstile',
    site_key: 'site',
    endpoints: ['signup', 'login', 'password_reset', 'magic_link'],
  }
  assert.deepEqual((await config()).body, expected)
  assert.deepEqual((await server.call({ url: `${auth}/config` })).body.captcha, expected)
  await set({ ...on, captcha_site_key: '' })
  assert.equal((await config()).body.cap_server_url, 'http://flumen.test/api/v1/auth/captcha/cap')
})

test('our own puzzle: solved once, spent once', async () => {
  const asked = await signIn()
  assert.deepEqual([asked.status, asked.body.code], [400, 'CAPTCHA_REQUIRED'])
  const one = await puzzle()
  const solutions = solve(one)
  assert.equal(
    (await redeem({ token: one.token, solutions: solutions.map((n) => n + 1) })).status,
    400,
  )
  assert.equal((await redeem({ token: one.token, solutions: solutions.slice(1) })).status, 400)
  assert.equal((await redeem({ token: `${one.token}x`, solutions })).status, 400)
  const redeemed = await barrier(8, () => redeem({ token: one.token, solutions }))
  const winners = redeemed.filter(({ status }) => status === 200)
  assert.equal(winners.length, 1)
  const captcha_token = winners[0]?.body.token
  const used = await barrier(8, () => signIn({ captcha_token }))
  assert.equal(used.filter(({ status }) => status === 200).length, 1)
  for (const { status, body } of used.filter((one) => one.status !== 200)) {
    assert.deepEqual([status, body.code], [400, 'CAPTCHA_INVALID'])
  }
})

test('an easier puzzle than ours, or an old one, is none of ours', async () => {
  const one = await puzzle()
  const [secret, , expires, mac] = one.token.split('.')
  const easier = { token: `${secret}.0.${expires}.${mac}`, challenge: { c: 50, s: 32, d: 0 } }
  const answer = await redeem({ token: easier.token, solutions: solve(easier) })
  assert.deepEqual([answer.status, answer.body.code], [400, 'CAPTCHA_INVALID'])
})

for (const [name, extra] of [
  ['hcaptcha', ''],
  ['turnstile', ''],
  ['recaptcha_v3', '//login/0.9'],
] as const) {
  test(`${name}: asked with our secret, once; a bad token and a silent provider let nobody in`, async () => {
    await set({ captcha_provider: name })
    const none = await signIn({ captcha_token: 'good' })
    assert.deepEqual([none.status, none.body.code], [503, 'CAPTCHA_UNAVAILABLE'], 'no secret yet')
    const secrets = { 'app.auth.captcha_secret': 'the provider secret' }
    const url = '/api/v1/admin/tenants/default/settings'
    const stored = await server.call({
      method: 'PATCH',
      url,
      token: admin.token,
      body: { secrets },
    })
    assert.equal(stored.status, 200, stored.text)
    const token = `good-${name}${extra}`
    assert.equal((await signIn({ captcha_token: token })).status, 200)
    assert.equal((await signIn({ captcha_token: token })).body.code, 'CAPTCHA_INVALID')
    assert.equal((await signIn({ captcha_token: 'bad' })).body.code, 'CAPTCHA_INVALID')
    for (const broken of ['down', 'nonsense']) {
      const answer = await signIn({ captcha_token: broken })
      assert.deepEqual([answer.status, answer.body.code], [503, 'CAPTCHA_UNAVAILABLE'])
    }
    const shown = await server.call({ url: '/api/v1/admin/settings', token: admin.token })
    assert.ok(!shown.text.includes('the provider secret'))
    assert.deepEqual(seen, [])
    await server.call({
      method: 'DELETE',
      url: `${url}/app.auth.captcha_secret`,
      token: admin.token,
    })
  })
}

test('a token of another site, another form, or a likely robot does not fit', async () => {
  const secrets = { 'app.auth.captcha_secret': 'the provider secret' }
  const url = '/api/v1/admin/tenants/default/settings'
  await server.call({ method: 'PATCH', url, token: admin.token, body: { secrets } })
  await set({ captcha_provider: 'recaptcha_v3', captcha_hostnames: ['app.example.com'] })
  const fits = async (token: string) => (await signIn({ captcha_token: token })).status
  assert.equal(await fits('good1/app.example.com/login/0.9'), 200)
  assert.equal(await fits('good2/evil.example.com/login/0.9'), 400)
  assert.equal(await fits('good3/app.example.com/signup/0.9'), 400)
  assert.equal(await fits('good4/app.example.com/login/0.3'), 400)
  assert.equal(await fits('good5/app.example.com/login'), 400)
})

test('a challenge is for one form, one network, five minutes, once', async () => {
  const from = newAddress()
  const made = await check({ endpoint: 'login' }, from)
  const { challenge_id } = made.body
  assert.match(challenge_id, /^ch_[0-9a-f]{32}$/)
  assert.deepEqual(
    [made.body.captcha_required, made.body.reason, made.body.provider],
    [true, 'captcha_enabled_for_endpoint', 'cap'],
  )
  const codeOf = async (fields: object, call: Partial<Call> = {}) =>
    (await signIn(fields, call)).body.code
  assert.equal(await codeOf({ challenge_id }, { from }), 'CAPTCHA_REQUIRED')
  assert.equal(await codeOf({ challenge_id, captcha_token: await solved() }), 'CHALLENGE_INVALID')
  assert.equal(await codeOf({ challenge_id: 'ch_none' }, { from }), 'CHALLENGE_INVALID')
  const good = await signIn({ challenge_id, captcha_token: await solved() }, { from })
  assert.equal(good.status, 200)
  assert.match(good.body.trust_token, /^tt_[0-9a-f]{64}$/)
  assert.equal(
    await codeOf({ challenge_id, captcha_token: await solved() }, { from }),
    'CHALLENGE_CONSUMED',
  )
  const other = await check({ endpoint: 'signup' }, from)
  assert.equal(
    await codeOf({ challenge_id: other.body.challenge_id }, { from }),
    'CHALLENGE_INVALID',
  )
  const late = await check({ endpoint: 'login' }, from)
  await server.ctx.db.run(
    sql`update auth.captcha_challenges set expires_at = now() where id = ${late.body.challenge_id}`,
  )
  assert.equal(
    await codeOf({ challenge_id: late.body.challenge_id }, { from }),
    'CHALLENGE_EXPIRED',
  )
  assert.equal((await check({ endpoint: 'elsewhere' })).body.code, 'INVALID_ENDPOINT')
})

test('adaptive: who is known here is not asked; an answer tells nothing of an account', async () => {
  await set({ captcha_adaptive: true })
  const home = newAddress()
  const { email } = person
  for (let i = 0; i < 3; i++) {
    const fields = { captcha_token: await solved() }
    assert.equal((await signIn(fields, { from: home })).status, 200)
  }
  await server.ctx.db.run(
    sql`update auth.users set created_at = now() - interval '8 days' where email = ${email}`,
  )
  const known = await check({ endpoint: 'login', email }, home)
  assert.deepEqual([known.body.captcha_required, known.body.reason], [false, 'trusted'])
  const { challenge_id } = known.body
  assert.equal((await signIn({ challenge_id }, { from: home })).status, 200)

  const strange = await check({ endpoint: 'login', email })
  const nobody = await check({ endpoint: 'login', email: 'nobody@example.com' })
  const shape = ({ body: { challenge_id: _, expires_at: __, ...rest } }: typeof strange) => rest
  assert.deepEqual(shape(strange), shape(nobody))
  assert.deepEqual([strange.body.captcha_required, strange.body.trust_score], [true, 0])
  assert.equal(
    (await check({ endpoint: 'password_reset', email }, home)).body.captcha_required,
    true,
  )

  const away = newAddress()
  const solvedOnce = await signIn({ captcha_token: await solved() }, { from: away })
  const { trust_token } = solvedOnce.body
  const spared = await check({ endpoint: 'login', email, trust_token }, away)
  assert.equal(spared.body.captcha_required, false)
  assert.equal((await check({ endpoint: 'login', email, trust_token })).body.captcha_required, true)
})

test('every door of the forms asks, on every surface, before it looks anything up', async () => {
  const { username, email, password } = person
  const fresh = newPerson()
  const doors: [string, object][] = [
    [`${auth}/signup`, { email: fresh.email, password }],
    [`${auth}/signin`, { email, password }],
    [`${auth}/password/reset`, { email }],
    [`${auth}/magiclink`, { email }],
    [`${auth}/otp/signin`, { email }],
    ['/api/v1/admin/login', { email, password }],
    [`${auth}/login`, { email, password }],
    [`${auth}/signup`, { email: newPerson().email, password, organization_name: 'Acme' }],
    [`${auth}/forgot-password`, { email }],
    ['/v1/auth/register', newPerson()],
    ['/v1/auth/login', { username, password }],
    ['/v1/auth/forgot-password', { email }],
  ]
  for (const [url, body] of doors) {
    const asked = await server.call({ url, body })
    assert.equal(asked.status, 400, `${url}: ${asked.text}`)
    assert.match(asked.text, /CAPTCHA/)
    const headers = { 'x-captcha-token': await solved() }
    const passed = await server.call({ url, body, headers })
    assert.ok(!/CAPTCHA/.test(passed.text), `${url}: ${passed.text}`)
    assert.ok(passed.status < 400 || passed.status === 403, `${url}: ${passed.text}`)
  }
  await set({ captcha_endpoints: ['signup'] })
  assert.equal((await signIn()).status, 200)
  await set({ captcha_endpoints: ['signup', 'login', 'password_reset', 'magic_link'] })
})

test('the operator who shut the door on themselves opens it from outside', async () => {
  const rescue = await startServer({ databaseUrl: server.databaseUrl, captcha: false })
  const { email, password } = person
  const answer = await rescue.call({ url: `${auth}/signin`, body: { email, password } })
  assert.equal(answer.status, 200)
})
