import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decodeJwt } from 'jose'
import { enrol } from '../../../test/factors.ts'
import { barrier, startServer } from '../../../test/kit.ts'
import { ceremonies } from '../../../test/passkeys.ts'
import * as settings from '../../features/settings/index.ts'
import { sql } from '../../kernel/sql.ts'
import { type SignedIn, signIn } from './testing.ts'

const origin = 'https://flumen.test'
const server = await startServer({ publicUrl: origin })
const flows = ceremonies(server)
const { withPasskey, secondStep, list, remove } = flows
const post = (path: string, body: unknown, token?: string) =>
  server.call({ url: `/api/v1/auth/${path}`, body, token })

const asPair = (answer: { status: number; body: { code?: string } }) => [
  answer.status,
  answer.body.code,
]
const refused = [401, 'INVALID_CREDENTIALS']
const byPassword = ({ email, password }: SignedIn) => post('signin', { email, password })
const status = async (token: string) =>
  (await server.call({ url: '/api/v1/auth/2fa/status', token })).body
const claimsOf = (answer: { body: { access_token: string } }) => decodeJwt(answer.body.access_token)
const forgetGuesses = () => server.ctx.db.run(sql`delete from engine.limits`)

/** A security key without a PIN: it knows that somebody is there, not who. */
const bareKey = { origin, knowsOwner: false }

/** Somebody with a password and a security key. */
async function withKey() {
  const person = await signIn(server)
  const key = await withPasskey(person.token, bareKey, { second_factor: true })
  return { person, ...key }
}

async function firstStep(person: SignedIn): Promise<{ mfa_token: string; user_id: string }> {
  const answer = await byPassword(person)
  assert.deepEqual([answer.status, answer.body.requires_2fa], [200, true], answer.text)
  assert.equal(answer.body.access_token, undefined)
  const { mfa_token, user_id } = answer.body
  return { mfa_token, user_id }
}

describe('beside an authenticator app', () => {
  test('a passkey does in place of the code, and needs not know its owner for that', async () => {
    const person = await signIn(server)
    const { authenticator } = await withPasskey(person.token, { origin })
    const app = await enrol(server, person.token)
    const answer = await byPassword(person)
    assert.deepEqual(answer.body.factors, ['totp', 'passkey'])
    const { mfa_token, user_id } = answer.body
    const options = await flows.beginSignIn({ mfa_token })
    const [held] = authenticator.credentials
    assert.deepEqual(options.allowCredentials, [
      {
        id: held?.id.toString('base64url'),
        type: 'public-key',
        transports: ['internal', 'hybrid'],
      },
    ])
    assert.equal(options.userVerification, 'discouraged')
    const proof = authenticator.get(options, { isVerified: false, userHandle: undefined })
    const done = await flows.post('signin/verify', { ...proof, mfa_token })
    assert.equal(done.status, 200, done.text)
    assert.deepEqual([claimsOf(done).aal, claimsOf(done).amr], ['aal2', ['pwd', 'hwk', 'user']])
    // The sign-in that waited is done: neither door takes its token again.
    const again = await flows.post('signin/options', { mfa_token })
    assert.deepEqual(asPair(again), refused)
    const coded = await post('2fa/verify', { user_id, mfa_token, code: app.code() })
    assert.equal(coded.status, 400)
  })

  test('a passkey by itself is two factors already', async () => {
    const person = await signIn(server)
    const { authenticator } = await withPasskey(person.token, { origin })
    await enrol(server, person.token)
    const done = await flows.signIn(authenticator)
    assert.deepEqual([claimsOf(done).aal, claimsOf(done).amr], ['aal2', ['hwk', 'user']])
  })
})

describe('a passkey registered as second factor', () => {
  test('is asked for at every door from then on; backup codes stand in for it', async () => {
    const person = await signIn(server)
    const other = (await byPassword(person)).body
    const begin = { second_factor: true }
    const { authenticator, answer, id } = await withPasskey(person.token, bareKey, begin)
    const { backup_codes } = answer.body
    assert.equal(new Set(backup_codes).size, 10)
    assert.equal(answer.body.passkey.second_factor, true)
    const isOver = await server.call({ url: '/api/v1/auth/user', token: other.access_token })
    assert.equal(isOver.status, 401, 'all other sessions end')
    const { all, ...rest } = await status(person.token)
    assert.deepEqual(rest, { totp_enabled: false, totp: [], backup_codes_remaining: 10 })
    assert.deepEqual([all.length, all[0].id, all[0].type], [1, id, 'passkey'])

    const first = await byPassword(person)
    assert.deepEqual(first.body.factors, ['passkey'])
    const done = await secondStep(authenticator, first.body.mfa_token)
    assert.equal(done.status, 200, done.text)
    assert.equal(claimsOf(done).aal, 'aal2')
    assert.equal(done.body.user.id, person.userId)

    const { email, password } = person
    const body = { username: email, password }
    const account = await server.call({ url: '/v1/auth/login', body })
    assert.deepEqual([account.status, account.body.detail.code], [403, 'mfa_required'])
    // One account opens every door: the token of one surface, finished at another.
    const there = await secondStep(authenticator, account.body.detail.mfa_token)
    assert.equal(there.status, 200, there.text)

    const code = { ...(await firstStep(person)), code: backup_codes[0] }
    assert.equal((await post('2fa/verify', code)).status, 200)
    assert.equal((await status(person.token)).backup_codes_remaining, 9)
  })

  test('opens nothing by itself where it did not know its owner: a finder could set a PIN', async () => {
    const { authenticator } = await withKey()
    assert.deepEqual(asPair(await flows.signIn(authenticator, { isVerified: true })), refused)
  })

  test('a second one brings no fresh codes and ends none; the last one takes them along', async () => {
    const { person, answer, id } = await withKey()
    const begin = { second_factor: true }
    const spare = await withPasskey(person.token, { origin }, begin)
    assert.equal(spare.answer.body.backup_codes, undefined)
    assert.equal((await status(person.token)).backup_codes_remaining, 10)
    assert.equal((await remove(person.token, id)).status, 200)
    const code = { ...(await firstStep(person)), code: answer.body.backup_codes[0] }
    assert.equal((await post('2fa/verify', code)).status, 200)
    assert.equal((await remove(person.token, spare.id)).status, 200)
    assert.equal((await status(person.token)).backup_codes_remaining, 0)
    assert.equal(typeof (await byPassword(person)).body.access_token, 'string')
  })

  test('is no way in whose loss would lock anybody out', async () => {
    const { person, id } = await withKey()
    await server.ctx.db.run(sql`
      update auth.users set password_hash = null where id = ${person.userId}`)
    assert.equal((await remove(person.token, id)).status, 200)
  })

  test('2fa/disable leaves it as a first factor alone; 2fa/backup-codes makes codes for it', async () => {
    const person = await signIn(server)
    const begin = { second_factor: true }
    const { authenticator, id } = await withPasskey(person.token, { origin }, begin)
    const { token, password } = person
    const renewed = await post('2fa/backup-codes', { password }, token)
    assert.equal(renewed.body.backup_codes.length, 10, renewed.text)
    const disabled = await post('2fa/disable', { password }, token)
    assert.deepEqual([disabled.status, disabled.body.id], [200, id], disabled.text)
    assert.deepEqual(
      (await list(token)).map((one: { second_factor: boolean }) => one.second_factor),
      [false],
    )
    const { all, backup_codes_remaining } = await status(token)
    assert.deepEqual([all, backup_codes_remaining], [[], 0])
    assert.equal(typeof (await byPassword(person)).body.access_token, 'string')
    assert.equal((await flows.signIn(authenticator)).status, 200)
    assert.equal((await post('2fa/disable', { password }, token)).status, 400)
  })

  test('is still asked for and taken while passkeys are switched off', async () => {
    const { person, authenticator } = await withKey()
    const key = 'app.auth.passkeys_enabled'
    await settings.set(server.ctx, { key, value: false })
    const done = await secondStep(authenticator, (await firstStep(person)).mfa_token)
    await settings.set(server.ctx, { key, value: true })
    assert.equal(done.status, 200, done.text)
  })
})

describe('the second step', () => {
  test('belongs to one sign-in of one person', async () => {
    const { person, authenticator } = await withKey()
    const other = await withKey()
    const { mfa_token } = await firstStep(person)
    const { mfa_token: theirs } = await firstStep(other.person)
    const { mfa_token: second } = await firstStep(person)
    const verify = (body: object) => flows.post('signin/verify', body)
    assert.equal((await flows.post('signin/options', { mfa_token: 'x.y' })).status, 401)

    const options = await flows.beginSignIn({ mfa_token: second })
    const proof = authenticator.get(options)
    const table: [string, object][] = [
      ['no token', proof],
      ['the token before', { ...proof, mfa_token }],
      ['somebody else’s token', { ...proof, mfa_token: theirs }],
      ['nonsense', { ...proof, mfa_token: 'x.y' }],
    ]
    for (const [what, body] of table) assert.deepEqual(asPair(await verify(body)), refused, what)
    // None of them was for this challenge, so it is still good.
    assert.equal((await verify({ ...proof, mfa_token: second })).status, 200)

    const { mfa_token: next } = await firstStep(person)
    const foreign = await secondStep(other.authenticator, next)
    assert.deepEqual(asPair(foreign), refused, 'somebody else’s passkey')
    const { challenge } = await flows.beginSignIn()
    const crossed = await secondStep(authenticator, next, { challenge })
    assert.deepEqual(asPair(crossed), refused, 'the challenge of a sign-in by passkey alone')
  })

  test('a challenge is good once, and dies with the sign-in it was for', async () => {
    const { person, authenticator } = await withKey()
    const { mfa_token } = await firstStep(person)
    const proof = { ...authenticator.get(await flows.beginSignIn({ mfa_token })), mfa_token }
    const answers = await barrier(10, () => flows.post('signin/verify', proof))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    await forgetGuesses()
    const { mfa_token: late } = await firstStep(person)
    const last = { ...authenticator.get(await flows.beginSignIn({ mfa_token: late })) }
    await server.ctx.db.run(sql`
      update auth.codes set expires_at = now() where user_id = ${person.userId}`)
    assert.deepEqual(
      asPair(await flows.post('signin/verify', { ...last, mfa_token: late })),
      refused,
    )
  })

  test('five failures in five minutes close it, also for codes', async () => {
    const { person, authenticator, answer } = await withKey()
    for (let i = 0; i < 5; i++) {
      const { mfa_token } = await firstStep(person)
      const failed = await secondStep(authenticator, mfa_token, { origin: 'https://evil.test' })
      assert.deepEqual(asPair(failed), refused)
    }
    const { mfa_token } = await firstStep(person)
    assert.equal((await secondStep(authenticator, mfa_token)).status, 429)
    const code = { ...(await firstStep(person)), code: answer.body.backup_codes[0] }
    assert.equal((await post('2fa/verify', code)).status, 429)
    await forgetGuesses()
    const { mfa_token: fresh } = await firstStep(person)
    assert.equal((await secondStep(authenticator, fresh)).status, 200)
  })

  test('a passkey that counts backwards is refused and written down here, too', async () => {
    const { person, authenticator } = await withKey()
    const step = async (signCount: number) =>
      secondStep(authenticator, (await firstStep(person)).mfa_token, { signCount })
    assert.equal((await step(9)).status, 200)
    assert.deepEqual(asPair(await step(9)), refused)
    const rows = await server.ctx.db.rows<{ event: string; details: object }>(sql`
      select event, details from auth.audit where user_id = ${person.userId}
        and event in ('passkey.cloned', 'sign_in.failed') order by id`)
    assert.deepEqual(
      rows.map(({ event }) => event),
      ['passkey.cloned', 'sign_in.failed'],
    )
  })
})
