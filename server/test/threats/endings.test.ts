import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTransaction } from '../../src/engines/context.ts'
import { close } from '../../src/features/identity/index.ts'
import * as sessions from '../../src/features/sessions/index.ts'
import { sql } from '../../src/kernel/sql.ts'
import { type Answer, newAddress, startServer, type TestServer } from '../kit.ts'
import { login, type Person, registerProven, signedIn } from '../people.ts'
import { newApp, signIn } from '../provisioning.ts'
import { mainRealm, secondServer, session } from './generators.ts'

/** S2–S6, T7: what has ended is over: everywhere, within a second, and whatever is still on its way. */
const server = await startServer({ rateLimit: false })
const twin = await secondServer(server)

const statusOf = async (on: TestServer, credential: { token?: string; key?: string }) =>
  (await on.call({ url: '/v1/me/account', ...credential })).status
const opensAnything = async (token: string): Promise<string[]> => {
  const open: string[] = []
  for (const url of [
    '/v1/me/account',
    '/v1/me/sessions',
    '/v1/me/credentials',
    '/api/v2/account',
  ]) {
    if ((await server.call({ url, token })).status !== 401) open.push(url)
  }
  return open
}

/** Stops the next check of a password after the check itself, until it is let go. */
function holdNextCheck(): { reached: Promise<void>; release: () => void } {
  const { hashing } = server.app.engines
  const { verify } = hashing
  let release = () => {}
  let arrive = () => {}
  const gate = new Promise<void>((resolve) => (release = resolve))
  const reached = new Promise<void>((resolve) => (arrive = resolve))
  hashing.verify = async (...args) => {
    hashing.verify = verify
    const fits = await verify.apply(hashing, args)
    arrive()
    await gate
    return fits
  }
  return { reached, release }
}

async function resetPassword({ email }: Person, new_password = 'a whole new phrase') {
  await server.call({ url: '/v1/auth/forgot-password', body: { email } })
  const { links } = await server.inbox.next(email)
  const link = links.find((l) => l.includes('/auth/reset-password')) ?? ''
  const token = new URL(link).searchParams.get('token')
  const answer = await server.call({
    url: '/v1/auth/reset-password',
    body: { token, new_password },
  })
  assert.equal(answer.status, 200, answer.text)
}
const change = (token: string, { password }: Person): Promise<Answer> =>
  server.call({
    url: '/v1/auth/change-password',
    token,
    body: { current_password: password, new_password: 'a whole new phrase' },
  })
const closeAccount = (token: string, { password }: Person): Promise<Answer> =>
  server.call({ method: 'DELETE', url: '/v1/me/account', token, body: { password } })

/** Five sessions of a person, and their own. */
async function manySessions() {
  const person = await registerProven(server)
  const token = await login(server, person)
  const { id } = (await server.call({ url: '/v1/me/account', token })).body
  const others = await Promise.all([1, 2, 3, 4, 5].map(() => session(server, id)))
  for (const other of others) assert.equal(await statusOf(server, { token: other }), 200)
  return { person, token, others, id }
}

test('S3 a changed password ends all five other sessions and the one that asked', async () => {
  const { person, token, others } = await manySessions()
  const answer = await change(token, person)
  for (const old of [token, ...others]) assert.deepEqual(await opensAnything(old), [])
  assert.equal(await statusOf(server, { token: answer.body.access_token }), 200)
  assert.notEqual(answer.body.access_token, token)
})

test('S3 a reset password ends every session', async () => {
  const { person, token, others } = await manySessions()
  await resetPassword(person)
  for (const old of [token, ...others]) assert.deepEqual(await opensAnything(old), [])
})

test('S3 a sign-in by the old password that is still on its way gets nothing', async () => {
  for (const end of [change, undefined]) {
    const person = await registerProven(server)
    // From a known device, which has a turn of its own.
    const from = newAddress()
    const token = await login(server, person, from)
    const held = holdNextCheck()
    const body = { username: person.username, password: person.password }
    const late = server.call({ url: '/v1/auth/login', body, from })
    await held.reached
    if (end) assert.equal((await end(token, person)).status, 200)
    else await resetPassword(person)
    held.release()
    assert.equal((await late).status, 401, (await late).text)
  }
})

test('S4 what is on its way when the account is closed opens nothing', async () => {
  const begin: Record<string, (token: string, person: Person) => Promise<Answer>> = {
    'a sign-in': (_, { username, password }) =>
      server.call({ url: '/v1/auth/login', body: { username, password } }),
    'a change of the password': change,
  }
  for (const [what, start] of Object.entries(begin)) {
    const person = await registerProven(server)
    const tokens = [await login(server, person), await login(server, person)]
    const held = holdNextCheck()
    const late = start(tokens[0] ?? '', person)
    await held.reached
    // By another door: at the usual one the account's own guess limit makes the two take turns.
    const { id } = (await server.call({ url: '/v1/me/account', token: tokens[1] })).body
    await inTransaction(server.ctx, (ctx) => close(ctx, [id]))
    held.release()
    const { status, body } = await late
    assert.equal(status, 401, what)
    assert.deepEqual(await opensAnything(body.access_token ?? 'none'), [], what)
  }
})

test('S4 a closed account: its tokens, keys, apps and their users are dead', async () => {
  const { person, token, key } = await signedIn(server)
  const made = await server.call({ url: '/api/v2/accounts/tokens', token, body: {} })
  const app = await newApp(server, undefined, made.body.accessToken)
  const user = await signIn(server, app)
  assert.equal((await closeAccount(token, person)).status, 204)
  assert.deepEqual(await opensAnything(token), [])
  assert.deepEqual(await opensAnything(made.body.accessToken), [])
  assert.equal(await statusOf(server, { key }), 401)
  assert.equal((await server.call({ url: '/api/v1/config', key: app.key })).status, 401)
  const me = { method: 'PATCH' as const, url: '/api/v1/users/me', body: {} }
  assert.equal((await server.call({ ...me, key: app.key, token: user.accessToken })).status, 401)
})

/** Seconds until a credential is refused on the other process. */
async function timeToDeath(credential: { token?: string; key?: string }): Promise<number> {
  const began = performance.now()
  while ((await statusOf(twin, credential)) !== 401) {
    assert.ok(performance.now() - began < 5_000, 'lives on')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return (performance.now() - began) / 1000
}

test('T7 S2 an end is felt on a second process within a second', async () => {
  const { token, key, keyId } = await signedIn(server)
  const other = await signedIn(server)
  for (const credential of [{ token }, { key }, { token: other.token }, { key: other.key }]) {
    assert.equal(await statusOf(twin, credential), 200)
  }
  const revoke = { method: 'DELETE' as const, url: `/v1/auth/api-keys/${keyId}`, token }
  assert.equal((await server.call(revoke)).status, 204)
  assert.ok((await timeToDeath({ key })) < 1)
  assert.equal((await server.call({ method: 'POST', url: '/v1/auth/logout', token })).status, 204)
  assert.ok((await timeToDeath({ token })) < 1)
  assert.equal((await closeAccount(other.token, other.person)).status, 204)
  assert.ok((await timeToDeath({ token: other.token })) < 1)
  assert.ok((await timeToDeath({ key: other.key })) < 1)
})

test('S6 a rotated refresh token stays dead after a restart, and so does its family', async () => {
  const person = await registerProven(server)
  const row = await server.ctx.db.row<{ id: string }>(
    sql`select id from auth.users where username = ${person.username}`,
  )
  const id = row?.id ?? ''
  const user = { id, realm_id: mainRealm, username: null, email: null, role: 'authenticated' }
  const refresh = { idleSeconds: 3600, lifeSeconds: 3600 }
  const begun = await sessions.start(server.ctx, user, { amr: ['pwd'], refresh })
  const next = async (on: TestServer, token: string) =>
    (await sessions.refresh(on.ctx, token, 3600))?.refresh_token
  const first = await next(server, begun.refresh_token)
  const second = await next(server, first ?? '')
  await server.ctx.db.run(sql`update auth.sessions
    set rotations = array(select r - interval '2 minutes' from unnest(rotations) r)
    where id = ${begun.id}`)
  const restarted = await secondServer(server)
  assert.equal(await next(restarted, begun.refresh_token), undefined)
  assert.equal(await next(restarted, second ?? ''), undefined)
  assert.equal(await statusOf(restarted, { token: begun.access_token }), 401)
})

test('S1 every sign-in and every change of the password has a session of its own', async () => {
  const person = await registerProven(server)
  const idOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).session_id
  const tokens = [await login(server, person), await login(server, person)]
  tokens.push((await change(tokens[0] ?? '', person)).body.access_token)
  assert.equal(new Set(tokens.map(idOf)).size, 3)
})
