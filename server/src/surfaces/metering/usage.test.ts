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
import { rollUp } from '../../features/usage/index.ts'
import { uuid } from '../../kernel/ids.ts'
import { sql } from '../../kernel/sql.ts'
import { newKey, newMeter, newOrganization } from './testing.ts'

/** How usage is read. Old events are put straight into the books. */
const server = await startServer({ queue: false })
const organization = await newOrganization(server)
const { token } = organization
const { key } = await newKey(server, organization)
const meters = {
  SUM: await newMeter(server, organization, 'SUM'),
  MAX: await newMeter(server, organization, 'MAX'),
  UNIQUE_COUNT: await newMeter(server, organization, 'UNIQUE_COUNT'),
  LAST: await newMeter(server, organization, 'LAST'),
}
const kinds = Object.keys(meters) as Kind[]

async function customer(name: string): Promise<string> {
  const body = { name, email: `${name}@example.com`, external_id: name }
  const answer = await server.call({ url: '/api/v1/customers', token, body })
  assert.equal(answer.status, 201, answer.text)
  return answer.body.id
}

/** Events of times at which the API takes none any more. */
async function insert(kind: Kind, customerId: string, events: KnownEvent[]): Promise<void> {
  for (const month of new Set(events.map((e) => new Date(e.atMs).toISOString().slice(0, 7)))) {
    await server.ctx.db.run(
      sql`select metering.make_month(${`${month}-01T00:00:00Z`}::timestamptz)`,
    )
  }
  await server.ctx.db.run(sql`
    insert into metering.events
      (id, tenant_id, meter_id, customer_id, live, counted, quantity, value, happened_at, created_at)
    select e.id, ${organization.id}, ${meters[kind].id}, ${customerId}, true, true, e.quantity,
      e.value, e.at, '2026-01-01Z'
    from unnest(${events.map((e) => e.id)}::uuid[], ${events.map((e) => e.quantity)}::numeric[],
      ${events.map((e) => e.value ?? null)}::text[],
      ${events.map((e) => new Date(e.atMs).toISOString())}::timestamptz[]) e(id, quantity, value, at)`)
}

const quarterMs = 900_000

/** The days on which clocks of these zones are changed; Havana's at midnight. */
const changes: [zone: string, day: string][] = [
  ['Europe/Berlin', '2025-03-30'],
  ['Europe/Berlin', '2025-10-26'],
  ['America/Havana', '2025-03-09'],
  ['America/Havana', '2025-11-02'],
  ['Australia/Lord_Howe', '2025-04-05'],
  ['Australia/Lord_Howe', '2025-10-04'],
  ['Asia/Kathmandu', '2025-06-01'],
]

test('windows of every zone, also on the days on which clocks are changed', async () => {
  const id = await customer('clocks')
  const books = new Map<Kind, KnownEvent[]>()
  for (const kind of kinds) {
    const events = changes.flatMap(([, day]) =>
      Array.from({ length: 4 * 96 }, (_, i): KnownEvent => {
        const atMs = Date.parse(`${day}T00:00:00Z`) + (i - 128) * quarterMs
        const quantity = `${1 + ((i * 7) % 11)}.${String(i % 10)}`.replace(/\.0$/, '')
        return { id: uuid(), customer: 'clocks', quantity, atMs, arrived: 0n, value: `v${i % 5}` }
      }),
    )
    books.set(kind, events)
    await insert(kind, id, events)
  }
  for (const isRolledUp of [false, true]) {
    if (isRolledUp) await rollUp(server.ctx)
    for (const kind of kinds) {
      for (const [zone, day] of changes) {
        for (const unit of ['hour', 'day', 'week', 'month'] as const satisfies readonly Unit[]) {
          const fromMs = Date.parse(`${day}T00:00:00Z`) - 86_400_000 - 123_000
          const toMs = fromMs + 3 * 86_400_000
          const [start_date, end_date] = [fromMs, toMs].map((ms) => new Date(ms).toISOString())
          const query = new URLSearchParams({
            group_by: unit,
            timezone: zone,
            start_date,
            end_date,
          } as never)
          const answer = await server.call({
            url: `/api/v1/meters/${meters[kind].id}/usage?${query}`,
            token,
          })
          const expected = recount(kind, books.get(kind) ?? [], { fromMs, toMs, unit, zone })
          assert.deepEqual(readAnswer(answer.text), expected, `${kind} ${query} ${isRolledUp}`)
        }
      }
    }
  }
})

test('days of 23 and 25 hours; the hour that comes twice is two', async () => {
  const hours = async (day: string) => {
    const query = `start_date=${day}&end_date=${day}&group_by=hour&timezone=Europe/Berlin&fill=zero`
    const url = `/api/v1/meters/${meters.SUM.id}/usage?${query}`
    return (await server.call({ url, token })).body.grouped_data.map(
      (one: { period: string }) => one.period,
    )
  }
  assert.equal((await hours('2025-03-30')).length, 23)
  const long = await hours('2025-10-26')
  assert.equal(long.length, 25)
  assert.equal(new Set(long).size, 25)
  assert.equal(long[0], '2025-10-25T22:00:00Z')
})

test('a date alone at the end includes its day, a time does not', async () => {
  const id = await customer('ends')
  const at = (text: string) => Date.parse(text)
  await insert('SUM', id, [
    {
      id: uuid(),
      customer: 'ends',
      quantity: '1',
      atMs: at('2025-01-31T23:59:59.999Z'),
      arrived: 0n,
    },
    { id: uuid(), customer: 'ends', quantity: '10', atMs: at('2025-02-01T00:00:00Z'), arrived: 0n },
  ])
  const ask = async (end_date: string) => {
    const query = new URLSearchParams({ start_date: '2025-01-31', end_date, customer_id: id })
    return (await server.call({ url: `/api/v1/meters/${meters.SUM.id}/usage?${query}`, token }))
      .body
  }
  const whole = await ask('2025-01-31')
  assert.deepEqual(
    [whole.total_usage, whole.period_start, whole.period_end],
    [1, '2025-01-31T00:00:00Z', '2025-01-31T23:59:59Z'],
  )
  assert.deepEqual(whole.grouped_data, [{ period: '2025-01-31', usage: 1, event_count: 1 }])
  assert.equal((await ask('2025-01-31T23:59:59.999Z')).total_usage, 0)
  assert.equal((await ask('2025-02-01T00:00:00Z')).total_usage, 1)
  assert.equal((await ask('2025-02-01T00:00:00.0001')).total_usage, 11)
})

test('numbers are written with all of their digits', async () => {
  const id = await customer('digits')
  const quantity = '999999999999999999.999999999'
  const atMs = Date.parse('2025-05-05T05:05:05Z')
  await insert('SUM', id, [
    { id: uuid(), customer: 'digits', quantity, atMs, arrived: 0n },
    { id: uuid(), customer: 'digits', quantity, atMs: atMs + 1, arrived: 0n },
  ])
  const url = `/api/v1/meters/${meters.SUM.id}/usage?start_date=2025-05-05&end_date=2025-05-05&customer_id=${id}`
  const { text } = await server.call({ url, token })
  assert.match(text, /"total_usage" : 1999999999999999999\.999999998,/)
})

test('what cannot be asked is refused by name', async () => {
  const bad: [string, number, RegExp][] = [
    ['start_date=2020-01-01&end_date=2025-01-01&group_by=hour', 400, /10000 buckets/],
    ['start_date=2025-01-03&end_date=2025-01-01', 400, /end_date/],
    ['start_date=2025-02-30', 400, /start_date/],
    ['start_date=0001-01-01', 400, /start_date/],
    ['timezone=Mars/Olympus', 400, /timezone/],
    ['timezone=%2B05:30', 400, /timezone/],
    ['group_by=year', 422, /group_by/],
    ['customer_id=00000000-0000-4000-8000-00000000dead', 404, /Customer/],
    ['colour=red', 422, /colour/],
  ]
  for (const [query, status, detail] of bad) {
    const answer = await server.call({
      url: `/api/v1/meters/${meters.SUM.id}/usage?${query}`,
      token,
    })
    assert.equal(answer.status, status, `${query}: ${answer.text}`)
    assert.match(JSON.stringify(answer.body.detail), detail)
  }
  const stranger = await newOrganization(server)
  for (const path of ['usage', 'stats', 'events', 'usage.csv', 'events.csv']) {
    const url = `/api/v1/meters/${meters.SUM.id}/${path}`
    assert.equal((await server.call({ url, token: stranger.token })).status, 404)
  }
})

test('the log is newest first, in pages; void takes an event out once', async () => {
  const own = await newMeter(server, organization)
  const now = Date.now()
  for (let i = 1; i <= 5; i++) {
    const timestamp = new Date(now - i * 1000).toISOString()
    const body = { meter_token: own.token, customer_external_id: 'log', quantity: i, timestamp }
    await server.call({ url: '/api/v1/sdk/track', key, body })
    if (i === 3) await rollUp(server.ctx)
  }
  const log = async (query: string) =>
    (await server.call({ url: `/api/v1/meters/${own.id}/events?${query}`, token })).body
  const page = await log('page=2&page_size=2')
  assert.deepEqual(
    page.data.map((e: { quantity: string }) => e.quantity),
    ['3', '4'],
  )
  assert.deepEqual(page.meta, { page: 2, page_size: 2, total: 5, total_pages: 3 })
  assert.equal((await log('min_quantity=4')).meta.total, 2)
  const { id } = page.data[0]
  const call = { method: 'POST' as const, url: `/api/v1/usage/${id}/void`, token }
  const voided = await server.call(call)
  assert.equal(voided.status, 200, voided.text)
  assert.equal((await server.call(call)).text, voided.text, 'twice is once')
  const usage = await server.call({ url: `/api/v1/meters/${own.id}/usage`, token })
  assert.deepEqual([usage.body.total_usage, usage.body.event_count], [12, 4])
  assert.equal((await log('')).meta.total, 5, 'the row stays')
  const stranger = await newOrganization(server)
  assert.equal((await server.call({ ...call, token: stranger.token })).status, 404)
  const csv = await server.call({ url: `/api/v1/meters/${own.id}/events.csv`, token })
  assert.match(csv.headers['content-type'] as string, /^text\/csv/)
  assert.equal(csv.text.trim().split('\r\n').length, 6)
  const stats = await server.call({ url: `/api/v1/meters/${own.id}/stats`, token })
  assert.deepEqual([stats.body.total_events, stats.body.unique_customers], [4, 1])
  assert.equal(stats.body.first_event_date, new Date(now - 5000).toISOString())
  const table = await server.call({
    url: `/api/v1/meters/${own.id}/usage.csv?group_by=month`,
    token,
  })
  assert.match(table.text, /^period,usage,event_count\r\n/)
})

test('GET /usage by key: events, or what they come to; of its own mode', async () => {
  const own = await newMeter(server, organization)
  const tester = (await newKey(server, organization, { mode: 'test' })).key
  const event = { meter_token: own.token, customer_external_id: 'modes' }
  await server.call({ url: '/api/v1/sdk/track', key, body: { ...event, quantity: 2 } })
  await server.call({ url: '/api/v1/sdk/track', key: tester, body: { ...event, quantity: 5 } })
  const ask = (query: string, given: object) =>
    server.call({ url: `/api/v1/usage?meter_name=${own.name}&${query}`, ...given })
  assert.equal((await ask('group_by=day', { key })).body.total_usage, 2)
  assert.equal((await ask('group_by=day', { key: tester })).body.total_usage, 5)
  assert.equal((await ask('group_by=day&mode=test', { token })).body.total_usage, 5)
  assert.equal((await ask('mode=test', { key })).status, 403)
  assert.equal((await ask('customer_external_id=modes', { key })).body.meta.total, 1)
  assert.equal((await ask('customer_external_id=nobody', { key })).status, 404)
  assert.equal((await server.call({ url: '/api/v1/usage?group_by=day', key })).status, 400)
  const all = await server.call({ url: '/api/v1/usage?page_size=1', key })
  assert.equal(all.body.data.length, 1)
  const writer = await newKey(server, organization, { scopes: ['usage.write'] })
  assert.equal((await ask('', { key: writer.key })).status, 403)
  const lists = await server.call({ url: '/api/v1/customers?search=modes&mode=test', token })
  assert.deepEqual(
    lists.body.data.map((c: { mode: string }) => c.mode),
    ['test'],
  )
})

test('a widget shows one customer their own usage to any page, and nothing else', async () => {
  const own = await newMeter(server, organization)
  for (const customer_external_id of ['widget', 'neighbour']) {
    const body = { meter_token: own.token, customer_external_id, quantity: 4 }
    await server.call({ url: '/api/v1/sdk/track', key, body })
  }
  const make = (customer_external_id: string) =>
    server.call({ url: '/api/v1/widget/token', key, body: { customer_external_id } })
  assert.equal((await make('nobody')).status, 404)
  const made = await make('widget')
  assert.equal(made.status, 200, made.text)
  const life = Date.parse(made.body.expires_at) - Date.now()
  assert.ok(life > 3_500_000 && life <= 3_600_000)
  const widget = made.body.token
  const read = (url: string) =>
    server.call({ url, token: widget, headers: { origin: 'https://shop.test' } })
  const who = await read('/api/v1/widget/customer')
  assert.equal(who.body.external_id, 'widget')
  assert.equal(who.headers['access-control-allow-origin'], '*')
  const usage = await read('/api/v1/widget/usage')
  const line = usage.body.meters.find((one: { meter_id: string }) => one.meter_id === own.id)
  assert.equal(line.total_usage, 4)
  assert.equal((await read(`/api/v1/widget/usage/${own.id}?group_by=month`)).body.total_usage, 4)
  const refused = await read(`/api/v1/widget/usage?customer_id=${line.meter_id}`)
  assert.equal(refused.status, 422)
  for (const url of ['/api/v1/customers', '/api/v1/usage', '/api/v1/auth/user', '/v1/me/account']) {
    assert.equal((await read(url)).status, 401, url)
  }
  for (const bad of [token, key, `${widget}x`, '']) {
    const answer = await server.call({ url: '/api/v1/widget/usage', token: bad })
    assert.equal(answer.status, 401)
  }
  const { id } = who.body
  await server.call({ method: 'DELETE', url: `/api/v1/customers/${id}`, token })
  assert.equal((await read('/api/v1/widget/customer')).status, 404)
  const total = await server.call({ url: `/api/v1/meters/${own.id}/usage`, token })
  assert.equal(total.body.total_usage, 8, 'what was counted stays counted')
})

test('who only looks changes nothing; external ids are unique', async () => {
  const body = { name: 'Twin', email: 'twin@example.com', external_id: 'twin' }
  assert.equal((await server.call({ url: '/api/v1/customers', token, body })).status, 201)
  assert.equal((await server.call({ url: '/api/v1/customers', token, body })).status, 409)
  assert.equal((await server.call({ url: '/api/v1/customers?mode=test', token, body })).status, 201)
  const list = await server.call({ url: '/api/v1/customers?search=twin', token })
  assert.equal(list.body.meta.total, 1)
  const stranger = await newOrganization(server)
  const url = `/api/v1/customers/${list.body.data[0].id}`
  for (const method of ['GET', 'DELETE'] as const) {
    assert.equal((await server.call({ method, url, token: stranger.token })).status, 404)
  }
  const put = { method: 'PUT' as const, url, token, body: { phone: '+49' } }
  assert.equal((await server.call(put)).body.phone, '+49')
})
