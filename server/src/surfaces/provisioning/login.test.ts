import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { barrier, startServer } from '../../../test/kit.ts'
import {
  begin,
  newApp,
  newEmail,
  signIn,
  type TestApp,
  waitForNextCode,
} from '../../../test/provisioning.ts'
import { sql } from '../../kernel/sql.ts'

const server = await startServer()

const refresh = (app: TestApp, session: { id: string; refreshToken: string }) =>
  server.call({
    url: `/api/v1/sessions/${session.id}/refresh`,
    key: app.key,
    body: { refreshToken: session.refreshToken },
  })

const me = (app: TestApp, token: string, body?: object) =>
  server.call({
    method: body ? 'PATCH' : 'DELETE',
    url: '/api/v1/users/me',
    key: app.key,
    token,
    ...(body ? { body } : {}),
  })

test('a refresh renews both tokens and keeps id and user', async () => {
  const app = await newApp(server)
  const session = await signIn(server, app)
  const renewed = await refresh(app, session)
  assert.equal(renewed.status, 200, renewed.text)
  assert.deepEqual(Object.keys(renewed.body).sort(), Object.keys(session).sort())
  assert.deepEqual([renewed.body.id, renewed.body.user], [session.id, session.user])
  assert.notEqual(renewed.body.refreshToken, session.refreshToken)
  assert.equal((await me(app, renewed.body.accessToken, { firstName: 'Ada' })).status, 200)
})

test('a lost answer costs nobody their login: the same token, the same successor', async () => {
  const app = await newApp(server)
  const session = await signIn(server, app)
  const answers = await barrier(30, () => refresh(app, session))
  assert.ok(answers.every(({ status }) => status === 200))
  assert.equal(new Set(answers.map(({ body }) => body.refreshToken)).size, 1)
  assert.equal((await refresh(app, answers[0]?.body)).status, 200)
  assert.equal((await refresh(app, session)).status, 200)
})

test('a token replayed after its grace ends the login, with every access token of the user', async () => {
  const app = await newApp(server)
  const session = await signIn(server, app)
  const second = (await refresh(app, session)).body
  const third = (await refresh(app, second)).body
  await server.ctx.db.run(sql`
    update auth.sessions s set rotations = array(select r - interval '61 seconds'
      from unnest(rotations) r) from provisioning.sign_ins i
    where i.id = ${session.id} and s.id = i.session_id`)
  const replay = await refresh(app, session)
  assert.deepEqual(
    [replay.status, replay.body],
    [401, { code: 401, message: 'session_revoked', data: {} }],
  )
  assert.equal((await refresh(app, third)).body.message, 'session_revoked')
  assert.equal((await me(app, third.accessToken, { firstName: 'Eve' })).status, 401)
})

test('after a cut-off new logins work at once: their tokens are dated after it', async () => {
  const app = await newApp(server)
  const email = newEmail()
  const session = await signIn(server, app, email)
  await server.ctx.db.run(sql`
    update auth.users set tokens_end_at = now() where short_id = ${session.user.id}`)
  assert.equal((await me(app, session.accessToken, { firstName: 'Ada' })).status, 401)
  await waitForNextCode(server, app, email)
  const fresh = await signIn(server, app, email)
  assert.equal((await me(app, fresh.accessToken, { firstName: 'Ada' })).status, 200)
})

test('a login unused for sixty days is over', async () => {
  const app = await newApp(server)
  const session = await signIn(server, app)
  const row = await server.ctx.db.row<{ days: number }>(sql`
    select extract(epoch from s.idle_ends_at - s.created_at)::int / 86400 as days
    from auth.sessions s join provisioning.sign_ins i on i.session_id = s.id
    where i.id = ${session.id}`)
  assert.equal(row?.days, 60)
  await server.ctx.db.run(sql`
    update auth.sessions s set idle_ends_at = now() from provisioning.sign_ins i
    where i.id = ${session.id} and s.id = i.session_id`)
  assert.equal((await refresh(app, session)).body.message, 'session_revoked')
})

test('a refresh token is good for its own sign-in and its own app only', async () => {
  const [app, other] = [await newApp(server), await newApp(server)]
  const [one, two] = [await signIn(server, app), await signIn(server, app)]
  const strangers = [
    await refresh(app, { id: two.id, refreshToken: one.refreshToken }),
    await refresh(app, { id: 'a'.repeat(15), refreshToken: one.refreshToken }),
    await refresh(other, one),
    await refresh(app, { id: one.id, refreshToken: 'x' }),
    await refresh(app, { id: one.id, refreshToken: `${one.refreshToken.slice(0, -4)}AAAA` }),
    await refresh(app, { id: one.id, refreshToken: one.accessToken }),
  ]
  for (const { status, body } of strangers) {
    assert.deepEqual([status, body.message], [401, 'session_revoked'])
  }
  assert.equal((await refresh(app, one)).status, 200)
  assert.equal((await refresh(app, two)).status, 200)
})

test('a platform session cannot be had from a login, nor the other way round', async () => {
  const app = await newApp(server)
  const session = await signIn(server, app)
  for (const token of [session.accessToken, session.refreshToken]) {
    assert.equal((await server.call({ url: '/v1/me/account', token })).status, 401)
    assert.equal((await server.call({ url: '/api/v2/account', token })).status, 401)
  }
})

test('while the database is away a refresh says nothing that ends the login', async () => {
  const app = await newApp(server)
  const session = await signIn(server, app)
  const { db } = server.app.engines
  const { row, transaction } = db
  db.row = db.transaction = async () => {
    throw Object.assign(new Error('boom'), { code: 'XX000' })
  }
  const answer = await refresh(app, session)
  Object.assign(db, { row, transaction })
  assert.deepEqual([answer.status, answer.text], [503, ''])
  assert.equal((await refresh(app, session)).status, 200)
})

test('names: what is not known is left out, what is sent stays', async () => {
  const app = await newApp(server)
  const session = await signIn(server, app)
  assert.ok(!('firstName' in session.user))
  const named = await me(app, session.accessToken, { firstName: 'Ada' })
  assert.deepEqual(named.body, { user: { ...session.user, firstName: 'Ada' } })
  const both = await me(app, session.accessToken, { lastName: 'Lovelace' })
  assert.deepEqual([both.body.user.firstName, both.body.user.lastName], ['Ada', 'Lovelace'])
  assert.deepEqual((await refresh(app, session)).body.user, both.body.user)
  for (const body of [{ firstName: '' }, { firstName: 'x'.repeat(101) }, { email: 'x@y.zz' }]) {
    const answer = await me(app, session.accessToken, body)
    assert.deepEqual([answer.status, answer.body.message], [400, 'parameter_invalid'])
  }
})

test('leaving erases the person: all logins end, the same token again is nobody', async () => {
  const app = await newApp(server)
  const email = newEmail()
  const phone = await signIn(server, app, email)
  await waitForNextCode(server, app, email)
  const tablet = await signIn(server, app, email)
  await waitForNextCode(server, app, email)
  await begin(server, app, email)
  const left = await me(app, phone.accessToken)
  assert.deepEqual([left.status, left.text], [204, ''])
  for (const session of [phone, tablet]) {
    assert.equal((await me(app, session.accessToken)).status, 401)
    assert.equal((await refresh(app, session)).body.message, 'session_revoked')
  }
  const row = await server.ctx.db.row<{ traces: number }>(sql`
    select ((select count(*) from auth.users where email = ${email})
      + (select count(*) from auth.codes where address = ${email})
      + (select count(*) from provisioning.sign_ins where email = ${email}))::int as traces`)
  assert.equal(row?.traces, 0)
  await waitForNextCode(server, app, email)
  assert.notEqual((await signIn(server, app, email)).user.id, phone.user.id)
})

test('a key that ended is dead on another process within a tenth of a second', async () => {
  const other = await startServer({ databaseUrl: server.databaseUrl, queue: false })
  const app = await newApp(server)
  const config = () => other.call({ url: '/api/v1/config', key: app.key })
  assert.equal((await config()).status, 200)
  await server.call({
    method: 'PATCH',
    url: `/api/v2/apps/${app.id}`,
    token: app.pat,
    body: { termsUrl: 'https://acme.example/new' },
  })
  await sleep(150)
  assert.equal((await config()).body.termsUrl, 'https://acme.example/new')
  await server.call({ method: 'DELETE', url: `/api/v2/apps/${app.id}`, token: app.pat })
  await sleep(150)
  assert.equal((await config()).status, 401)
  await other.stop()
})
