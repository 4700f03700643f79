import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newAddress, startServer } from '../../../test/kit.ts'
import { login, newPerson, type Person, register, registerProven } from '../../../test/people.ts'
import { startIssuer } from '../../engines/issuers/stand-in.ts'

/**
 * Mailbox proof as a table of flows: whoever proves the mailbox first keeps what their
 * own flow set; nothing that somebody else prepared in their name survives.
 */
const google = await startIssuer({ after })
const server = await startServer({
  providers: { google: { issuer: google.issuer, clientIds: ['client'], clientSecret: undefined } },
})

const canSignIn = async (person: Person): Promise<boolean> => {
  const body = { username: person.username, password: person.password }
  return (await server.call({ url: '/v1/auth/login', body })).status === 200
}
const isKnown = async (person: Person): Promise<boolean> => {
  const body = { username: person.username, password: person.password }
  return (await server.call({ url: '/v1/auth/login', body })).status !== 401
}
const verify = async (email: string, code: string): Promise<number> =>
  (await server.call({ url: '/v1/auth/verify-email', body: { email, code } })).status
const linkTo = (links: string[], path: string): string =>
  links.find((link) => new URL(link).pathname === path) ?? ''
const tokenIn = (link: string): string => new URL(link).searchParams.get('token') ?? ''

async function resetTokenFor(email: string): Promise<string> {
  await server.call({ url: '/v1/auth/forgot-password', body: { email } })
  for (;;) {
    const { links } = await server.inbox.next(email)
    const link = linkTo(links, '/auth/reset-password')
    if (link.includes('token=')) return tokenIn(link)
  }
}

/** A token of provisioning, the credential that is usable before any proof. */
async function patFor(email: string): Promise<string> {
  const answer = await server.call({ url: '/api/v2/accounts', body: { email } })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.accessToken
}
const patWorks = async (token: string): Promise<boolean> =>
  (await server.call({ url: '/api/v2/account', token })).status === 200

test('two sign-ups over one address: the one that proves it stays, the other is gone', async () => {
  const attacker = newPerson()
  const owner = newPerson({ email: attacker.email })
  await register(server, attacker)
  const code = await register(server, owner)
  assert.equal(await verify(owner.email, code), 200)
  assert.ok(await canSignIn(owner))
  assert.ok(!(await isKnown(attacker)))
  const next = { ...newPerson(), username: attacker.username }
  await register(server, next)
})

test('the code of the other sign-up is dead after the proof', async () => {
  const attacker = newPerson()
  const owner = newPerson({ email: attacker.email })
  const theirs = await register(server, attacker)
  assert.equal(await verify(owner.email, await register(server, owner)), 200)
  assert.equal(await verify(owner.email, theirs), 400)
})

test('a token made in my name dies when I prove my mailbox on another door', async () => {
  const owner = newPerson()
  const pat = await patFor(owner.email)
  assert.ok(await patWorks(pat))
  const app = await server.call({ url: '/api/v2/apps', token: pat, body: { name: 'Trap' } })
  const { apiKey } = app.body.app
  await server.inbox.next(owner.email)
  assert.equal(await verify(owner.email, await register(server, owner)), 200)
  assert.ok(!(await patWorks(pat)))
  const config = await server.call({ url: '/api/v1/config', key: apiKey })
  assert.equal(config.status, 401)
})

test('a token I made myself stays when I prove the mailbox with its own code', async () => {
  const { email } = newPerson()
  const pat = await patFor(email)
  const { code } = await server.inbox.next(email)
  const wrong = await server.call({
    url: '/api/v2/account/verify',
    token: pat,
    body: { code: code === '000000' ? '000001' : '000000' },
  })
  assert.deepEqual([wrong.status, wrong.body.message], [400, 'code_invalid'])
  const proof = await server.call({ url: '/api/v2/account/verify', token: pat, body: { code } })
  assert.equal(proof.status, 200)
  assert.ok(await patWorks(pat))
})

test('a reset over an unproven account keeps the new password and nothing else', async () => {
  const attacker = newPerson()
  const pat = await patFor(attacker.email)
  await register(server, { ...attacker, username: `${attacker.username}x` })
  const token = await resetTokenFor(attacker.email)
  const body = { token, new_password: 'chosen by the owner' }
  assert.equal((await server.call({ url: '/v1/auth/reset-password', body })).status, 200)
  assert.ok(!(await isKnown(attacker)))
  assert.ok(!(await patWorks(pat)))
  const owner = { ...attacker, username: attacker.email, password: 'chosen by the owner' }
  assert.ok(await canSignIn(owner))
})

test('a reset over a proven account ends sessions, never keys', async () => {
  const owner = await registerProven(server)
  const token = await login(server, owner)
  const made = await server.call({ url: '/v1/auth/api-keys', token, body: { name: 'k' } })
  const reset = await resetTokenFor(owner.email)
  const body = { token: reset, new_password: 'chosen by the owner' }
  assert.equal((await server.call({ url: '/v1/auth/reset-password', body })).status, 200)
  assert.equal((await server.call({ url: '/v1/me/account', token })).status, 401)
  assert.equal((await server.call({ url: '/v1/me/account', key: made.body.raw_key })).status, 200)
})

test('Google takes over an unproven account with nothing in it', async () => {
  const attacker = newPerson()
  await register(server, attacker)
  const credential = await google.sign({
    sub: `g-${attacker.username}`,
    email: attacker.email,
    email_verified: true,
  })
  const answer = await server.call({ url: '/v1/auth/google', body: { credential } })
  assert.equal(answer.status, 200, answer.text)
  assert.ok(!(await isKnown(attacker)))
  const token = answer.body.access_token
  const { body } = await server.call({ url: '/v1/me/account', token })
  assert.deepEqual(
    [body.google_linked, body.has_password, body.email_verified, body.can_unlink_google],
    [true, false, true, false],
  )
  const unlink = await server.call({ method: 'POST', url: '/v1/me/google/unlink', token })
  assert.deepEqual([unlink.status, unlink.body.detail.code], [409, 'password_required'])
})

test('Google links to a proven account and leaves its password alone', async () => {
  const owner = await registerProven(server)
  const claims = { sub: `g-${owner.username}`, email: owner.email, email_verified: true }
  const credential = await google.sign(claims)
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => server.call({ url: '/v1/auth/google', body: { credential } })),
  )
  assert.deepEqual(new Set(answers.map((a) => a.status)), new Set([200]))
  assert.ok(await canSignIn(owner))
  const token = answers[0]?.body.access_token
  const unlink = await server.call({ method: 'POST', url: '/v1/me/google/unlink', token })
  assert.deepEqual([unlink.status, unlink.body.google_linked], [200, false])
  assert.deepEqual(unlink.body.available_sign_in_methods, ['password'])
})

test('an address that Google has not verified opens nothing', async () => {
  const owner = await registerProven(server)
  const claims = { sub: 'stranger', email: owner.email, email_verified: false }
  const credential = await google.sign(claims)
  assert.equal((await server.call({ url: '/v1/auth/google', body: { credential } })).status, 401)
})

test('a token for another client is nothing here', async () => {
  const { email } = newPerson()
  const credential = await google.sign({ sub: 's', aud: 'another', email, email_verified: true })
  assert.equal((await server.call({ url: '/v1/auth/google', body: { credential } })).status, 401)
})

test('sign-up over a proven address is nothing but a notice to its owner', async () => {
  const owner = await registerProven(server)
  const before = server.inbox.count(owner.email)
  await register(server, newPerson({ email: owner.email }))
  assert.equal(server.inbox.count(owner.email), before + 1)
  assert.ok(await canSignIn(owner))
  const again = await server.call({ url: '/api/v2/accounts', body: { email: owner.email } })
  assert.equal(again.status, 409)
})

test('"this was not me" ends the sign-up and frees its name; a proven account it leaves alone', async () => {
  const attacker = newPerson()
  await server.call({ url: '/v1/auth/register', body: attacker })
  const mail = await server.inbox.next(attacker.email)
  const form = `token=${tokenIn(linkTo(mail.links, '/auth/not-me'))}`
  const disown = () =>
    server.call({
      url: '/auth/not-me',
      raw: form,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  assert.equal((await disown()).status, 200)
  assert.equal(await verify(attacker.email, mail.code), 400)
  assert.ok(!(await isKnown(attacker)))

  const owner = newPerson()
  await server.call({ url: '/v1/auth/register', body: owner })
  const first = await server.inbox.next(owner.email)
  assert.equal(await verify(owner.email, first.code), 200)
  await server.call({
    url: '/auth/not-me',
    raw: `token=${tokenIn(linkTo(first.links, '/auth/not-me'))}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  assert.ok(await canSignIn(owner))
})

test('a fresh code kills the one before it', async () => {
  const person = newPerson()
  const first = await register(server, person)
  const body = { email: person.email }
  const answer = await server.call({ url: '/v1/auth/resend-verification', body })
  assert.equal(answer.status, 200)
  const { code } = await server.inbox.next(person.email)
  if (code !== first) assert.equal(await verify(person.email, first), 400)
  assert.equal(await verify(person.email, code), 200)
  const from = newAddress()
  const again = await server.call({ url: '/v1/auth/resend-verification', body, from })
  assert.deepEqual([again.status, again.text], [answer.status, answer.text])
})
