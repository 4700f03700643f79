import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { sql } from '../../kernel/sql.ts'
import { makeMonth } from './queries.ts'

const { ctx } = await startServer({ queue: false })

test('a month that many need at once is made once, and nobody fails', async () => {
  for (let month = 0; month < 12; month++) {
    const at = new Date(Date.UTC(2031, month, 15))
    await Promise.all(Array.from({ length: 8 }, () => ctx.db.run(makeMonth(at))))
  }
  const made = await ctx.db.row<{ n: number }>(sql`
    select count(*)::int as n from pg_inherits
    where inhparent = 'metering.events'::regclass and inhrelid::regclass::text like '%events_2031_%'`)
  assert.equal(made?.n, 12)
})
