import assert from 'node:assert/strict'
import { test } from 'node:test'
import { give } from '../../src/features/grants/index.ts'
import { sql } from '../../src/kernel/sql.ts'
import { type Answer, type Call, startServer } from '../kit.ts'
import { login, type Person, registerProven, signInAgain } from '../people.ts'
import { onHash, routesOf } from './generators.ts'

/**
 * A2: one count of guesses below every door that checks a password, whichever surface it is on: closed
 * by one, closed at all the others.
 */
const server = await startServer()

type Door = (person: Person, password: string, token: string) => Call
const doors: Record<string, Door> = {
  'account.login': ({ username }, password) => ({
    url: '/v1/auth/login',
    body: { username, password },
  }),
  'auth.signin': ({ email }, password) => ({
    url: '/api/v1/auth/signin',
    body: { email, password },
  }),
  'admin.login': ({ email }, password) => ({
    url: '/api/v1/admin/login',
    body: { email, password },
  }),
  'metering.login': ({ email }, password) => ({
    url: '/api/v1/auth/login',
    body: { email, password },
  }),
  'account.change_password': (_, current_password, token) => ({
    url: '/v1/auth/change-password',
    token,
    body: { current_password, new_password: 'a whole new phrase' },
  }),
  'metering.change_password': (_, current_password, token) => ({
    url: '/api/v1/auth/change-password',
    token,
    body: { current_password, new_password: 'a whole new phrase' },
  }),
  'account.delete': (_, password, token) => ({
    method: 'DELETE',
    url: '/v1/me/account',
    token,
    body: { password },
  }),
  'auth.reauthenticate': (_, password, token) => ({
    url: '/api/v1/auth/reauthenticate',
    token,
    body: { password },
  }),
}

/** Routes whose body has a password that is no guess at one that is there. */
const noGuess = [
  // An administrator sets it.
  'users.create',
  'users.change',
  ...['account.register', 'auth.signup', 'metering.signup', 'admin.setup', 'auth.update_user'],
  // Only who has a second factor gets to the password; those guesses count: two-factor.test.ts.
  ...['auth.disable_2fa', 'auth.renew_backup_codes'],
  // For who holds an invitation; those guesses count: invitations.test.ts.
  ...['invitations.accept', 'pages.invite'],
]

test('A2 every route that takes a password is a door of this table', () => {
  const fields = ['password', 'current_password']
  const taking = routesOf(server)
    .filter(({ route }) => fields.some((field) => route.body?.properties?.[field] !== undefined))
    .map(({ route }) => route.name)
  assert.deepEqual(taking.sort(), [...Object.keys(doors), ...noGuess].sort())
})

const isRefusal = ({ status }: Answer) => [400, 401, 403, 429].includes(status)

for (const [name, door] of Object.entries(doors)) {
  test(`A2 locked by guesses at ${name}, every other door evaluates nothing`, async () => {
    const person = await registerProven(server)
    const { userId } = await signInAgain(server, person)
    await give(server.ctx, userId, { role: 'instance_admin', tenant_id: null })
    const token = await login(server, person)
    await server.ctx.db.run(sql`delete from engine.limits`)
    let evaluated = 0
    const undo = onHash(server, () => evaluated++)
    // Guesses within five minutes at the signed-in doors have a narrower budget of their own.
    for (let i = 0; i < 8; i++) {
      const answer = await server.call(door(person, `wrong ${i}`, token))
      assert.ok(isRefusal(answer), answer.text)
    }
    assert.ok(evaluated >= 1 && evaluated <= 5, `${evaluated} evaluated`)
    evaluated = 0
    for (const [other, open] of Object.entries(doors)) {
      const answer = await server.call(open(person, person.password, token))
      assert.equal(answer.status, 429, `${other}: ${answer.text}`)
      assert.ok(Number(answer.headers['retry-after']) > 0, other)
    }
    assert.equal(evaluated, 0)
    undo()
  })
}
