import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { firebase } from './firebase.ts'
import { checkTimes, googleError, keyFile, openJwt, startFirebase } from './firebase-stand-in.ts'
import { makeTestContext } from './stand-in.ts'

const ada = {
  id: 'a1b2c3d4e5f6g7h',
  email: 'ada@example.com',
  mobileE164: null,
  mobileIso2: null,
  firstName: 'Ada',
  lastName: 'Lovelace',
}
const phoneUser = {
  ...ada,
  id: 'p1b2c3d4e5f6g7h',
  email: null,
  mobileE164: '+33612345678',
  mobileIso2: 'FR',
  firstName: null,
  lastName: null,
}

const settings = firebase.checkSettings({ serviceAccount: keyFile })

const accounts = '/identitytoolkit/v1/projects/river-app/accounts'
const documentOf = (id: string) =>
  `/firestore/v1/projects/river-app/databases/(default)/documents/users/${id}`
const text = (stringValue: string) => ({ stringValue })
const none = { nullValue: null }

async function start(t: TestContext) {
  const google = await startFirebase(t)
  return { google, ...makeTestContext(`${google.url}/`) }
}

test('a first sign-in makes account and document, and gives a custom token', async (t) => {
  const { google, ctx, logged } = await start(t)
  const tokens = await firebase.signIn(ctx, settings, ada)
  assert.deepEqual(google.take(), [
    'POST /token',
    `POST ${accounts}:update`,
    `POST ${accounts}`,
    `PATCH ${documentOf(ada.id)}`,
  ])
  assert.deepEqual(google.firebase.accounts.get(ada.id), {
    localId: ada.id,
    email: 'ada@example.com',
    emailVerified: true,
    displayName: 'Ada Lovelace',
  })
  assert.deepEqual(google.firebase.documents.get(ada.id), {
    id: text(ada.id),
    email: text('ada@example.com'),
    mobileE164: none,
    mobileIso2: none,
    firstName: text('Ada'),
    lastName: text('Lovelace'),
  })
  assert.deepEqual(Object.keys(tokens), ['firebaseToken'])
  const { header, claims } = openJwt(tokens.firebaseToken ?? '')
  assert.deepEqual(header, { alg: 'RS256', typ: 'JWT', kid: '0123abcd' })
  const { iat, exp, ...rest } = claims
  checkTimes({ iat, exp })
  assert.deepEqual(rest, {
    iss: keyFile.client_email,
    sub: keyFile.client_email,
    aud: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit',
    uid: ada.id,
  })
  assert.deepEqual(logged, [])
})

test('a second one updates both, with the token of the first, and keeps foreign fields', async (t) => {
  const { google, ctx } = await start(t)
  await firebase.signIn(ctx, settings, ada)
  google.firebase.documents.set(ada.id, { plan: text('gold') })
  google.take()
  await firebase.signIn(ctx, settings, { ...ada, lastName: 'King' })
  assert.deepEqual(google.take(), [`POST ${accounts}:update`, `PATCH ${documentOf(ada.id)}`])
  assert.equal(google.firebase.accounts.get(ada.id)?.displayName, 'Ada King')
  const { plan, lastName } = google.firebase.documents.get(ada.id) ?? {}
  assert.deepEqual({ plan, lastName }, { plan: text('gold'), lastName: text('King') })
})

test('who has a phone alone is written with it, and without what is not known', async (t) => {
  const { google, ctx } = await start(t)
  await firebase.signIn(ctx, settings, phoneUser)
  const { id, mobileE164 } = phoneUser
  assert.deepEqual(google.firebase.accounts.get(id), { localId: id, phoneNumber: mobileE164 })
  assert.deepEqual(google.firebase.documents.get(id), {
    id: text(id),
    email: none,
    mobileE164: text(mobileE164),
    mobileIso2: text('FR'),
    firstName: none,
    lastName: none,
  })
})

test('an address or a number that another account has is left out, not fatal', async (t) => {
  const { google, ctx, logged } = await start(t)
  const mobileE164 = phoneUser.mobileE164
  google.firebase.accounts.set('x', { localId: 'x', email: ada.email, phoneNumber: mobileE164 })
  await firebase.signIn(ctx, settings, { ...ada, mobileE164 })
  const written = { localId: ada.id, displayName: 'Ada Lovelace' }
  assert.deepEqual(google.firebase.accounts.get(ada.id), written)
  assert.match(logged.join(), /EMAIL_EXISTS.*PHONE_NUMBER_EXISTS/)
  assert.doesNotMatch(logged.join(), /example\.com|336/)
})

test('changed names go to both records', async (t) => {
  const { google, ctx } = await start(t)
  await firebase.signIn(ctx, settings, ada)
  assert.equal(await firebase.update(ctx, settings, { ...ada, firstName: 'Augusta' }), undefined)
  assert.equal(google.firebase.accounts.get(ada.id)?.displayName, 'Augusta Lovelace')
  assert.deepEqual(google.firebase.documents.get(ada.id)?.firstName, text('Augusta'))
})

test('removing deletes both, and again is harmless', async (t) => {
  const { google, ctx } = await start(t)
  await firebase.signIn(ctx, settings, ada)
  google.take()
  await firebase.remove(ctx, settings, ada)
  assert.deepEqual(google.take(), [`DELETE ${documentOf(ada.id)}`, `POST ${accounts}:delete`])
  assert.equal(google.firebase.accounts.size + google.firebase.documents.size, 0)
  await firebase.remove(ctx, settings, ada)
})

test('sign-ins at the same time share one access token', async (t) => {
  const { google, ctx } = await start(t)
  const people = Array.from({ length: 10 }, (_, i) => ({ ...ada, id: `user${i}`, email: null }))
  await Promise.all(people.map((user) => firebase.signIn(ctx, settings, user)))
  assert.equal(google.take().filter((call) => call === 'POST /token').length, 1)
  assert.equal(google.firebase.accounts.size, 10)
})

test('an access token is used until 5 minutes before its end', async (t) => {
  for (const [lifeSeconds, asked] of [
    [302, 1],
    [300, 2],
  ] as const) {
    const { google, ctx } = await start(t)
    google.firebase.lifeSeconds = lifeSeconds
    await firebase.update(ctx, settings, ada)
    await firebase.update(ctx, settings, ada)
    assert.equal(google.take().filter((call) => call === 'POST /token').length, asked)
  }
})

test('a token that Google took back is asked for anew the next time', async (t) => {
  const { google, ctx } = await start(t)
  await firebase.update(ctx, settings, ada)
  google.outage = googleError(401, 'Request had invalid credentials.', 'UNAUTHENTICATED')
  await assert.rejects(firebase.update(ctx, settings, ada), { code: 'backend_refused' })
  google.outage = undefined
  google.take()
  await firebase.update(ctx, settings, ada)
  assert.equal(google.take()[0], 'POST /token')
})

const down = { kind: 'unavailable', code: 'backend_unavailable' }
const refused = { kind: 'unavailable', code: 'backend_refused' }

for (const [outage, expected, retryAfter] of [
  [{ status: 503, headers: { 'retry-after': '7' } }, down, 7],
  [{ status: 500, body: { error: { message: 'INTERNAL' } } }, down, undefined],
  [{ status: 429, headers: { 'retry-after': '2' } }, down, 2],
  [{ status: 200, body: 'no token' }, down, undefined],
  [{ status: 401, body: { error: 'invalid_client' } }, refused, undefined],
  [{ status: 400, body: { error: 'invalid_grant', error_description: 'x' } }, refused, undefined],
  [{ status: 302, headers: { location: 'http://127.0.0.1/' } }, refused, undefined],
] as const) {
  test(`a token server that answers ${outage.status} is ${expected.code}, asked once`, async (t) => {
    const { google, ctx, logged } = await start(t)
    google.outage = outage
    const error = await firebase.signIn(ctx, settings, ada).catch((error) => error)
    assert.deepEqual({ kind: error.kind, code: error.code }, expected)
    assert.equal(error.retryAfter, retryAfter)
    assert.equal(google.take().length, 1)
    assert.equal(logged.length, expected === refused ? 1 : 0)
    assert.doesNotMatch(`${error.message} ${error.cause} ${logged}`, /PRIVATE|eyJ|river-app/)
    google.outage = undefined
    await firebase.signIn(ctx, settings, ada)
  })
}

test('a project without permission is refused, one that is down is not there', async (t) => {
  const { google, ctx, logged } = await start(t)
  await firebase.signIn(ctx, settings, ada)
  google.outage = googleError(403, 'Missing or insufficient permissions.', 'PERMISSION_DENIED')
  await assert.rejects(firebase.signIn(ctx, settings, ada), refused)
  assert.match(logged.join(), /"status":403,"reason":"PERMISSION_DENIED"/)
  assert.doesNotMatch(logged.join(), /ya29/)
  google.outage = { status: 503 }
  for (const use of [firebase.signIn, firebase.update, firebase.remove]) {
    await assert.rejects(use(ctx, settings, ada), down)
  }
  const nowhere = makeTestContext('http://127.0.0.1:9')
  await assert.rejects(firebase.signIn(nowhere.ctx, settings, ada), down)
})

test('a project without a Firestore database signs in all the same', async (t) => {
  const { google, ctx, logged } = await start(t)
  google.firebase.hasDatabase = false
  assert.ok((await firebase.signIn(ctx, settings, ada)).firebaseToken)
  assert.match(logged.join(), /NOT_FOUND.*no Firestore database/)
  await firebase.remove(ctx, settings, ada)
})
