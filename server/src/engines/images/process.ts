import sharp from 'sharp'
import type { Order, Outcome } from './index.ts'

/**
 * A process that makes images, one at a time, and nothing else. Decoders are large, written in C, and
 * fed by strangers: what goes wrong in one ends here. It watches its own memory: sharp works beside
 * the event loop, so this timer runs while it decodes.
 */

/** Of the image that is read, known from its head: nothing larger is decoded. */
const maxInputPixels = 50_000_000
/** Of the image that is made. */
const maxPixels = 16_000_000
/** What reading may take in memory, and by pixel what writing may: measured, AVIF takes most. */
const readingBytes = 200 * 1024 * 1024
const writingBytes = (format: string): number => (format === 'avif' ? 40 : 16)
const lookMs = 20

sharp.cache(false)
sharp.concurrency(1)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Svg', 'Heif'].map(
    (format) => `VipsForeignLoad${format}Buffer`,
  ),
})

let chunks: Buffer[] = []

process.on('message', (message: Buffer | Order) => {
  if (Buffer.isBuffer(message)) return void chunks.push(message)
  const bytes = Buffer.concat(chunks)
  chunks = []
  make(bytes, message)
    .catch((error: unknown) => ({ fault: String(error) }))
    .then((outcome) => process.send?.({ ...outcome, rss: process.memoryUsage.rss() }))
})
// A server that was killed leaves nobody behind.
process.on('disconnect', () => process.exit())

async function make(bytes: Buffer, order: Order): Promise<Outcome> {
  const image = sharp(bytes, { limitInputPixels: maxInputPixels, failOn: 'error', pages: 1 })
  const { autoOrient: read } = await image.metadata()
  const pixels = pixelsOf(order, read)
  if (pixels > maxPixels) return { fault: 'the image would have too many pixels' }
  const { width, height, fit, quality, format } = order
  const made = image
    .autoOrient()
    .resize({
      ...(width > 0 ? { width } : {}),
      ...(height > 0 ? { height } : {}),
      fit: fit as 'cover',
      withoutEnlargement: fit === 'inside',
      background: { r: 0, g: 0, b: 0, alpha: 0 },
    })
    .toFormat(format as 'png', { quality })
    .toBuffer({ resolveWithObject: true })
  const { data, info } = await within(readingBytes + pixels * writingBytes(format), made)
  return { data, width: info.width, height: info.height }
}

/** A side that was not asked for follows from the other: it may be any number. */
function pixelsOf({ width, height, fit }: Order, read: { width: number; height: number }): number {
  const byWidth = width / read.width
  const byHeight = height / read.height
  if (width > 0 && height > 0 && fit !== 'inside' && fit !== 'outside') return width * height
  const asked = [byWidth, byHeight].filter((scale) => scale > 0)
  const scale = asked.length === 0 ? 1 : fit === 'outside' ? Math.max(...asked) : Math.min(...asked)
  return read.width * read.height * (fit === 'inside' ? Math.min(1, scale) : scale) ** 2
}

/** Ends the process where the work takes more than that. */
async function within<T>(mostBytes: number, work: Promise<T>): Promise<T> {
  const before = process.memoryUsage.rss()
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() - before > mostBytes) process.exit(1)
  }, lookMs)
  return work.finally(() => clearInterval(watch))
}
