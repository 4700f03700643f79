import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barrier, startServer } from '../../../test/kit.ts'
import { registerProven } from '../../../test/people.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'

const server = await startServer()
const url = '/api/v1/auth/user/identities'
const list = async (token: string) => (await server.call({ url, token })).body.identities
const unlink = (token: string, id: string) =>
  server.call({ method: 'DELETE', url: `${url}/${id}`, token })

async function someone(...providers: string[]) {
  const person = await registerProven(server)
  const { email, password } = person
  const { body } = await server.call({ url: '/api/v1/auth/signin', body: { email, password } })
  const { id } = body.user
  for (const provider of providers) {
    await server.ctx.db.run(sql`
      insert into auth.identities (id, user_id, realm_id, provider, issuer, subject, email)
      select ${uuid()}, id, realm_id, ${provider}, ${`https://${provider}.example`}, ${uuid()},
        email from auth.users where id = ${id}`)
  }
  return { person, id, token: body.access_token as string }
}
const dropPassword = (id: string) =>
  server.ctx.db.run(sql`update auth.users set password_hash = null where id = ${id}`)

test('the list: empty is [], others in the shape of the contract, never somebody else’s', async () => {
  const bare = await someone()
  assert.deepEqual(await list(bare.token), [])
  const { token, id, person } = await someone('google', 'github')
  const identities = await list(token)
  assert.deepEqual(
    identities.map(({ provider }: { provider: string }) => provider),
    ['google', 'github'],
  )
  const { provider_user_id, created_at, updated_at, ...rest } = identities[0]
  assert.deepEqual(rest, {
    id: rest.id,
    user_id: id,
    provider: 'google',
    email: person.email,
  })
  assert.ok(provider_user_id && created_at && updated_at)
  assert.deepEqual(await list(bare.token), [])
})

test('unlinked, told by mail, gone for a second try', async () => {
  const { token, person } = await someone('google')
  const [{ id }] = await list(token)
  const done = await unlink(token, id)
  assert.deepEqual([done.status, done.body], [200, { success: true }])
  assert.deepEqual(await list(token), [])
  assert.match((await server.inbox.next(person.email)).subject, /Google unlinked/)
  assert.equal((await unlink(token, id)).status, 404)
})

test('unknown, foreign and nonsense are 404 alike', async () => {
  const { token } = await someone('google')
  const other = await someone('google')
  const [{ id: foreign }] = await list(other.token)
  for (const id of [uuid(), foreign, 'x', '00000000-0000-0000-0000-000000000000']) {
    const answer = await unlink(token, id)
    assert.deepEqual([answer.status, answer.body.code], [404, 'NOT_FOUND'])
  }
  assert.equal((await list(other.token)).length, 1)
})

test('the last way in stays, also when two are unlinked at once', async () => {
  const { token, id } = await someone('google', 'github')
  await dropPassword(id)
  const identities: { id: string }[] = await list(token)
  const answers = await barrier(2, (i) => unlink(token, identities[i]?.id ?? ''))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
  assert.equal((await list(token)).length, 1)
  const refused = answers.find(({ status }) => status === 409)
  assert.equal(refused?.body.code, 'LAST_SIGN_IN_METHOD')
})

test('asks for a sign-in within ten minutes', async () => {
  const { token, id } = await someone('google')
  await server.ctx.db.run(sql`
    update auth.sessions set strong_at = now() - interval '11 minutes' where user_id = ${id}`)
  const [identity] = await list(token)
  const answer = await unlink(token, identity.id)
  assert.deepEqual([answer.status, answer.body.code], [403, 'REAUTHENTICATION_REQUIRED'])
  assert.equal((await list(token)).length, 1)
})
