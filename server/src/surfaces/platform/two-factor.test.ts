import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decodeJwt } from 'jose'
import { authenticatorOf, enrol, rowsWith, steadyStep } from '../../../test/factors.ts'
import { barrier, startServer } from '../../../test/kit.ts'
import { sql } from '../../kernel/sql.ts'
import { type SignedIn, signIn } from './testing.ts'

const server = await startServer()
const post = (path: string, body: unknown, token?: string) =>
  server.call({ url: `/api/v1/auth/${path}`, body, token })
const verify = (body: object) => post('2fa/verify', body)
const status = async (token: string) =>
  (await server.call({ url: '/api/v1/auth/2fa/status', token })).body
const lives = async (token: string) =>
  (await server.call({ url: '/api/v1/auth/user', token })).status === 200
const asPair = (answer: { status: number; body: { code?: string } }) => [
  answer.status,
  answer.body.code,
]
const refused = [400, 'INVALID_CREDENTIALS']
const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

/** @returns what waits for the second factor */
async function firstStep({
  email,
  password,
}: SignedIn): Promise<{ user_id: string; mfa_token: string }> {
  const answer = await post('signin', { email, password })
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.body.requires_2fa, true, answer.text)
  assert.equal(answer.body.access_token, undefined)
  const { user_id, mfa_token } = answer.body
  return { user_id, mfa_token }
}

async function enrolled() {
  const person = await signIn(server)
  return { person, app: await enrol(server, person.token) }
}

const forgetGuesses = () => server.ctx.db.run(sql`delete from engine.limits`)

test('set up, enable, sign in by token and by id alone, refresh', async () => {
  const person = await signIn(server)
  assert.deepEqual(await status(person.token), {
    totp_enabled: false,
    all: [],
    totp: [],
    backup_codes_remaining: 0,
  })
  const body = { issuer: 'Acme: Ltd', friendly_name: 'Phone' }
  const setup = await post('2fa/setup', body, person.token)
  assert.equal(setup.status, 200, setup.text)
  assert.equal(setup.body.type, 'totp')
  assert.match(setup.body.totp.qr_code, /^data:image\/png;base64,[\w+/]+=*$/)
  const uri = new URL(setup.body.totp.uri)
  assert.equal(uri.searchParams.get('secret'), setup.body.totp.secret)
  assert.ok(decodeURIComponent(uri.pathname).endsWith(`:${person.email}`))
  assert.match(setup.body.totp.secret, /^[A-Z2-7]{32}$/)

  const before = await status(person.token)
  assert.deepEqual([before.totp_enabled, before.all[0].status], [false, 'unverified'])
  const { code } = authenticatorOf(setup.body.totp.secret)
  await steadyStep()
  const enabled = await post('2fa/enable', { code: code(-1) }, person.token)
  assert.deepEqual([enabled.status, enabled.body.success], [200, true], enabled.text)
  assert.equal(new Set(enabled.body.backup_codes).size, 10)
  const { all, totp, ...rest } = await status(person.token)
  assert.deepEqual(rest, { totp_enabled: true, backup_codes_remaining: 10 })
  assert.deepEqual(all, totp)
  const { created_at: _, updated_at: __, ...factor } = all[0]
  const { id } = setup.body
  assert.deepEqual(factor, { id, type: 'totp', status: 'verified', friendly_name: 'Phone' })

  const byToken = await verify({ ...(await firstStep(person)), code: code(0) })
  assert.equal(byToken.status, 200, byToken.text)
  const claims = decodeJwt(byToken.body.access_token)
  assert.deepEqual([claims.aal, claims.amr], ['aal2', ['pwd', 'otp']])
  assert.equal(byToken.body.user.email, person.email)
  const { refresh_token } = byToken.body
  const fresh = await post('refresh', { refresh_token })
  assert.equal(fresh.status, 200, fresh.text)
  assert.equal(decodeJwt(fresh.body.access_token).aal, 'aal2')

  const { user_id } = await firstStep(person)
  assert.equal(user_id, person.userId)
  const byId = await verify({ user_id: user_id.toUpperCase(), code: code(1) })
  assert.equal(byId.status, 200, byId.text)
  assert.ok(await lives(byId.body.access_token))
})

test('the session in which it was enabled has shown both factors', async () => {
  const person = await signIn(server)
  assert.equal(decodeJwt(person.token).aal, 'aal1')
  const setup = await post('2fa/setup', {}, person.token)
  const { code } = authenticatorOf(setup.body.totp.secret)
  assert.equal((await post('2fa/enable', { code: code(0) }, person.token)).status, 200)
  const fresh = await post('refresh', { refresh_token: person.refreshToken })
  const { aal, amr } = decodeJwt(fresh.body.access_token)
  assert.deepEqual([aal, amr], ['aal2', ['pwd', 'otp']])
})

describe('2fa/verify', () => {
  test('a right code without a first step that waits is 400, and is not used up by it', async () => {
    const { person, app } = await enrolled()
    const { userId: user_id } = person
    assert.deepEqual(asPair(await verify({ user_id, code: app.code() })), refused)
    assert.deepEqual(asPair(await verify({ user_id, code: app.backupCodes[0] })), refused)
    const first = await firstStep(person)
    assert.equal((await verify({ ...first, code: app.code() })).status, 200)
    // Used: neither its token nor the id finds it again.
    assert.deepEqual(asPair(await verify({ ...first, code: app.code(1) })), refused)
    assert.deepEqual(asPair(await verify({ user_id, code: app.code(1) })), refused)
    assert.equal((await status(person.token)).backup_codes_remaining, 10)
  })

  test('what is wrong is 400 in the words of the contract', async () => {
    const { person, app } = await enrolled()
    const other = await enrolled()
    const first = await firstStep(person)
    const theirs = await firstStep(other.person)
    const right = app.code()
    const table: [object, number, string][] = [
      [{ user_id: first.user_id }, 400, 'MISSING_REQUIRED_FIELD'],
      [{ code: right }, 400, 'MISSING_REQUIRED_FIELD'],
      [{ ...first, code: wrong(right) }, 400, 'INVALID_CREDENTIALS'],
      [{ user_id: 'nobody', code: right }, 400, 'INVALID_CREDENTIALS'],
      [{ user_id: "' or true --", code: right }, 400, 'INVALID_CREDENTIALS'],
      [{ ...first, mfa_token: 'x.y', code: right }, 400, 'INVALID_CREDENTIALS'],
      // Somebody else's first step does not lend itself, in either direction.
      [{ ...first, mfa_token: theirs.mfa_token, code: right }, 400, 'INVALID_CREDENTIALS'],
      [{ ...theirs, code: right }, 400, 'INVALID_CREDENTIALS'],
      [{ ...theirs, code: app.backupCodes[0] }, 400, 'INVALID_CREDENTIALS'],
    ]
    for (const [body, status, code] of table) {
      assert.deepEqual(asPair(await verify(body)), [status, code], JSON.stringify(body))
    }
    assert.equal((await verify({ ...first, code: right })).status, 200)
  })

  test('five tries of one sign-in, five in five minutes of one account', async () => {
    const { person, app } = await enrolled()
    const first = await firstStep(person)
    for (let i = 0; i < 5; i++) {
      assert.deepEqual(asPair(await verify({ ...first, code: wrong(app.code()) })), refused)
    }
    assert.deepEqual(asPair(await verify({ ...first, code: app.code() })), refused)
    const next = await firstStep(person)
    assert.deepEqual(asPair(await verify({ ...next, code: app.code() })), [
      429,
      'RATE_LIMIT_EXCEEDED',
    ])
    await forgetGuesses()
    assert.equal((await verify({ ...(await firstStep(person)), code: app.code() })).status, 200)
  })

  test('a sign-in that waits dies with its five minutes and with the account', async () => {
    const { person, app } = await enrolled()
    const late = await firstStep(person)
    await server.ctx.db.run(sql`
      update auth.codes set expires_at = now() where user_id = ${person.userId}`)
    assert.deepEqual(asPair(await verify({ ...late, code: app.code() })), refused)
    const disabled = await firstStep(person)
    await server.ctx.db.run(sql`
      update auth.users set disabled_at = now() where id = ${person.userId}`)
    assert.deepEqual(asPair(await verify({ ...disabled, code: app.code() })), refused)
  })

  test('one code at fifty doors at once: one gets in', async () => {
    const { person, app } = await enrolled()
    const first = await firstStep(person)
    const code = app.code()
    const answers = await barrier(50, () => verify({ ...first, code }))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    assert.ok(answers.every(({ status }) => [200, 400, 429].includes(status)))
  })
})

describe('backup codes', () => {
  test('are of 64 bits at least, each good once, however typed', async () => {
    const { person, app } = await enrolled()
    const bits = (text: string) => text.replace(/-/g, '').length * Math.log2(36)
    assert.ok(app.backupCodes.every((code) => bits(code) >= 64 && /^[a-z0-9-]+$/.test(code)))
    const code = app.backupCodes[3]?.toUpperCase().replaceAll('-', ' ')
    const answer = await verify({ ...(await firstStep(person)), code })
    assert.equal(answer.status, 200, answer.text)
    assert.equal(decodeJwt(answer.body.access_token).aal, 'aal2')
    assert.equal((await status(person.token)).backup_codes_remaining, 9)
    assert.deepEqual(asPair(await verify({ ...(await firstStep(person)), code })), refused)
  })

  test('survive no race: one code, twenty accounts of the same sign-in at once', async () => {
    const { person, app } = await enrolled()
    for (const code of app.backupCodes.slice(0, 3)) {
      const first = await firstStep(person)
      const answers = await barrier(20, () => verify({ ...first, code }))
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
      await forgetGuesses()
    }
    assert.equal((await status(person.token)).backup_codes_remaining, 7)
  })

  test('a loser of the race for the sign-in keeps the code', async () => {
    const { person, app } = await enrolled()
    const first = await firstStep(person)
    const [one, two] = app.backupCodes
    const answers = await barrier(2, (i) => verify({ ...first, code: i === 0 ? one : two }))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    assert.equal((await status(person.token)).backup_codes_remaining, 9)
  })

  test('can be made anew; those before are dead', async () => {
    const { person, app } = await enrolled()
    const { password } = person
    const path = '2fa/backup-codes'
    assert.deepEqual(asPair(await post(path, {}, person.token)), [400, 'MISSING_REQUIRED_FIELD'])
    assert.deepEqual(asPair(await post(path, { code: '000' }, person.token)), refused)
    const renewed = await post(path, { password }, person.token)
    assert.equal(renewed.body.backup_codes.length, 10, renewed.text)
    const old = { ...(await firstStep(person)), code: app.backupCodes[0] }
    assert.deepEqual(asPair(await verify(old)), refused)
    const fresh = { ...(await firstStep(person)), code: renewed.body.backup_codes[0] }
    assert.equal((await verify(fresh)).status, 200)
  })

  test('stand in no table as they are, nor does the secret of the app', async () => {
    const person = await signIn(server)
    const setup = await post('2fa/setup', {}, person.token)
    const { secret } = setup.body.totp
    const { code } = authenticatorOf(secret)
    const enabled = await post('2fa/enable', { code: code() }, person.token)
    for (const text of [secret, ...enabled.body.backup_codes]) {
      assert.equal(await rowsWith(server, text), 0)
      assert.equal(await rowsWith(server, text.replaceAll('-', '')), 0)
    }
    assert.ok((await rowsWith(server, person.email)) > 0, 'the search finds what is there')
  })
})

describe('enabling', () => {
  test('takes the right first code of a set-up of the last ten minutes, once', async () => {
    const { token, userId } = await signIn(server)
    const enable = (code: string) => post('2fa/enable', { code }, token)
    const failed = [400, 'INVALID_INPUT']
    assert.deepEqual(asPair(await enable('123456')), failed, 'nothing was set up')
    const replaced = authenticatorOf((await post('2fa/setup', {}, token)).body.totp.secret)
    const { code } = authenticatorOf((await post('2fa/setup', {}, token)).body.totp.secret)
    assert.deepEqual(asPair(await enable(replaced.code())), failed, 'replaced')
    assert.deepEqual(asPair(await enable(wrong(code()))), failed)
    await server.ctx.db.run(sql`
      update auth.factors set created_at = now() - interval '10 minutes' where user_id = ${userId}`)
    assert.deepEqual(asPair(await enable(code())), failed, 'too old')
    assert.deepEqual((await status(token)).all, [])
    await forgetGuesses()
    const again = authenticatorOf((await post('2fa/setup', {}, token)).body.totp.secret)
    const answers = await barrier(5, () => enable(again.code()))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  })

  test('ends all other sessions, and says so by mail', async () => {
    const person = await signIn(server)
    const { email, password } = person
    const other = (await post('signin', { email, password })).body
    await enrol(server, person.token)
    assert.ok(await lives(person.token))
    assert.ok(!(await lives(other.access_token)))
    const { refresh_token } = other
    assert.equal((await post('refresh', { refresh_token })).status, 401)
    assert.match((await server.inbox.next(email)).subject, /Two-step sign-in turned on/)
  })

  test('a recent sign-in is asked for, or a nonce', async () => {
    const { token, userId, password } = await signIn(server)
    await server.ctx.db.run(sql`
      update auth.sessions set strong_at = now() - interval '11 minutes' where user_id = ${userId}`)
    const stale = await post('2fa/setup', {}, token)
    assert.deepEqual(asPair(stale), [403, 'REAUTHENTICATION_REQUIRED'])
    const { nonce } = (await post('reauthenticate', { password }, token)).body
    assert.equal((await post('2fa/setup', { nonce }, token)).status, 200)
    assert.equal((await post('2fa/setup', { nonce }, token)).status, 403)
  })

  test('a second authenticator takes the place of the first, whose code it needs', async () => {
    const { person, app } = await enrolled()
    const setup = (body: object) => post('2fa/setup', body, person.token)
    assert.deepEqual(asPair(await setup({})), [400, 'MISSING_REQUIRED_FIELD'])
    assert.deepEqual(asPair(await setup({ code: wrong(app.code()) })), refused)
    const begun = await setup({ code: app.code() })
    assert.equal(begun.status, 200, begun.text)
    const statuses = (await status(person.token)).all.map((f: { status: string }) => f.status)
    assert.deepEqual(statuses, ['verified', 'unverified'])
    // Until its first code the one before counts.
    assert.equal((await verify({ ...(await firstStep(person)), code: app.code(1) })).status, 200)
    const next = authenticatorOf(begun.body.totp.secret)
    await steadyStep()
    const enabled = await post('2fa/enable', { code: next.code(-1) }, person.token)
    assert.equal(enabled.status, 200, enabled.text)
    assert.equal((await status(person.token)).all.length, 1)
    const old = { ...(await firstStep(person)), code: app.backupCodes[0] }
    assert.deepEqual(asPair(await verify(old)), refused)
    assert.equal((await verify({ ...(await firstStep(person)), code: next.code() })).status, 200)
  })
})

describe('disabling', () => {
  test('asks for the password or a code; all that is sent must fit', async () => {
    const { person, app } = await enrolled()
    const { token, password, email } = person
    const disable = (body: object) => post('2fa/disable', body, token)
    const table: [object, string][] = [
      [{}, 'MISSING_REQUIRED_FIELD'],
      [{ password: 'not the password' }, 'INVALID_CREDENTIALS'],
      [{ code: wrong(app.code()) }, 'INVALID_CREDENTIALS'],
      [{ password: 'not the password', code: app.code() }, 'INVALID_CREDENTIALS'],
      [{ password, code: wrong(app.code()) }, 'INVALID_CREDENTIALS'],
    ]
    for (const [body, code] of table) {
      assert.deepEqual(asPair(await disable(body)), [400, code], JSON.stringify(body))
    }
    const second = await verify({ ...(await firstStep(person)), code: app.code() })
    const done = await disable({ password })
    assert.equal(done.status, 200, done.text)
    assert.deepEqual([done.body.success, done.body.id], [true, app.id])
    assert.equal(typeof done.body.message, 'string')
    assert.ok(await lives(token))
    assert.ok(!(await lives(second.body.access_token)))
    assert.match((await server.inbox.next(email)).subject, /turned on/)
    assert.match((await server.inbox.next(email)).subject, /turned off/)
    const plain = await post('signin', { email, password })
    assert.equal(typeof plain.body.access_token, 'string')
    assert.deepEqual(asPair(await disable({ password })), [400, 'INVALID_INPUT'])
  })

  test('a person without a password disables with a code, never with a text', async () => {
    const { person, app } = await enrolled()
    await server.ctx.db.run(sql`
      update auth.users set password_hash = null where id = ${person.userId}`)
    const { token, password } = person
    for (const text of ['', password, 'anything']) {
      const answer = await post('2fa/disable', { password: text }, token)
      assert.equal(answer.status, 400, JSON.stringify(text))
    }
    const done = await post('2fa/disable', { code: app.backupCodes[0] }, token)
    assert.equal(done.status, 200, done.text)
  })

  test('guesses are counted with those at sign-in', async () => {
    const { person, app } = await enrolled()
    const disable = (code: string) => post('2fa/disable', { code }, person.token)
    for (let i = 0; i < 5; i++) assert.equal((await disable(wrong(app.code()))).status, 400)
    assert.equal((await disable(app.code())).status, 429)
    const answer = await verify({ ...(await firstStep(person)), code: app.code() })
    assert.equal(answer.status, 429)
  })
})

test('a code of one door is asked for at every other', async () => {
  const { person, app } = await enrolled()
  const { email, password } = person
  const account = await server.call({ url: '/v1/auth/login', body: { username: email, password } })
  assert.deepEqual([account.status, account.body.detail.code], [403, 'mfa_required'])
  const { mfa_token } = account.body.detail
  const body = { mfa_token, code: app.backupCodes[0] }
  const login = await server.call({ url: '/v1/auth/mfa/verify', body })
  assert.equal(login.status, 200, login.text)
})
