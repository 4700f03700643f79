import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLocalJWKSet, jwtVerify } from 'jose'
import * as sessions from '../../src/features/sessions/index.ts'
import * as settings from '../../src/features/settings/index.ts'
import { Secrets } from '../../src/kernel/crypto.ts'
import { uuid } from '../../src/kernel/ids.ts'
import { sql } from '../../src/kernel/sql.ts'
import { type Answer, type Call, startServer } from '../kit.ts'
import { type Person, signedInAdmin } from '../people.ts'

/** S10, T9: sessions end when they are to end, and keys change under them unseen. */
const server = await startServer({ rateLimit: false })
const idle = 3_600
const life = 86_400
await settings.set(server.ctx, { key: 'app.auth.refresh_idle_seconds', value: idle })
await settings.set(server.ctx, { key: 'app.auth.session_life_seconds', value: life })
const { person, userId } = await signedInAdmin(server)

const doors: [string, (person: Person) => Call, (answer: Answer) => Call][] = [
  [
    'platform',
    ({ email, password }) => ({ url: '/api/v1/auth/signin', body: { email, password } }),
    ({ body: { refresh_token } }) => ({ url: '/api/v1/auth/refresh', body: { refresh_token } }),
  ],
  [
    'administration',
    ({ email, password }) => ({ url: '/api/v1/admin/login', body: { email, password } }),
    ({ body: { refresh_token } }) => ({ url: '/api/v1/admin/refresh', body: { refresh_token } }),
  ],
]

/** As if so many seconds had passed for a session. */
const pass = (id: string, seconds: number) =>
  server.ctx.db.run(sql`
    update auth.sessions set created_at = created_at - make_interval(secs => ${seconds}),
      idle_ends_at = idle_ends_at - make_interval(secs => ${seconds}),
      expires_at = expires_at - make_interval(secs => ${seconds})
    where id = ${id}`)
const newestSession = async (): Promise<string> =>
  (
    await server.ctx.db.row<{ id: string }>(sql`
      select id from auth.sessions where user_id = ${userId} order by created_at desc limit 1`)
  )?.id ?? ''

for (const [name, signIn, refresh] of doors) {
  const begin = async () => {
    const answer = await server.call(signIn(person))
    assert.equal(answer.status, 200, answer.text)
    return { answer, id: await newestSession() }
  }

  test(`S10 ${name}: unused to the second before its limit it goes on, past it it is over`, async () => {
    // A slow machine may take a few seconds between the two: the limit itself is what it was set to.
    const { id } = await begin()
    const row = await server.ctx.db.row<{ idle: number; life: number }>(sql`
      select round(extract(epoch from idle_ends_at - created_at))::int as idle,
        round(extract(epoch from expires_at - created_at))::int as life
      from auth.sessions where id = ${id}`)
    assert.deepEqual(row, { idle, life })
    const late = await begin()
    await pass(late.id, idle)
    assert.equal((await server.call(refresh(late.answer))).status, 401)
    const early = await begin()
    await pass(early.id, idle - 30)
    assert.equal((await server.call(refresh(early.answer))).status, 200)
  })

  test(`S10 ${name}: however much it is used, it ends with its life`, async () => {
    let { answer, id } = await begin()
    for (let passed = 0; passed + idle < life; passed += idle - 60) {
      await pass(id, idle - 60)
      answer = await server.call(refresh(answer))
      assert.equal(answer.status, 200, `${passed}: ${answer.text}`)
    }
    await pass(id, idle - 60)
    const last = await server.call(refresh(answer))
    if (last.status === 200) await pass(id, idle - 60)
    assert.equal((await server.call(refresh(last.status === 200 ? last : answer))).status, 401)
  })
}

test('T9 keys change 30 times: tokens of this one and the one before are good, older ones not', async () => {
  const instance = { publicUrl: 'http://flumen.test' }
  const roots = Array.from({ length: 31 }, () => `${uuid()}${uuid()}`)
  const claims = {
    sub: uuid(),
    session_id: uuid(),
    realm_id: uuid(),
    role: 'authenticated',
    ver: 0,
    aal: 'aal1' as const,
    amr: ['pwd'],
  }
  let before: { token: string; root: string } | undefined
  let oldest: string | undefined
  for (const root of roots) {
    const secrets = new Secrets(before ? [root, before.root] : [root])
    // Two processes, each with a memory of its own.
    const processes = [1, 2].map(() => new sessions.AccessTokens(secrets, instance))
    const token = sessions.signAccess(secrets, instance.publicUrl, claims)
    const published = createLocalJWKSet(await sessions.jwks(secrets))
    for (const good of [token, before?.token]) {
      if (good === undefined) continue
      for (const tokens of processes) assert.equal((await tokens.verify(good))?.sub, claims.sub)
      assert.equal((await jwtVerify(good, published)).payload.sub, claims.sub)
    }
    for (const tokens of processes) {
      if (oldest) assert.equal(await tokens.verify(oldest), undefined)
    }
    oldest = before?.token
    before = { token, root }
  }
})
