import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startStorage } from '../../server/src/surfaces/platform/storage-testing.ts'
import { createClient, memoryStorage } from '../src/index.ts'
import { Wire } from './server.ts'

const { server, ada, ben } = await startStorage()
const url = await server.app.http.listen({ port: 0, host: '127.0.0.1' })
const wire = new Wire()
const bucketOf = (key: string, name = 'b1') =>
  createClient(url, { key, fetch: wire.fetch }).storage.from(name)
const mine = bucketOf(ada.token)
const bytes = (length: number) => new Blob([new Uint8Array(length).map((_, i) => i % 251)])

test('up, down, part of it, list, copy, move, remove', async () => {
  const made = await mine.upload('notes/a b%.txt', 'hello, world', {
    contentType: 'text/plain',
    metadata: { by: 'Äda' },
  })
  assert.deepEqual([made.path, made.size, made.metadata.by], ['notes/a b%.txt', 12, 'Äda'])
  assert.equal(await (await mine.download('notes/a b%.txt')).text(), 'hello, world')
  assert.equal(await (await mine.download('notes/a b%.txt', { range: 'bytes=7-' })).text(), 'world')
  await mine.copy('notes/a b%.txt', 'notes/b.txt')
  await mine.move('notes/b.txt', 'notes/c.txt')
  const { files } = await mine.list({ prefix: 'notes/', limit: 1 })
  assert.deepEqual(
    files.map(({ name }) => name),
    ['notes/a b%.txt'],
  )
  assert.deepEqual((await mine.list({ delimiter: '/' })).prefixes, ['notes/'])
  const again = mine.upload('notes/c.txt', 'other', { upsert: false })
  await assert.rejects(again, { status: 409 })
  const gone = await mine.remove(['notes/'])
  assert.deepEqual(gone.map(({ path }) => path).sort(), ['notes/a b%.txt', 'notes/c.txt'])
  await assert.rejects(mine.info('notes/c.txt'), { status: 404 })
})

test('links, shares and addresses of images', async () => {
  await mine.upload('linked.txt', 'for whoever has the link')
  const link = await mine.signedUrl('linked.txt', { expires_in: 60 })
  const { pathname, search } = new URL(link)
  assert.equal(await (await fetch(url + pathname + search)).text(), 'for whoever has the link')
  const his = bucketOf(ben.token)
  await assert.rejects(his.download('linked.txt'), { status: 404 })
  await mine.share('linked.txt', { user_id: ben.userId, permission: 'read' })
  assert.equal((await his.download('linked.txt')).status, 200)
  await mine.unshare('linked.txt', ben.userId)
  await assert.rejects(his.download('linked.txt'), { status: 404 })
  const address = bucketOf(ada.token, 'open').url('a b.png', { width: 100, format: 'auto' })
  assert.equal(address, `${url}/api/v1/storage/open/a%20b.png?width=100&format=auto&inline=true`)
})

test('a stream is sent as it comes', async () => {
  const made = await mine.upload('stream.bin', bytes(100_000).stream())
  assert.equal(made.size, 100_000)
})

test('progress: of a small file, and of a large one in parts', async () => {
  for (const [length, chunkBytes] of [
    [200_000, 1_000_000],
    [1_000_000, 300_000],
  ] as const) {
    const sent: number[] = []
    const made = await mine.upload('large.bin', bytes(length), {
      chunkBytes,
      onProgress: ({ sentBytes, totalBytes }) => {
        assert.equal(totalBytes, length)
        sent.push(sentBytes)
      },
    })
    assert.equal(made.size, length)
    assert.equal(sent.at(-1), length)
    assert.deepEqual(
      sent,
      sent.toSorted((a, b) => a - b),
    )
  }
})

test('a cut line is gone on with; so is what an earlier program began', async () => {
  const memory = memoryStorage()
  const file = bytes(1_000_000)
  const options = { memory, chunkBytes: 200_000 }
  let parts = 0
  wire.answer = (request) => {
    if (request.method !== 'PATCH') return undefined
    parts += 1
    // Not sent on: as if the line had been cut.
    if (parts === 2) throw new TypeError('fetch failed')
    return undefined
  }
  assert.equal((await mine.upload('cut.bin', file, options)).size, 1_000_000)
  assert.equal(parts, 6)

  const controller = new AbortController()
  parts = 0
  wire.answer = (request) => {
    if (request.method === 'PATCH' && ++parts === 3) controller.abort()
    return undefined
  }
  const closed = mine.upload('again.bin', file, { ...options, signal: controller.signal })
  await assert.rejects(closed, { name: 'AbortError' })
  wire.answer = undefined
  wire.sent = []
  const sent: number[] = []
  const onProgress = ({ sentBytes }: { sentBytes: number }) => sent.push(sentBytes)
  const made = await mine.upload('again.bin', file, { ...options, onProgress })
  assert.equal(made.size, 1_000_000)
  assert.ok((sent[0] ?? 0) >= 400_000, 'what had come is not sent again')
  assert.equal(wire.count('POST /api/v1/storage/upload/resumable'), 0)
  const stored = await (await mine.download('again.bin')).arrayBuffer()
  assert.deepEqual(new Uint8Array(stored), new Uint8Array(await file.arrayBuffer()))
})

test('an upload that the server refuses is refused at once', async () => {
  const refused = bucketOf(ada.token, 'nowhere').upload('x', bytes(100), { resumable: true })
  await assert.rejects(refused, { name: 'FlumenError', status: 404 })
})
