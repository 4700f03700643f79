import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { sql } from '../../kernel/sql.ts'
import { signIn } from './testing.ts'

const server = await startServer()
const base = '/api/v1/admin/device-logins'

const begin = async (device = 'flumen on ada-laptop') => {
  const { status, body } = await server.call({ url: base, body: { device } })
  assert.equal(status, 201)
  return body as { device_code: string; user_code: string; verification_uri_complete: string }
}
const fetchSession = async (device_code: string) => {
  const { status, body } = await server.call({ url: `${base}/token`, body: { device_code } })
  return status === 200 ? body : body.code
}
const answer = (code: string, word: string, token: string) =>
  server.call({ url: `${base}/${code}/${word}`, token, body: {} })

test('granted in a browser, fetched once, with the rights and proofs of who granted it', async () => {
  const login = await begin()
  assert.match(login.user_code, /^[B-Z]{4}-[B-Z]{4}$/)
  assert.equal(
    login.verification_uri_complete,
    `http://flumen.test/dashboard/device?code=${login.user_code}`,
  )
  assert.equal(await fetchSession(login.device_code), 'AUTHORIZATION_PENDING')
  assert.equal(await fetchSession(login.device_code), 'SLOW_DOWN')

  const ada = await signIn(server, { role: 'instance_admin', tenant_id: null })
  const spelled = login.user_code.toLowerCase().replace('-', '')
  const seen = await server.call({ url: `${base}/${spelled}`, token: ada.token })
  assert.deepEqual([seen.status, seen.body.device], [200, 'flumen on ada-laptop'])
  assert.equal((await answer(spelled, 'approve', ada.token)).status, 200)

  const all = await Promise.all(Array.from({ length: 8 }, () => fetchSession(login.device_code)))
  const [session, ...others] = all.filter((one) => typeof one === 'object')
  assert.equal(others.length, 0, 'one of any number of questions gets the session')
  assert.equal(session.user.id, ada.userId)
  const me = await server.call({ url: '/api/v1/admin/me', token: session.access_token })
  assert.equal(me.status, 200)
  assert.equal(await fetchSession(login.device_code), 'EXPIRED_TOKEN')
  const amr = await server.ctx.db.rows<{ amr: string[] }>(sql`
    select distinct amr from auth.sessions where user_id = ${ada.userId}`)
  assert.equal(amr.length, 1)
})

test('denied, answered, expired and unknown ones let nobody in', async () => {
  const { token } = await signIn(server)
  const denied = await begin()
  assert.equal((await answer(denied.user_code, 'deny', token)).status, 200)
  assert.equal(await fetchSession(denied.device_code), 'ACCESS_DENIED')
  assert.equal((await answer(denied.user_code, 'approve', token)).status, 404)
  assert.equal(await fetchSession(denied.device_code), 'ACCESS_DENIED')

  const old = await begin()
  await server.ctx.db.run(sql`
    update auth.device_logins set expires_at = now() where user_code = ${old.user_code}`)
  assert.equal((await answer(old.user_code, 'approve', token)).status, 404)
  assert.equal(await fetchSession(old.device_code), 'EXPIRED_TOKEN')
  assert.equal(await fetchSession(old.user_code), 'EXPIRED_TOKEN')
  assert.equal((await answer('BBBB-BBBB', 'approve', token)).status, 404)
})

test('one answer counts: the first', async () => {
  const login = await begin()
  const people = await Promise.all(Array.from({ length: 6 }, () => signIn(server)))
  const answers = await Promise.all(
    people.map(({ token }) => answer(login.user_code, 'approve', token)),
  )
  const granted = people.filter((_, at) => answers[at]?.status === 200)
  assert.equal(granted.length, 1)
  assert.equal((await fetchSession(login.device_code)).user.id, granted[0]?.userId)
})

test('a session that is over grants nothing any more', async () => {
  const login = await begin()
  const { token } = await signIn(server)
  assert.equal((await answer(login.user_code, 'approve', token)).status, 200)
  const out = await server.call({ url: '/api/v1/auth/signout', token, body: { scope: 'global' } })
  assert.ok(out.status < 300, out.text)
  assert.equal(await fetchSession(login.device_code), 'EXPIRED_TOKEN')
})

test('who guesses at codes runs out of tries; codes stand nowhere in the clear', async () => {
  const login = await begin()
  const { token } = await signIn(server)
  for (let i = 0; i < 20; i++) assert.equal((await answer('BBBB-BBBB', 'deny', token)).status, 404)
  assert.equal((await answer(login.user_code, 'approve', token)).status, 429)
  const kept = await server.ctx.db.rows<{ text: string }>(sql`
    select d::text as text from auth.device_logins d`)
  assert.ok(kept.every(({ text }) => !text.includes(login.device_code)))
})

test('what devices call themselves is text of one line', async () => {
  for (const device of ['', ' ', 'a\nb', '\u202egnp', 'x'.repeat(101), 7]) {
    const { status } = await server.call({ url: base, body: { device } })
    assert.equal(status, 400, JSON.stringify(device))
  }
})
