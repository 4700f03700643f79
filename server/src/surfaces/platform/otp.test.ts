import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decodeJwt } from 'jose'
import { enrol } from '../../../test/factors.ts'
import { barrier, startServer, until } from '../../../test/kit.ts'
import { newPerson, registerProven } from '../../../test/people.ts'
import { preludeCode, preludeKey, startPrelude, wrong } from '../../../test/provisioning.ts'
import * as settings from '../../features/settings/index.ts'
import { sql } from '../../kernel/sql.ts'
import { signIn } from './testing.ts'

const prelude = await startPrelude()
const server = await startServer({ preludeUrl: prelude.url, preludeApiKey: preludeKey })
const mute = await startServer({ databaseUrl: server.databaseUrl, queue: false })

const post = (path: string, body: unknown, from?: string) =>
  server.call({ url: `/api/v1/auth/${path}`, body, ...(from === undefined ? {} : { from }) })
const verify = (body: object) => post('otp/verify', { type: 'email', ...body })
const asPair = (answer: { status: number; body: { code?: string } }) => [
  answer.status,
  answer.body.code,
]
const refused = [401, 'INVALID_CREDENTIALS']
const ack = { user: null, session: null }
const set = (name: string, value: unknown) =>
  settings.set(server.ctx, { key: `app.auth.${name}`, value })

/** As if the minute between two codes had gone by. */
const forgetTurns = () => server.ctx.db.run(sql`delete from engine.limits`)

async function ask(email: string, options?: object): Promise<string> {
  const answer = await post('otp/signin', { email, ...(options ? { options } : {}) })
  assert.deepEqual([answer.status, answer.body], [200, ack], answer.text)
  return (await server.inbox.next(email)).code
}

/** Until nothing is left to be sent. */
const settle = () =>
  until('the queue is empty', async () => {
    const row = await server.ctx.db.row<{ n: number }>(sql`
      select (select count(*) from engine.outbox)::int
        + (select count(*) from graphile_worker.jobs where attempts < max_attempts)::int as n`)
    return row?.n === 0
  })

const countUsers = async (email: string): Promise<number> =>
  (
    await server.ctx.db.row<{ n: number }>(sql`
      select count(*)::int as n from auth.users where email = ${email} and deleted_at is null`)
  )?.n ?? 0

let last = 0
const newNumber = () => `+336${String(20_000_000 + last++)}`

test('a code by mail signs in, once', async () => {
  const { email } = await registerProven(server)
  const code = await ask(email.toUpperCase().replace('@EXAMPLE', '@Example').toLowerCase())
  const answer = await verify({ email, token: code })
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.body.user.email, email)
  assert.equal(answer.body.expires_in, 900)
  const claims = decodeJwt(answer.body.access_token)
  assert.deepEqual([claims.aal, claims.amr], ['aal1', ['email']])
  const { refresh_token } = answer.body
  assert.equal((await post('refresh', { refresh_token })).status, 200)
  assert.deepEqual(asPair(await verify({ email, token: code })), refused)
})

test('known and unknown addresses: the same answers, and nothing for the unknown', async () => {
  const { email } = await registerProven(server)
  const unknown = newPerson().email
  const known = await post('otp/signin', { email })
  const none = await post('otp/signin', { email: unknown })
  assert.deepEqual([none.status, none.body], [known.status, known.body])
  for (const path of ['otp/signin', 'otp/resend']) {
    const body = path === 'otp/resend' ? { type: 'email' } : {}
    const answers = [
      await post(path, { ...body, email }),
      await post(path, { ...body, email: unknown }),
    ]
    assert.deepEqual(answers.map(asPair), Array(2).fill([429, 'RATE_LIMIT_EXCEEDED']))
  }
  const { code } = await server.inbox.next(email)
  const failures = [
    await verify({ email, token: wrong(code) }),
    await verify({ email: unknown, token: wrong(code) }),
  ].map(({ status, body: { request_id: _, ...body } }) => ({ status, body }))
  assert.deepEqual(failures[0], failures[1])
  await settle()
  assert.equal(server.inbox.count(unknown), 0)
})

describe('people without an account', () => {
  test('get one only where that was asked for; then it is proven and has what they brought', async () => {
    const { email } = newPerson()
    await post('otp/signin', { email, options: { shouldCreateUser: false } })
    await settle()
    assert.equal(server.inbox.count(email), 0)
    await forgetTurns()
    const code = await ask(email, { shouldCreateUser: true, data: { name: 'Ada' } })
    assert.equal(await countUsers(email), 0, 'not before the proof')
    const answers = await barrier(10, () => verify({ email, token: code }))
    const [made, ...more] = answers.filter(({ status }) => status === 200)
    assert.ok(made && more.length === 0)
    assert.equal(made.body.user.email_verified, true)
    assert.deepEqual(made.body.user.user_metadata, { name: 'Ada' })
    assert.equal(await countUsers(email), 1)
  })

  test('get none while sign-up is switched off, at either step', async () => {
    const { email } = newPerson()
    const code = await ask(email, { shouldCreateUser: true })
    await set('signup_enabled', false)
    try {
      assert.deepEqual(asPair(await verify({ email, token: code })), refused)
      const late = newPerson().email
      const options = { shouldCreateUser: true }
      assert.equal((await post('otp/signin', { email: late, options })).status, 200)
      await settle()
      assert.equal(server.inbox.count(late), 0)
    } finally {
      await set('signup_enabled', true)
    }
  })
})

test('the first proof of a mailbox leaves nothing that somebody else prepared', async () => {
  const attacker = newPerson()
  const { email, password } = attacker
  const prepared = await post('signup', { email, password, user_metadata: {} })
  assert.equal(prepared.status, 201, prepared.text)
  await server.inbox.next(email)
  const code = await ask(email)
  const owner = await verify({ email, token: code })
  assert.equal(owner.status, 200, owner.text)
  assert.equal(owner.body.user.email_verified, true)
  const { access_token: token, refresh_token } = prepared.body
  assert.equal((await server.call({ url: '/api/v1/auth/user', token })).status, 401)
  assert.equal((await post('refresh', { refresh_token })).status, 401)
  assert.deepEqual(asPair(await post('signin', { email, password })), refused)
})

test('the code of a sign-up keeps what the sign-up set', async () => {
  const { email, password } = newPerson()
  await post('signup', { email, password })
  const first = (await server.inbox.next(email)).code
  const again = await post('otp/resend', { type: 'signup', email })
  assert.deepEqual([again.status, again.body], [200, ack])
  const { code } = await server.inbox.next(email)
  if (code !== first) {
    assert.deepEqual(asPair(await verify({ email, token: first, type: 'signup' })), refused)
  }
  const proven = await verify({ email, token: code, type: 'signup' })
  assert.equal(proven.status, 200, proven.text)
  assert.equal(proven.body.user.email_verified, true)
  assert.equal((await post('signin', { email, password })).status, 200)
})

describe('what a code is for', () => {
  test('a code proves nothing but that', async () => {
    const { email } = await registerProven(server)
    const code = await ask(email, { purpose: 'recovery' })
    for (const type of [
      'email',
      'magiclink',
      'sms',
      'signup',
      'invite',
      'email_change',
      'phone_change',
    ]) {
      assert.deepEqual(asPair(await verify({ email, token: code, type })), refused, type)
    }
    const magic = await post('magiclink/verify', { email, token: code })
    assert.equal(magic.status, 400, magic.text)
    assert.equal((await verify({ email, token: code, type: 'recovery' })).status, 200)
  })

  test('nor does the code of one address prove another', async () => {
    const [one, two] = [await registerProven(server), await registerProven(server)]
    const code = await ask(one.email)
    const theirs = await ask(two.email)
    if (code !== theirs) {
      assert.deepEqual(asPair(await verify({ email: two.email, token: code })), refused)
    }
    assert.equal((await verify({ email: one.email, token: code })).status, 200)
  })

  test('the digits of a magic link count as such', async () => {
    const { email } = await registerProven(server)
    await post('magiclink', { email })
    const { code } = await server.inbox.next(email)
    assert.deepEqual(asPair(await verify({ email, token: code, type: 'recovery' })), refused)
    assert.equal((await verify({ email, token: code, type: 'magiclink' })).status, 200)
  })

  test('a change of address is confirmed by its own code', async () => {
    const person = await signIn(server)
    const { email } = newPerson()
    const change = await server.call({
      method: 'PATCH',
      url: '/api/v1/auth/user',
      token: person.token,
      body: { email },
    })
    assert.equal(change.status, 200, change.text)
    const { code } = await server.inbox.next(email)
    assert.deepEqual(asPair(await verify({ email, token: code })), refused)
    const done = await verify({ email, token: code, type: 'email_change' })
    assert.deepEqual([done.status, done.body.user.email], [200, email], done.text)
  })
})

describe('guessing', () => {
  test('five misses burn a code, wherever they come from', async () => {
    const { email } = await registerProven(server)
    const code = await ask(email)
    for (let i = 0; i < 5; i++) {
      assert.deepEqual(asPair(await verify({ email, token: wrong(code) })), refused)
    }
    assert.deepEqual(asPair(await verify({ email, token: code })), refused)
  })

  test('two hundred at once: no more than five are judged', async () => {
    const { email } = await registerProven(server)
    const code = await ask(email)
    const tried = Array.from({ length: 200 }, (_, i) =>
      i === 150 ? code : String((Number(code) + 1 + i) % 1_000_000).padStart(6, '0'),
    )
    const answers = await barrier(200, (i) => verify({ email, token: tried[i] }))
    assert.ok(answers.filter(({ status }) => status === 200).length <= 1)
    assert.ok(answers.every(({ status }) => [200, 401, 429].includes(status)))
    const row = await server.ctx.db.row<{ tries: number }>(sql`
      select tries from auth.codes where address = ${email} and purpose = 'otp_signin'`)
    assert.ok((row?.tries ?? 9) <= 5)
  })

  test('a new code does not refill the tries of the address', async () => {
    const { email } = await registerProven(server)
    for (let i = 0; i < 15; i++) await verify({ email, token: '000000' })
    await server.ctx.limits.clear(`otp:minute:${email}`)
    const code = await ask(email)
    assert.deepEqual(asPair(await verify({ email, token: code })), [429, 'RATE_LIMIT_EXCEEDED'])
  })

  test('a code is no secret of the database', async () => {
    const { email } = await registerProven(server)
    const code = await ask(email)
    const row = await server.ctx.db.row<{ text: string }>(sql`
      select c::text as text from auth.codes c where address = ${email} and purpose = 'otp_signin'`)
    assert.ok(row && !row.text.includes(code))
  })
})

describe('sending', () => {
  test('one a minute and five an hour to an address', async () => {
    const { email } = newPerson()
    const send = () => post('otp/signin', { email })
    for (let i = 0; i < 5; i++) {
      assert.equal((await send()).status, 200)
      const tooSoon = await send()
      assert.deepEqual(asPair(tooSoon), [429, 'RATE_LIMIT_EXCEEDED'])
      assert.ok(Number(tooSoon.headers['retry-after']) <= 60)
      await server.ctx.limits.clear(`otp:minute:${email}`)
    }
    assert.equal((await send()).status, 429)
  })

  test('five in a quarter of an hour from a network', async () => {
    const from = '203.0.113.50'
    for (let i = 0; i < 5; i++) {
      assert.equal((await post('otp/signin', { email: newPerson().email }, from)).status, 200)
    }
    assert.equal((await post('otp/signin', { email: newPerson().email }, from)).status, 429)
  })

  test('a fresh code ends the one before, and is for the same', async () => {
    const { email } = newPerson()
    const first = await ask(email, { shouldCreateUser: true, data: { plan: 'pro' } })
    await forgetTurns()
    assert.equal((await post('otp/resend', { type: 'email', email })).status, 200)
    const { code } = await server.inbox.next(email)
    if (code !== first) assert.deepEqual(asPair(await verify({ email, token: first })), refused)
    const made = await verify({ email, token: code })
    assert.equal(made.status, 200, made.text)
    assert.deepEqual(made.body.user.user_metadata, { plan: 'pro' })
  })

  test('"not me" ends the code, and with it what would have come of it', async () => {
    const { email } = newPerson()
    await post('otp/signin', { email, options: { shouldCreateUser: true } })
    const { code, links } = await server.inbox.next(email)
    const token = new URL(links[0] ?? '').searchParams.get('token') ?? ''
    await server.call({
      url: '/auth/not-me',
      raw: new URLSearchParams({ token }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    assert.deepEqual(asPair(await verify({ email, token: code })), refused)
    await forgetTurns()
    await post('otp/resend', { type: 'email', email })
    await settle()
    assert.equal(server.inbox.count(email), 1)
  })
})

test('a second factor is asked for after the code', async () => {
  const person = await signIn(server)
  const app = await enrol(server, person.token)
  await server.inbox.next(person.email)
  const { email } = person
  const first = await verify({ email, token: await ask(email) })
  assert.deepEqual([first.status, first.body.requires_2fa], [200, true], first.text)
  assert.equal(first.body.access_token, undefined)
  // A code of the mailbox is no second factor.
  await forgetTurns()
  const mailed = await ask(email)
  const { user_id, mfa_token } = first.body
  assert.equal((await post('2fa/verify', { user_id, mfa_token, code: mailed })).status, 400)
  const second = await post('2fa/verify', { user_id, mfa_token, code: app.code() })
  assert.equal(second.status, 200, second.text)
  const claims = decodeJwt(second.body.access_token)
  assert.deepEqual([claims.aal, claims.amr], ['aal2', ['email', 'otp']])
})

test('what cannot be asked for', async () => {
  const { email } = newPerson()
  const phone = newNumber()
  const big = { data: { text: 'x'.repeat(9000) } }
  const table: [string, object, number, string][] = [
    ['otp/signin', {}, 400, 'MISSING_REQUIRED_FIELD'],
    ['otp/resend', { type: 'email' }, 400, 'MISSING_REQUIRED_FIELD'],
    ['otp/resend', { email }, 400, 'MISSING_REQUIRED_FIELD'],
    ['otp/verify', { type: 'email', token: '123456' }, 400, 'MISSING_REQUIRED_FIELD'],
    ['otp/verify', { type: 'email', email }, 400, 'MISSING_REQUIRED_FIELD'],
    ['otp/verify', { type: 'no', email, token: '123456' }, 400, 'INVALID_INPUT'],
    ['otp/signin', { email, phone }, 400, 'INVALID_INPUT'],
    ['otp/signin', { email: 'nobody' }, 400, 'INVALID_INPUT'],
    ['otp/signin', { phone: '0612345678' }, 400, 'INVALID_INPUT'],
    ['otp/signin', { email, options: big }, 400, 'INVALID_INPUT'],
    ['otp/signin', { email, options: { purpose: 'email_change' } }, 400, 'INVALID_INPUT'],
    ['otp/signin', { email, options: { role: 'admin' } }, 400, 'INVALID_INPUT'],
    [
      'otp/signin',
      { email, options: { emailRedirectTo: 'https://evil.example/' } },
      400,
      'INVALID_REDIRECT_URL',
    ],
  ]
  for (const [path, body, status, code] of table) {
    assert.deepEqual(asPair(await post(path, body)), [status, code], JSON.stringify(body))
  }
  await set('otp_enabled', false)
  try {
    for (const path of ['otp/signin', 'otp/resend', 'otp/verify']) {
      const body = {
        email,
        ...(path === 'otp/signin' ? {} : { type: 'email' }),
        ...(path === 'otp/verify' ? { token: '123456' } : {}),
      }
      assert.deepEqual(asPair(await post(path, body)), [403, 'FEATURE_DISABLED'], path)
    }
  } finally {
    await set('otp_enabled', true)
  }
})

describe('phones', () => {
  const verifyPhone = (phone: string, token: string) =>
    post('otp/verify', { phone, token, type: 'sms' })

  async function text(phone: string, options?: object): Promise<void> {
    const sent = prelude.sent.length
    const answer = await post('otp/signin', { phone, ...(options ? { options } : {}) })
    assert.deepEqual([answer.status, answer.body], [200, ack], answer.text)
    await until('the message', () => prelude.sent.length > sent)
    await settle()
  }

  test('without a provider all three are 501', async () => {
    const phone = newNumber()
    for (const [path, body] of [
      ['otp/signin', { phone }],
      ['otp/resend', { phone, type: 'sms' }],
      ['otp/verify', { phone, type: 'sms', token: '123456' }],
    ] as const) {
      const answer = await mute.call({ url: `/api/v1/auth/${path}`, body })
      assert.deepEqual(asPair(answer), [501, 'NOT_IMPLEMENTED'], path)
    }
  })

  test('a newcomer signs up and comes back; the code works once', async () => {
    const phone = newNumber()
    await text(phone, { shouldCreateUser: true, data: { name: 'Ada' } })
    const made = await verifyPhone(phone, preludeCode)
    assert.equal(made.status, 200, made.text)
    assert.deepEqual(made.body.user.user_metadata, { name: 'Ada' })
    assert.deepEqual(decodeJwt(made.body.access_token).amr, ['sms'])
    assert.deepEqual(asPair(await verifyPhone(phone, preludeCode)), refused)
    await forgetTurns()
    await text(phone)
    const answers = await barrier(10, () => verifyPhone(phone, preludeCode))
    const back = answers.filter(({ status }) => status === 200)
    assert.equal(back.length, 1, JSON.stringify(answers.map(asPair)))
    assert.equal(back[0]?.body.user.id, made.body.user.id)
  })

  test('an unknown number gets the same answers, no message and no account', async () => {
    const phone = newNumber()
    const sent = prelude.sent.length
    const answer = await post('otp/signin', { phone })
    assert.deepEqual([answer.status, answer.body], [200, ack])
    await settle()
    assert.equal(prelude.sent.length, sent)
    const asked = prelude.checks
    assert.deepEqual(asPair(await verifyPhone(phone, preludeCode)), refused)
    assert.equal(prelude.checks, asked + 1, 'the same work as for a known one')
  })

  test('five misses burn it; while the provider is down no try is lost', async () => {
    const phone = newNumber()
    await text(phone, { shouldCreateUser: true })
    prelude.down = true
    for (let i = 0; i < 6; i++) assert.equal((await verifyPhone(phone, preludeCode)).status, 503)
    prelude.down = false
    for (let i = 0; i < 5; i++) {
      assert.deepEqual(asPair(await verifyPhone(phone, '111111')), refused)
    }
    assert.deepEqual(asPair(await verifyPhone(phone, preludeCode)), refused)
  })
})
