import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { startIssuer } from '../../src/engines/issuers/stand-in.ts'
import { sql } from '../../src/kernel/sql.ts'
import { type Answer, startServer } from '../kit.ts'
import { login, newPerson, type Person, register } from '../people.ts'
import { session } from './generators.ts'

/**
 * A14, O9: whatever a person does with password and Google, in whatever order and twice at once,
 * they keep a way in that their mailbox or Google proves; and nobody gets into another's account.
 */
const google = await startIssuer({ after })
const server = await startServer({
  rateLimit: false,
  providers: { google: { issuer: google.issuer, clientIds: ['client'], clientSecret: undefined } },
})

interface State {
  id: string
  password: boolean
  google: number
  proven: boolean
}
const stateOf = async (id: string): Promise<State | undefined> =>
  server.ctx.db.row<State>(sql`
    select u.id, u.password_hash is not null as password,
      u.email_verified_at is not null as proven,
      (select count(*)::int from auth.identities i where i.user_id = u.id) as google
    from auth.users u where u.id = ${id} and u.deleted_at is null`)

const credential = (sub: string, email: string) => google.sign({ sub, email, email_verified: true })
const password = 'correct horse battery'

type Step = 'link' | 'unlink' | 'link another' | 'set password' | 'google'
const steps: Step[] = ['link', 'unlink', 'link another', 'set password', 'google']

async function act(step: Step, id: string, person: Person): Promise<Answer> {
  const token = await session(server, id)
  const own = await credential(`g-${person.username}`, person.email)
  const other = await credential(`h-${person.username}`, person.email)
  switch (step) {
    case 'link':
      return server.call({ url: '/v1/me/google/link', token, body: { credential: own } })
    case 'link another':
      return server.call({ url: '/v1/me/google/link', token, body: { credential: other } })
    case 'unlink':
      return server.call({ method: 'POST', url: '/v1/me/google/unlink', token })
    case 'google':
      return server.call({ url: '/v1/auth/google', body: { credential: own } })
    default:
      return server.call({
        url: '/v1/auth/change-password',
        token,
        body: { current_password: password, new_password: password },
      })
  }
}

/** Signed up by Google alone. */
async function byGoogle(): Promise<{ id: string; person: Person }> {
  const person = newPerson()
  const body = { credential: await credential(`g-${person.username}`, person.email) }
  const token = (await server.call({ url: '/v1/auth/google', body })).body.access_token
  const account = await server.call({ url: '/v1/me/account', token })
  return { id: account.body.id, person }
}

test('A14 two clients at once, any order of steps: a way in is always left', async () => {
  const moves = fc.array(fc.tuple(fc.constantFrom(...steps), fc.constantFrom(...steps)), {
    minLength: 1,
    maxLength: 5,
  })
  await fc.assert(
    fc.asyncProperty(moves, async (rounds) => {
      const { id, person } = await byGoogle()
      for (const pair of rounds) {
        const answers = await Promise.all(pair.map((step) => act(step, id, person)))
        for (const { status, text } of answers) assert.ok(status < 500, text)
        const state = await stateOf(id)
        assert.ok(state?.proven)
        assert.ok(state.password || state.google > 0, `${pair}`)
      }
      const row = await server.ctx.db.row<{ n: number }>(sql`
        select count(*)::int as n from auth.users
        where email = ${person.email} and deleted_at is null`)
      assert.equal(row?.n, 1)
    }),
    { numRuns: 25 },
  )
})

test('A14 unlinking is refused without a password and without a proven mailbox', async () => {
  const { id } = await byGoogle()
  const token = await session(server, id)
  const call = { method: 'POST' as const, url: '/v1/me/google/unlink', token }
  const { status, body } = await server.call(call)
  assert.deepEqual([status, body.detail.code], [409, 'password_required'])
  await server.ctx.db.run(sql`
    update auth.users set password_hash = 'x', email_verified_at = null where id = ${id}`)
  assert.equal((await server.call(call)).status, 409)
})

test('A14 closing an account asks for proof, whatever the account has', async () => {
  const mine = await byGoogle()
  const other = await byGoogle()
  const close = async (id: string, body: object) =>
    (
      await server.call({
        method: 'DELETE',
        url: '/v1/me/account',
        token: await session(server, id),
        body,
      })
    ).status
  const foreign = await credential(`g-${other.person.username}`, other.person.email)
  const table: [object, number][] = [
    [{}, 422],
    [{ password: '' }, 422],
    [{ password }, 400],
    [{ credential: 'garbage' }, 401],
    [{ credential: foreign }, 403],
    [{ credential: foreign, password }, 403],
  ]
  for (const [body, status] of table) assert.equal(await close(mine.id, body), status, `${body}`)
  const own = await credential(`g-${mine.person.username}`, mine.person.email)
  assert.equal(await close(mine.id, { credential: own }), 204)
})

test('A14 an ID token from an hour ago is no fresh proof', async () => {
  const { id, person } = await byGoogle()
  const now = Math.floor(Date.now() / 1000)
  const claims = { sub: `g-${person.username}`, email: person.email, email_verified: true }
  const old = await google.sign({ ...claims, iat: now - 3500, exp: now + 100 })
  const answer = await server.call({
    method: 'DELETE',
    url: '/v1/me/account',
    token: await session(server, id),
    body: { credential: old },
  })
  assert.equal(answer.status, 403)
})

/** O9: attacker first or second, by password or by Google, over an address that is not theirs. */
test('O9 whoever prepares an account in my name is out when I prove my mailbox', async () => {
  const proofs: Record<string, (owner: Person) => Promise<string>> = {
    'by Google': async ({ email, username }) => {
      const body = { credential: await credential(`o-${username}`, email) }
      return (await server.call({ url: '/v1/auth/google', body })).body.access_token
    },
    'by the code': async (owner) => {
      const code = await register(server, owner)
      const body = { email: owner.email, code }
      assert.equal((await server.call({ url: '/v1/auth/verify-email', body })).status, 200)
      return login(server, owner)
    },
  }
  for (const [how, prove] of Object.entries(proofs)) {
    const attacker = newPerson({ password: 'the attacker knows this' })
    await register(server, attacker)
    const made = await server.call({ url: '/v1/auth/login', body: attacker })
    assert.equal(made.status, 422, 'extra fields')
    const owner = newPerson({ email: attacker.email })
    const token = await prove(owner)
    const mine = await server.call({ url: '/v1/me/account', token })
    assert.equal(mine.body.email, attacker.email, how)
    for (const username of [attacker.username, attacker.email]) {
      const body = { username, password: attacker.password }
      assert.equal((await server.call({ url: '/v1/auth/login', body })).status, 401, how)
    }
  }
})
