import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../../../test/kit.ts'
import {
  type Kind,
  type KnownEvent,
  readAnswer,
  recount,
  type Unit,
} from '../../../test/usage/recount.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, newMeter, newOrganization } from '../../surfaces/metering/testing.ts'
import { rollUp } from './index.ts'

/**
 * Whatever was rolled up, and whenever: an answer is that of the rows. Events come late, in several
 * rounds, some are taken out again; after each step every figure is compared with a recount. The
 * server's own job rolls up in between, too.
 */
const server = await startServer({ queue: false })
const organization = await newOrganization(server)
const { key } = await newKey(server, organization)
const { token } = organization
const kinds: readonly Kind[] = ['SUM', 'MAX', 'UNIQUE_COUNT', 'LAST']
const customers = ['ada', 'bob', 'eve']
const dayMs = 86_400_000

/** A small generator of our own, so that a failure can be had again. */
let seed = 20_260_101
const random = (below: number): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}
const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T

/** Around the edges that matter: quarters, midnights, and the clock changes of the zones below. */
function someTime(nowMs: number): number {
  const atMs = nowMs - random(34 * dayMs)
  const edge = pick([1, 1, 900_000, 3_600_000, dayMs])
  return edge === 1 ? atMs : Math.floor(atMs / edge) * edge - pick([0, 0, 1, -1])
}

const books = new Map<Kind, KnownEvent[]>()
const meters = new Map<Kind, { id: string; token: string }>()
for (const kind of kinds) {
  meters.set(kind, await newMeter(server, organization, kind))
  books.set(kind, [])
}
const idOf = new Map<string, string>()

async function send(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => {
    const whole = String(random(1_000))
    const fraction = pick(['', '.1', '.000000001', `.${String(random(1e9)).padStart(9, '0')}`])
    return {
      meter_token: meters.get(pick(kinds))?.token,
      customer_external_id: pick(customers),
      quantity: `${whole}${fraction}`.replace(/^0(\.0+)?$/, '1'),
      timestamp: new Date(Math.min(someTime(Date.now()), Date.now())).toISOString(),
      metadata: { user_id: `u${random(7)}` },
    }
  })
  const answer = await server.call({ url: '/api/v1/usage/batch', key, body: { events } })
  assert.equal(answer.body.accepted, count, answer.text)
}

/** The rows themselves: what counts, read without any of the server's arithmetic. */
async function readBooks(): Promise<void> {
  const rows = await server.ctx.db.rows<{
    id: string
    meter_id: string
    customer: string
    customer_id: string
    quantity: string
    at_ms: string
    arrived: string
    value: string | null
  }>(sql`select e.id, e.meter_id, c.external_id as customer, c.id as customer_id,
    e.quantity::text, (extract(epoch from e.happened_at) * 1000)::bigint::text as at_ms,
    (extract(epoch from e.created_at) * 1000000)::bigint::text as arrived, e.value
    from metering.events e join metering.customers c on c.id = e.customer_id
    where e.voided_at is null`)
  for (const kind of kinds) books.set(kind, [])
  for (const row of rows) {
    const kind = kinds.find((one) => meters.get(one)?.id === row.meter_id)
    idOf.set(row.customer, row.customer_id)
    if (!kind) continue
    books.get(kind)?.push({
      id: row.id,
      customer: row.customer,
      quantity: row.quantity,
      atMs: Number(row.at_ms),
      arrived: BigInt(row.arrived),
      ...(row.value === null ? {} : { value: row.value }),
    })
  }
}

const zones = [
  'UTC',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Havana',
]
const units: readonly Unit[] = ['hour', 'day', 'week', 'month']

async function compareAll(step: string): Promise<void> {
  await readBooks()
  for (const kind of kinds) {
    for (const unit of units) {
      const zone = pick(zones)
      const customer = pick([undefined, ...customers])
      const edges = [someTime(Date.now()), someTime(Date.now())].sort((a, b) => a - b)
      const [fromMs = 0, toMs = 0] =
        random(3) === 0 ? [Date.now() - 36 * dayMs, Date.now() + 1] : edges
      const query = new URLSearchParams({
        start_date: new Date(fromMs).toISOString(),
        end_date: new Date(toMs).toISOString(),
        group_by: unit,
        timezone: zone,
        ...(customer === undefined ? {} : { customer_id: idOf.get(customer) ?? '' }),
      })
      const url = `/api/v1/meters/${meters.get(kind)?.id}/usage?${query}`
      const answer = await server.call({ url, token })
      assert.equal(answer.status, 200, answer.text)
      const expected = recount(kind, books.get(kind) ?? [], { fromMs, toMs, unit, zone, customer })
      assert.deepEqual(readAnswer(answer.text), expected, `${step}: ${kind} ${url}`)
    }
  }
}

test('every figure is that of the rows, before and after roll-ups, late events and voids', async () => {
  for (let round = 0; round < 3; round++) {
    await send(150)
    await compareAll(`round ${round}, rows alone`)
    assert.ok((await rollUp(server.ctx)) > 0)
    await compareAll(`round ${round}, rolled up`)
    for (let n = 0; n < 15; n++) {
      const event = pick(books.get(pick(kinds)) ?? [])
      const url = `/api/v1/usage/${event.id}/void`
      assert.equal((await server.call({ method: 'POST', url, token })).status, 200)
    }
    await compareAll(`round ${round}, some taken out`)
  }
})

test('roll-ups made in pieces, beside writers, are those made at once', async () => {
  let over = false
  const rolling = (async () => {
    while (!over) await rollUp(server.ctx)
  })()
  await Promise.all(Array.from({ length: 20 }, () => send(20)))
  over = true
  await rolling
  await rollUp(server.ctx)
  await compareAll('beside writers')
  const wrong = await server.ctx.db.rows(sql`
    with rows as (
      select e.meter_id, e.customer_id, metering.quarter_of(e.happened_at) as starts_at,
        count(*) as stored, count(*) filter (where e.voided_at is null) as events,
        coalesce(sum(e.quantity) filter (where e.voided_at is null), 0) as total
      from metering.events e group by 1, 2, 3)
    select from rows r full join metering.quarters q using (meter_id, customer_id, starts_at)
    where (r.stored, r.events, r.total) is distinct from (q.stored, q.events, q.total)`)
  assert.equal(wrong.length, 0)
})
