import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { barrier, newAddress, startServer } from '../../../test/kit.ts'
import { newPerson, type Person, registerProven } from '../../../test/people.ts'
import * as factors from '../../features/factors/index.ts'
import * as settings from '../../features/settings/index.ts'
import { sql } from '../../kernel/sql.ts'

const server = await startServer()
const post = (path: string, body: unknown, more: { from?: string; token?: string } = {}) =>
  server.call({ url: `/api/v1/auth/${path}`, body, ...more })
const press = (token: string) =>
  server.call({
    url: '/auth/verify',
    raw: new URLSearchParams({ token }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
const allow = (...list: string[]) =>
  settings.set(server.ctx, { key: 'app.auth.redirect_allow_list', value: list })
await allow('https://app.example/in')

const tokenIn = (links: string[], path: string) =>
  links
    .map((link) => new URL(link))
    .find(({ pathname }) => pathname === path)
    ?.searchParams.get('token') ?? ''

async function ask(email: string, redirect_to?: string) {
  const answer = await post('magiclink', { email, ...(redirect_to && { redirect_to }) })
  assert.equal(answer.status, 200, answer.text)
  assert.deepEqual(answer.body, { user: null, session: null })
  const { links, code } = await server.inbox.next(email)
  return {
    token: tokenIn(links, '/auth/verify'),
    notMe: tokenIn(links, '/auth/not-me'),
    code,
  }
}
const verify = (body: object) => post('magiclink/verify', body)
const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

/** What follows would otherwise hit the one mail a minute. */
const forgetTurns = () => server.ctx.db.run(sql`delete from engine.limits`)

async function signUpUnproven(): Promise<{ person: Person; token: string; refresh: string }> {
  const person = newPerson()
  const { email, password } = person
  const made = await post('signup', { email, password })
  assert.equal(made.status, 201, made.text)
  await server.inbox.next(email)
  return { person, token: made.body.access_token, refresh: made.body.refresh_token }
}

test('link and digits are one proof: either signs in, once', async () => {
  const { email } = await registerProven(server)
  const byLink = await ask(email)
  const first = await verify({ token: byLink.token })
  assert.equal(first.status, 200, first.text)
  assert.equal(first.body.expires_in, 900)
  assert.equal(first.body.user.email, email)
  const me = await server.call({ url: '/api/v1/auth/user', token: first.body.access_token })
  assert.equal(me.body.email_verified, true)
  const fresh = await post('refresh', { refresh_token: first.body.refresh_token })
  assert.equal(fresh.status, 200)
  for (const body of [{ token: byLink.token }, { email, code: byLink.code }]) {
    const again = await verify(body)
    assert.deepEqual([again.status, again.body.code], [400, 'INVALID_INPUT'])
  }
  await forgetTurns()
  const byCode = await ask(email)
  assert.equal((await verify({ email, code: wrong(byCode.code) })).status, 400)
  assert.equal((await verify({ email, code: byCode.code })).status, 200)
  assert.equal((await verify({ token: byCode.token })).status, 400)
})

test('a newer mail ends the older one', async () => {
  const { email } = await registerProven(server)
  const older = await ask(email)
  await forgetTurns()
  const newer = await ask(email)
  assert.equal((await verify({ token: older.token })).status, 400)
  assert.equal((await verify({ token: newer.token })).status, 200)
})

test('of fifty at once one signs in', async () => {
  const { email } = await registerProven(server)
  const { token } = await ask(email)
  const answers = await barrier(50, () => verify({ token }))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.ok(answers.every(({ status }) => status === 200 || status === 400))
})

test('five wrong digits burn the digits; whoever holds the link is not shut out', async () => {
  const { email } = await registerProven(server)
  const { token, code } = await ask(email)
  for (let i = 0; i < 5; i++) assert.equal((await verify({ email, code: wrong(code) })).status, 400)
  assert.equal((await verify({ email, code })).status, 400)
  assert.equal((await verify({ token })).status, 200)
})

test('known and unknown addresses: one answer; mail to the known alone', async () => {
  const { email } = await registerProven(server)
  const stranger = newPerson().email
  const answers = [await post('magiclink', { email }), await post('magiclink', { email: stranger })]
  const [known, unknown] = answers
  assert.deepEqual([known?.status, known?.text], [unknown?.status, unknown?.text])
  await server.inbox.next(email)
  await sleep(100)
  assert.equal(server.inbox.count(stranger), 0)
  const again = [await post('magiclink', { email }), await post('magiclink', { email: stranger })]
  for (const { status, body } of again) {
    assert.deepEqual([status, body.code], [429, 'RATE_LIMIT_EXCEEDED'])
  }
  const [one, other] = await Promise.all(
    [email, stranger].map((email) => verify({ email, code: '000000' })),
  )
  assert.deepEqual(
    [one?.status, { ...one?.body, request_id: '' }],
    [other?.status, { ...other?.body, request_id: '' }],
  )
})

test('a network gets five mails in a quarter of an hour', async () => {
  const from = newAddress()
  for (let i = 0; i < 5; i++) {
    assert.equal((await post('magiclink', { email: newPerson().email }, { from })).status, 200)
  }
  assert.equal((await post('magiclink', { email: newPerson().email }, { from })).status, 429)
})

describe('an account that nobody has proven', () => {
  test('is taken over with nothing in it: its password and its sessions end', async () => {
    const { person, token, refresh } = await signUpUnproven()
    const { email, password } = person
    const done = await verify({ token: (await ask(email)).token })
    assert.equal(done.status, 200, done.text)
    assert.equal(done.body.user.email_verified, true)
    assert.equal((await server.call({ url: '/api/v1/auth/user', token })).status, 401)
    assert.equal((await post('refresh', { refresh_token: refresh })).status, 401)
    assert.equal((await post('signin', { email, password })).status, 401)
  })

  test('its rivals of the same address are gone', async () => {
    const { person } = await signUpUnproven()
    const other = newPerson({ email: person.email })
    await post('signup', { email: other.email, password: 'another fine phrase' })
    await server.inbox.next(person.email)
    assert.equal((await verify({ token: (await ask(person.email)).token })).status, 200)
    const rows = await server.ctx.db.rows(sql`
      select from auth.users where email = ${person.email} and deleted_at is null`)
    assert.equal(rows.length, 1)
  })
})

test('the second factor is asked for after link, digits and page', async () => {
  const { email } = await registerProven(server)
  const first = await verify({ token: (await ask(email)).token })
  const userId = first.body.user.id
  await server.ctx.db.run(sql`
    insert into auth.factors (id, user_id, kind, name, sealed, confirmed_at)
    values (gen_random_uuid(), ${userId}, 'totp', 'x', 'x', now())`)
  assert.ok(await factors.hasApp(server.ctx, userId))
  const ways = [
    async () => ({ token: (await ask(email)).token }),
    async () => ({ email, code: (await ask(email)).code }),
    async () => {
      const { token } = await ask(email, 'https://app.example/in')
      const location = String((await press(token)).headers.location)
      return { token: new URL(location).searchParams.get('code') }
    },
  ]
  for (const way of ways) {
    await forgetTurns()
    const answer = await verify(await way())
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.body.requires_2fa, true)
    assert.equal(answer.body.access_token, undefined)
    assert.equal(answer.body.refresh_token, undefined)
    assert.ok(answer.body.mfa_token)
    const url = '/api/v1/auth/user'
    assert.equal((await server.call({ url, token: answer.body.mfa_token })).status, 401)
  }
})

describe('the page behind the link', () => {
  test('GET shows and uses nothing up; POST goes on with a code that is no token', async () => {
    const { email } = await registerProven(server)
    const { token } = await ask(email, 'https://app.example/in/callback?next=%2Fhome')
    for (let i = 0; i < 3; i++) {
      const shown = await server.call({ url: `/auth/verify?token=${token}` })
      assert.equal(shown.status, 200)
      assert.match(shown.text, /six-digit code from the same mail/)
      assert.match(
        String(shown.headers['content-security-policy']),
        /form-action 'self' https:\/\/app\.example;/,
      )
    }
    const gone = await press(token)
    assert.equal(gone.status, 303)
    assert.equal(gone.text, '')
    assert.equal(gone.headers['referrer-policy'], 'no-referrer')
    const location = new URL(String(gone.headers.location))
    assert.equal(location.origin + location.pathname, 'https://app.example/in/callback')
    assert.equal(location.searchParams.get('next'), '/home')
    assert.deepEqual([...location.searchParams.keys()], ['next', 'code'])
    const code = location.searchParams.get('code') ?? ''
    assert.notEqual(code, token)
    assert.equal((await server.call({ url: '/api/v1/auth/user', token: code })).status, 401)

    assert.equal((await press(token)).status, 400)
    assert.equal((await verify({ token })).status, 400)
    const answers = await barrier(20, () => verify({ token: code }))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  })

  test('the code it hands over lives for a minute', async () => {
    const { email } = await registerProven(server)
    const { token } = await ask(email, 'https://app.example/in')
    const location = new URL(String((await press(token)).headers.location))
    const row = await server.ctx.db.row<{ seconds: number }>(sql`
      select extract(epoch from expires_at - created_at)::int as seconds from auth.codes
      where purpose = 'hand_over' and address = ${email}`)
    assert.equal(row?.seconds, 60)
    await server.ctx.db.run(sql`
      update auth.codes set expires_at = now() where purpose = 'hand_over' and address = ${email}`)
    assert.equal((await verify({ token: location.searchParams.get('code') })).status, 400)
  })

  test('without an app to go on to it confirms the address and says so', async () => {
    const { person } = await signUpUnproven()
    const { token } = await ask(person.email)
    const shown = await server.call({ url: `/auth/verify?token=${token}` })
    assert.match(String(shown.headers['content-security-policy']), /form-action 'self';/)
    const done = await press(token)
    assert.equal(done.status, 200, done.text)
    assert.match(done.text, /Your e.mail address is confirmed/)
    assert.equal(done.headers['set-cookie'], undefined)
    assert.equal((await verify({ token })).status, 400)
  })

  test('an address that left the allow-list meanwhile is not gone to', async () => {
    const { email } = await registerProven(server)
    const { token } = await ask(email, 'https://app.example/in')
    await allow('https://app.example/elsewhere')
    const done = await press(token)
    await allow('https://app.example/in')
    assert.deepEqual([done.status, done.headers.location], [200, undefined])
  })

  test('"this was not me" ends the mail', async () => {
    const { email } = await registerProven(server)
    const { token, notMe } = await ask(email)
    const done = await server.call({
      url: '/auth/not-me',
      raw: new URLSearchParams({ token: notMe }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    assert.equal(done.status, 200)
    assert.equal((await verify({ token })).status, 400)
  })
})

describe('what is refused', () => {
  const table: [name: string, path: string, body: unknown, status: number, code: string][] = [
    ['no address', 'magiclink', {}, 400, 'MISSING_REQUIRED_FIELD'],
    ['no address at all', 'magiclink', { email: 'nope' }, 400, 'INVALID_INPUT'],
    ['two addresses', 'magiclink', { email: 'a@b.example,c@d.example' }, 400, 'INVALID_INPUT'],
    ['a field nobody asked for', 'magiclink', { email: 'a@b.example', x: 1 }, 400, 'INVALID_INPUT'],
    ...[
      'https://evil.example/',
      'https://app.example/',
      'https://app.example/in/../out',
      'https://app.example.evil.example/in',
      'javascript:alert(1)',
      '//app.example/in',
    ].map((redirect_to): [string, string, unknown, number, string] => [
      redirect_to,
      'magiclink',
      { email: 'a@b.example', redirect_to },
      400,
      'INVALID_REDIRECT_URL',
    ]),
    ['no proof', 'magiclink/verify', {}, 400, 'MISSING_REQUIRED_FIELD'],
    ['half a proof', 'magiclink/verify', { email: 'a@b.ex' }, 400, 'MISSING_REQUIRED_FIELD'],
    ['the other half', 'magiclink/verify', { code: '000000' }, 400, 'MISSING_REQUIRED_FIELD'],
    ['garbage', 'magiclink/verify', { token: 'garbage' }, 400, 'INVALID_INPUT'],
    ['no text', 'magiclink/verify', { token: 5 }, 400, 'INVALID_INPUT'],
  ]
  for (const [name, path, body, status, code] of table) {
    test(`${path}: ${name}`, async () => {
      const answer = await post(path, body)
      assert.deepEqual([answer.status, answer.body.code], [status, code], answer.text)
    })
  }

  test('tokens of other kinds; and this one elsewhere', async () => {
    const { email } = await registerProven(server)
    const { token } = await ask(email)
    for (const path of ['verify-email', 'password/reset/verify']) {
      assert.equal((await post(path, { token })).status, 400)
    }
    await post('password/reset', { email })
    const reset = tokenIn((await server.inbox.next(email)).links, '/auth/reset-password')
    assert.ok(reset)
    assert.equal((await verify({ token: reset })).status, 400)
    assert.equal((await press(reset)).status, 400)
    assert.equal((await verify({ token })).status, 200)
  })

  test('a disabled person gets no mail, and an old one does not work', async () => {
    const { email } = await registerProven(server)
    const { token } = await ask(email)
    await server.ctx.db.run(sql`update auth.users set disabled_at = now() where email = ${email}`)
    await forgetTurns()
    assert.equal((await post('magiclink', { email })).status, 200)
    await sleep(100)
    assert.equal((await verify({ token })).status, 400)
    assert.equal((await press(token)).status, 400)
    await assert.rejects(server.inbox.next(email, 50))
  })

  test('all of it when the operator switched it off', async () => {
    const { email } = await registerProven(server)
    const { token } = await ask(email, 'https://app.example/in')
    const key = 'app.auth.magic_link_enabled'
    await settings.set(server.ctx, { key, value: false })
    await forgetTurns()
    const answers = [await post('magiclink', { email }), await verify({ token })]
    const page = await press(token)
    await settings.unset(server.ctx, key)
    for (const { status, body } of answers) {
      assert.deepEqual([status, body.code], [403, 'FEATURE_DISABLED'])
    }
    assert.equal(page.status, 400)
    assert.equal((await verify({ token })).status, 200)
  })
})

test('nothing of it stands in the database as it was sent', async () => {
  const { email } = await registerProven(server)
  const { token, code } = await ask(email, 'https://app.example/in')
  const location = new URL(String((await press(token)).headers.location))
  const secrets = [token, code, location.searchParams.get('code') ?? '']
  const rows = await server.ctx.db.rows<{ text: string }>(sql`
    select c::text as text from auth.codes c where address = ${email}
    union all select a::text from auth.audit a`)
  for (const secret of secrets) {
    assert.ok(rows.every(({ text }) => !text.includes(secret)))
  }
})
