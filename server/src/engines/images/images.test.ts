import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { barrier } from '../../../test/kit.ts'
import { Images, type Order } from './index.ts'

/** B5: whoever sends an image that is none, or too much of one, hurts nobody but that image. */
const images = new Images()
after(() => images.stop())
const order: Order = { width: 64, height: 64, fit: 'cover', quality: 80, format: 'png' }
const make = (bytes: Buffer, changes: Partial<Order> = {}, by = images) =>
  by.make(async () => [bytes] as unknown as AsyncIterable<Buffer>, { ...order, ...changes })

/** A chunk of a PNG; nobody who refuses by the head looks at its checksum. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc(body))
  return Buffer.concat([length, body, sum])
}
function crc(bytes: Buffer): number {
  let value = ~0
  for (const byte of bytes) {
    value ^= byte
    for (let i = 0; i < 8; i++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0)
  }
  return ~value >>> 0
}

/** As large as it says, in as few bytes as that takes. */
function png(
  side: number,
  { bytesPerPixel = 3, kind = [8, 2, 0, 0, 0], rows = side } = {},
): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set(kind, 8)
  const data = deflateSync(Buffer.alloc(rows * (side * bytesPerPixel + 1)), { level: 9 })
  const parts = [chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts])
}

test('an image is made of an image', async () => {
  const source = await sharp(png(200)).jpeg().toBuffer()
  const made = await make(source, { width: 50, format: 'webp' })
  assert.ok('data' in made)
  const { width, height, format } = await sharp(made.data).metadata()
  assert.deepEqual([width, height, format], [50, 64, 'webp'])
})

test('50 000 by 50 000 pixels in 100 kB: refused by its head', async () => {
  const bomb = png(50_000, { rows: 700 })
  assert.ok(bomb.length < 110_000)
  assert.match(JSON.stringify(await make(bomb)), /exceeds pixel limit/)
})

test('of ten thousand frames one is read', async () => {
  const frame = Buffer.from('21f90400000000002c00000000010001000002024401003b', 'hex').subarray(
    0,
    -1,
  )
  const head = Buffer.from('47494638396101000100800000000000ffffff', 'hex')
  const gif = Buffer.concat([head, ...Array(10_000).fill(frame)])
  const made = await make(Buffer.concat([gif, Buffer.from([0x3b])]))
  assert.ok('data' in made, JSON.stringify(made))
  assert.equal((await sharp(made.data).metadata()).pages ?? 1, 1)
})

test('an SVG as large as it likes is not drawn; one that names others reaches none', async () => {
  let hits = 0
  const canary = createServer((_request, response) => {
    hits++
    response.end()
  })
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
  const { port } = canary.address() as { port: number }
  const svg = (size: number) =>
    Buffer.from(`<?xml version="1.0"?>
    <!DOCTYPE svg [<!ENTITY e SYSTEM "http://127.0.0.1:${port}/entity">]>
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
      width="${size}" height="${size}" viewBox="0 0 1e9 1e9">
    <style>@import url(http://127.0.0.1:${port}/css);</style>
    <image href="http://127.0.0.1:${port}/a" width="9" height="9"/>
    <image xlink:href="file:///etc/passwd" width="9" height="9"/>
    <use href="http://127.0.0.1:${port}/b#x"/></svg>`)
  assert.match(JSON.stringify(await make(svg(90_000))), /fault/)
  await make(svg(100))
  assert.equal(hits, 0)
  canary.close()
})

test('a side that nobody asked for cannot grow without end', async () => {
  const thin = await sharp({ create: { width: 2, height: 9_000, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  for (const wish of [
    { width: 4_000, height: 0 },
    { width: 4_000, height: 4_000, fit: 'outside' },
  ])
    assert.match(JSON.stringify(await make(thin, wish)), /too many pixels/)
  const inside = await make(thin, { width: 4_000, height: 4_500, fit: 'inside' })
  assert.deepEqual('data' in inside && [inside.width, inside.height], [1, 4_500])
  const large = png(6_000, { kind: [8, 0, 0, 0, 0], bytesPerPixel: 1 })
  assert.match(JSON.stringify(await make(large, { width: 0, height: 0 })), /too many pixels/)
})

test('what takes too much memory ends alone, and the next image is made', async () => {
  // All lines are needed before the first is known: 7000 × 7000 × 8 bytes.
  const greedy = png(7_000, { bytesPerPixel: 8, kind: [16, 6, 0, 0, 1] })
  assert.match(JSON.stringify(await make(greedy)), /took too much memory/)
  assert.ok('data' in (await make(png(100))))
})

test('what takes too long ends alone, and the next image is made', async () => {
  const hasty = new Images({ longestMs: 1 })
  assert.match(JSON.stringify(await make(png(2_000), {}, hasty)), /or time/)
  await hasty.stop()
})

test('more than may be made at once wait, and are told when it takes too long', async () => {
  const narrow = new Images({ mostAtOnce: 1, waitMs: 50 })
  const slow = png(1_000)
  const outcomes = await barrier(3, () =>
    make(slow, { width: 1_000, height: 1_000, format: 'avif' }, narrow).then(
      (made) => 'data' in made,
      ({ code }) => code,
    ),
  )
  assert.deepEqual(outcomes, [true, 'transforms_busy', 'transforms_busy'])
  await narrow.stop()
})

test('a source that fails is told, and its process with half an image is not used again', async () => {
  const failing = async function* () {
    yield png(100).subarray(0, 50)
    throw new Error('the line was cut')
  }
  await assert.rejects(
    images.make(async () => failing(), order),
    /cut/,
  )
  assert.ok('data' in (await make(png(100))))
})

test('cut off and flipped bytes of every format: an image or a fault, and the process stays', async () => {
  const picture = sharp(png(120)).composite([{ input: png(30), left: 5, top: 9 }])
  const formats = ['png', 'jpeg', 'webp', 'gif', 'tiff'] as const
  const samples = await Promise.all(formats.map((f) => picture.clone().toFormat(f).toBuffer()))
  const damage = fc.record({
    sample: fc.constantFrom(...samples),
    keep: fc.double({ min: 0.05, max: 1, noNaN: true }),
    flips: fc.array(fc.tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 255 })), {
      maxLength: 8,
    }),
  })
  let faults = 0
  const cases = 300
  await fc.assert(
    fc.asyncProperty(damage, async ({ sample, keep, flips }) => {
      const bytes = Buffer.from(sample.subarray(0, Math.ceil(sample.length * keep)))
      for (const [at, by] of flips) {
        const i = at % bytes.length
        bytes[i] = (bytes[i] ?? 0) ^ by
      }
      const made = await make(bytes, { width: 20, height: 20 })
      if ('fault' in made) faults++
      else assert.deepEqual([made.width, made.height], [20, 20])
    }),
    { seed: 5, numRuns: cases },
  )
  assert.ok(faults > cases / 4 && faults < cases, `${faults} faults`)
})
