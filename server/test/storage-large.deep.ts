import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeVictim, setUp } from './victim.ts'

/** B12: a gigabyte up and down through a server whose memory stays the same, also when nobody reads. */
const block = 1024 * 1024
const blocks = 1024
const stallMs = 10_000
const mostGrowthBytes = 64 * 1024 * 1024
const server = await makeVictim()
const base = await server.start()
const api = `${base}/api/v1`

const authorization = `Bearer ${await setUp(base)}`

/** No two blocks are the same; in the middle the sender falls silent. */
async function* blocksOf(count: number, hash: ReturnType<typeof createHash>, stall: number) {
  const random = randomBytes(block)
  for (let i = 0; i < count; i++) {
    if (i === count >> 1) await sleep(stall)
    const bytes = Buffer.from(random)
    bytes.writeUInt32BE(i)
    hash.update(bytes)
    yield bytes
  }
}

async function up(name: string, count: number, stall = 0): Promise<string> {
  const headers = { authorization, 'content-type': 'application/octet-stream' }
  const sent = request(`${api}/storage/uploads/${name}`, {
    method: 'POST',
    headers: { ...headers, 'content-length': count * block },
  })
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>
  const hash = createHash('sha256')
  await pipeline(Readable.from(blocksOf(count, hash, stall)), sent)
  const [answer] = await answered
  answer.resume()
  assert.equal(answer.statusCode, 201)
  return hash.digest('hex')
}

async function down(name: string, stall = 0): Promise<string> {
  const sent = request(`${api}/storage/uploads/${name}`, { headers: { authorization } }).end()
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  assert.equal(answer.statusCode, 200)
  const hash = createHash('sha256')
  let size = 0
  let hasStalled = false
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    hash.update(chunk)
    size += chunk.length
    if (hasStalled || size < (blocks * block) / 2) continue
    hasStalled = true
    await sleep(stall)
  }
  return hash.digest('hex')
}

/** The most it held while something was done. */
async function mostDuring<T>(work: Promise<T>): Promise<{ most: number; result: T }> {
  let most = 0
  let isOver = false
  const watch = (async () => {
    for (; !isOver; await sleep(50)) most = Math.max(most, (await server.memory()).rss)
  })()
  try {
    return { result: await work, most }
  } finally {
    isOver = true
    await watch
  }
}

test('B12 a gigabyte goes up and down, with a stall of either side, in the same memory', {
  timeout: 300_000,
  skip: process.platform !== 'linux',
}, async (t) => {
  // V8 lets some tens of megabytes of buffers lie before it collects the first time. The question is
  // what a large file takes beyond what a small one has taken.
  const cold = (await server.memory()).rss
  await up('small', 100)
  await down('small')
  const before = (await server.memory()).rss
  const upward = await mostDuring(up('large', blocks, stallMs))
  const downward = await mostDuring(down('large', stallMs))
  const [grownUp, grownDown] = [upward.most - before, downward.most - before]
  const mega = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
  t.diagnostic(
    `${mega(cold)} at rest, ${mega(before)} before; up +${mega(grownUp)}, down +${mega(grownDown)}`,
  )
  assert.equal(downward.result, upward.result)
  assert.ok(grownUp < mostGrowthBytes, `up: ${mega(grownUp)}`)
  assert.ok(grownDown < mostGrowthBytes, `down: ${mega(grownDown)}`)
})
