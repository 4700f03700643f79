import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { sql } from '../../src/kernel/sql.ts'
import { type Answer, type Call, startServer } from '../kit.ts'
import { newPerson, type Person, register, registerProven } from '../people.ts'
import { newEmail } from '../provisioning.ts'
import { tally, workOf } from './generators.ts'

/**
 * A4: whether an account exists shows neither in an answer nor in the work behind it. Equal work is
 * the same number of hashes and the same SQL statements in the same order.
 */
const server = await startServer({ queue: false, rateLimit: true })
// With the queue at rest, mails are the jobs in the outbox; codes are read from a second server.
const helper = await startServer({ databaseUrl: server.databaseUrl })

let proven: Person
let unproven: Person
let googleOnly: Person
before(async () => {
  proven = await registerProven(helper)
  unproven = newPerson()
  await register(helper, unproven)
  googleOnly = await registerProven(helper)
  await server.ctx.db.run(sql`
    update auth.users set password_hash = null where username = ${googleOnly.username}`)
  // Everything is compiled, planned and cached once before it is compared.
  for (const [, , calls] of doors()) for (const call of calls) await server.call(call)
})

const post = (url: string, body: object): Call => ({ url, body })
const login = (username: string) => post('/v1/auth/login', { username, password: 'wrong password' })

/** Door, how the answers may differ (by what was sent), calls: an unknown one first. */
function doors(): [string, (answer: Answer) => unknown, Call[]][] {
  const same = ({ status, text }: Answer) => ({ status, text })
  const registration = (email: string) => ({ ...newPerson(), email })
  const shape = ({ status, body }: Answer) => ({ status, fields: Object.keys(body).sort() })
  const names = (call: (email: string) => Call, people = [proven, unproven, googleOnly]) => [
    call(newEmail()),
    ...people.map(({ email }) => call(email)),
  ]
  return [
    ['login by e-mail', same, names((email) => login(email))],
    [
      'login by user name',
      same,
      [login('nobody-of-this-name'), login(proven.username), login(googleOnly.username)],
    ],
    ['forgot password', same, names((email) => post('/v1/auth/forgot-password', { email }))],
    ['resend', same, names((email) => post('/v1/auth/resend-verification', { email }))],
    [
      'verify by e-mail',
      same,
      names((email) => post('/v1/auth/verify-email', { email, code: '123456' })),
    ],
    [
      'register',
      shape,
      names((email) => post('/v1/auth/register', registration(email)), [proven, googleOnly]),
    ],
    [
      'register with a field too many',
      same,
      names((email) =>
        post('/v1/auth/register', { ...registration(email), username: 'same-name', extra: 1 }),
      ),
    ],
    [
      'forgot with a field too many',
      same,
      names((email) => post('/v1/auth/forgot-password', { email, extra: 1 })),
    ],
    [
      'login of an address that is none',
      same,
      [login('no@such@address'), login(`x${proven.email}`)],
    ],
  ]
}

/** What depends on chance alone, taken out. */
const plain = (text: string) => text.replace(/"[^"]*@example\.com"/g, '"…"')

test('A4 known and unknown: the same answer, the same hashes, the same statements', async () => {
  for (const [door, shown, calls] of doors()) {
    const all: { seen: unknown; hashes: number; statements: string[] }[] = []
    await server.ctx.db.run(sql`delete from engine.limits`)
    for (const call of calls) {
      const { answer, work } = await workOf(server, () => server.call(call))
      assert.ok(answer.status < 500, `${door}: ${answer.text}`)
      all.push({ seen: JSON.parse(plain(JSON.stringify(shown(answer)))), ...work })
    }
    for (const [i, one] of all.entries()) assert.deepEqual(one, all[0], `${door}, case ${i}`)
  }
})

test('A4 the same mails are queued for a taken and for a free address', async () => {
  const queued = async (email: string) => {
    const { work } = await workOf(server, () =>
      server.call(post('/v1/auth/register', { ...newPerson(), email })),
    )
    return work.statements.filter((text) => text.includes('insert into engine.outbox')).length
  }
  assert.deepEqual([await queued(newEmail()), await queued(proven.email)], [1, 1])
})

test('A4 by user name: 16 tries at verification count alike for nobody and for somebody', async () => {
  const someone = await registerProven(helper)
  const statuses = async (username: string) => {
    const answers: Answer[] = []
    for (let i = 0; i < 16; i++) {
      answers.push(await server.call(post('/v1/auth/verify-email', { username, code: '123456' })))
    }
    return tally(answers)
  }
  const first = await statuses('nobody-of-this-name-1')
  assert.deepEqual(await statuses('nobody-of-this-name-2'), first)
  assert.deepEqual(await statuses(someone.username), first)
})

// Over a proven address a sign-up is nothing but a notice. Its answer cannot be told
// from a fresh one; that nothing was made can be found out afterwards, at the price of a mail to the
// owner each time and of the sign-up budget.
test('A4 over a taken address nothing is made', async () => {
  const person = { ...newPerson(), email: proven.email }
  await server.call(post('/v1/auth/register', person))
  const { username, password } = person
  const signIn = await server.call(post('/v1/auth/login', { username, password }))
  assert.equal(signIn.status, 401)
  const again = await server.call(post('/v1/auth/register', { ...newPerson(), username }))
  assert.equal(again.status, 200)
})
