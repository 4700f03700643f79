import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decodeJwt } from 'jose'
import { barrier, startServer } from '../../../test/kit.ts'
import { ceremonies } from '../../../test/passkeys.ts'
import { workOf } from '../../../test/threats/generators.ts'
import { type Lie, VirtualAuthenticator } from '../../../test/virtual-authenticator.ts'
import { jobs } from '../../features/passkeys/index.ts'
import * as settings from '../../features/settings/index.ts'
import { sql } from '../../kernel/sql.ts'
import { signIn } from './testing.ts'

const origin = 'https://flumen.test'
const server = await startServer({ publicUrl: origin })
const flows = ceremonies(server)
const { post, register, withPasskey, list, remove } = flows
const newAuthenticator = () => new VirtualAuthenticator({ origin })

const asPair = (answer: { status: number; body: { code?: string } }) => [
  answer.status,
  answer.body.code,
]
const invalid = [400, 'INVALID_PASSKEY']
const refused = [401, 'INVALID_CREDENTIALS']
const flip = (bytes: Buffer, at: number) => bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
const bend: Lie = { after: ({ signature }) => flip(signature, signature.length - 1) }
const lives = async (token: string) =>
  (await server.call({ url: '/api/v1/auth/user', token })).status === 200
const auditOf = (userId: string) =>
  server.ctx.db.rows<{ event: string; details: Record<string, unknown> }>(sql`
    select event, details from auth.audit where user_id = ${userId} and event like 'passkey.%'
    order by id`)
const age = (userId: string) =>
  server.ctx.db.run(sql`
    update auth.sessions set strong_at = now() - interval '11 minutes' where user_id = ${userId}`)
const ageChallenges = () =>
  server.ctx.db.run(sql`update auth.passkey_challenges set expires_at = now()`)
const turn = (name: string, value: unknown) =>
  settings.set(server.ctx, { key: `app.auth.${name}`, value })
const dropPassword = (id: string) =>
  server.ctx.db.run(sql`update auth.users set password_hash = null where id = ${id}`)

async function someone() {
  const person = await signIn(server)
  return { person, ...(await withPasskey(person.token, { origin })) }
}

test('made, listed, told by mail; signs in by itself, as two factors, and is renewed as such', async () => {
  const person = await signIn(server)
  const authenticator = newAuthenticator()
  const made = await register(authenticator, person.token, { name: 'My laptop' })
  assert.equal(made.status, 200, made.text)
  assert.equal(made.body.verified, true)
  assert.equal(made.body.backup_codes, undefined)
  const { id, created_at, ...row } = made.body.passkey
  assert.deepEqual(row, {
    name: 'My laptop',
    last_used_at: null,
    backed_up: false,
    device_type: 'singleDevice',
    transports: ['internal', 'hybrid'],
    aaguid: '07070707-0707-0707-0707-070707070707',
    second_factor: false,
  })
  assert.deepEqual(await list(person.token), [made.body.passkey])
  const mail = await server.inbox.next(person.email)
  assert.match(mail.subject, /New passkey/)
  assert.match(mail.text, /My laptop/)
  // Another session is no worse for it.
  assert.ok(await lives(person.token))

  const done = await flows.signIn(authenticator)
  assert.equal(done.status, 200, done.text)
  assert.equal(done.body.user.id, person.userId)
  const claims = decodeJwt(done.body.access_token)
  assert.deepEqual([claims.aal, claims.amr], ['aal2', ['hwk', 'user']])
  const { refresh_token } = done.body
  const fresh = await server.call({ url: '/api/v1/auth/refresh', body: { refresh_token } })
  assert.equal(decodeJwt(fresh.body.access_token).aal, 'aal2')
  const [used] = await list(done.body.access_token)
  assert.ok(used.last_used_at >= created_at)

  const credentials = await server.call({ url: '/v1/me/credentials', token: person.token })
  const held = credentials.body.find((held: { id: string }) => held.id === id)
  assert.deepEqual([held.kind, held.name, held.is_active], ['passkey', 'My laptop', true])
  assert.deepEqual(
    (await auditOf(person.userId)).map(({ event }) => event),
    ['passkey.added'],
  )
})

test('a synced one is held by software, and says whether there are copies now', async () => {
  const person = await signIn(server)
  const traits = { origin, isSynced: true, counts: false }
  const { authenticator } = await withPasskey(person.token, traits)
  const done = await flows.signIn(authenticator, { isBackedUp: false })
  assert.deepEqual(decodeJwt(done.body.access_token).amr, ['swk', 'user'])
  const [passkey] = await list(person.token)
  assert.deepEqual([passkey.device_type, passkey.backed_up], ['multiDevice', false])
  // It does not count its uses: zero after zero is no step back.
  assert.equal((await flows.signIn(authenticator)).status, 200)
  assert.equal((await list(person.token))[0].backed_up, true)
})

describe('the options', () => {
  test('of a registration say nothing of the person but their account name, and exclude what is there', async () => {
    const { person, authenticator } = await someone()
    const options = await flows.beginRegistration(person.token)
    const { challenge, user, rp, excludeCredentials, ...rest } = options
    assert.equal(Buffer.from(challenge, 'base64url').length, 32)
    assert.deepEqual(rp, { id: 'flumen.test', name: 'Flumen' })
    assert.equal(user.name, person.email)
    const handle = Buffer.from(user.id, 'base64url')
    assert.equal(handle.length, 32)
    const [held] = authenticator.credentials
    assert.equal(held?.userHandle, user.id, 'the same for every passkey of a person')
    assert.deepEqual(excludeCredentials, [
      {
        id: held?.id.toString('base64url'),
        type: 'public-key',
        transports: ['internal', 'hybrid'],
      },
    ])
    assert.deepEqual(rest, {
      pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
      timeout: 300_000,
      attestation: 'none',
      authenticatorSelection: {
        residentKey: 'required',
        requireResidentKey: true,
        userVerification: 'required',
      },
      extensions: { credProps: true },
      hints: [],
    })
    const other = await flows.beginRegistration((await signIn(server)).token)
    assert.notEqual(other.user.id, user.id)
  })

  test('of a sign-in are the same for everybody: no address is asked for, none is taken', async () => {
    await someone()
    const { challenge, ...rest } = await flows.beginSignIn()
    assert.equal(Buffer.from(challenge, 'base64url').length, 32)
    assert.deepEqual(rest, {
      rpId: 'flumen.test',
      timeout: 300_000,
      userVerification: 'required',
      allowCredentials: [],
    })
    assert.notEqual((await flows.beginSignIn()).challenge, challenge)
    const named = await post('signin/options', { email: 'ada@example.com' })
    assert.equal(named.status, 400)
  })
})

describe('registering', () => {
  test('asks for a recent sign-in or a nonce, once for both steps', async () => {
    const person = await signIn(server)
    await age(person.userId)
    const stale = await post('register/options', {}, person.token)
    assert.deepEqual(asPair(stale), [403, 'REAUTHENTICATION_REQUIRED'])
    const { password, token } = person
    const url = '/api/v1/auth/reauthenticate'
    const { nonce } = (await server.call({ url, body: { password }, token })).body
    const done = await register(newAuthenticator(), token, { begin: { nonce } })
    assert.equal(done.status, 200, done.text)
    assert.equal((await post('register/options', { nonce }, token)).status, 403)
  })

  test('takes nothing but an answer to its own challenge, made on this site by a known owner', async () => {
    const { token } = await signIn(server)
    const table: [string, Lie][] = [
      ['another origin', { origin: 'https://evil.test' }],
      ['an origin below', { origin: 'https://sub.flumen.test' }],
      ['without encryption', { origin: 'http://flumen.test' }],
      ['another site', { rpId: 'evil.test' }],
      ['a frame of another site', { crossOrigin: true }],
      ['nobody there', { isPresent: false }],
      ['an unknown owner', { isVerified: false }],
      ['a sign-in', { type: 'webauthn.get' }],
      ['a challenge of its own', { challenge: Buffer.alloc(32, 1).toString('base64url') }],
      ['no challenge', { challenge: '' }],
      ['copies of what cannot be copied', { isBackedUp: true }],
    ]
    for (const [what, lie] of table) {
      assert.deepEqual(asPair(await register(newAuthenticator(), token, { lie })), invalid, what)
    }
    assert.deepEqual(await list(token), [])
  })

  test('a challenge counts once, for five minutes, in the session that asked, for registering', async () => {
    const person = await signIn(server)
    const { token, email, password } = person
    const verify = async (challenge: string, by = token) => {
      const options = { ...(await flows.beginRegistration(token)), challenge }
      return asPair(await post('register/verify', newAuthenticator().create(options), by))
    }
    const { challenge: used } = await flows.beginRegistration(token)
    assert.deepEqual(await verify(used), [200, undefined])
    assert.deepEqual(await verify(used), invalid, 'replayed')

    const stranger = await signIn(server)
    const { challenge: foreign } = await flows.beginRegistration(stranger.token)
    assert.deepEqual(await verify(foreign), invalid, 'of somebody else')
    // And the failure took nothing from them.
    const options = await flows.beginRegistration(stranger.token)
    const made = newAuthenticator().create({ ...options, challenge: foreign })
    assert.equal((await post('register/verify', made, stranger.token)).status, 200)

    const again = await server.call({ url: '/api/v1/auth/signin', body: { email, password } })
    const { challenge: elsewhere } = await flows.beginRegistration(again.body.access_token)
    assert.deepEqual(await verify(elsewhere), invalid, 'of another session')
    const { challenge: signInChallenge } = await flows.beginSignIn()
    assert.deepEqual(await verify(signInChallenge), invalid, 'for a sign-in')
    const { challenge: late } = await flows.beginRegistration(token)
    await ageChallenges()
    assert.deepEqual(await verify(late), invalid, 'expired')
    assert.equal((await list(token)).length, 1)
    await jobs['passkeys.sweep'](server.ctx)
    const left = await server.ctx.db.row<{ n: number }>(
      sql`select count(*)::int as n from auth.passkey_challenges where expires_at < now()`,
    )
    assert.equal(left?.n, 0, 'swept')
  })

  test('a failed answer uses its challenge up', async () => {
    const { token } = await signIn(server)
    const options = await flows.beginRegistration(token)
    const lying = newAuthenticator().create(options, { origin: 'https://evil.test' })
    assert.deepEqual(asPair(await post('register/verify', lying, token)), invalid)
    const honest = newAuthenticator().create(options)
    assert.deepEqual(asPair(await post('register/verify', honest, token)), invalid)
  })

  test('what was begun in a session that is over by now is not finished', async () => {
    const { token } = await signIn(server)
    const made = newAuthenticator().create(await flows.beginRegistration(token))
    await server.call({ url: '/api/v1/auth/signout', body: {}, token })
    assert.equal((await post('register/verify', made, token)).status, 401)
  })

  test('attestation is not looked at: certificates of strangers are neither believed nor followed', async () => {
    const { token } = await signIn(server)
    const statement = new Map([['x5c', [Buffer.from('no certificate')]]])
    const done = await register(newAuthenticator(), token, {
      attestation: ['packed', statement as never],
    })
    assert.equal(done.status, 200, done.text)
  })

  test('a passkey belongs to one account', async () => {
    const { person, authenticator } = await someone()
    const other = await signIn(server)
    // An authenticator that gives out an id again, as a forged one might.
    const [held] = authenticator.credentials
    const options = await flows.beginRegistration(other.token)
    const forged = newAuthenticator()
    const made = forged.create(options)
    const bytes = Buffer.from(made.response.attestationObject, 'base64url')
    const at = bytes.indexOf(forged.credentials[0]?.id ?? '')
    held?.id.copy(bytes, at)
    const id = held?.id.toString('base64url')
    const response = { ...made.response, attestationObject: bytes.toString('base64url') }
    const answer = await post('register/verify', { ...made, id, rawId: id, response }, other.token)
    assert.deepEqual(asPair(answer), [409, 'PASSKEY_EXISTS'])
    const done = await flows.signIn(authenticator)
    assert.equal(done.body.user.id, person.userId)
  })

  test('twenty of a person and no more', async () => {
    const { person, id } = await someone()
    await server.ctx.db.run(sql`
      insert into auth.passkeys (id, user_id, credential_id, public_key, rp_id, name, sign_count,
        device_type, backed_up, transports, aaguid, user_verified, second_factor)
      select gen_random_uuid(), user_id, sha256(n::text::bytea || public_key), public_key, rp_id,
        'Another', 0, device_type, backed_up, transports, aaguid, user_verified, second_factor
      from auth.passkeys, generate_series(1, 18) n where id = ${id}`)
    const options = await flows.beginRegistration(person.token)
    assert.equal((await register(newAuthenticator(), person.token)).status, 200)
    const full = [409, 'TOO_MANY_PASSKEYS']
    assert.deepEqual(asPair(await post('register/options', {}, person.token)), full)
    const made = newAuthenticator().create(options)
    assert.deepEqual(asPair(await post('register/verify', made, person.token)), full)
  })

  test('nobody without an account of their own, and no key', async () => {
    await turn('anonymous_enabled', true)
    const anonymous = await server.call({ url: '/api/v1/auth/signin/anonymous', body: {} })
    const root = await signIn(server, { role: 'instance_admin', tenant_id: null })
    const person = await someone()
    const impersonated = await server.call({
      url: '/api/v1/auth/impersonate',
      body: { target_user_id: person.person.userId, reason: 'a customer asked for help' },
      token: root.token,
    })
    assert.equal(impersonated.status, 200, impersonated.text)
    for (const { access_token: token } of [anonymous.body, impersonated.body]) {
      assert.equal((await post('register/options', {}, token)).status, 403)
      assert.equal((await remove(token, person.id)).status, 403)
      assert.equal((await flows.rename(token, person.id, 'x')).status, 403)
    }
  })
})

describe('signing in', () => {
  test('every fault is the same 401', async () => {
    const { authenticator } = await someone()
    const stranger = await someone()
    const handle = stranger.authenticator.credentials[0]?.userHandle
    const table: [string, Lie][] = [
      ['a bent signature', bend],
      ['bent data', { after: ({ authenticatorData }) => flip(authenticatorData, 36) }],
      ['no signature at all', { after: (signed) => (signed.signature = Buffer.from([48, 0])) }],
      ['another origin', { origin: 'https://evil.test' }],
      ['another site', { rpId: 'evil.test' }],
      ['a frame of another site', { crossOrigin: true }],
      ['nobody there', { isPresent: false }],
      ['an unknown owner', { isVerified: false }],
      ['a registration', { type: 'webauthn.create' }],
      ['a challenge of its own', { challenge: Buffer.alloc(32, 1).toString('base64url') }],
      ['somebody else’s handle', { userHandle: handle }],
      ['no handle', { userHandle: undefined }],
      ['suddenly of another kind', { isSynced: true }],
    ]
    const bodies = new Set<string>()
    const keep = ({ request_id: _, ...body }: Record<string, unknown>) =>
      bodies.add(JSON.stringify(body))
    for (const [what, lie] of table) {
      const answer = await flows.signIn(authenticator, lie)
      assert.deepEqual(asPair(answer), refused, what)
      keep(answer.body)
    }
    const unknown = newAuthenticator()
    unknown.create(await flows.beginRegistration(stranger.person.token))
    const answer = await flows.signIn(unknown)
    assert.deepEqual(asPair(answer), refused)
    keep(answer.body)
    assert.equal(bodies.size, 1, 'nothing tells an unknown passkey from a bad signature')
    assert.equal((await flows.signIn(authenticator)).status, 200, 'and it still works')
  })

  test('an unknown passkey costs the same work as a bad signature', async (t) => {
    const { authenticator, person } = await someone()
    const unknown = newAuthenticator()
    unknown.create(await flows.beginRegistration(person.token))
    const check = t.mock.method(globalThis.crypto.subtle, 'verify').mock
    const workBy = async (whose: VirtualAuthenticator): Promise<string[]> => {
      const body = whose.get(await flows.beginSignIn(), bend)
      check.resetCalls()
      const { answer, work } = await workOf(server, () => post('signin/verify', body))
      assert.deepEqual(asPair(answer), refused)
      assert.equal(check.callCount(), 1, 'one signature is checked')
      return work.statements
    }
    assert.deepEqual(await workBy(unknown), await workBy(authenticator))
  })

  test('a challenge counts once, also for twenty at once, and for five minutes', async () => {
    const { person, authenticator } = await someone()
    const proof = authenticator.get(await flows.beginSignIn())
    const answers = await barrier(20, () => post('signin/verify', proof))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    assert.ok(answers.every(({ status }) => status === 200 || status === 401))
    const late = authenticator.get(await flows.beginSignIn())
    await ageChallenges()
    assert.deepEqual(asPair(await post('signin/verify', late)), refused)
    const { challenge } = await flows.beginRegistration(person.token)
    const crossed = await flows.signIn(authenticator, { challenge })
    assert.deepEqual(asPair(crossed), refused, 'one for registering')
  })

  test('one that counts backwards was copied: refused, and written down', async () => {
    const { person, authenticator, id } = await someone()
    assert.equal((await flows.signIn(authenticator, { signCount: 7 })).status, 200)
    for (const signCount of [7, 6, 0]) {
      assert.deepEqual(asPair(await flows.signIn(authenticator, { signCount })), refused)
    }
    const cloned = (await auditOf(person.userId)).filter(({ event }) => event === 'passkey.cloned')
    assert.deepEqual(
      cloned.map(({ details }) => details),
      [7, 6, 0].map((sign_count) => ({ id, sign_count })),
    )
    // A stranger who knows its id and nothing else writes nothing there.
    const forged = { signCount: 1, ...bend }
    assert.deepEqual(asPair(await flows.signIn(authenticator, forged)), refused)
    assert.equal((await auditOf(person.userId)).length, 1 + cloned.length)
    assert.equal((await flows.signIn(authenticator, { signCount: 8 })).status, 200)
  })

  test('is over with the passkey, and with the account', async () => {
    const deleted = await someone()
    assert.equal((await remove(deleted.person.token, deleted.id)).status, 200)
    assert.deepEqual(asPair(await flows.signIn(deleted.authenticator)), refused)
    const { person, authenticator } = await someone()
    const set = (disabled: boolean) =>
      server.ctx.db.run(sql`
        update auth.users set disabled_at = case when ${disabled} then now() end
        where id = ${person.userId}`)
    await set(true)
    assert.deepEqual(asPair(await flows.signIn(authenticator)), refused)
    await set(false)
    assert.equal((await flows.signIn(authenticator)).status, 200)
    const { password } = person
    const closed = await server.call({
      method: 'DELETE',
      url: '/v1/me/account',
      token: person.token,
      body: { password },
    })
    assert.equal(closed.status, 204, closed.text)
    assert.deepEqual(asPair(await flows.signIn(authenticator)), refused)
  })

  test('twenty failures in five minutes from a network are enough', async () => {
    const { authenticator } = await someone()
    const from = '203.0.113.9'
    const attempt = async (lie: Lie) => {
      const body = authenticator.get(await flows.beginSignIn(), lie)
      const url = '/api/v1/auth/passkeys/signin/verify'
      return (await server.call({ url, body, from })).status
    }
    for (let i = 0; i < 20; i++) assert.equal(await attempt({ isVerified: false }), 401)
    assert.equal(await attempt({}), 429)
    // Elsewhere its owner gets in: strangers lock nobody out.
    assert.equal((await flows.signIn(authenticator)).status, 200)
  })
})

describe('the switches', () => {
  test('of passwords and of passkeys count each for itself', async () => {
    const { person, authenticator } = await someone()
    await turn('disable_app_password_login', true)
    assert.equal((await flows.signIn(authenticator)).status, 200)
    await turn('disable_app_password_login', false)
    const begun = authenticator.get(await flows.beginSignIn())
    await turn('passkeys_enabled', false)
    const off = [403, 'FEATURE_DISABLED']
    assert.deepEqual(asPair(await post('signin/verify', begun)), off)
    assert.deepEqual(asPair(await post('signin/options', {})), off)
    assert.deepEqual(asPair(await post('register/options', {}, person.token)), off)
    const config = await server.call({ url: '/api/v1/auth/config' })
    assert.equal(config.body.passkeys_enabled, false)
    assert.equal((await list(person.token)).length, 1)
    await turn('passkeys_enabled', true)
    assert.equal((await flows.signIn(authenticator)).status, 200)
  })

  test('of proven addresses: an unproven one gets a code and no session', async () => {
    const { email, password } = { email: 'unproven@example.com', password: 'correct horse battery' }
    const made = await server.call({ url: '/api/v1/auth/signup', body: { email, password } })
    const { authenticator } = await withPasskey(made.body.access_token, { origin })
    assert.equal((await flows.signIn(authenticator)).status, 200)
    await turn('require_email_verification', true)
    const answer = await flows.signIn(authenticator)
    assert.deepEqual(asPair(answer), [403, 'EMAIL_NOT_VERIFIED'])
    await turn('require_email_verification', false)
  })
})

test('whoever prepares a passkey over my address is out when I prove my mailbox', async () => {
  const email = 'prepared@example.com'
  const body = { email, password: 'the attacker knows this' }
  const attacker = await server.call({ url: '/api/v1/auth/signup', body })
  const { authenticator } = await withPasskey(attacker.body.access_token, { origin })
  await server.inbox.next(email)
  await server.call({ url: '/api/v1/auth/magiclink', body: { email } })
  const mail = await server.inbox.next(email)
  const mine = await server.call({
    url: '/api/v1/auth/magiclink/verify',
    body: { email, code: mail.code },
  })
  assert.equal(mine.status, 200, mine.text)
  assert.deepEqual(asPair(await flows.signIn(authenticator)), refused)
  assert.deepEqual(await list(mine.body.access_token), [])
})

describe('renaming and deleting', () => {
  test('one’s own alone: unknown, foreign and nonsense are 404 alike', async () => {
    const { person, id } = await someone()
    const stranger = await someone()
    const renamed = await flows.rename(person.token, id, 'Phone')
    assert.deepEqual([renamed.status, renamed.body.name], [200, 'Phone'])
    assert.equal((await list(person.token))[0].name, 'Phone')
    for (const other of [stranger.id, '00000000-0000-0000-0000-000000000000', 'x', "' or true"]) {
      const path = encodeURIComponent(other)
      assert.deepEqual(asPair(await flows.rename(person.token, path, 'x')), [404, 'NOT_FOUND'])
      assert.deepEqual(asPair(await remove(person.token, path)), [404, 'NOT_FOUND'])
    }
    for (const name of ['', ' ', 'a\nb', 'x'.repeat(65), 7, null]) {
      assert.equal((await flows.rename(person.token, id, name)).status, 400, String(name))
    }
    assert.equal((await list(stranger.person.token)).length, 1)
  })

  test('a deleted one is told by mail, and every other session ends', async () => {
    const { person, authenticator, id } = await someone()
    const other = (await flows.signIn(authenticator)).body.access_token
    await server.inbox.next(person.email)
    assert.equal((await remove(person.token, id)).status, 200)
    assert.match((await server.inbox.next(person.email)).subject, /Passkey deleted/)
    assert.ok(await lives(person.token))
    assert.ok(!(await lives(other)))
    assert.deepEqual(await list(person.token), [])
    assert.equal((await remove(person.token, id)).status, 404)
    const events = (await auditOf(person.userId)).map(({ event }) => event)
    assert.deepEqual(events, ['passkey.added', 'passkey.removed'])
  })

  test('asks for a sign-in within ten minutes', async () => {
    const { person, id } = await someone()
    await age(person.userId)
    assert.deepEqual(asPair(await remove(person.token, id)), [403, 'REAUTHENTICATION_REQUIRED'])
  })

  test('the last way in stays, also when two go at once', async () => {
    const { person, id } = await someone()
    const second = await withPasskey(person.token, { origin })
    await dropPassword(person.userId)
    const ids = [id, second.id]
    const answers = await barrier(2, (i) => remove(person.token, ids[i] ?? ''))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
    const kept = answers.find(({ status }) => status === 409)
    assert.equal(kept?.body.code, 'LAST_SIGN_IN_METHOD')
    assert.equal((await list(person.token)).length, 1)
  })

  test('a password that is switched off is no way in; an identity is, and so is a passkey for it', async () => {
    const { person, id } = await someone()
    await turn('disable_app_password_login', true)
    assert.equal((await remove(person.token, id)).status, 409)
    await turn('disable_app_password_login', false)
    await dropPassword(person.userId)
    await server.ctx.db.run(sql`
      insert into auth.identities (id, user_id, realm_id, provider, issuer, subject)
      select gen_random_uuid(), id, realm_id, 'github', 'https://github.example', id::text
      from auth.users where id = ${person.userId}`)
    const url = '/api/v1/auth/user/identities'
    const { identities } = (await server.call({ url, token: person.token })).body
    const unlink = { method: 'DELETE' as const, url: `${url}/${identities[0].id}` }
    const unlinked = await server.call({ ...unlink, token: person.token })
    assert.equal(unlinked.status, 200, unlinked.text)
    assert.equal((await remove(person.token, id)).status, 409)
  })
})
