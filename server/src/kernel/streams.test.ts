import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, get, type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { pieces, releaseAsSent } from './streams.ts'

/** Large bodies pass in the memory of a few pieces, and arrive as they were. */
const folder = await mkdtemp(join(tmpdir(), 'flumen-streams-'))
const file = join(folder, 'file')
const bytes = randomBytes(4_000_000)
await writeFile(file, bytes)
const hashOf = (data: Buffer): string => createHash('sha256').update(data).digest('hex')
const sentPieces: Buffer[] = []

/** Takes what is posted and tells its hash; else sends the file. */
const server = createServer(async (incoming, response) => {
  if (incoming.method === 'POST') {
    const hash = createHash('sha256')
    for await (const piece of pieces(incoming)) {
      await sleep(1)
      hash.update(piece)
    }
    response.end(hash.digest('hex'))
    return
  }
  const body = createReadStream(file, { highWaterMark: 100_000 })
  body.on('data', (piece) => sentPieces.push(piece as Buffer))
  releaseAsSent(body, response)
  body.pipe(response)
}).listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as { port: number }
after(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
})

test('a piece of a file is there until the next one is asked for, and no longer', async () => {
  let last: Buffer | undefined
  let size = 0
  for await (const piece of pieces(createReadStream(file))) {
    assert.equal(last?.length ?? 0, 0)
    size += piece.length
    last = piece
  }
  assert.equal(size, bytes.length)
})

test('pieces that somebody else may hold are left alone', async () => {
  const held = [randomBytes(100_000), Buffer.from('x')]
  for await (const _ of pieces(Readable.from(held)));
  assert.deepEqual(
    held.map(({ length }) => length),
    [100_000, 1],
  )
})

test('who stops early leaves the rest to be read', async () => {
  const source = createReadStream(file)
  for await (const _ of pieces(source)) break
  assert.equal(source.destroyed, false)
  source.destroy()
})

test('a body that is read slower than it comes is read as it was sent', async () => {
  const sent = request({ port, method: 'POST' })
  sent.end(bytes)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  assert.equal(String(Buffer.concat(await answer.toArray())), hashOf(bytes))
})

test('a file arrives as it was at whoever reads it late, and few of its pieces were held', async () => {
  const [answer] = (await once(get({ port }), 'response')) as [IncomingMessage]
  const parts: Buffer[] = []
  for await (const part of answer as AsyncIterable<Buffer>) {
    if (parts.length % 10 === 0) await sleep(20)
    parts.push(part)
  }
  assert.equal(hashOf(Buffer.concat(parts)), hashOf(bytes))
  assert.equal(sentPieces.length, 40)
  assert.ok(sentPieces.filter(({ length }) => length > 0).length <= 3)
})
