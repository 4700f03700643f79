import { setTimeout as sleep } from 'node:timers/promises'
import { Load, requestText, type Shot } from './load.ts'
import { cpuSeconds } from './process-figures.ts'
import { median, perSecond, type Report, type Row } from './report.ts'
import { poolSize, startFloor, startServer, type Target } from './server.ts'
import { type Database, type Stage, settle, sharedEnv } from './stage.ts'
import { fillEvents, makeDatabase, rowsRead, run } from './usage-fill.ts'
import { BatchFloor } from './usage-pgbench.ts'

const rounds = 5
/** Of single events: a round is a second, in which a machine may do something else. */
const singleRounds = 9
/** Single events before the first that counts: the code of a running server is compiled. */
const warmUp = 20_000
const batchSize = 100
const batchCallers = 8

/** A server on a database of its own, with an organization that has one meter. */
interface Books {
  url: string
  server: Target
  key: string
  token: string
  tenantId: string
  meterId: string
  meterToken: string
}

interface Made {
  key: string
  meter_id: string
  meter_token: string
  organization: { id: string }
}

async function open(stage: Stage, cluster: string, name: string): Promise<Books> {
  const url = await makeDatabase(cluster, name)
  const env = {
    ...sharedEnv,
    FLUMEN_DATABASE_URL: url,
    FLUMEN_LOG_LEVEL: 'warn',
    FLUMEN_RATE_LIMIT: 'off',
  }
  const { folder, options } = stage
  const server = await startServer({ folder, env, profileDir: options.profileDir })
  const at = `http://127.0.0.1:${server.port}/api/v1`
  const call = async (path: string, body: object, token = '') => {
    const answer = await fetch(`${at}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return { cookies: answer.headers.getSetCookie().join(';'), body: (await answer.json()) as Made }
  }
  const signedUp = await call('/auth/signup', {
    email: `${name}@example.com`,
    password: 'correct horse battery staple',
    organization_name: name,
  })
  const token = /access_token=([^;]+)/.exec(signedUp.cookies)?.[1] ?? ''
  const scopes = ['usage.write', 'usage.read']
  const { key } = (await call('/api-keys', { name: 'bench', scopes }, token)).body
  const meter = { meter_name: 'calls', property_name: 'amount', aggregation_type: 'SUM' }
  const feature = { name: 'Calls', lookup_key: 'calls', type: 'meter', ...meter }
  const made = (await call('/features', feature, token)).body
  const { meter_id: meterId, meter_token: meterToken } = made
  return { url, server, key, token, tenantId: signedUp.body.organization.id, meterId, meterToken }
}

let serial = 0

const event = ({ meterToken }: Pick<Books, 'meterToken'>) => ({
  meter_token: meterToken,
  customer_external_id: `c${serial % 1000}`,
  quantity: 1.25,
  idempotency_key: `bench ${process.pid} ${serial++}`,
  metadata: { region: 'eu' },
})

function batchShots(books: Books, count: number): Shot[] {
  return Array.from({ length: count }, () => {
    const body = { events: Array.from({ length: batchSize }, () => event(books)) }
    const text = requestText('POST', '/api/v1/usage/batch', { 'x-api-key': books.key }, body)
    return { text, status: 200, expect: '"accepted":100' }
  })
}

const singleShots = (books: Books, count: number): Shot[] =>
  Array.from({ length: count }, () => ({
    text: requestText('POST', '/api/v1/sdk/track', { 'x-api-key': books.key }, event(books)),
    status: 201,
    expect: '"quantity":"1.25"',
  }))

const floorShots = (books: Books, count: number): Shot[] =>
  Array.from({ length: count }, () => ({
    text: requestText('POST', '/events', {}, event(books)),
    status: 201,
    expect: '"quantity":"1.25"',
  }))

/** Processor time of each connection to a database, in seconds. */
async function databaseSeconds(url: string): Promise<Map<number, number>> {
  const rows = await run<{ pid: number }>(
    url,
    `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  const seconds = rows.map(async ({ pid }) => [pid, await cpuSeconds(pid)] as const)
  return new Map((await Promise.all(seconds)).filter(([, used]) => !Number.isNaN(used)))
}

/** Connections come and go: what one has used since, and all of one that is new. */
const usedSince = (before: Map<number, number>, after: Map<number, number>): number =>
  [...after].reduce((sum, [pid, used]) => sum + used - (before.get(pid) ?? 0), 0)

/** Every shot once: each has a key of its own. @returns how many a second */
async function fire(load: Load, port: number, shots: Shot[], connections: number): Promise<number> {
  const name = `usage ${serial++}`
  await load.learn(name, shots)
  const { perSecond } = await load.run({ port, shots: name, connections, count: shots.length })
  await load.learn(name, [])
  return perSecond
}

/** Recording: batches of callers, and single events of many callers against one row per request. */
export async function benchUsage(stage: Stage): Promise<Report> {
  const load = new Load()
  try {
    return {
      rows: await benchRecording(stage, await stage.database(), load),
      notes: recordingNotes,
    }
  } finally {
    load.stop()
  }
}

/** What an event costs as the books grow. */
export async function benchUsageGrowth(stage: Stage): Promise<Report> {
  const load = new Load()
  try {
    return {
      rows: await benchGrowth(stage, await stage.database(), load),
      notes: [
        'usage: growth is two databases of one cluster, filled by COPY, keys included, measured in turn.',
      ],
    }
  } finally {
    load.stop()
  }
}

/** Reading a month of many events by day. */
export const benchUsageMonth = async (stage: Stage): Promise<Report> =>
  benchMonth(stage, await stage.database())

async function benchRecording(stage: Stage, { url }: Database, load: Load): Promise<Row[]> {
  const books = await open(stage, url, 'usage_recording')
  const floor = await startFloor(books.url, String(poolSize), './usage-floor.ts')
  const batchFloor = await BatchFloor.open(books.url, stage.folder, batchSize)
  const { quick } = stage.options
  const [batches, singles] = quick ? [100, 2_000] : [400, 8_000]
  const figures: Record<
    'batch' | 'batchFloor' | 'single' | 'floor' | 'ownUs' | 'databaseUs',
    number[]
  > = {
    batch: [],
    batchFloor: [],
    single: [],
    floor: [],
    ownUs: [],
    databaseUs: [],
  }
  try {
    // One after the other: roll-ups and vacuums of a batch would be paid by the single events after it.
    await fire(load, books.server.port, singleShots(books, warmUp), 32)
    await fire(load, floor.port, floorShots(books, warmUp), 32)
    for (let round = 0; round < singleRounds; round++) {
      figures.floor.push(await fire(load, floor.port, floorShots(books, singles), 32))
      figures.single.push(await fire(load, books.server.port, singleShots(books, singles), 32))
    }
    await fire(load, books.server.port, batchShots(books, 50), batchCallers)
    await batchFloor?.measure(batchCallers, 50)
    for (let round = 0; round < rounds; round++) {
      const before = await cpuSeconds(books.server.pid)
      const databaseBefore = await databaseSeconds(books.url)
      const rate = await fire(load, books.server.port, batchShots(books, batches), batchCallers)
      const used = (await cpuSeconds(books.server.pid)) - before
      figures.batch.push(rate * batchSize)
      const databaseUsed = usedSince(databaseBefore, await databaseSeconds(books.url))
      figures.ownUs.push((used / (batches * batchSize)) * 1e6)
      figures.databaseUs.push((databaseUsed / (batches * batchSize)) * 1e6)
      if (batchFloor) figures.batchFloor.push(await batchFloor.measure(batchCallers, batches))
    }
  } finally {
    await Promise.all([books.server.stop(), floor.stop()])
  }
  const ratio = median(ratios(figures.single, figures.floor))
  const rate = median(figures.batch)
  return [
    {
      name: 'usage: events acknowledged and durable, /usage/batch of 100',
      figure: perSecond(rate),
      goal: '>= 20000/s',
      isMet: rate >= 20_000,
    },
    ...(batchFloor
      ? [
          {
            name: '  against PostgreSQL alone with the same batches',
            figure: perSecond(rate),
            floor: perSecond(median(figures.batchFloor)),
            ratio: median(ratios(figures.batch, figures.batchFloor)),
          },
        ]
      : []),
    {
      name: '  processor time an event: the server, its connections to PostgreSQL',
      figure: `${median(figures.ownUs).toFixed(1)} us, ${median(figures.databaseUs).toFixed(1)} us`,
    },
    {
      name: 'usage: /sdk/track, 32 callers',
      figure: perSecond(median(figures.single)),
      floor: perSecond(median(figures.floor)),
      ratio,
      goal: '>= 1.5',
      isMet: ratio >= 1.5,
    },
  ]
}

const ratios = (own: number[], floor: number[]): number[] =>
  own.map((rate, i) => rate / (floor[i] ?? Number.NaN))

async function benchGrowth(stage: Stage, { url }: Database, load: Load): Promise<Row[]> {
  const { quick } = stage.options
  const [few, many] = quick ? [100_000, 500_000] : [1_000_000, 5_000_000]
  const sizes: { books: Books; rates: number[] }[] = []
  try {
    for (const count of [few, many]) {
      const books = await open(stage, url, `usage_${count}`)
      const { tenantId, meterId } = books
      await fillEvents(books.url, {
        tenantId,
        meterId,
        count,
        customers: 1_000,
        days: 30,
        isKeyed: true,
      })
      await settle(books.url)
      sizes.push({ books, rates: [] })
    }
    for (const { books } of sizes) await waitForRollUps(books)
    for (let round = 0; round <= rounds; round++) {
      for (const { books, rates } of sizes) {
        const rate = await fire(
          load,
          books.server.port,
          batchShots(books, quick ? 100 : 300),
          batchCallers,
        )
        if (round > 0) rates.push(rate * batchSize)
      }
    }
  } finally {
    await Promise.all(sizes.map(({ books }) => books.server.stop()))
  }
  const [small, large] = sizes.map(({ rates }) => rates)
  const ratio = median((small ?? []).map((rate, i) => rate / (large?.[i] ?? Number.NaN)))
  return [
    {
      name: `usage: cost of an event at ${many / 1e6} M stored against ${few / 1e6} M`,
      figure: perSecond(median(large ?? [])),
      floor: perSecond(median(small ?? [])),
      ratio,
      goal: '<= 1.3',
      isMet: ratio <= 1.3,
    },
  ]
}

async function waitForRollUps({ url }: Books): Promise<void> {
  for (;;) {
    const [row] = await run<{ left: string }>(
      url,
      `select (s.last_value - r.watermark)::text as left from metering.roll_ups r, metering.event_seq s`,
    )
    if (row?.left === '0') return
    await sleep(500)
  }
}

async function benchMonth(stage: Stage, { url }: Database): Promise<Report> {
  const count = stage.options.quick ? 500_000 : 10_000_000
  const books = await open(stage, url, 'usage_month')
  try {
    const { tenantId, meterId } = books
    await fillEvents(books.url, {
      tenantId,
      meterId,
      count,
      customers: 1_000,
      days: 30,
      isKeyed: false,
    })
    const beganMs = performance.now()
    await waitForRollUps(books)
    const rolledSeconds = (performance.now() - beganMs) / 1000
    await settle(books.url)
    const utc = await measureReads(books, 'UTC', count)
    const kolkata = await measureReads(books, 'Asia/Kolkata', count)
    const size = `${count / 1e6} M events of 1,000 customers in 30 days`
    return {
      rows: [
        { name: `usage: by day in UTC, ${size}`, figure: `${utc.ms.toFixed(0)} ms` },
        {
          name: '  rows of events read',
          figure: String(utc.rows),
          goal: '< 0.1 %',
          isMet: utc.rows < count / 1000,
        },
        { name: `usage: by day in Asia/Kolkata`, figure: `${kolkata.ms.toFixed(0)} ms` },
        {
          name: '  rows of events read',
          figure: String(kolkata.rows),
          goal: '< 0.1 %',
          isMet: kolkata.rows < count / 1000,
        },
      ],
      notes: [
        `usage: the month was filled by COPY; its ${count / 1e6} M events were rolled up by the server's ` +
          `own job in ${rolledSeconds.toFixed(0)} s. Both ends of the range are inside a quarter of an hour, ` +
          `of which the rows are read (about ${Math.round(count / 30 / 96)} a quarter); the rest is roll-ups.`,
      ],
    }
  } finally {
    await books.server.stop()
  }
}

async function measureReads(
  books: Books,
  zone: string,
  count: number,
): Promise<{ ms: number; rows: number }> {
  const now = Date.now()
  const query = new URLSearchParams({
    start_date: new Date(now - 29 * 86_400_000 - 123_456).toISOString(),
    end_date: new Date(now - 500_000).toISOString(),
    timezone: zone,
  })
  const url = `http://127.0.0.1:${books.server.port}/api/v1/meters/${books.meterId}/usage?${query}`
  const times: number[] = []
  const read = async () => {
    const beganMs = performance.now()
    const answer = await fetch(url, { headers: { authorization: `Bearer ${books.token}` } })
    const text = await answer.text()
    const { event_count } = JSON.parse(text) as { event_count: number }
    if (event_count < count * 0.95)
      throw new Error(`only ${event_count} events: ${text.slice(0, 300)}`)
    times.push(performance.now() - beganMs)
  }
  await read()
  // Counters are written when a connection is idle.
  await sleep(1_500)
  const before = await rowsRead(books.url)
  await read()
  await sleep(1_500)
  const rows = (await rowsRead(books.url)) - before
  for (let i = 0; i < 5; i++) await read()
  return { ms: median(times.slice(1)), rows }
}

const recordingNotes: string[] = [
  `usage: every event has an idempotency key of its own, a customer out of 1,000, a quantity and metadata; ` +
    `acknowledged means committed with fsync on. Batches over 8 keep-alive connections, single events over ` +
    `32, first; medians of ${rounds} rounds of batches and ${singleRounds} of single events, in turn with the floor; ` +
    'the limits of requests are off, logs are at warn.',
  `usage: the floor of batches is pgbench, where it is installed: ${batchCallers} connections, one prepared statement ` +
    `that inserts ${batchSize} keys and ${batchSize} events into copies of the same tables, with their partitions and ` +
    'indexes; no HTTP, no JSON, no customer or meter looked up, no roll-up.',
  'usage: the floor of single events is a bare Fastify route that inserts one row per request with raw pg ' +
    `(${poolSize} connections, prepared, two indexes): no key, no deduplication, no customer, no roll-up.`,
]
