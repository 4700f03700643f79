import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, newMeter, newOrganization } from '../../surfaces/metering/testing.ts'
import { rollUp } from '../usage/index.ts'
import { jobs } from './index.ts'

/** What an erased organization leaves behind is erased with it, and nobody else's. */
const server = await startServer({ queue: false })

async function organizationWithUsage() {
  const organization = await newOrganization(server)
  const { key } = await newKey(server, organization)
  for (const kind of ['SUM', 'UNIQUE_COUNT'] as const) {
    const { token } = await newMeter(server, organization, kind)
    const body = { meter_token: token, customer_external_id: 'c', quantity: 1 }
    const answer = await server.call({
      url: '/api/v1/sdk/track',
      key,
      body: { ...body, idempotency_key: kind, metadata: { user_id: 'u' } },
    })
    assert.equal(answer.status, 201, answer.text)
  }
  return organization.id
}

const counts = () =>
  server.ctx.db.row(sql`
    select (select count(*)::int from metering.events) as events,
      (select count(*)::int from metering.seen) as seen,
      (select count(*)::int from metering.quarters) as quarters,
      (select count(*)::int from metering.days) as days,
      (select count(*)::int from metering.day_values) as day_values,
      (select count(*)::int from metering.customers) as customers,
      (select count(*)::int from metering.erasures) as erasures`)

test('an erased organization', async () => {
  const gone = await organizationWithUsage()
  await organizationWithUsage()
  await rollUp(server.ctx)
  const both = {
    events: 4,
    seen: 4,
    quarters: 4,
    days: 4,
    day_values: 2,
    customers: 2,
    erasures: 0,
  }
  assert.deepEqual(await counts(), both)
  await server.ctx.db.run(sql`delete from auth.tenants where id = ${gone}`)
  await jobs['meters.sweep'](server.ctx)
  const one = { events: 2, seen: 2, quarters: 2, days: 2, day_values: 1, customers: 1, erasures: 0 }
  assert.deepEqual(await counts(), one)
})
