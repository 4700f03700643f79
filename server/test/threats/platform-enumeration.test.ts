import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import * as settings from '../../src/features/settings/index.ts'
import { sql } from '../../src/kernel/sql.ts'
import { type Answer, type Call, startServer } from '../kit.ts'
import { newPerson, type Person, register, registerProven } from '../people.ts'
import { newEmail } from '../provisioning.ts'
import { workOf } from './generators.ts'

/**
 * A4 on the platform, its administration and metering: the same answer, the same hashes and the same
 * SQL statements whether or not there is an account.
 */
const server = await startServer({ queue: false, rateLimit: true })
const helper = await startServer({ databaseUrl: server.databaseUrl })

let proven: Person
let unproven: Person
let withoutPassword: Person
before(async () => {
  await settings.set(server.ctx, { key: 'app.auth.require_email_verification', value: true })
  proven = await registerProven(helper)
  unproven = newPerson()
  await register(helper, unproven)
  withoutPassword = await registerProven(helper)
  await server.ctx.db.run(sql`
    update auth.users set password_hash = null where username = ${withoutPassword.username}`)
  // Everything is compiled, planned and cached once before it is compared.
  for (const [, call, , people] of doors)
    for (const email of people()) await server.call(call(email))
})

const api = (path: string, body: object): Call => ({ url: `/api/v1/${path}`, body })
const same = ({ status, text }: Answer) => ({ status, text })
/** Of a made-up person as of one who is there: everything but what the person is called. */
const shape = ({ status, body }: Answer) => ({
  status,
  fields: Object.keys(body).sort(),
  user: Object.keys(body.user ?? {}).sort(),
})
const everybody = () => [newEmail(), proven.email, unproven.email, withoutPassword.email]
/** Two of nobody: an own flow is prepared for whoever has proven nothing. */
const strangers = () => [newEmail(), proven.email, withoutPassword.email]
const wrong = { password: 'not the password' }

const doors: [string, (email: string) => Call, (answer: Answer) => unknown, () => string[]][] = [
  [
    'sign-up',
    (email) => api('auth/signup', { email, password: 'correct horse battery' }),
    shape,
    strangers,
  ],
  ['sign-in', (email) => api('auth/signin', { email, ...wrong }), same, everybody],
  [
    'sign-in of administrators',
    (email) => api('admin/login', { email, ...wrong }),
    same,
    everybody,
  ],
  ['login by cookie', (email) => api('auth/login', { email, ...wrong }), same, everybody],
  ['reset', (email) => api('auth/password/reset', { email }), same, everybody],
  ['forgot, on metering', (email) => api('auth/forgot-password', { email }), same, everybody],
  ['magic link', (email) => api('auth/magiclink', { email }), same, everybody],
  ['one-time code', (email) => api('auth/otp/signin', { email }), same, everybody],
  ['code again', (email) => api('auth/otp/resend', { email, type: 'email' }), same, everybody],
  [
    'a wrong code',
    (email) => api('auth/otp/verify', { email, token: '123456', type: 'email' }),
    same,
    everybody,
  ],
  ['proof again', (email) => api('auth/verify-email/resend', { email }), same, everybody],
  [
    'CAPTCHA check',
    (email) => api('auth/captcha/check', { email, endpoint: 'login' }),
    shape,
    everybody,
  ],
  [
    'a field too many',
    (email) => api('auth/signin', { email, ...wrong, extra: 1 }),
    same,
    everybody,
  ],
]

/** What depends on chance alone, taken out. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replace(/\\"request_id\\":\\"[^"]*\\"/g, ''))

for (const [door, call, shown, people] of doors) {
  test(`A4 ${door}: known and unknown cannot be told by answer, hashes or statements`, async () => {
    await server.ctx.db.run(sql`delete from engine.limits`)
    const all: unknown[] = []
    for (const email of people()) {
      const { answer, work } = await workOf(server, () => server.call(call(email)))
      assert.ok(answer.status < 500 && answer.status !== 429, answer.text)
      all.push({ seen: plain(shown(answer)), ...work })
    }
    for (const [i, one] of all.entries()) assert.deepEqual(one, all[0], `case ${i}`)
  })
}

test('A4 an invitation tells its holder, and nobody else, whom it is for', async () => {
  const nonsense = await server.call({ url: `/api/v1/invitations/${'x'.repeat(43)}/validate` })
  assert.deepEqual([nonsense.status, nonsense.body.valid], [200, false])
  assert.deepEqual(Object.keys(nonsense.body).sort(), ['error', 'valid'])
})
