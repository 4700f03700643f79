import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer, until } from '../../../test/kit.ts'
import { registerProven } from '../../../test/people.ts'
import { sql } from '../../kernel/sql.ts'

/** The mail about a sign-in from where somebody was not of late. */
const server = await startServer()
const { ofPlaces } = server.inbox
const home = '203.0.113.7'

async function signIn(person: { email: string; password: string }, from: string, status = 200) {
  const body = { email: person.email, password: person.password }
  const answer = await server.call({ url: '/api/v1/auth/signin', body, from })
  assert.equal(answer.status, status, answer.text)
}

/** How many were queued: what is sent can come later, what is not cannot. */
const queued = async () =>
  (
    await server.ctx.db.row<{ n: number }>(sql`
    select count(*)::int as n from engine.outbox where task = 'mail.deliver'`)
  )?.n ?? 0

async function tellsOf(person: { email: string }, count: number): Promise<void> {
  await until('everything is sent', async () => (await queued()) === 0)
  const mine = () => ofPlaces.filter(({ to }) => to === person.email)
  await until(`${count} notices`, () => mine().length >= count)
  assert.equal(mine().length, count)
}

test('the first sign-in of all tells nothing, another from there nothing, one from elsewhere once', async () => {
  const person = await registerProven(server)
  await server.ctx.db.run(sql`delete from auth.sessions s using auth.users u
    where u.id = s.user_id and u.email = ${person.email}`)
  await signIn(person, home)
  await signIn(person, home)
  await signIn(person, '198.51.100.9')
  await signIn(person, '198.51.100.9')
  await tellsOf(person, 1)
  const [mail] = ofPlaces.filter(({ to }) => to === person.email)
  assert.match(mail?.text ?? '', /198\.51\.100\.9/)
  await signIn({ ...person, password: 'not the password' }, '192.0.2.1', 401)
  await tellsOf(person, 1)
  await server.ctx.db.run(
    sql`update auth.sessions set created_at = created_at - interval '31 days'`,
  )
  await signIn(person, home)
  await tellsOf(person, 2)
})

test('a setting switches it off', async () => {
  const person = await registerProven(server)
  await signIn(person, home)
  await tellsOf(person, ofPlaces.filter(({ to }) => to === person.email).length)
  const before = ofPlaces.filter(({ to }) => to === person.email).length
  await server.ctx.db.run(sql`
    insert into auth.settings (key, value) values ('app.auth.new_device_mails', 'false')`)
  await server.ctx.revocations.write(server.ctx.db, 'settings', ['x'])
  server.ctx.revocations.announce('settings', ['x'])
  await signIn(person, '192.0.2.44')
  await tellsOf(person, before)
})
