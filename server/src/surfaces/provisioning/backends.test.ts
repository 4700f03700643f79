import assert from 'node:assert/strict'
import { after, type TestContext, test } from 'node:test'
import { startServer, until } from '../../../test/kit.ts'
import {
  begin,
  change,
  newApp,
  newEmail,
  signIn,
  verify,
  waitForNextCode,
} from '../../../test/provisioning.ts'
import type { Fetcher } from '../../engines/fetcher/index.ts'
import { keyFile, startFirebase } from '../../features/apps/backends/firebase-stand-in.ts'

const provider = await startFirebase({ after } as unknown as TestContext)
const { firebase } = provider
const server = await startServer({ firebaseUrl: provider.url })
const settings = { backendType: 'firebase', backendExtra: { serviceAccount: keyFile } }

const me = (app: { key: string }, token: string, body?: object) =>
  server.call({
    method: body ? 'PATCH' : 'DELETE',
    url: '/api/v1/users/me',
    key: app.key,
    token,
    ...(body ? { body } : {}),
  })

test('the settings of a backend are written, never read', async () => {
  const app = await newApp(server)
  const changed = await change(server, app, settings)
  assert.deepEqual(changed.body.app.backendExtra, { configured: true })
  assert.equal(changed.body.app.backendType, 'firebase')
  const read = await server.call({ url: `/api/v2/apps/${app.id}`, token: app.pat })
  for (const { text } of [changed, read]) assert.ok(!text.includes('PRIVATE KEY'))
  // Settings belong to their kind of backend.
  const other = await change(server, app, { backendType: 'supabase' })
  assert.deepEqual(other.body.app.backendExtra, { configured: false })
  const bad = await server.call({
    method: 'PATCH',
    url: `/api/v2/apps/${app.id}`,
    token: app.pat,
    body: { backendType: 'firebase', backendExtra: {} },
  })
  assert.deepEqual([bad.status, bad.body.message], [400, 'parameter_missing'])
})

test('a sign-in brings the tokens of the backend, and the person is there, too', async () => {
  const app = await newApp(server, settings)
  const email = newEmail()
  const session = await signIn(server, app, email)
  assert.match(session.firebaseToken, /^[\w-]+\.[\w-]+\.[\w-]+$/)
  assert.equal(firebase.accounts.get(session.user.id)?.email, email)

  assert.equal((await me(app, session.accessToken, { firstName: 'Ada' })).status, 200)
  await until(
    'the name at the backend',
    () => firebase.accounts.get(session.user.id)?.displayName === 'Ada',
  )
  assert.equal((await me(app, session.accessToken)).status, 204)
  await until('the account to be gone', () => !firebase.accounts.has(session.user.id))
})

test('a backend that is down: 503 without a body; the code is still good, the user the same', async () => {
  const app = await newApp(server, settings)
  const email = newEmail()
  const begun = await begin(server, app, email)
  provider.outage = { status: 500 }
  for (let i = 0; i < 6; i++) {
    const answer = await verify(server, app, begun)
    assert.deepEqual([answer.status, answer.text], [503, ''])
  }
  provider.outage = undefined
  const done = await verify(server, app, begun)
  assert.equal(done.status, 200, done.text)
  assert.ok(done.body.firebaseToken)
  const again = await verify(server, app, begun)
  assert.deepEqual([again.status, again.body.message], [400, 'code_expired'])

  provider.outage = { status: 500 }
  const refresh = () =>
    server.call({
      url: `/api/v1/sessions/${done.body.id}/refresh`,
      key: app.key,
      body: { refreshToken: done.body.refreshToken },
    })
  const lost = await refresh()
  assert.deepEqual([lost.status, lost.text], [503, ''])
  provider.outage = undefined
  assert.equal((await refresh()).status, 200)
  await waitForNextCode(server, app, email)
  assert.equal((await signIn(server, app, email)).user.id, done.body.user.id)
})

test('a slow backend of one app holds up nobody else', async () => {
  const slow = await newApp(server, settings)
  const quick = await newApp(server)
  const begun = await Promise.all(Array.from({ length: 12 }, () => begin(server, slow, newEmail())))
  await signIn(server, slow)
  const gate = hold(server.app.engines.operatorFetcher)
  const waiting = begun.map((one) => verify(server, slow, one))
  try {
    await until('all to wait', () => gate.waiting() === 12)
    const before = Date.now()
    await signIn(server, quick)
    assert.ok(Date.now() - before < 1_000, 'the database was not free')
  } finally {
    gate.release()
  }
  assert.ok((await Promise.all(waiting)).every(({ status }) => status === 200))
})

/** Holds back what goes out, until it is released. */
function hold(fetcher: Fetcher) {
  const fetch = fetcher.fetch.bind(fetcher)
  let count = 0
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  fetcher.fetch = async (...given) => {
    count++
    await gate
    return fetch(...given)
  }
  return {
    waiting: () => count,
    release: () => {
      fetcher.fetch = fetch
      release()
    },
  }
}
