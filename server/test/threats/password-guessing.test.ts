import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../src/kernel/sql.ts'
import { type Answer, barrier, newAddress, startServer } from '../kit.ts'
import { login, type Person, registerProven } from '../people.ts'
import { onHash, secondServer, tally } from './generators.ts'

/** A1, A2, A4, A17: one lock per account, below all doors, that its owner can still get past. */
const server = await startServer()

const guess = (
  person: Person,
  changes: { from?: string; username?: string; password?: string } = {},
) => {
  const { from = newAddress(), username = person.username, password = 'not the password' } = changes
  return server.call({ url: '/v1/auth/login', from, body: { username, password } })
}
const lock = async (person: Person, username = person.username) => {
  for (let i = 0; i < 5; i++) assert.equal((await guess(person, { username })).status, 401)
  assert.equal((await guess(person, { username })).status, 429)
}
/** As if the window of every lock had passed. */
const passTime = () => server.ctx.db.run(sql`update engine.limits set ends_at = now()`)

test('A1 500 wrong passwords at a barrier of 50: five are evaluated, the owner gets in', async () => {
  const owner = await registerProven(server)
  const home = newAddress()
  await login(server, owner, home)
  let evaluated = 0
  const undo = onHash(server, () => evaluated++)
  const answers: Answer[] = []
  for (let round = 0; round < 10; round++) {
    answers.push(...(await barrier(50, (i) => guess(owner, { password: `wrong ${round} ${i}` }))))
  }
  undo()
  assert.equal(evaluated, 5)
  assert.deepEqual(tally(answers), { 401: 5, 429: 495 })
  assert.ok(answers.every((a) => a.status === 401 || Number(a.headers['retry-after']) > 0))
  assert.ok(answers.every((a) => Number(a.headers['retry-after'] ?? 0) <= 900))
  assert.ok(await login(server, owner, home))
  const { status } = await guess(owner, { password: owner.password })
  assert.equal(status, 429, 'the right password from elsewhere waits')
  await passTime()
  assert.equal((await guess(owner, { password: owner.password })).status, 200)
})

test('A1 at most 100 in a row are ever evaluated, whatever the patience', async () => {
  const owner = await registerProven(server)
  await login(server, owner)
  let evaluated = 0
  const undo = onHash(server, () => evaluated++)
  await guess(owner)
  // As if 91 of them had been here already.
  await server.ctx.db.run(sql`update engine.limits set streak = streak + 91 where streak > 0`)
  for (let window = 0; window < 4; window++) {
    await passTime()
    await barrier(6, () => guess(owner))
  }
  await passTime()
  undo()
  assert.equal(evaluated + 91, 100)
  const last = await guess(owner, { password: owner.password })
  assert.deepEqual(
    [last.status, last.body.detail],
    [429, 'Too many failures in a row: reset the password'],
  )
})

test('A1 the cap of 100 in a row outlives a pause of days', async () => {
  const owner = await registerProven(server)
  await server.ctx.db.run(sql`
    insert into engine.limits (key, used, ends_at, streak)
    select ${'guess:'} || id, 6, now() - interval '3 days', 101 from auth.users
    where username = ${owner.username}`)
  await server.app.engines.limits.sweep()
  assert.equal((await guess(owner)).status, 429)
})

test('A1 a reset lifts the lock everywhere, also for the device that caused it', async () => {
  const owner = await registerProven(server)
  const home = newAddress()
  await login(server, owner, home)
  for (let i = 0; i < 6; i++) await guess(owner, { from: home })
  assert.equal((await guess(owner, { from: home })).status, 429)
  await server.call({ url: '/v1/auth/forgot-password', body: { email: owner.email } })
  const mail = await server.inbox.next(owner.email)
  const link = mail.links.find((l) => l.includes('/auth/reset-password')) ?? ''
  const token = new URL(link).searchParams.get('token')
  const body = { token, new_password: 'a whole new phrase' }
  assert.equal((await server.call({ url: '/v1/auth/reset-password', body })).status, 200)
  assert.equal((await guess(owner, { from: home, password: 'a whole new phrase' })).status, 200)
})

test('A2 locked through one door, locked through all that check this password', async () => {
  const owner = await registerProven(server)
  const token = await login(server, owner)
  await lock(owner)
  const { email, password } = owner
  let evaluated = 0
  const undo = onHash(server, () => evaluated++)
  const doors = {
    'user name': guess(owner, { password }),
    'USER NAME': guess(owner, { username: owner.username.toUpperCase(), password }),
    'e-mail': guess(owner, { username: email, password }),
    'E-MAIL': guess(owner, { username: ` ${email.toUpperCase()} `, password }),
    form: server.call({
      url: '/v1/auth/login',
      raw: new URLSearchParams({ username: email, password }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
    'change password': server.call({
      url: '/v1/auth/change-password',
      token,
      body: { current_password: password, new_password: 'a whole new phrase' },
    }),
    'delete account': server.call({
      method: 'DELETE',
      url: '/v1/me/account',
      token,
      body: { password },
    }),
  }
  for (const [door, answer] of Object.entries(doors)) assert.equal((await answer).status, 429, door)
  undo()
  assert.equal(evaluated, 0)
})

test('A2 guesses at the signed-in doors count for the sign-in, too', async () => {
  const owner = await registerProven(server)
  const token = await login(server, owner)
  const change = (current_password: string) =>
    server.call({
      url: '/v1/auth/change-password',
      token,
      body: { current_password, new_password: 'a whole new phrase' },
    })
  for (let i = 0; i < 5; i++) assert.equal((await change(`wrong ${i}`)).status, 400)
  assert.equal((await change(owner.password)).status, 429)
  assert.equal((await guess(owner, { password: owner.password })).status, 429)
})

test('A4 the lock tells nothing: unknown accounts lock alike, in all their spellings', async () => {
  const known = await registerProven(server)
  const spell = (email: string) => [email, email.toUpperCase(), ` ${email}`, wide(email), email]
  const wide = (email: string) => email.replace(/[np]/, (letter) => (letter === 'n' ? 'ｎ' : 'ｐ'))
  const statuses = async (email: string) => {
    const all: number[] = []
    for (const username of [...spell(email), ...spell(email)]) {
      all.push((await guess(known, { username })).status)
    }
    return all
  }
  assert.deepEqual(await statuses(known.email), await statuses('nobody-here@example.com'))
})

test('A4 nor do spellings of a user name', async () => {
  const known = await registerProven(server)
  const statuses = async (name: string) => {
    const all: number[] = []
    for (let i = 0; i < 6; i++) all.push((await guess(known, { username: name })).status)
    for (const username of [name.toUpperCase(), ` ${name}`, `${name} `]) {
      all.push((await guess(known, { username })).status)
    }
    return all
  }
  assert.deepEqual(await statuses(known.username), await statuses('nobody-of-this-name'))
})

test('A17 a restart refills nothing: the lock and the budgets stand in the database', async () => {
  const owner = await registerProven(server)
  await lock(owner)
  const again = await secondServer(server)
  const body = { username: owner.username, password: owner.password }
  assert.equal((await again.call({ url: '/v1/auth/login', body })).status, 429)
})
