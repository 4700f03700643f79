import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { findPostmaster, signal } from './embedded/leftovers.ts'
import {
  afterwards,
  kill,
  log,
  makeFolder,
  type Owner,
  query,
  running,
  shellOf,
  startOwner,
  urlOfOwner,
} from './embedded/testing.ts'
import { startEmbedded } from './embedded.ts'

const rounds = 40
const races = 8

/** The same sequence for the same seed (mulberry32), so that a failure can be seen again. */
function makeRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Writes rows one after another until the database goes; counts those that were acknowledged. */
async function writeUntilTheEnd(url: string, acknowledged: Set<number>, from: number) {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    for (let n = from; ; n += 1) {
      await client.query('insert into written values ($1)', [n])
      acknowledged.add(n)
    }
  } catch {
    // The connection ended with the database, which is the point.
  } finally {
    await client.end().catch(() => {})
  }
}

/** Kills the owner, the server, or both with or without the shell between them. */
async function strike(owner: Owner, dataDir: string, choice: number): Promise<void> {
  const server = await findPostmaster(join(dataDir, 'postgres'))
  const shell = server !== undefined && choice >= 0.75 ? shellOf(server) : undefined
  if (server !== undefined && choice >= 0.25 && choice < 0.75) signal([server], 'SIGKILL')
  // Killed alone, the server is started again, which the owner's death then meets half-way.
  if (choice >= 0.25 && choice < 0.5) await sleep(choice * 200)
  if (shell !== undefined) signal([-shell], 'SIGKILL')
  await kill(owner)
}

test('whoever is killed, whenever: the next start succeeds and no acknowledged row is lost', async (t) => {
  if (process.platform !== 'linux') return t.skip('finds the shell by /proc')
  const seed = Date.now() % 1_000_000
  t.diagnostic(`seed ${seed}`)
  const random = makeRandom(seed)
  const dataDir = makeFolder(t)
  const acknowledged = new Set<number>()
  const first = await startEmbedded({ dataDir, log })
  await query(first.url, 'create table written (n int primary key)')
  await first.stop()
  for (let round = 1; round <= rounds; round += 1) {
    await crash(dataDir, random, acknowledged, round * 1_000_000)
  }
  const last = await startEmbedded({ dataDir, log })
  afterwards(t, () => last.stop())
  const rows = String(
    await query(last.url, `select coalesce(string_agg(n::text, ','), '') from written`),
  )
  const kept = new Set(rows.split(',').map(Number))
  assert.ok(acknowledged.size > rounds)
  assert.deepEqual(
    [...acknowledged].filter((n) => !kept.has(n)),
    [],
  )
  await last.stop()
  assert.equal(await running(dataDir), 0)
})

/** Every third strike falls into the start itself. */
async function crash(
  dataDir: string,
  random: () => number,
  acknowledged: Set<number>,
  from: number,
): Promise<void> {
  const owner = startOwner(dataDir, {}, 'durable')
  if (random() < 0.33) {
    await sleep(random() * 300)
    return strike(owner, dataDir, random())
  }
  const writing = writeUntilTheEnd(await urlOfOwner(owner), acknowledged, from)
  await sleep(random() * 150)
  await strike(owner, dataDir, random())
  await writing
}

test('first starts that race and are killed end in one whole cluster', async (t) => {
  for (let race = 0; race < races; race += 1) await raceOnce(t, race)
})

async function raceOnce(t: TestContext, race: number): Promise<void> {
  const dataDir = makeFolder(t)
  const owners = [startOwner(dataDir), startOwner(dataDir), startOwner(dataDir)]
  await sleep(150 + race * 100)
  await Promise.all(owners.map(kill))
  const next = [startOwner(dataDir), startOwner(dataDir)]
  afterwards(t, () => Promise.all(next.map(kill)))
  const starts = await Promise.all(next.map((owner) => owner.started))
  assert.deepEqual(starts.map((start) => start?.code).sort(), ['data_folder_in_use', undefined])
  assert.equal(await query(starts.find((start) => start?.url)?.url ?? '', 'select 1'), 1)
}
