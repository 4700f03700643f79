import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { sql } from '../../kernel/sql.ts'
import { newMeter, newOrganization } from '../../surfaces/metering/testing.ts'
import { type Question, usageJson } from './compile-totals.ts'
import { rollUp } from './index.ts'
import { selectWindows } from './queries.ts'
import type { Window } from './schema.ts'

/** Rows are read at the two ends of a range, and nowhere between. Told by EXPLAIN. */
const server = await startServer({ queue: false })
const organization = await newOrganization(server)
const count = 30_000
const kinds = ['SUM', 'UNIQUE_COUNT', 'LAST'] as const
/** In the middle of a month: what a new month holds is less than a step down its index. */
const last = new Date()
last.setUTCMonth(last.getUTCMonth() - 1, 15)

interface Plan {
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

/** Rows of events that a plan touches. */
function touched(plan: Plan): number {
  const own = plan['Relation Name']?.startsWith('events_')
    ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops']
    : 0
  return (plan.Plans ?? []).reduce((sum, one) => sum + touched(one), own)
}

const meters = new Map<string, string>()
for (const kind of kinds) {
  const { id } = await newMeter(server, organization, kind)
  meters.set(kind, id)
  await server.ctx.db.run(sql`
    select metering.make_month(now() - i * interval '1 month') from generate_series(1, 2) i`)
  await server.ctx.db.run(sql`
    insert into metering.events
      (id, tenant_id, meter_id, customer_id, live, counted, quantity, value, happened_at)
    select gen_random_uuid(), ${organization.id}, ${id},
      ('00000000-0000-4000-8000-' || lpad((i % 10)::text, 12, '0'))::uuid, true, true, 1,
      'v' || i % 7, ${last.toISOString()}::timestamptz - i * interval '30 days' / ${count}
    from generate_series(1, ${count}::int) i`)
  await rollUp(server.ctx)
  await server.ctx.db.run(sql`analyze metering.events`)
}

for (const kind of kinds) {
  for (const zone of ['UTC', 'Asia/Kathmandu']) {
    test(`${kind} by day in ${zone} reads the rows of two quarters of ${count}`, async () => {
      const id = meters.get(kind) ?? ''
      const [from, to] = [29 * 86_400_000 + 123_456, 400_000].map(
        (ms) => new Date(last.getTime() - ms),
      )
      const windows = await server.ctx.db.rows<Window>(
        selectWindows(from as Date, to as Date, 'day', zone),
      )
      const question: Question = { meters: [{ id, aggregation_type: kind }], live: true, windows }
      const given = { meterId: id, start: '', end: '', isFilled: false }
      const query = sql`explain (analyze, format json) ${usageJson(question, given)}`
      const [row] = await server.ctx.db.rows<{ 'QUERY PLAN': [{ Plan: Plan }] }>(query)
      const rows = touched(row?.['QUERY PLAN'][0].Plan as Plan)
      // Ten or eleven a quarter, two ends, read twice where values are counted, too.
      assert.ok(rows > 0 && rows < 60, `${rows} rows`)
    })
  }
}
