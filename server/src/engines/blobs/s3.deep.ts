import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import S3rver from '@20minutes/s3rver'
import { sha256 } from '../../kernel/crypto.ts'
import { uuid } from '../../kernel/ids.ts'
import { type Blobs, makeBlobs } from './index.ts'

/** Both places keep the same promises; S3 is a real server of its protocol, signatures and all. */
const directory = await mkdtemp(join(tmpdir(), 'flumen-blobs-'))
const s3rver = new S3rver({
  address: '127.0.0.1',
  port: 0,
  silent: true,
  vhostBuckets: false,
  directory: join(directory, 's3'),
  configureBuckets: [{ name: 'files', configs: [] }],
})
const { port } = (await s3rver.run()) as { port: number }
/**
 * This server counts the slash after a bucket's name otherwise than the SDK when it checks the
 * signature of a list; it takes lists without one, so there it is left out on the way.
 */
const front = createServer(({ url = '', method = '', headers }, response) => {
  const isList = url.includes('list-type=2')
  const { authorization, ...others } = headers
  const sent = isList || authorization === undefined ? others : headers
  const onward = request({ port, path: url, method, headers: sent }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  incoming(response).pipe(onward)
})
const incoming = (response: ServerResponse) => response.req
await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
const { port: frontPort } = front.address() as { port: number }
const s3 = makeBlobs({
  dir: '',
  s3: {
    endpoint: `http://127.0.0.1:${frontPort}`,
    bucket: 'files',
    region: 'us-east-1',
    accessKey: 'S3RVER',
    secretKey: 'S3RVER',
  },
})
const folder = makeBlobs({ dir: join(directory, 'folder'), s3: undefined })
after(async () => {
  await s3.stop()
  front.closeAllConnections()
  front.close()
  await s3rver.close()
  await rm(directory, { recursive: true, force: true })
})

const read = async (stream: Readable | undefined): Promise<Buffer | undefined> =>
  stream && Buffer.concat(await stream.toArray())

const ids = async (blobs: Blobs): Promise<string[]> => {
  const found: string[] = []
  for await (const { id } of blobs.list()) found.push(id)
  return found.sort()
}

for (const [name, blobs] of Object.entries({ folder, s3 })) {
  test(`${name}: what was put is there, whole and in part, until it is deleted`, async () => {
    await blobs.start()
    const [small, large, empty] = [uuid(), uuid(), uuid()]
    const bytes = randomBytes(20_000_000)
    const written = await blobs.put(
      large,
      Readable.from([bytes.subarray(0, 9e6), bytes.subarray(9e6)]),
    )
    assert.equal(written.size, bytes.length)
    assert.ok(written.sha256.equals(sha256(bytes)))
    await blobs.put(small, Readable.from([Buffer.from('0123456789')]))
    assert.equal((await blobs.put(empty, Readable.from([]))).size, 0)
    assert.ok(bytes.equals((await read(await blobs.get(large))) ?? Buffer.alloc(0)))
    assert.equal(String(await read(await blobs.get(small, { first: 2, last: 4 }))), '234')
    assert.equal(await blobs.get(uuid()), undefined)
    assert.deepEqual(await ids(blobs), [small, large, empty].sort())
    await blobs.delete([small, large, uuid()])
    assert.deepEqual(await ids(blobs), [empty])
    await blobs.delete([empty])
  })

  test(`${name}: what is cut off was never there`, async () => {
    const id = uuid()
    const failing = async function* () {
      yield randomBytes(10_000_000)
      throw new Error('the line was cut')
    }
    await assert.rejects(blobs.put(id, Readable.from(failing())), /cut/)
    assert.equal(await blobs.get(id), undefined)
    assert.deepEqual(await ids(blobs), [])
  })
}

test('a wrong key opens nothing', async () => {
  const options = { endpoint: `http://127.0.0.1:${port}`, bucket: 'files', region: 'us-east-1' }
  const wrong = makeBlobs({ dir: '', s3: { ...options, accessKey: 'S3RVER', secretKey: 'wrong' } })
  await assert.rejects(wrong.put(uuid(), Readable.from([Buffer.from('x')])))
  await wrong.stop()
})
