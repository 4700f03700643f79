import { Readable } from 'node:stream'
import { AppError } from '../../kernel/errors.ts'

/** More than any of the known beginnings. */
const headBytes = 4100

export interface Watch {
  maxBytes: number
  /** Told of the first bytes, before any is passed on. */
  begin(head: Buffer): Promise<void>
  /** Told how many there are by now, before they are passed on. */
  cover(size: number): Promise<void>
}

/**
 * The same bytes, watched. What fails here leaves the source as it is: whoever sent it can still be
 * answered.
 */
export const watched = (source: Readable, watch: Watch): Readable =>
  Readable.from(passOn(source, watch), { objectMode: false, highWaterMark: 256 * 1024 })

async function* passOn(source: Readable, watch: Watch): AsyncGenerator<Buffer> {
  let head: Buffer[] | undefined = []
  let size = 0
  for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > watch.maxBytes) throw tooLarge(watch.maxBytes)
    await watch.cover(size)
    if (!head) {
      yield chunk
      continue
    }
    head.push(chunk)
    if (size < headBytes) continue
    const bytes = Buffer.concat(head)
    head = undefined
    await watch.begin(bytes.subarray(0, headBytes))
    yield bytes
  }
  if (!head) return
  const bytes = Buffer.concat(head)
  await watch.begin(bytes)
  if (bytes.length > 0) yield bytes
}

export const tooLarge = (maxBytes: number): AppError =>
  new AppError('too_large', 'payload_too_large', `A file here has at most ${maxBytes} bytes`, {
    details: { max_bytes: maxBytes, endpoint_type: 'storage' },
  })
