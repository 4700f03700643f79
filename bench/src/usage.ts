import { Load, requestText, type Shot } from './load.ts'
import { cpuSeconds } from './process-figures.ts'
import { median, perSecond, type Report, type Row } from './report.ts'
import { poolSize, startFloor } from './server.ts'
import type { Database, Stage } from './stage.ts'
import {
  type Books,
  batchCallers,
  batchShots,
  batchSize,
  event,
  fire,
  open,
  ratios,
  rounds,
} from './usage-books.ts'
import { run } from './usage-fill.ts'
import { BatchFloor } from './usage-pgbench.ts'

/** Of single events: a round is a second, in which a machine may do something else. */
const singleRounds = 9
/** Single events before the first that counts: the code of a running server is compiled. */
const warmUp = 20_000

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
