import { browserStorage, memoryStorage, type SessionStorage } from '../auth/storage.ts'
import type { Connection } from '../connection.ts'
import { FlumenError } from '../error.ts'
import { type Progress, transfer } from './transfer.ts'

/** An upload that survives a cut line, and the end of the page (TUS 1.0). */
export interface Resumable {
  bucket: string
  key: string
  file: Blob
  contentType: string | undefined
  cacheControl: string | undefined
  metadata: Record<string, unknown> | undefined
  upsert: boolean
  chunkBytes: number
  onProgress: ((progress: Progress) => void) | undefined
  signal: AbortSignal | undefined
  /** Where begun uploads are remembered. */
  memory: SessionStorage | undefined
}

const path = '/api/v1/storage/upload/resumable'
const version = { 'tus-resumable': '1.0.0' }
/** In a row, without one byte more. */
const tries = 6
const firstPauseMs = 500

const fallback = memoryStorage()

export async function uploadResumably(connection: Connection, upload: Resumable): Promise<void> {
  const memory = upload.memory ?? browserStorage() ?? fallback
  const name = nameOf(connection, upload)
  const known = await memory.getItem(name)
  let at = known === null ? undefined : await offsetOf(connection, known, upload)
  let place = at === undefined ? undefined : (known ?? undefined)
  if (place === undefined) {
    place = await begin(connection, upload)
    at = 0
    await memory.setItem(name, place)
  }
  await sendAll(connection, upload, place, at ?? 0)
  await memory.removeItem(name)
}

/** The same file, for the same place. */
function nameOf(connection: Connection, { bucket, key, file }: Resumable): string {
  const changed = 'lastModified' in file ? file.lastModified : ''
  return `flumen:upload:${connection.url}:${JSON.stringify([bucket, key, file.size, file.type, changed])}`
}

async function begin(connection: Connection, upload: Resumable): Promise<string> {
  const { bucket, key, file, contentType, cacheControl, metadata, upsert, signal } = upload
  const said = {
    bucketName: bucket,
    objectName: key,
    contentType,
    cacheControl,
    metadata: metadata && JSON.stringify(metadata),
  }
  const response = await connection.call(path, {
    method: 'POST',
    headers: {
      ...version,
      'upload-length': String(file.size),
      'upload-metadata': spell(said),
      'x-upsert': String(upsert),
    },
    ...(signal && { signal }),
  })
  const place = response.headers.get('location')?.split('/').at(-1)
  if (!place) throw new FlumenError('The server named no upload', { code: 'no_location' })
  return `${path}/${place}`
}

/** `name base64,name base64` (TUS 1.0, Upload-Metadata). */
function spell(said: Record<string, string | undefined>): string {
  return Object.entries(said)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${base64(value)}`]))
    .join(',')
}

const base64 = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))

/** How much has come; undefined where the server knows the upload no more. */
async function offsetOf(
  connection: Connection,
  place: string,
  { signal }: Resumable,
): Promise<number | undefined> {
  try {
    const init = { method: 'HEAD', headers: version, ...(signal && { signal }) }
    const offset = (await connection.call(place, init)).headers.get('upload-offset')
    return offset === null ? undefined : Number(offset)
  } catch (error) {
    const isGone = error instanceof FlumenError && [403, 404, 410].includes(error.status)
    if (isGone) return undefined
    throw error
  }
}

/** Part after part; what fails in passing is asked after, and gone on with. */
async function sendAll(
  connection: Connection,
  upload: Resumable,
  place: string,
  from: number,
): Promise<void> {
  const { file, onProgress, signal } = upload
  let at = from
  let failures = 0
  onProgress?.({ sentBytes: at, totalBytes: file.size })
  while (at < file.size) {
    try {
      at = await sendPart(connection, upload, place, at)
      failures = 0
    } catch (error) {
      failures += 1
      if (!mayPass(error) || failures >= tries) throw error
      await pause(firstPauseMs * 2 ** (failures - 1), signal)
      const reached = await offsetOf(connection, place, upload).catch(() => at)
      if (reached === undefined) throw error
      if (reached > at) failures = 0
      at = reached
    }
  }
}

async function sendPart(
  connection: Connection,
  { file, chunkBytes, onProgress, signal }: Resumable,
  place: string,
  at: number,
): Promise<number> {
  const body = file.slice(at, at + chunkBytes)
  const { headers } = await transfer(connection, {
    method: 'PATCH',
    path: place,
    headers: {
      ...version,
      'upload-offset': String(at),
      'content-type': 'application/offset+octet-stream',
    },
    body,
    signal,
    onSent: onProgress && ((sent) => onProgress({ sentBytes: at + sent, totalBytes: file.size })),
  })
  const reached = Number(headers.get('upload-offset') ?? at + body.size)
  onProgress?.({ sentBytes: reached, totalBytes: file.size })
  return reached
}

/** A cut line, a busy server, or somebody else who still holds the upload (423). */
const mayPass = (error: unknown): boolean =>
  error instanceof FlumenError && (error.isTemporary || [409, 423].includes(error.status))

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, ms)
    signal?.addEventListener('abort', abort, { once: true })
  })
}
