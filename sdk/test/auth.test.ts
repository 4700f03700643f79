import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registerProven } from '../../server/test/people.ts'
import { FlumenError, memoryStorage, type Session } from '../src/index.ts'
import { listen } from './server.ts'

const { server, client, wire } = await listen()
const ada = await registerProven(server)
const renewal = 'POST /api/v1/auth/refresh'

/** Somebody signed in, whose storage the test can look into. */
async function signedIn() {
  const storage = memoryStorage()
  const one = client({ storage, storageKey: 's' })
  await one.auth.signIn({ email: ada.email, password: ada.password })
  const change = async (changes: Partial<Session>) => {
    const session = { ...one.auth.session, ...changes }
    await storage.setItem('s', JSON.stringify(session))
    one.close()
    return client({ storage, storageKey: 's' })
  }
  return { one, storage, change }
}

const me = (one: ReturnType<typeof client>) => one.api.GET('/api/v1/auth/user')

test('signs up, in and out, and says so', async () => {
  const one = client()
  const told: string[] = []
  one.auth.onChange((session, event) => told.push(`${event} ${session?.user.email ?? '-'}`))
  await one.auth.ready
  const email = 'bea@auth.example'
  const { session } = await one.auth.signUp({ email, password: 'correct horse battery' })
  assert.equal(session?.user.email, email)
  assert.equal((await me(one)).data.email, email)
  await one.auth.updateUser({ user_metadata: { name: 'Bea' } })
  assert.equal(one.auth.session?.user.user_metadata.name, 'Bea')
  await one.auth.signOut()
  assert.equal(one.auth.session, null)
  await assert.rejects(me(one), { status: 401 })
  assert.deepEqual(told, [
    'initial -',
    `signed_in ${email}`,
    `user_updated ${email}`,
    'signed_out -',
  ])
})

test('a wrong password is INVALID_CREDENTIALS, and nobody is signed in', async () => {
  const one = client()
  const wrong = one.auth.signIn({ email: ada.email, password: 'wrong' })
  await assert.rejects(wrong, { name: 'FlumenError', status: 401, code: 'INVALID_CREDENTIALS' })
  assert.equal(one.auth.session, null)
})

test('a code by mail, and the digits of a magic link, sign in', async () => {
  const one = client()
  await one.auth.sendCode({ email: ada.email })
  const { code } = await server.inbox.next(ada.email)
  assert.equal((await one.auth.verifyCode({ email: ada.email, code })).user.email, ada.email)
  await one.auth.signOut()
  await one.auth.sendMagicLink({ email: ada.email })
  const mail = await server.inbox.next(ada.email)
  await one.auth.verifyMagicLink({ email: ada.email, code: mail.code })
  assert.equal(one.auth.session?.user.email, ada.email)
})

test('a session is found again in its storage', async () => {
  const { one, storage } = await signedIn()
  const other = client({ storage, storageKey: 's' })
  assert.equal(other.auth.session?.user.id, one.auth.session?.user.id, 'at once')
  assert.equal((await me(other)).data.email, ada.email)
  await storage.setItem('s', '{"cut')
  assert.equal(client({ storage, storageKey: 's' }).auth.session, null)
})

test('near its end it is renewed before the request, once for many', async () => {
  const { change } = await signedIn()
  const one = await change({ expires_at: Date.now() + 30_000 })
  const before = one.auth.session?.refresh_token
  wire.sent = []
  await Promise.all([me(one), me(one), me(one), one.auth.refresh()])
  assert.equal(wire.count(renewal), 1)
  assert.notEqual(one.auth.session?.refresh_token, before)
})

test('a token that the server refuses is renewed once, and the request repeated', async () => {
  const { change } = await signedIn()
  const one = await change({ access_token: 'eyJ.worn.out' })
  wire.sent = []
  const { data } = await one.api.PATCH('/api/v1/auth/user', {
    body: { user_metadata: { seen: 'twice' } },
  })
  assert.equal(data.user_metadata.seen, 'twice', 'its body was sent again')
  assert.deepEqual(wire.sent, ['PATCH /api/v1/auth/user', renewal, 'PATCH /api/v1/auth/user'])
})

test('without network nobody is signed out', async () => {
  const { change } = await signedIn()
  const one = await change({ expires_at: Date.now() - 1000 })
  wire.isCut = true
  await assert.rejects(me(one), { status: 0, code: 'unreachable' })
  assert.ok(one.auth.session)
  wire.isCut = false
  assert.equal((await me(one)).data.email, ada.email)
})

test('a token that is still good is used while it cannot be renewed', async () => {
  const { change } = await signedIn()
  const one = await change({ expires_at: Date.now() + 30_000 })
  wire.answer = (request) =>
    request.url.endsWith('/refresh') ? new Response('', { status: 503 }) : undefined
  assert.equal((await me(one)).data.email, ada.email)
  wire.answer = undefined
})

test('a proxy that answers 401 signs nobody out; the server does', async () => {
  const { change } = await signedIn()
  const one = await change({ expires_at: Date.now() - 1000 })
  wire.answer = () => new Response('<h1>Log in to the Wi-Fi</h1>', { status: 401 })
  await assert.rejects(me(one), { status: 401 })
  assert.ok(one.auth.session)
  wire.answer = undefined
  await server.call({
    url: '/api/v1/auth/signout',
    body: { scope: 'global' },
    token: one.auth.session.access_token,
  })
  await assert.rejects(me(one), { status: 401 })
  assert.equal(one.auth.session, null)
})

test('clocks that are off: a session from the future, or one that ended long ago, is renewed', async () => {
  for (const shift of [-1, 1]) {
    const { one, change } = await signedIn()
    const day = shift * 86_400_000
    const { issued_at = 0, expires_at = 0 } = one.auth.session ?? {}
    const other = await change({ issued_at: issued_at + day, expires_at: expires_at + day })
    wire.sent = []
    assert.equal((await me(other)).data.email, ada.email)
    assert.equal(wire.count(renewal), 1)
    assert.ok(Math.abs((other.auth.session?.issued_at ?? 0) - Date.now()) < 60_000)
  }
})

test('who signs out while tokens are renewed stays signed out', async () => {
  const { one } = await signedIn()
  let go = () => {}
  wire.delay = (request) =>
    request.url.endsWith('/refresh') ? new Promise((resolve) => (go = resolve)) : Promise.resolve()
  const renewing = one.auth.refresh()
  await new Promise((resolve) => setTimeout(resolve, 50))
  await one.auth.signOut()
  go()
  assert.equal(await renewing, null)
  assert.equal(one.auth.session, null)
  wire.delay = undefined
})

test('signing out without network signs out here, and says that the server was not told', async () => {
  const { one } = await signedIn()
  wire.isCut = true
  await assert.rejects(one.auth.signOut(), { code: 'unreachable' })
  wire.isCut = false
  assert.equal(one.auth.session, null)
})

test('two clients of one storage, as two tabs: one exchange, and both know', async () => {
  const { change, storage } = await signedIn()
  const one = await change({ expires_at: Date.now() - 1000 })
  const other = client({ storage, storageKey: 's' })
  await Promise.all([one.auth.ready, other.auth.ready])
  wire.sent = []
  await Promise.all([me(one), me(other), me(one), me(other)])
  assert.equal(wire.count(renewal), 1)
  assert.equal(one.auth.session?.access_token, other.auth.session?.access_token)
  const told = new Promise((resolve) => {
    other.auth.onChange((session, event) => event === 'signed_out' && resolve(session))
  })
  await one.auth.signOut()
  assert.equal(await told, null)
  one.close()
  other.close()
})

test('tokens may be fetched in another way', async () => {
  const answer = await server.call({
    url: '/api/v1/auth/signin',
    body: { email: ada.email, password: ada.password },
  })
  let asked = 0
  const one = client({
    storage: memoryStorage(),
    refresh: async (session) => {
      asked += 1
      assert.equal(session?.refresh_token, undefined)
      if (asked > 1) throw new FlumenError('Over', { status: 401, code: 'session_over' })
      const { refresh_token: _, ...tokens } = answer.body
      return tokens
    },
  })
  assert.equal((await one.auth.refresh())?.user.email, ada.email)
  assert.equal((await me(one)).data.email, ada.email)
  assert.equal(await one.auth.refresh(), null)
  assert.equal(one.auth.session, null)
})

test('a key stands in for a session', async () => {
  const token = (await signedIn()).one.auth.session?.access_token ?? ''
  const made = await client({ key: token }).api.GET('/api/v1/auth/user')
  assert.equal(made.data.email, ada.email)
})

test('a key that is refused is refused', async () => {
  const refused = client({ key: 'fbk_nothing' }).api.GET('/api/v1/auth/user')
  await assert.rejects(refused, { status: 401, code: 'INVALID_TOKEN' })
})
