import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { TestServer } from '../kit.ts'
import { startBatches } from './batches.ts'
import { startDocuments } from './graphql.ts'
import { startMutations } from './mutations.ts'
import { startReads } from './reads.ts'
import { startWrites } from './writes.ts'

/**
 * I1, I2 at full size: `FLUMEN_STRESS_CALLS` calls (100,000), each of them judged, in lanes beside
 * each other. Every round of a lane has a seed of its own, always the same one.
 */
const calls = Number(process.env.FLUMEN_STRESS_CALLS ?? 100_000)
const lanes = 8

const reads = await startReads()
const documents = await startDocuments()
const batches = await startBatches(lanes)
const mutations = await startMutations(lanes)
const writes = await startWrites()
for (let lane = 0; lane < lanes; lane++) await writes.makeTable(`w${lane}`)

/** Five servers open more connections than the cluster has: each goes when its last call was made. */
const end = ({ stop }: TestServer) => stop()

/** Runs rounds in every lane until so many calls of the server are made, and says how fast they were. */
async function make(
  t: TestContext,
  share: number,
  server: TestServer,
  round: (seed: number, lane: number) => Promise<void>,
): Promise<void> {
  const { call } = server
  const wanted = Math.ceil(share * calls)
  let made = 0
  server.call = (given) => {
    made++
    return call(given)
  }
  const start = performance.now()
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let i = 0; made < wanted; i++) await round(10_000 * (lane + 1) + i, lane)
    }),
  )
  server.call = call
  const seconds = (performance.now() - start) / 1_000
  t.diagnostic(`${made} calls, ${Math.round(made / seconds)} a second`)
}

test('half of them: questions by REST, in two spellings, by two people', async (t) => {
  await make(t, 0.5, reads.world.server, (seed) => reads.run(20, seed))
  await end(reads.world.server)
})

test('a quarter: documents of lists, rows and totals, lists by REST too', (t) =>
  make(t, 0.25, documents.world.server, (seed) => documents.run(20, seed)))

test('a twentieth: lists by cursors, forward and back', (t) =>
  make(t, 0.05, documents.world.server, (seed) => documents.pages(3, seed)))

test('a twentieth: documents with something broken in them', async (t) => {
  await make(t, 0.05, documents.world.server, (seed) => documents.broken(50, seed))
  await end(documents.world.server)
})

test('a twentieth: changes of one table', async (t) => {
  await make(t, 0.05, writes.server, (seed, lane) => writes.run(5, seed, `w${lane}`))
  await end(writes.server)
})

test('a twentieth: batches over two tables', async (t) => {
  await make(t, 0.05, batches.server, (seed, lane) => batches.run(5, seed, lane))
  await end(batches.server)
})

test('a twentieth: documents of mutations over two tables', (t) =>
  make(t, 0.05, mutations.server, (seed, lane) => mutations.run(5, seed, lane)))

test('the log of PostgreSQL holds no entry that a caller may not cause', () => {
  for (const { log } of [reads, documents, batches, mutations, writes])
    assert.deepEqual(log.complaints(), [])
})
