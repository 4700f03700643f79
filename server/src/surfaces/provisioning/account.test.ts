import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import { login, registerProven, signedIn } from '../../../test/people.ts'
import { newApp, newDeveloper, newEmail, wrong } from '../../../test/provisioning.ts'
import { sql } from '../../kernel/sql.ts'

const server = await startServer()
const accounts = '/api/v2/accounts'

test('one call makes an account with a token, as the seed shows it', async () => {
  const email = newEmail()
  const made = await server.call({ url: accounts, body: { email: ` ${email.toUpperCase()} ` } })
  assert.equal(made.status, 200, made.text)
  assert.deepEqual(Object.keys(made.body), ['account', 'accessToken'])
  assert.match(made.body.accessToken, /^pat_[0-9A-Za-z]{40}$/)
  const { id, ...rest } = made.body.account
  assert.match(id, /^rec_[0-9a-f]{15}$/)
  assert.deepEqual(rest, { email, firstName: 'Fluo', lastName: 'User' })

  const self = await server.call({ url: '/api/v2/account', token: made.body.accessToken })
  assert.deepEqual(self.body, { account: made.body.account })
})

test('only a hash of the token is stored', async () => {
  const { pat } = await newDeveloper(server)
  const rows = await server.ctx.db.rows<{ row: string }>(sql`
    select to_jsonb(k)::text as row from auth.keys k where prefix = ${pat.slice(0, 8)}`)
  assert.equal(rows.length, 1)
  assert.ok(!rows[0]?.row.includes(pat.slice(12)))
})

test('an address in use: 409 conflict and no token, also when many ask at once', async () => {
  const email = newEmail()
  const answers = await barrier(8, () => server.call({ url: accounts, body: { email } }))
  assert.deepEqual(
    answers.map((answer) => answer.status).sort(),
    [200, 409, 409, 409, 409, 409, 409, 409],
  )
  const refused = answers.find((answer) => answer.status === 409)
  assert.deepEqual(refused?.body, { code: 409, message: 'conflict', data: {} })
  const taken = await registerProven(server)
  const again = await server.call({ url: accounts, body: { email: taken.email } })
  assert.deepEqual([again.status, again.body.accessToken], [409, undefined])
})

test('five accounts an hour from one network', async () => {
  const from = '203.0.113.7'
  const make = () => server.call({ url: accounts, body: { email: newEmail() }, from })
  for (let i = 0; i < 5; i++) assert.equal((await make()).status, 200)
  const over = await make()
  assert.deepEqual([over.status, over.body.message], [429, 'rate_limited'])
  assert.ok(Number(over.headers['retry-after']) > 0)
})

test('twenty accounts a day from one neighbourhood', async () => {
  const make = (i: number) =>
    server.call({ url: accounts, body: { email: newEmail() }, from: `203.0.114.${i}` })
  for (let i = 1; i <= 20; i++) assert.equal((await make(i)).status, 200)
  assert.equal((await make(21)).status, 429)
})

test('tokens of an unproven account send no mail to its address', async () => {
  const { email, pat: token } = await newDeveloper(server)
  await server.inbox.next(email)
  for (let i = 0; i < 3; i++) await server.call({ url: `${accounts}/tokens`, token, body: {} })
  const rows = await server.ctx.db.rows<{ task: string }>(sql`select task from engine.outbox`)
  assert.deepEqual(rows, [])
  assert.equal(server.inbox.count(email), 1)
})

const bad: { name: string; body: unknown; message: string; field: string; code: string }[] = [
  { name: 'no address', body: {}, message: 'parameter_missing', field: 'email', code: 'required' },
  {
    name: 'not an address',
    body: { email: 'a@b,c@d.com' },
    message: 'parameter_invalid',
    field: 'email',
    code: 'format',
  },
  {
    name: 'a field nobody may set',
    body: { email: 'x@example.com', email_verified_at: '2020-01-01' },
    message: 'parameter_invalid',
    field: 'email_verified_at',
    code: 'unknown_field',
  },
]

for (const { name, body, message, field, code } of bad) {
  test(`refused: ${name}`, async () => {
    const answer = await server.call({ url: accounts, body })
    assert.deepEqual([answer.status, answer.body.code, answer.body.message], [400, 400, message])
    assert.equal(answer.body.data[field].code, code)
    assert.equal(typeof answer.body.data[field].message, 'string')
  })
}

test('text that is not JSON, a wrong media type and a huge body have the same error body', async () => {
  const json = { 'content-type': 'application/json' }
  const broken = await server.call({ url: accounts, raw: '{"email"', headers: json })
  assert.deepEqual(
    [broken.status, broken.body.code, broken.body.message],
    [400, 400, 'parameter_invalid'],
  )
  const plain = await server.call({
    url: accounts,
    raw: 'x',
    headers: { 'content-type': 'text/plain' },
  })
  assert.deepEqual(
    [plain.status, plain.body],
    [415, { code: 415, message: 'parameter_invalid', data: {} }],
  )
  const huge = await server.call({ url: accounts, body: { email: 'x'.repeat(70_000) } })
  assert.deepEqual(
    [huge.status, huge.body],
    [413, { code: 413, message: 'parameter_invalid', data: {} }],
  )
})

const nobodies = {
  'no credential': {},
  'another scheme': { authorization: 'Basic YTpi' },
  'a malformed token': { authorization: 'Bearer pat_short' },
  'an unknown token': { authorization: `Bearer pat_${'a'.repeat(40)}` },
  'a token that is no JWT': { authorization: 'Bearer a.b.c' },
  'the header of another surface': { 'x-api-key': 'a'.repeat(40) },
}

for (const [name, headers] of Object.entries(nobodies)) {
  test(`${name} is nobody`, async () => {
    const answer = await server.call({ url: '/api/v2/account', headers })
    assert.deepEqual(
      [answer.status, answer.body],
      [401, { code: 401, message: 'unauthorized', data: {} }],
    )
    assert.equal(answer.headers['www-authenticate'], 'Bearer')
  })
}

test('keys of other surfaces are no keys here, and the other way round', async () => {
  const { key } = await signedIn(server)
  assert.equal((await server.call({ url: '/api/v2/account', token: key })).status, 401)
  const app = await newApp(server)
  assert.equal((await server.call({ url: '/api/v2/account', token: app.key })).status, 401)
  assert.equal((await server.call({ url: '/v1/me/account', key: app.pat })).status, 401)
  assert.equal((await server.call({ url: '/v1/me/account', token: app.pat })).status, 401)
  assert.equal((await server.call({ url: '/api/v1/config', key: app.pat })).status, 401)
})

test('the access token of a signed-in account opens the same doors', async () => {
  const person = await registerProven(server)
  const token = await login(server, person)
  const made = await server.call({ url: '/api/v2/apps', token, body: { name: 'Mine' } })
  assert.equal(made.status, 200)
  const list = await server.call({ url: '/api/v2/apps', token })
  assert.deepEqual(
    list.body.apps.map((app: { name: string }) => app.name),
    ['Mine'],
  )
})

test('tokens: made, listed without the secret, used, revoked, gone', async () => {
  const { pat } = await newDeveloper(server)
  const expiresAt = '2099-01-01 00:00:00.000Z'
  const body = { name: 'ci', expiresAt }
  const made = await server.call({ url: `${accounts}/tokens`, token: pat, body })
  assert.equal(made.status, 200, made.text)
  assert.deepEqual(Object.keys(made.body), ['accessToken'])
  const second = made.body.accessToken

  const list = await server.call({ url: `${accounts}/tokens`, token: second })
  assert.ok(!list.text.includes(second))
  const [ci, first] = list.body.tokens
  assert.deepEqual([ci.name, ci.prefix, ci.expiresAt], ['ci', second.slice(0, 8), expiresAt])
  assert.deepEqual([first.name, first.expiresAt, first.lastUsedAt], ['default', '', ''])
  assert.match(ci.created, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z$/)

  const url = `${accounts}/tokens/${ci.id}`
  assert.equal((await server.call({ method: 'DELETE', url, token: second })).status, 204)
  assert.equal((await server.call({ url: '/api/v2/account', token: second })).status, 401)
  const again = await server.call({ method: 'DELETE', url, token: pat })
  assert.deepEqual([again.status, again.body.message], [404, 'not_found'])
  const left = await server.call({ url: `${accounts}/tokens`, token: pat })
  assert.equal(left.body.tokens.length, 1)
})

test("another account's token is no token", async () => {
  const [one, two] = [await newDeveloper(server), await newDeveloper(server)]
  const list = await server.call({ url: `${accounts}/tokens`, token: one.pat })
  const url = `${accounts}/tokens/${list.body.tokens[0].id}`
  assert.equal((await server.call({ method: 'DELETE', url, token: two.pat })).status, 404)
  assert.equal((await server.call({ url: '/api/v2/account', token: one.pat })).status, 200)
})

test('a token that is to expire in the past is refused', async () => {
  const { pat: token } = await newDeveloper(server)
  for (const expiresAt of ['2020-01-01T00:00:00Z', 'tomorrow', '2099-13-01T00:00:00Z']) {
    const answer = await server.call({ url: `${accounts}/tokens`, token, body: { expiresAt } })
    assert.deepEqual([answer.status, answer.body.message], [400, 'parameter_invalid'], expiresAt)
    assert.ok(answer.body.data.expiresAt)
  }
})

test('fifty live tokens and no more, also at once', async () => {
  const { pat: token } = await newDeveloper(server)
  const make = () => server.call({ url: `${accounts}/tokens`, token, body: {} })
  const answers = await barrier(55, make)
  assert.equal(answers.filter((answer) => answer.status === 200).length, 49)
  assert.equal((await make()).body.message, 'conflict')
})

test('the code from the mail proves the mailbox, a wrong one does not', async () => {
  const { email, pat: token } = await newDeveloper(server)
  const { code } = await server.inbox.next(email)
  const url = '/api/v2/account/verify'
  const refused = await server.call({ url, token, body: { code: wrong(code) } })
  assert.deepEqual([refused.status, refused.body.message], [400, 'code_invalid'])
  const proven = await server.call({ url, token, body: { code } })
  assert.equal(proven.status, 200, proven.text)
  assert.equal(proven.body.account.email, email)
  const again = await server.call({ url, token, body: { code } })
  assert.deepEqual([again.status, again.body.message], [400, 'code_invalid'])
})

test('names change, only the sent ones', async () => {
  const { pat: token } = await newDeveloper(server)
  const patch = (body: object) =>
    server.call({ method: 'PATCH', url: '/api/v2/account', token, body })
  const { account } = (await patch({ firstName: 'Ada' })).body
  assert.deepEqual([account.firstName, account.lastName], ['Ada', 'User'])
  assert.equal((await patch({ email: 'x@example.com' })).status, 400)
  assert.equal((await patch({ firstName: '' })).status, 400)
})

test('leaving ends apps, their users and all tokens, and nothing else of the account', async () => {
  const { person, token: session, key } = await signedIn(server)
  const made = await server.call({ url: `${accounts}/tokens`, token: session, body: {} })
  const pat = made.body.accessToken
  const app = await newApp(server, undefined, pat)
  assert.equal(
    (await server.call({ method: 'DELETE', url: '/api/v2/account', token: pat })).status,
    204,
  )
  assert.equal((await server.call({ url: '/api/v2/account', token: pat })).status, 401)
  assert.equal((await server.call({ url: '/api/v1/config', key: app.key })).status, 401)
  assert.equal((await server.call({ url: '/v1/me/account', key })).status, 200)
  const token = await login(server, person)
  assert.deepEqual((await server.call({ url: '/api/v2/apps', token })).body, { apps: [] })
})

test('an account that is closed, or stripped by another proof, takes its apps with it', async () => {
  const squatter = await newDeveloper(server)
  const app = await newApp(server, undefined, squatter.pat)
  assert.equal((await server.call({ url: '/api/v1/config', key: app.key })).status, 200)
  // The owner of the mailbox registers and proves it: the other flow ends.
  await server.inbox.next(squatter.email)
  await registerProven(server, { email: squatter.email })
  assert.equal((await server.call({ url: '/api/v1/config', key: app.key })).status, 401)
  assert.equal((await server.call({ url: '/api/v2/account', token: squatter.pat })).status, 401)
})
