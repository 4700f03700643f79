import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import sharp from 'sharp'
import { newAddress, until } from '../../../test/kit.ts'
import { sql } from '../../kernel/sql.ts'
import { startStorage } from './storage-testing.ts'

/** Images of images over HTTP; what decoders are spared is tested in `engines/images`. */
const { server, put } = await startStorage()
const { db } = server.app.engines

test('images are made of images, once', async () => {
  const png = await sharp({ create: { width: 400, height: 200, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  await put('open/red.png', png, { headers: { 'content-type': 'image/png' } })
  const get = (query: string, headers = {}) =>
    server.app.http.inject({ url: `/api/v1/storage/open/red.png?${query}`, headers })
  const small = await get('w=100&h=100&fmt=webp')
  assert.equal(small.statusCode, 200, small.body)
  assert.equal(small.headers['content-type'], 'image/webp')
  assert.equal(small.headers['x-image-transformed'], 'true')
  assert.match(String(small.headers['content-disposition']), /^inline; filename="red\.webp"/)
  const { width, height, format } = await sharp(small.rawPayload).metadata()
  assert.deepEqual([width, height, format], [100, 100, 'webp'])
  assert.equal((await get('w=100&h=100&fmt=webp')).headers.etag, small.headers.etag)
  const auto = await get('w=50&fmt=auto', { accept: 'image/webp,*/*' })
  assert.equal(auto.headers['content-type'], 'image/webp')
  for (const bad of ['w=5000', 'w=4096&h=4096', 'q=0', 'q=101', 'fmt=exe', 'w=abc'])
    assert.equal((await get(bad)).statusCode, 400, bad)
  await put('open/red.png', Buffer.from('no image'), { headers: { 'content-type': 'text/plain' } })
  assert.equal((await get('w=100&h=100&fmt=webp')).body, 'no image')
  await until('the images of the old bytes are gone', async () => {
    const row = await db.row<{ n: string }>(sql`select count(*) as n from storage.renditions`)
    return Number(row?.n) === 0
  })
})

test('B5 images that are bombs are sent as they are, and cost next to nothing', async () => {
  const header = Buffer.alloc(25)
  header.write('IHDR', 4)
  header.writeUInt32BE(13, 0)
  header.writeUInt32BE(50_000, 8)
  header.writeUInt32BE(50_000, 12)
  header.set([8, 2, 0, 0, 0], 16)
  const bomb = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), header, randomBytes(500)])
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="90000" height="90000"><image href="http://127.0.0.1:1/x"/></svg>`
  for (const [name, bytes, type] of [
    ['bomb.png', bomb, 'image/png'],
    ['bomb.svg', Buffer.from(svg), 'image/svg+xml'],
  ] as const) {
    assert.equal(
      (await put(`open/${name}`, bytes, { headers: { 'content-type': type } })).status,
      201,
    )
    const got = await server.app.http.inject({ url: `/api/v1/storage/open/${name}?w=100` })
    assert.equal(got.statusCode, 200)
    assert.ok(bytes.equals(got.rawPayload), name)
    assert.match(String(got.headers['content-disposition']), /^attachment/)
  }
})

test('B5 of 200 sizes of one image at once sixty are made, and the server answers others meanwhile', async () => {
  const red = { width: 300, height: 300, channels: 3, background: 'red' } as const
  const png = await sharp({ create: red }).png().toBuffer()
  await put('open/many.png', png, { headers: { 'content-type': 'image/png' } })
  const from = newAddress()
  const ask = async (size: number) => {
    const url = `/api/v1/storage/open/many.png?w=${size + 1}`
    return (await server.call({ url, from })).status
  }
  let answered = 0
  let isOver = false
  const meanwhile = (async () => {
    while (!isOver) if ((await server.call({ url: '/health' })).status === 200) answered++
  })()
  const statuses = await Promise.all(Array.from({ length: 200 }, (_, i) => ask(i)))
  isOver = true
  await meanwhile
  const count = (status: number) => statuses.filter((one) => one === status).length
  // And one more for each second that passed meanwhile.
  const letIn = count(200) + count(503)
  assert.equal(count(429), 200 - letIn)
  assert.ok(letIn >= 60 && letIn < 80, `${letIn} let in`)
  assert.ok(count(200) > 0)
  assert.ok(answered > 10, `${answered} answers`)
})
