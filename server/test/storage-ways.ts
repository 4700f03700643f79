import { createHash, randomInt } from 'node:crypto'

/** Every way a file goes up, over real HTTP. */

export type At = (path: string, init?: RequestInit) => Promise<Response | undefined>
/** The last answer; undefined where none came. */
export type Way = (key: string, bytes: Buffer) => Promise<Response | undefined>

/** An upload in parts that was begun, and what of it was answered. */
export interface Pending {
  protocol: 'chunked' | 'tus'
  id: string
  key: string
  bytes: Buffer
  hash: string
  /** Indexes of chunks. */
  acked: Set<number>
  /** Bytes of TUS. */
  offset: number
}

const chunkSize = 64 * 1024
const octets = { 'content-type': 'application/octet-stream' }

export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

export function makeWays({ at, pending }: { at: At; pending: Set<Pending> }): Record<string, Way> {
  const begun = (
    protocol: Pending['protocol'],
    key: string,
    bytes: Buffer,
    id: string,
  ): Pending => {
    const one = {
      protocol,
      id,
      key,
      bytes,
      hash: hashOf(bytes),
      acked: new Set<number>(),
      offset: 0,
    }
    pending.add(one)
    return one
  }
  const finish = async (one: Pending): Promise<Response | undefined> => {
    const send = one.protocol === 'chunked' ? sendChunks : sendRest
    const answer = await send(at, one)
    if (answer) pending.delete(one)
    return answer
  }
  return {
    body: (key, bytes) =>
      at(`uploads/${key}`, { method: 'POST', headers: octets, body: new Uint8Array(bytes) }),
    stream: (key, bytes) => {
      const init = { method: 'POST', body: inPieces(bytes), duplex: 'half' }
      return at(`uploads/stream/${key}`, init as RequestInit)
    },
    form: (key, bytes) => {
      const body = new FormData()
      body.append('file', new Blob([new Uint8Array(bytes)]), 'f.bin')
      return at(`uploads/${key}`, { method: 'POST', body })
    },
    chunked: async (key, bytes) => {
      const answer = await at('uploads/chunked/init', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ path: key, total_size: bytes.length, chunk_size: chunkSize }),
      })
      if (!answer?.ok) return answer
      return finish(begun('chunked', key, bytes, (await answer.json()).session_id))
    },
    tus: async (key, bytes) => {
      const words = { bucketName: 'uploads', objectName: key }
      const metadata = Object.entries(words).map(([k, v]) => `${k} ${btoa(v)}`)
      const answer = await at('upload/resumable', {
        method: 'POST',
        headers: {
          'tus-resumable': '1.0.0',
          'upload-length': String(bytes.length),
          'upload-metadata': metadata.join(','),
          'x-upsert': 'true',
        },
      })
      if (!answer?.ok) return answer
      const id = answer.headers.get('location')?.split('/').at(-1) ?? ''
      return finish(begun('tus', key, bytes, id))
    },
  }
}

function inPieces(bytes: Buffer): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(new Uint8Array(bytes.subarray(at, at + 20_000)))
      at += 20_000
    },
  })
}

/** Those that were not answered for, the last ones first; then all are made one. */
async function sendChunks(at: At, one: Pending): Promise<Response | undefined> {
  const { id, bytes, acked } = one
  const count = Math.ceil(bytes.length / chunkSize)
  for (let i = count - 1; i >= 0; i--) {
    if (acked.has(i)) continue
    const body = new Uint8Array(bytes.subarray(i * chunkSize, (i + 1) * chunkSize))
    const answer = await at(`uploads/chunked/${id}/${i}`, { method: 'PUT', headers: octets, body })
    if (!answer?.ok) return answer
    acked.add(i)
  }
  return at(`uploads/chunked/${id}/complete`, { method: 'POST' })
}

async function sendRest(at: At, one: Pending): Promise<Response | undefined> {
  let answer: Response | undefined
  while (one.offset < one.bytes.length) {
    const to = one.offset + randomInt(30_000, 2_000_000)
    answer = await at(`upload/resumable/${one.id}`, {
      method: 'PATCH',
      headers: {
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(one.offset),
      },
      body: new Uint8Array(one.bytes.subarray(one.offset, to)),
    })
    if (!answer?.ok) return answer
    one.offset = Math.min(to, one.bytes.length)
  }
  return answer
}

/**
 * Goes on with an upload that was cut off, as clients do: they ask what has come first.
 * @returns `busy` where whoever died over its completion has its turn still
 */
export async function goOn(at: At, one: Pending): Promise<string> {
  const answer = one.protocol === 'chunked' ? await goOnChunked(at, one) : await goOnTus(at, one)
  if (typeof answer === 'string') return answer
  if (answer?.ok) return 'done'
  return answer?.status === 409 ? 'busy' : `status ${answer?.status}: ${await answer?.text()}`
}

async function goOnChunked(at: At, one: Pending) {
  const answer = await at(`uploads/chunked/${one.id}/status`)
  if (!answer?.ok) return `status ${answer?.status}: ${await answer?.text()}`
  const status = await answer.json()
  const lost = [...one.acked].filter((i) => status.missing_chunks.includes(i))
  if (lost.length > 0) return `chunks are lost: ${lost}`
  const { completed_chunks: there } = status.session
  for (const index of there) one.acked.add(index)
  return sendChunks(at, one)
}

async function goOnTus(at: At, one: Pending) {
  const path = `upload/resumable/${one.id}`
  const head = await at(path, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })
  if (!head?.ok) return head
  const offset = Number(head.headers.get('upload-offset'))
  if (offset < one.offset) return `bytes are lost: ${offset} of ${one.offset}`
  one.offset = offset
  return offset < one.bytes.length ? sendRest(at, one) : head
}
