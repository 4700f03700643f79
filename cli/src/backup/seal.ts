import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { Transform } from 'node:stream'

/**
 * The last bytes of an archive: the SHA-256 of all before them, in a frame that unpackers of Zstandard
 * skip (RFC 8878 §3.1.2). Zstandard itself does not notice a missing end, nor every flipped bit.
 */
const head = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 32, 0, 0, 0])
export const sealBytes = head.length + 32

/** Passes everything on, and the seal after it. */
export function seal(): Transform {
  const hash = createHash('sha256')
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      done(null, Buffer.concat([head, hash.digest()]))
    },
  })
}

/** Passes everything on, and fails at its end if that was not all, or not the same. */
export function unseal(expected: Buffer): Transform {
  const hash = createHash('sha256')
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    flush: (done) => done(hash.digest().equals(expected) ? null : new Error('it was changed')),
  })
}

/** @returns where the seal begins, and the sum in it; undefined where there is none */
export async function readSeal(path: string): Promise<{ at: number; sum: Buffer } | undefined> {
  const file = await open(path)
  try {
    const at = (await file.stat()).size - sealBytes
    if (at <= 0) return undefined
    const { buffer } = await file.read(Buffer.alloc(sealBytes), 0, sealBytes, at)
    const isSeal = buffer.subarray(0, head.length).equals(head)
    return isSeal ? { at, sum: buffer.subarray(head.length) } : undefined
  } finally {
    await file.close()
  }
}
