import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as sessions from '../../src/features/sessions/index.ts'
import { sql } from '../../src/kernel/sql.ts'
import { barrier, startServer } from '../kit.ts'
import { newPerson, register, registerProven } from '../people.ts'
import { begin, newApp, newEmail, verify } from '../provisioning.ts'
import { mainRealm, secondServer, tally } from './generators.ts'

/** A7, A9, S5 at full size: hundreds at once, over two processes of one database. */
const server = await startServer({ rateLimit: false })
const twin = await secondServer(server)
const on = (i: number) => (i % 2 ? server : twin)
const other = (right: string, i: number) =>
  String((Number(right) + 1 + i) % 1_000_000).padStart(6, '0')

test('A7 100 rounds of 199 wrong codes and the right one: ≤ 5 evaluated in every round', async () => {
  let found = 0
  for (let round = 0; round < 100; round++) {
    const person = newPerson()
    const code = await register(server, person)
    const answers = await barrier(200, (i) =>
      on(i).call({
        url: '/v1/auth/verify-email',
        body: { email: person.email, code: i === round * 2 ? code : other(code, i) },
      }),
    )
    const row = await server.ctx.db.row<{ tries: number }>(
      sql`select tries from auth.codes where address = ${person.email}`,
    )
    assert.ok((row?.tries ?? 0) <= 5, `round ${round}`)
    const right = answers.filter(({ status }) => status === 200).length
    assert.ok(right <= 1, JSON.stringify(tally(answers)))
    found += right
    // The count over all codes of the address is another lock; here the challenge stands alone.
    await server.ctx.db.run(sql`delete from engine.limits`)
  }
  assert.ok(found < 50, `${found} of 100 found by 200 guesses each`)
})

test('A9 200 sign-ins of an app at a barrier of 50: exactly 200 successes', async () => {
  const app = await newApp(server)
  for (let round = 0; round < 200; round++) {
    const begun = await begin(server, app, newEmail())
    const answers = await barrier(50, (i) => verify(on(i), app, begun))
    assert.equal(answers.filter((a) => a.status === 200).length, 1, JSON.stringify(tally(answers)))
    await server.ctx.db.run(sql`delete from engine.limits`)
  }
})

test('S5 100 refresh tokens at a barrier of 50: one successor each', async () => {
  const person = await registerProven(server)
  const row = await server.ctx.db.row<{ id: string }>(
    sql`select id from auth.users where username = ${person.username}`,
  )
  const user = { id: row?.id ?? '', realm_id: mainRealm, username: null, email: null, role: 'x' }
  const refresh = { idleSeconds: 600, lifeSeconds: 600 }
  for (let round = 0; round < 100; round++) {
    const begun = await sessions.start(server.ctx, user, { amr: ['pwd'], refresh })
    const next = await barrier(50, (i) => sessions.refresh(on(i).ctx, begun.refresh_token, 600))
    assert.equal(new Set(next.map((one) => one?.refresh_token)).size, 1)
    const session = await server.ctx.db.row<{ generation: number }>(
      sql`select generation from auth.sessions where id = ${begun.id}`,
    )
    assert.equal(session?.generation, 2)
  }
})
