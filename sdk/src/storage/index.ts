import { apiOf } from '../api.ts'
import type { SessionStorage } from '../auth/storage.ts'
import type { Connection } from '../connection.ts'
import { type Progress, transfer } from './transfer.ts'
import { uploadResumably } from './tus.ts'

export type { Progress } from './transfer.ts'

/** An image made of an image. */
export interface ImageOptions {
  width?: number
  height?: number
  fit?: 'cover' | 'contain' | 'fill' | 'inside' | 'outside'
  format?: 'auto' | 'webp' | 'avif' | 'jpeg' | 'png'
  /** 1 to 100. */
  quality?: number
}

export interface UploadOptions {
  /** What the file says it is; the server looks at its bytes, too. Default: that of the Blob. */
  contentType?: string
  cacheControl?: string
  metadata?: Record<string, unknown>
  /** false: a file that is there stays, and the upload is refused (409). Default: true. */
  upsert?: boolean
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
  /** In parts that survive a cut line. Default: files of more than a part. */
  resumable?: boolean
  /** Of a part. Default: 6 MiB. */
  chunkBytes?: number
  /** Where begun uploads are remembered. Default: `localStorage`, else memory. */
  memory?: SessionStorage
}

/** A file, as the server knows it. */
export interface StoredObject {
  id: string
  bucket: string
  path: string
  mime_type: string
  size: number
  metadata: Record<string, unknown>
  owner_id: string | null
  created_at: string
  updated_at: string
}

export interface ListOptions {
  prefix?: string
  /** `/`: what lies deeper is one entry of `prefixes`. */
  delimiter?: string
  search?: string
  limit?: number
  cursor?: string
  sort?: 'name' | 'created_at' | 'updated_at' | 'size'
  order?: 'asc' | 'desc'
}

/** What can be uploaded. A stream is sent once, as it comes, and cannot be resumed. */
export type Uploadable =
  | Blob
  | ArrayBuffer
  | Uint8Array<ArrayBuffer>
  | string
  | ReadableStream<Uint8Array>

/** Buckets and the files in them. */
export interface Storage {
  /** The files of a bucket. */
  from(bucket: string): Bucket
}

export type Bucket = ReturnType<typeof makeBucket>

const defaultChunkBytes = 6 * 1024 * 1024

/**
 * The files of a server.
 *
 * ```ts
 * const photos = createStorage(auth.connection).from('photos')
 * await photos.upload('me.png', file, { onProgress: ({ sentBytes }) => show(sentBytes) })
 * ```
 */
export const createStorage = (connection: Connection): Storage => ({
  from: (bucket) => makeBucket(connection, bucket),
})

function makeBucket(connection: Connection, bucket: string) {
  const base = `/api/v1/storage/${encodeURIComponent(bucket)}`
  const api = apiOf(connection)
  const inBucket = { path: { bucket } }
  const at = (key: string) => `${base}/${key.split('/').map(encodeURIComponent).join('/')}`

  /** What is known of a file. */
  const info = async (key: string): Promise<StoredObject> => {
    const headers = { 'x-metadata-only': 'true' }
    return (await connection.call(at(key), { headers })).json()
  }

  return {
    /**
     * Uploads a file. Large ones go in parts: what a cut line or a closed page leaves behind is gone
     * on with when the same file is uploaded again.
     */
    async upload(
      key: string,
      body: Uploadable,
      options: UploadOptions = {},
    ): Promise<StoredObject> {
      const { chunkBytes = defaultChunkBytes, upsert = true } = options
      if (body instanceof ReadableStream) {
        await uploadAtOnce(connection, at(key), body, options, undefined)
        return info(key)
      }
      const file = body instanceof Blob ? body : new Blob([body])
      const contentType = options.contentType ?? (file.type || undefined)
      if (options.resumable ?? file.size > chunkBytes) {
        const { cacheControl, metadata, onProgress, signal, memory } = options
        const also = { cacheControl, metadata, onProgress, signal, memory }
        const resumable = { bucket, key, file, contentType, upsert, chunkBytes, ...also }
        await uploadResumably(connection, resumable)
      } else await uploadAtOnce(connection, at(key), file, options, contentType)
      return info(key)
    },

    /** The file, or a part of it: `range` as HTTP has it, `bytes=0-99`. */
    async download(
      key: string,
      given: { image?: ImageOptions; range?: string; signal?: AbortSignal } = {},
    ): Promise<Response> {
      const { image, range, signal } = given
      return connection.call(`${at(key)}${queryOf(image)}`, {
        ...(range === undefined ? {} : { headers: { range } }),
        ...(signal && { signal }),
      })
    },

    info,

    /** Files by name, a page at a time: `next_cursor` of one is the `cursor` of the next. */
    async list(query: ListOptions = {}) {
      return (await api.GET('/api/v1/storage/{bucket}', { params: { ...inBucket, query } })).data
    },

    /** Deletes files; a name that ends with a slash is all that lies under it. @returns what is gone */
    async remove(keys: readonly string[]): Promise<StoredObject[]> {
      const response = await connection.call(base, {
        method: 'DELETE',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ prefixes: keys }),
      })
      return response.json()
    },

    async copy(from: string, to: string, also: { to_bucket?: string; upsert?: boolean } = {}) {
      const body = { from_path: from, to_path: to, ...also }
      await api.POST('/api/v1/storage/{bucket}/copy', { params: inBucket, body })
    },

    async move(from: string, to: string, also: { to_bucket?: string; upsert?: boolean } = {}) {
      const body = { from_path: from, to_path: to, ...also }
      await api.POST('/api/v1/storage/{bucket}/move', { params: inBucket, body })
    },

    /** A link that works without a credential, for one file and a time. */
    async signedUrl(
      key: string,
      given: {
        /** Seconds, at most seven days. Default: 15 minutes. */
        expires_in?: number
        method?: 'GET' | 'PUT' | 'DELETE'
        /** The name to save it under. */
        download?: string
        image?: ImageOptions
      } = {},
    ): Promise<string> {
      const { image, ...wishes } = given
      const response = await connection.call(`${base}/sign${at(key).slice(base.length)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...wishes, ...(image && { transform: image }) }),
      })
      return (await response.json()).url
    },

    /** The address of a file in a public bucket, or of an image made of it: for `<img src>`. */
    url: (key: string, image?: ImageOptions): string =>
      `${connection.url}${at(key)}${queryOf(image, { inline: 'true' })}`,

    /** Lets one person in, whatever the policies say. */
    async share(key: string, given: { user_id: string; permission: 'read' | 'write' }) {
      await connection.call(`${at(key)}/share`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(given),
      })
    },

    async unshare(key: string, user_id: string): Promise<void> {
      await connection.call(`${at(key)}/share/${encodeURIComponent(user_id)}`, { method: 'DELETE' })
    },
  }
}

async function uploadAtOnce(
  connection: Connection,
  path: string,
  body: Blob | ReadableStream<Uint8Array>,
  options: UploadOptions,
  contentType: string | undefined,
): Promise<void> {
  const { upsert = true, metadata, cacheControl, onProgress, signal } = options
  const totalBytes = body instanceof Blob ? body.size : undefined
  await transfer(connection, {
    method: 'POST',
    path: path.replace(/^(\/api\/v1\/storage\/[^/]+)\//, '$1/stream/'),
    headers: {
      'content-type': 'application/octet-stream',
      'x-storage-upsert': String(upsert),
      ...(contentType === undefined ? {} : { 'x-storage-content-type': contentType }),
      ...(cacheControl === undefined ? {} : { 'x-storage-cache-control': cacheControl }),
      ...(metadata && { 'x-storage-metadata': ascii(JSON.stringify(metadata)) }),
    },
    body,
    signal,
    onSent: onProgress && ((sentBytes) => onProgress({ sentBytes, totalBytes })),
  })
  if (totalBytes !== undefined) onProgress?.({ sentBytes: totalBytes, totalBytes })
}

/** JSON for a header, which holds no other letters. */
const ascii = (json: string): string =>
  json.replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

function queryOf(image: ImageOptions = {}, also: Record<string, string> = {}): string {
  const asked = Object.entries({ ...image, ...also }).map(([name, value]) => [name, String(value)])
  return asked.length === 0 ? '' : `?${new URLSearchParams(asked)}`
}
