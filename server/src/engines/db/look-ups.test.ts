import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { pino } from 'pino'
import { testSecret } from '../../../test/database.ts'
import { freshDatabase } from '../../../test/kit.ts'
import { Secrets } from '../../kernel/crypto.ts'
import { sql } from '../../kernel/sql.ts'
import { Db } from './index.ts'

const databaseUrl = await freshDatabase()
const secrets = new Secrets([testSecret])
const db = new Db({ databaseUrl, dataDir: '', secrets, log: pino({ level: 'silent' }) })
await db.start()
const admin = new pg.Client(databaseUrl)
await admin.connect()
after(async () => {
  await admin.end()
  await db.stop()
})

const one = (n: number) => db.lookUp<{ n: number }>(sql`select ${n}::int as n`)

test('many at once, each its own answer', async () => {
  const rows = await Promise.all(Array.from({ length: 500 }, (_, i) => one(i)))
  assert.deepEqual(
    rows.map((row) => row?.n),
    Array.from({ length: 500 }, (_, i) => i),
  )
})

test('one that fails leaves its neighbours alone', async () => {
  const answers = await Promise.allSettled(
    Array.from({ length: 60 }, (_, i) =>
      i % 3 === 0 ? db.lookUp(sql`select 1 / ${0}::int as n`) : one(i),
    ),
  )
  answers.forEach((answer, i) => {
    assert.equal(answer.status, i % 3 === 0 ? 'rejected' : 'fulfilled')
    if (answer.status === 'fulfilled') assert.deepEqual(answer.value, { n: i })
  })
})

test('connections that die under them are made anew, unseen', async () => {
  for (let round = 0; round < 5; round++) {
    const asked = Array.from({ length: 50 }, (_, i) => one(i))
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where usename = 'flumen_control' and datname = current_database()`)
    const rows = await Promise.all(asked)
    assert.deepEqual(rows.at(-1), { n: 49 })
    assert.deepEqual(await one(round), { n: round })
  }
})

test('inside a transaction it sees what was written there', async () => {
  await db.transaction(async (tx) => {
    await tx.run(sql`insert into engine.workers (id) values ('seen')`)
    const row = await tx.lookUp(sql`select id from engine.workers where id = ${'seen'}`)
    assert.deepEqual(row, { id: 'seen' })
    await tx.run(sql`delete from engine.workers where id = 'seen'`)
  })
})
