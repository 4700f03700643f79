import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { startEmbedded } from '../../src/engines/db/embedded.ts'
import { testSecret } from '../database.ts'
import { until } from '../kit.ts'
import { newPerson } from '../people.ts'
import { ServerProcess, send } from './processes.ts'
import { type Kind, type KnownEvent, readAnswer, recount, type Unit } from './recount.ts'

/**
 * M1, M3, M6: two processes, one database; all three are killed (SIGKILL) at random while events come
 * in, a fifth of them more than once and through both processes. Clients try again until they have an
 * answer. In the end every figure is what the clients' own ledger says, to the last digit.
 */
const count = 200_000
const batchSize = 100
const workers = 6
const repeatedShare = 0.2
/** Events without a key, each sent once: none that was acknowledged may be missing. */
const unkeyed = 2_000

const kinds: readonly Kind[] = ['SUM', 'MAX', 'UNIQUE_COUNT', 'LAST']
const zones = ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Kathmandu', 'America/Havana']
const units: readonly Unit[] = ['hour', 'day', 'week', 'month']
const customers = 40

const folder = await mkdtemp(join(tmpdir(), 'flumen-exact-'))
const postgres = await startEmbedded({ dataDir: folder, log: pino({ level: 'silent' }) })
const env = {
  FLUMEN_DATABASE_URL: postgres.url,
  FLUMEN_DATA_DIR: folder,
  FLUMEN_SECRET: testSecret,
  FLUMEN_PUBLIC_URL: 'http://flumen.test',
  FLUMEN_RATE_LIMIT: 'off',
  FLUMEN_LOG_LEVEL: 'info',
}
const servers = [new ServerProcess(env), new ServerProcess(env)] as const
after(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

interface Sent extends KnownEvent {
  kind: Kind
  body: object
}

const meters = new Map<Kind | 'unkeyed', { id: string; token: string }>()
let key = ''
/** Sessions are short: the run is not. */
let token = ''
const { email, password } = newPerson()

async function json(path: string, given: Parameters<typeof send>[1]) {
  const answer = await send(`${servers[0].url}${path}`, given)
  assert.ok(answer && answer.status < 300, answer?.text ?? 'no answer')
  return JSON.parse(answer.text)
}

async function signIn(path: 'signup' | 'login'): Promise<void> {
  const body = { email, password, ...(path === 'signup' ? { organization_name: 'Exact' } : {}) }
  const answer = await fetch(`${servers[0].url}/api/v1/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const cookies = answer.headers.getSetCookie().join(';')
  token = /access_token=([^;]+)/.exec(cookies)?.[1] ?? assert.fail(await answer.text())
}

async function prepare(): Promise<void> {
  await signIn('signup')
  const scopes = ['usage.write', 'usage.read']
  key = (await json('/api/v1/api-keys', { token, body: { name: 'exact', scopes } })).key
  for (const kind of [...kinds, 'unkeyed'] as const) {
    const name = kind.toLowerCase()
    const aggregation_type = kind === 'unkeyed' ? 'SUM' : kind
    const feature = { name, lookup_key: name, type: 'meter', meter_name: name }
    const body = { ...feature, property_name: 'amount', aggregation_type }
    const made = await json('/api/v1/features', { token, body })
    meters.set(kind, { id: made.meter_id, token: made.meter_token })
  }
}

/** A time of its own for each event: ties of LAST are the quick test's matter. */
function makeEvents(): Sent[] {
  const now = Date.now()
  const stepMs = Math.floor((30 * 86_400_000) / count)
  return Array.from({ length: count }, (_, i): Sent => {
    const kind = kinds[i % 4] as Kind
    const customer = `c${Math.floor(Math.random() * customers)}`
    const quantity = `${1 + Math.floor(Math.random() * 1e6)}.${String(1 + (i % 999_999_999)).padStart(9, '0')}`
    const value = `v${Math.floor(Math.random() * 50)}`
    const atMs = now - 60_000 - i * stepMs - Math.floor(Math.random() * stepMs)
    const body = {
      meter_token: meters.get(kind)?.token,
      customer_external_id: customer,
      quantity,
      timestamp: new Date(atMs).toISOString(),
      idempotency_key: `event ${i}`,
      metadata: { user_id: value },
    }
    const known = { id: '', customer, quantity: quantity.replace(/\.?0+$/, ''), atMs, arrived: 0n }
    return { ...known, kind, body, ...(kind === 'UNIQUE_COUNT' ? { value } : {}) }
  })
}

const tally = { batches: 0, failures: 0, replays: 0, kills: 0, postgresKills: 0 }

/** As a client does it: again, to whichever process answers, until it is told how it went. */
async function deliver(events: readonly Sent[], path: string, body: unknown): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const server = servers[Math.random() < 0.5 ? 0 : 1]
    const answer = await send(`${server.url}${path}`, { key, body })
    if (answer && answer.status < 300) {
      tally.batches++
      if (path.endsWith('batch')) {
        const { accepted, duplicates, rejected } = JSON.parse(answer.text)
        assert.deepEqual(rejected, [])
        assert.equal(accepted + duplicates, events.length)
        tally.replays += duplicates
      } else if (answer.status === 200) tally.replays++
      return
    }
    assert.ok(!answer || answer.status >= 500, answer?.text)
    tally.failures++
    assert.ok(attempt < 2_000, 'never answered')
    await sleep(20 + Math.random() * 100)
  }
}

async function sendAll(events: readonly Sent[]): Promise<void> {
  let next = 0
  const work = async () => {
    while (next < events.length) {
      const some = events.slice(next, next + batchSize)
      next += batchSize
      const isSingle = Math.random() < 0.02
      const once = () =>
        isSingle
          ? Promise.all(some.map((one) => deliver([one], '/api/v1/sdk/track', one.body)))
          : deliver(some, '/api/v1/usage/batch', { events: some.map((one) => one.body) })
      // Some at the same time and through both processes, some later, in another order.
      const isRepeated = Math.random() < repeatedShare
      await Promise.all([once(), ...(isRepeated ? [once()] : [])])
      if (isRepeated && Math.random() < 0.5) {
        const bodies = some.map((one) => one.body).reverse()
        await deliver(some, '/api/v1/usage/batch', { events: bodies })
      }
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
}

const acknowledged = new Set<string>()
let sentUnkeyed = 0

async function sendUnkeyed(isOver: () => boolean): Promise<void> {
  while (!isOver() && sentUnkeyed < unkeyed) {
    const body = {
      meter_token: meters.get('unkeyed')?.token,
      customer_external_id: 'unkeyed',
      quantity: 1,
    }
    sentUnkeyed++
    const server = servers[Math.random() < 0.5 ? 0 : 1]
    const answer = await send(`${server.url}/api/v1/sdk/track`, { key, body })
    if (answer?.status === 201) acknowledged.add(JSON.parse(answer.text).id)
    else await sleep(50)
  }
}

async function strike(isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await sleep(500 + Math.random() * 3_000)
    if (isOver()) return
    const choice = Math.random()
    if (choice < 0.5) {
      const pid = await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')
      const postmaster = Number(pid.split('\n')[0])
      if (!postmaster) continue
      tally.postgresKills++
      process.kill(postmaster, 'SIGKILL')
    } else {
      tally.kills++
      await servers[choice < 0.75 ? 0 : 1].restart()
    }
  }
}

async function query<T>(text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  try {
    return (await client.query(text, values)).rows as T[]
  } finally {
    await client.end()
  }
}

async function compareAll(events: readonly Sent[], step: string): Promise<void> {
  const ids = new Map(
    (
      await query<{ external_id: string; id: string }>(
        'select external_id, id from metering.customers',
      )
    ).map((row) => [row.external_id, row.id]),
  )
  for (const kind of kinds) {
    const own = events.filter((event) => event.kind === kind)
    for (const unit of units) {
      for (const [i, zone] of zones.entries()) {
        const customer = i % 2 ? `c${(i * 7) % customers}` : undefined
        const fromMs = Date.now() - 30 * 86_400_000 + 12_345 + i * 1_000_003
        const toMs = Date.now() - i * 2_000_029
        const asked = new URLSearchParams({
          start_date: new Date(fromMs).toISOString(),
          end_date: new Date(toMs).toISOString(),
          group_by: unit,
          timezone: zone,
          ...(customer === undefined ? {} : { customer_id: ids.get(customer) ?? '' }),
        })
        const url = `/api/v1/meters/${meters.get(kind)?.id}/usage?${asked}`
        const answer = await send(`${servers[i % 2 ? 1 : 0].url}${url}`, { token })
        assert.equal(answer?.status, 200, answer?.text)
        const expected = recount(kind, own, { fromMs, toMs, unit, zone, customer })
        assert.deepEqual(readAnswer(answer?.text ?? ''), expected, `${step}: ${kind} ${url}`)
      }
    }
  }
}

test(`${count} events, killed again and again: every figure is exact`, {
  timeout: 3_600_000,
}, async (t) => {
  await Promise.all(servers.map((server) => server.start()))
  await prepare()
  const events = makeEvents()
  let over = false
  const background = [strike(() => over), sendUnkeyed(() => over)]
  await sendAll(events)
  over = true
  await Promise.all(background)
  for (const server of servers) await server.restart()
  await signIn('login')
  t.diagnostic(JSON.stringify({ ...tally, sentUnkeyed, acknowledged: acknowledged.size }))
  assert.ok(tally.kills > 3 && tally.postgresKills > 1, JSON.stringify(tally))

  const stored = await query<{ n: string; keys: string }>(`
    select count(*) as n, count(distinct idempotency_key) as keys from metering.events
    where idempotency_key is not null`)
  assert.deepEqual(stored[0], { n: String(count), keys: String(count) })
  const found = await query<{ id: string }>(
    'select id from metering.events where idempotency_key is null',
  )
  const there = new Set(found.map(({ id }) => id))
  assert.deepEqual(
    [...acknowledged].filter((id) => !there.has(id)),
    [],
    'acknowledged and lost',
  )
  assert.ok(found.length <= sentUnkeyed)

  await compareAll(events, 'as it stands')
  await until(
    'all rolled up',
    async () => {
      const [row] = await query<{ left: string }>(`
        select (select last_value from metering.event_seq) - watermark as left from metering.roll_ups`)
      return row?.left === '0'
    },
    120_000,
  )
  await compareAll(events, 'rolled up')
  const wrong = await query(`
    with rows as (
      select e.meter_id, e.customer_id, metering.quarter_of(e.happened_at) as starts_at,
        count(*) as events, sum(e.quantity) as total, max(e.quantity) as highest
      from metering.events e group by 1, 2, 3)
    select from rows r full join metering.quarters q using (meter_id, customer_id, starts_at)
    where (r.events, r.total, r.highest) is distinct from (q.events, q.total, q.highest)`)
  assert.equal(wrong.length, 0, 'roll-ups that differ from their rows')
})
