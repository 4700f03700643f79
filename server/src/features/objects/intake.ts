import type { Readable } from 'node:stream'
import { AppError } from '../../kernel/errors.ts'
import { pieces } from '../../kernel/streams.ts'

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
 * The same bytes, watched; each piece is good until the next one is asked for. What fails here leaves
 * the source as it is: whoever sent it can still be answered.
 */
export async function* watched(source: Readable, watch: Watch): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0)
  let size = 0
  for await (const piece of pieces(source)) {
    size += piece.length
    if (size > watch.maxBytes) throw tooLarge(watch.maxBytes)
    await watch.cover(size)
    if (!head) {
      yield piece
      continue
    }
    head = Buffer.concat([head, piece])
    if (size < headBytes) continue
    await watch.begin(head.subarray(0, headBytes))
    yield head
    head = undefined
  }
  if (!head) return
  await watch.begin(head)
  if (head.length > 0) yield head
}

export const tooLarge = (maxBytes: number): AppError =>
  new AppError('too_large', 'payload_too_large', `A file here has at most ${maxBytes} bytes`, {
    details: { max_bytes: maxBytes, endpoint_type: 'storage' },
  })
