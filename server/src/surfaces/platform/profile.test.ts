import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { TOTP } from 'otpauth'
import { barrier, startServer } from '../../../test/kit.ts'
import { newPerson, type Person, registerProven } from '../../../test/people.ts'
import * as factors from '../../features/factors/index.ts'
import * as settings from '../../features/settings/index.ts'
import { sql } from '../../kernel/sql.ts'

const server = await startServer()
const post = (path: string, body?: unknown, token?: string) =>
  server.call({ method: 'POST', url: `/api/v1/auth/${path}`, body, token })
const patch = (token: string, body: unknown) =>
  server.call({ method: 'PATCH', url: '/api/v1/auth/user', body, token })
const whoIs = (token: string) => server.call({ url: '/api/v1/auth/user', token })
const signIn = ({ email, password }: Pick<Person, 'email' | 'password'>) =>
  post('signin', { email, password })
const forgetTurns = () => server.ctx.db.run(sql`delete from engine.limits`)

interface SignedIn {
  person: Person
  id: string
  token: string
  refresh: string
}

async function someone(): Promise<SignedIn> {
  const person = await registerProven(server)
  const { body } = await signIn(person)
  return { person, id: body.user.id, token: body.access_token, refresh: body.refresh_token }
}

/** The sign-in was more than ten minutes ago. */
const age = (id: string) =>
  server.ctx.db.run(sql`
    update auth.sessions set strong_at = now() - interval '10 minutes 1 second'
    where user_id = ${id}`)

/** The next mail to an address that has a link to this page. */
async function nextMail(email: string, path: string) {
  for (;;) {
    const mail = await server.inbox.next(email)
    const links = mail.links.map((link) => new URL(link))
    const link = links.find(({ pathname }) => pathname === path)
    if (link) return { ...mail, token: link.searchParams.get('token') ?? '' }
  }
}
const nextSubject = async (email: string, subject: RegExp) => {
  for (;;) if (subject.test((await server.inbox.next(email)).subject)) return
}
const pressNotMe = (token: string) =>
  server.call({
    url: '/auth/not-me',
    raw: new URLSearchParams({ token }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

describe('what is not theirs to change', () => {
  const fields: [string, unknown][] = [
    ['role', 'instance_admin'],
    ['role', null],
    ['app_metadata', { plan: 'gold' }],
    ['app_metadata', {}],
    ['email_verified', true],
    ['email_verified', 'x'],
  ]
  for (const [field, value] of fields) {
    test(`${field}: ${JSON.stringify(value)} is 403 and changes nothing, whatever else is sent`, async () => {
      const { token, person } = await someone()
      const before = (await whoIs(token)).body
      for (const more of [
        {},
        { user_metadata: { a: 1 } },
        { password: 'a brand new phrase', email: newPerson().email },
      ]) {
        const answer = await patch(token, { ...more, [field]: value })
        assert.deepEqual([answer.status, answer.body.code], [403, 'ACCESS_DENIED'], answer.text)
      }
      assert.deepEqual((await whoIs(token)).body, before)
      assert.equal((await signIn(person)).status, 200)
    })
  }

  test('every other column is an unknown field', async () => {
    const { token } = await someone()
    const columns = await server.ctx.db.rows<{ name: string }>(sql`
      select column_name as name from information_schema.columns
      where table_schema = 'auth' and table_name = 'users'`)
    const known = ['email', 'user_metadata', 'role', 'app_metadata']
    for (const { name } of columns) {
      if (known.includes(name)) continue
      const answer = await patch(token, { [name]: 'x' })
      assert.equal(answer.status, 400, name)
    }
  })
})

describe('user_metadata', () => {
  test('is merged at its first level; null removes', async () => {
    const { token } = await someone()
    const steps: [given: object, then: object][] = [
      [
        { a: 1, deep: { x: 1, y: null } },
        { a: 1, deep: { x: 1, y: null } },
      ],
      [{ b: [1, null] }, { a: 1, deep: { x: 1, y: null }, b: [1, null] }],
      [{ deep: { z: 1 } }, { a: 1, deep: { z: 1 }, b: [1, null] }],
      [
        { a: null, gone: null },
        { deep: { z: 1 }, b: [1, null] },
      ],
      [{}, { deep: { z: 1 }, b: [1, null] }],
    ]
    for (const [user_metadata, then] of steps) {
      const { status, body } = await patch(token, { user_metadata })
      assert.equal(status, 200)
      assert.deepEqual([body.user_metadata, body.metadata], [then, then])
    }
    assert.deepEqual((await whoIs(token)).body.user_metadata, { deep: { z: 1 }, b: [1, null] })
  })

  test('merges of the same moment all count', async () => {
    const { token } = await someone()
    await barrier(10, (i) => patch(token, { user_metadata: { [`k${i}`]: i } }))
    assert.equal(Object.keys((await whoIs(token)).body.user_metadata).length, 10)
  })

  test('has 8 KiB at most, in bytes, together with what was there', async () => {
    const { token } = await someone()
    assert.equal((await patch(token, { user_metadata: { a: 'x'.repeat(8000) } })).status, 200)
    for (const user_metadata of [{ b: 'y'.repeat(200) }, { a: 'ü'.repeat(4100) }]) {
      const answer = await patch(token, { user_metadata })
      assert.deepEqual([answer.status, answer.body.code], [400, 'INVALID_INPUT'])
    }
    assert.equal((await whoIs(token)).body.user_metadata.b, undefined)
  })

  test('needs no recent sign-in', async () => {
    const { token, id } = await someone()
    await age(id)
    assert.equal((await patch(token, { user_metadata: { a: 1 } })).status, 200)
  })

  for (const user_metadata of [null, 'x', 5, [1], true]) {
    test(`is no ${JSON.stringify(user_metadata)}`, async () => {
      const { token } = await someone()
      assert.equal((await patch(token, { user_metadata })).status, 400)
    })
  }
})

describe('a new password', () => {
  test('works at once; other sessions end, this one stays; the owner is told', async () => {
    const { person, token, refresh } = await someone()
    const others = await Promise.all(Array.from({ length: 4 }, () => signIn(person)))
    const done = await patch(token, { password: 'a brand new phrase' })
    assert.equal(done.status, 200, done.text)
    assert.equal((await whoIs(token)).status, 200)
    for (const { body } of others) {
      assert.equal((await whoIs(body.access_token)).status, 401)
      assert.equal((await post('refresh', { refresh_token: body.refresh_token })).status, 401)
    }
    assert.equal((await post('refresh', { refresh_token: refresh })).status, 200)
    assert.equal((await signIn(person)).status, 401)
    assert.equal((await signIn({ ...person, password: 'a brand new phrase' })).status, 200)
    await nextSubject(person.email, /password was changed/)
  })

  test('ends what is under way: links for signing in, resetting, changing the address', async () => {
    const { person, token } = await someone()
    const { email } = person
    await post('magiclink', { email })
    const magic = await nextMail(email, '/auth/verify')
    await post('password/reset', { email })
    const reset = await nextMail(email, '/auth/reset-password')
    const next = newPerson().email
    await patch(token, { email: next })
    const change = await nextMail(next, '/auth/verify-email')
    const done = await patch(token, { password: 'a brand new phrase' })
    assert.equal(done.body.new_email, undefined)
    assert.equal((await post('magiclink/verify', { token: magic.token })).status, 400)
    assert.equal((await post('password/reset/verify', { token: reset.token })).status, 400)
    assert.equal((await post('verify-email', { token: change.token })).status, 400)
  })

  test('must be good, and a refused one changes nothing', async () => {
    const { person, token } = await someone()
    for (const [password, reason] of [
      ['short', 'length'],
      ['password1', 'pwned'],
      [person.email, 'context'],
    ]) {
      const answer = await patch(token, { password, user_metadata: { a: 1 } })
      assert.deepEqual([answer.status, answer.body.code], [400, 'WEAK_PASSWORD'])
      assert.deepEqual(answer.body.details, { reasons: [reason] })
    }
    assert.deepEqual((await whoIs(token)).body.user_metadata, {})
    await settings.set(server.ctx, { key: 'app.auth.password_require_number', value: true })
    const answer = await patch(token, { password: 'a brand new phrase' })
    await settings.unset(server.ctx, 'app.auth.password_require_number')
    assert.deepEqual(answer.body.details, { reasons: ['characters'] })
  })

  test('no mail about it goes to a mailbox that nobody has proven', async () => {
    const { email, password } = newPerson()
    const { body } = await post('signup', { email, password })
    await server.inbox.next(email)
    const done = await patch(body.access_token, { password: 'a brand new phrase' })
    assert.equal(done.status, 200, done.text)
    await assert.rejects(server.inbox.next(email, 100))
  })
})

describe('password and address ask for a recent sign-in', () => {
  for (const change of [{ password: 'a brand new phrase' }, { email: 'new@elsewhere.example' }]) {
    const what = Object.keys(change)[0]

    test(`${what}: refused ten minutes later, whatever is sent for a nonce`, async () => {
      const { person, token, id } = await someone()
      await age(id)
      const other = await someone()
      const theirs = (await post('reauthenticate', {}, other.token)).body.nonce
      assert.ok(theirs)
      for (const nonce of [undefined, 'garbage', '000000', `${'0'.repeat(32)}.x`, theirs]) {
        const answer = await patch(token, { ...change, ...(nonce && { nonce }) })
        assert.deepEqual(
          [answer.status, answer.body.code],
          [403, 'REAUTHENTICATION_REQUIRED'],
          answer.text,
        )
      }
      assert.equal((await whoIs(token)).body.new_email, undefined)
      assert.equal((await signIn(person)).status, 200)
      await age(other.id)
      const used = await patch(other.token, { password: 'a brand new phrase', nonce: theirs })
      assert.equal(used.status, 200, 'the attempt of another person must not use it up')
    })

    test(`${what}: allowed by a nonce, once`, async () => {
      const { person, token, id } = await someone()
      await age(id)
      const { status, body } = await post('reauthenticate', { password: person.password }, token)
      assert.equal(status, 200)
      const { nonce } = body
      await forgetTurns()
      const answers = await barrier(10, () => patch(token, { ...change, nonce }))
      const done = answers.filter((answer) => answer.status === 200)
      assert.equal(done.length, 1, JSON.stringify(answers.map((a) => a.status)))
    })
  }

  test('the address they have already is no change', async () => {
    const { person, token, id } = await someone()
    await age(id)
    const answer = await patch(token, { email: ` ${person.email.toUpperCase()}`.trim() })
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.body.new_email, undefined)
  })

  test('a nonce lives for five minutes', async () => {
    const { person, token, id } = await someone()
    await age(id)
    const { nonce } = (await post('reauthenticate', { password: person.password }, token)).body
    const left = await server.ctx.db.row<{ seconds: number }>(sql`
      select extract(epoch from expires_at - created_at)::int as seconds from auth.codes
      where purpose = 'reauthenticate' and user_id = ${id}`)
    assert.equal(left?.seconds, 300)
    await server.ctx.db.run(sql`
      update auth.codes set expires_at = now() where user_id = ${id}`)
    const answer = await patch(token, { password: 'a brand new phrase', nonce })
    assert.equal(answer.body.code, 'REAUTHENTICATION_REQUIRED')
  })

  test('a refused password leaves the nonce alive', async () => {
    const { person, token, id } = await someone()
    await age(id)
    const { nonce } = (await post('reauthenticate', { password: person.password }, token)).body
    assert.equal((await patch(token, { password: 'short', nonce })).body.code, 'WEAK_PASSWORD')
    assert.equal((await patch(token, { password: 'a brand new phrase', nonce })).status, 200)
  })
})

describe('reauthenticate', () => {
  test('without anything: a nonce after a recent sign-in, else six digits by mail', async () => {
    const { person, token, id } = await someone()
    const recent = await post('reauthenticate', undefined, token)
    assert.equal(recent.status, 200, recent.text)
    assert.ok(recent.body.nonce.length > 20)
    await age(id)
    const mailed = await post('reauthenticate', {}, token)
    assert.deepEqual([mailed.status, mailed.body], [200, { nonce: '' }])
    const { code, subject } = await server.inbox.next(person.email)
    assert.match(subject, /code/)
    assert.equal(code.length, 6)
    const wrong = code === '000000' ? '000001' : '000000'
    assert.equal((await patch(token, { password: 'a fine phrase', nonce: wrong })).status, 403)
    assert.equal((await patch(token, { password: 'a fine phrase', nonce: code })).status, 200)
    assert.equal((await patch(token, { password: 'another one', nonce: code })).status, 403)
  })

  test('mailed digits cannot be guessed: five tries', async () => {
    const { person, token, id } = await someone()
    await age(id)
    await post('reauthenticate', {}, token)
    const { code } = await server.inbox.next(person.email)
    const guesses = Array.from({ length: 12 }, (_, i) =>
      String((Number(code) + 1 + i) % 1_000_000).padStart(6, '0'),
    )
    const answers = await barrier(12, (i) =>
      patch(token, { password: 'a fine phrase', nonce: guesses[i] }),
    )
    assert.ok(answers.every(({ status }) => status === 403 || status === 429))
    assert.ok(answers.filter(({ status }) => status === 403).length <= 5)
    await forgetTurns()
    assert.equal((await patch(token, { password: 'a fine phrase', nonce: code })).status, 403)
  })

  test('by password or by authenticator; a wrong one is 400 and never 401', async () => {
    const { person, token, id } = await someone()
    await age(id)
    const begun = await factors.beginTotp(server.ctx, id, person.email)
    const totp = new TOTP({ secret: begun.secret })
    await factors.confirmTotp(server.ctx, id, begun.id, totp.generate())
    const wrongs = [{ password: 'not this one' }, { code: '000000' }, { code: 'x' }]
    for (const body of [...wrongs, { password: person.password, code: '000000' }]) {
      const answer = await post('reauthenticate', body, token)
      assert.deepEqual([answer.status, answer.body.code], [400, 'INVALID_CREDENTIALS'], answer.text)
    }
    await forgetTurns()
    await server.ctx.db.run(sql`update auth.factors set last_step = 0 where user_id = ${id}`)
    for (const body of [{ password: person.password }, { code: totp.generate() }]) {
      const answer = await post('reauthenticate', body, token)
      assert.equal(answer.status, 200, answer.text)
      assert.ok(answer.body.nonce)
    }
  })

  test('guesses at the password count with those at sign-in; five calls in five minutes', async () => {
    const { person, token } = await someone()
    const statuses: number[] = []
    for (let i = 0; i < 7; i++) {
      statuses.push((await post('reauthenticate', { password: 'not this one' }, token)).status)
    }
    assert.deepEqual(statuses, [400, 400, 400, 400, 400, 429, 429])
    const elsewhere = await server.call({
      url: '/v1/auth/login',
      body: { username: person.username, password: person.password },
    })
    assert.equal(elsewhere.status, 429)
  })
})

describe('a new address', () => {
  test('waits beside the old one until its mailbox confirms it; both are told', async () => {
    const { person, token, refresh } = await someone()
    const old = person.email
    const next = newPerson().email
    await post('password/reset', { email: old })
    const reset = await nextMail(old, '/auth/reset-password')
    const asked = await patch(token, { email: next })
    assert.equal(asked.status, 200, asked.text)
    assert.deepEqual([asked.body.email, asked.body.new_email], [old, next])
    await nextSubject(old, /about to change/)
    const mail = await nextMail(next, '/auth/verify-email')
    assert.equal((await signIn(person)).status, 200)
    assert.equal((await signIn({ ...person, email: next })).status, 401)

    const done = await post('verify-email', { token: mail.token })
    assert.equal(done.status, 200, done.text)
    assert.deepEqual([done.body.user.email, done.body.user.new_email], [next, undefined])
    await nextSubject(old, /was changed/)
    assert.equal((await signIn(person)).status, 401)
    assert.equal((await signIn({ ...person, email: next })).status, 200)
    assert.equal((await post('verify-email', { token: mail.token })).body.code, 'TOKEN_USED')
    assert.equal(
      (await post('password/reset/verify', { token: reset.token })).status,
      400,
      'a link in the old mailbox must not open the account any more',
    )
    assert.equal((await whoIs(token)).status, 401, 'its claims name the old address')
    const fresh = await post('refresh', { refresh_token: refresh })
    assert.equal(fresh.body.user.email, next)
    assert.equal((await whoIs(fresh.body.access_token)).status, 200)
  })

  test('by the digits, and by the page', async () => {
    for (const way of ['digits', 'page']) {
      const { token } = await someone()
      const next = newPerson().email
      await patch(token, { email: next })
      const mail = await nextMail(next, '/auth/verify-email')
      const shown = await server.call({ url: `/auth/verify-email?token=${mail.token}` })
      assert.match(shown.text, /use it for your Flumen account/)
      const form = { 'content-type': 'application/x-www-form-urlencoded' }
      const raw = new URLSearchParams({ token: mail.token }).toString()
      const done =
        way === 'digits'
          ? await post('verify-email', { token: mail.code, email: next })
          : await server.call({ url: '/auth/verify-email', raw, headers: form })
      assert.equal(done.status, 200, done.text)
      const row = await server.ctx.db.row<{ email: string }>(
        sql`select email from auth.users where email = ${next}`,
      )
      assert.equal(row?.email, next)
    }
  })

  test('a taken one answers like a free one, and nothing comes of it', async () => {
    const owner = await someone()
    const eve = await someone()
    const mails = server.inbox.count(owner.person.email)
    const free = newPerson().email
    const taken = await patch(eve.token, { email: owner.person.email })
    const other = await someone()
    const fine = await patch(other.token, { email: free })
    assert.deepEqual([taken.status, fine.status], [200, 200])
    assert.equal(taken.body.new_email, owner.person.email)
    assert.deepEqual(Object.keys(taken.body), Object.keys(fine.body))
    await nextMail(free, '/auth/verify-email')
    await nextSubject(eve.person.email, /about to change/)
    await sleep(100)
    assert.equal(server.inbox.count(owner.person.email), mails)
    const codes = await server.ctx.db.rows(sql`
      select from auth.codes where purpose = 'email_change' and user_id = ${eve.id}`)
    assert.equal(codes.length, 0)
  })

  test('one taken in the meantime is refused at the proof', async () => {
    const eve = await someone()
    const address = newPerson().email
    await patch(eve.token, { email: address })
    const mail = await nextMail(address, '/auth/verify-email')
    await registerProven(server, { email: address })
    assert.equal((await post('verify-email', { token: mail.token })).status, 400)
    assert.equal((await whoIs(eve.token)).body.email, eve.person.email)
  })

  test('two accounts that prove one address at the same moment: one has it', async () => {
    const people = [await someone(), await someone()]
    const address = newPerson().email
    const tokens: string[] = []
    for (const { token } of people) {
      await forgetTurns()
      await patch(token, { email: address })
      tokens.push((await nextMail(address, '/auth/verify-email')).token)
    }
    const answers = await barrier(2, (i) => post('verify-email', { token: tokens[i] }))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400])
  })

  test('proving it ends the unproven sign-ups of that address', async () => {
    const { token } = await someone()
    const address = newPerson().email
    const squatter = await post('signup', { email: address, password: 'waiting here' })
    await patch(token, { email: address })
    const mail = await nextMail(address, '/auth/verify-email')
    const own = mail.subject && mail.text.includes('make this') ? mail : undefined
    const change = own ?? (await nextMail(address, '/auth/verify-email'))
    assert.equal((await post('verify-email', { token: change.token })).status, 200)
    assert.equal((await whoIs(squatter.body.access_token)).status, 401)
  })

  test('only the latest one counts', async () => {
    const { token } = await someone()
    const [first, second] = [newPerson().email, newPerson().email]
    await patch(token, { email: first })
    const mail = await nextMail(first, '/auth/verify-email')
    await patch(token, { email: second })
    assert.equal((await post('verify-email', { token: mail.token })).status, 400)
    const later = await nextMail(second, '/auth/verify-email')
    assert.equal((await post('verify-email', { token: later.token })).status, 200)
  })

  test('"this was not me" from either mailbox stops it and harms nobody', async () => {
    for (const from of ['old', 'new']) {
      const { person, token } = await someone()
      const next = newPerson().email
      await patch(token, { email: next })
      const change = await nextMail(next, '/auth/verify-email')
      const old = await nextMail(person.email, '/auth/not-me')
      const link = change.links.find((text) => text.includes('/auth/not-me')) ?? ''
      const notMe = from === 'old' ? old.token : new URL(link).searchParams.get('token')
      assert.equal((await pressNotMe(notMe ?? '')).status, 200)
      assert.equal((await post('verify-email', { token: change.token })).status, 400)
      assert.equal((await whoIs(token)).status, 200)
    }
  })

  test('a stranger whose address was typed by mistake cannot end an unproven account', async () => {
    const { email, password } = newPerson()
    const { body } = await post('signup', { email, password })
    const next = newPerson().email
    await patch(body.access_token, { email: next })
    const mail = await nextMail(next, '/auth/not-me')
    assert.equal((await pressNotMe(mail.token)).status, 200)
    assert.equal((await whoIs(body.access_token)).status, 200)
  })

  test('floods nobody: one a minute to an address, ten an hour for an account', async () => {
    const { token } = await someone()
    const address = newPerson().email
    for (let i = 0; i < 3; i++) {
      assert.equal((await patch(token, { email: address })).status, 200)
    }
    const { token: proof } = await nextMail(address, '/auth/verify-email')
    await assert.rejects(server.inbox.next(address, 100))
    assert.equal((await post('verify-email', { token: proof })).status, 200, 'the first one counts')
    const fresh = await post('magiclink', { email: address })
    assert.equal(fresh.status, 200)
    const again = await post('magiclink/verify', {
      token: (await nextMail(address, '/auth/verify')).token,
    })
    const statuses: number[] = []
    for (let i = 0; i < 8; i++) {
      const email = newPerson().email
      statuses.push((await patch(again.body.access_token, { email })).status)
    }
    assert.equal(statuses.at(-1), 429)
  })
})

describe('who may', () => {
  test('nobody, garbage, a refresh token: 401', async () => {
    const { refresh } = await someone()
    for (const token of [undefined, 'garbage', refresh]) {
      for (const answer of [
        await server.call({ method: 'PATCH', url: '/api/v1/auth/user', body: {}, token }),
        await post('reauthenticate', {}, token),
      ]) {
        assert.equal(answer.status, 401)
      }
    }
  })

  test('a person who is gone: 401', async () => {
    const { token, id } = await someone()
    await server.ctx.db.run(sql`update auth.users set deleted_at = now() where id = ${id}`)
    assert.equal((await patch(token, { user_metadata: { a: 1 } })).status, 401)
  })
})
