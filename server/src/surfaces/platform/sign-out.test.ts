import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { registerProven } from '../../../test/people.ts'

const server = await startServer()
const post = (path: string, body: unknown, token?: string) =>
  server.call({ url: `/api/v1/auth/${path}`, body, token })
const person = await registerProven(server)
const { email, password } = person
const signIn = async () => (await post('signin', { email, password })).body
const status = async (token: string) =>
  (await server.call({ url: '/api/v1/auth/user', token })).status

test('is 200 for a session that is over, and repeats nothing', async () => {
  const { access_token: token } = await signIn()
  for (let i = 0; i < 3; i++) assert.equal((await post('signout', {}, token)).status, 200)
  assert.equal(await status(token), 401)
})

test('a session that is over cannot end others', async () => {
  const { access_token: over } = await signIn()
  const { access_token: live } = await signIn()
  await post('signout', {}, over)
  for (const scope of ['others', 'global']) {
    assert.equal((await post('signout', { scope }, over)).status, 401)
  }
  assert.equal(await status(live), 200)
})

test('others and global end what they say', async () => {
  const [one, two, three] = [await signIn(), await signIn(), await signIn()]
  assert.equal((await post('signout', { scope: 'others' }, one.access_token)).status, 200)
  assert.deepEqual(
    await Promise.all([one, two, three].map(({ access_token }) => status(access_token))),
    [200, 401, 401],
  )
  assert.equal((await post('signout', { scope: 'global' }, one.access_token)).status, 200)
  assert.equal(await status(one.access_token), 401)
})

test('nobody and garbage are 401', async () => {
  assert.equal((await post('signout', {})).status, 401)
  assert.equal((await post('signout', {}, 'eyJ.garbage')).status, 401)
})
