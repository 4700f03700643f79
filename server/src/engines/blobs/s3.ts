import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Blobs, Found, Span, Written } from './index.ts'

export interface S3Options {
  endpoint: string | undefined
  bucket: string
  region: string
  accessKey: string
  secretKey: string
}

/** Without a slash: some servers of the protocol sign it otherwise in a query. */
const prefix = 'blob-'

type Sdk = typeof import('@aws-sdk/client-s3')
type Client = InstanceType<Sdk['S3Client']>

/** A bucket of S3 or of what speaks like it. An object is there when its upload was completed, not before. */
export class S3 implements Blobs {
  readonly #options: S3Options
  #made: Promise<{ sdk: Sdk; client: Client }> | undefined

  constructor(options: S3Options) {
    this.#options = options
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {
    const made = await this.#made?.catch(() => undefined)
    made?.client.destroy()
  }

  /** Imported at its first use: it is large. */
  #connect(): Promise<{ sdk: Sdk; client: Client }> {
    this.#made ??= import('@aws-sdk/client-s3').then((sdk) => {
      const { endpoint, region, accessKey, secretKey } = this.#options
      const client = new sdk.S3Client({
        region,
        ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
        credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
        // What is like S3 does not know the checksums that Amazon's takes by default.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
      })
      return { sdk, client }
    })
    return this.#made
  }

  #place(id: string) {
    return { Bucket: this.#options.bucket, Key: prefix + id }
  }

  async put(id: string, source: AsyncIterable<Buffer>, signal?: AbortSignal): Promise<Written> {
    const { client } = await this.#connect()
    const { Upload } = await import('@aws-sdk/lib-storage')
    const { passed, written } = metered(source)
    const body = Readable.from(passed, { objectMode: false })
    const params = { ...this.#place(id), Body: body }
    const upload = new Upload({ client, params, queueSize: 2, partSize: 8 * 1024 * 1024 })
    const abort = () => void upload.abort().catch(() => undefined)
    signal?.addEventListener('abort', abort, { once: true })
    // Where the source fails, the upload must not end as if that had been all.
    body.once('error', abort)
    try {
      await upload.done()
      return written()
    } catch (error) {
      await this.delete([id]).catch(() => undefined)
      throw body.errored ?? error
    } finally {
      body.destroy()
      signal?.removeEventListener('abort', abort)
    }
  }

  async get(id: string, span?: Span): Promise<Readable | undefined> {
    const { sdk, client } = await this.#connect()
    const range = span ? { Range: `bytes=${span.first}-${span.last}` } : {}
    try {
      const { Body } = await client.send(new sdk.GetObjectCommand({ ...this.#place(id), ...range }))
      return Body as Readable
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined
      throw error
    }
  }

  async delete(ids: readonly string[]): Promise<void> {
    const { sdk, client } = await this.#connect()
    for (const id of ids) await client.send(new sdk.DeleteObjectCommand(this.#place(id)))
  }

  async *list(): AsyncGenerator<Found> {
    const { sdk, client } = await this.#connect()
    const { bucket: Bucket } = this.#options
    const pages = sdk.paginateListObjectsV2({ client }, { Bucket, Prefix: prefix })
    for await (const { Contents = [] } of pages) {
      for (const { Key = '', LastModified, Size = 0 } of Contents) {
        yield { id: Key.slice(prefix.length), writtenAt: LastModified ?? new Date(), size: Size }
      }
    }
  }
}

/** Counts and hashes what passes; copied, because the client keeps it until a part is full. */
function metered(source: AsyncIterable<Buffer>) {
  const hash = createHash('sha256')
  let size = 0
  const passed = (async function* () {
    for await (const piece of source) {
      hash.update(piece)
      size += piece.length
      yield Buffer.from(piece)
    }
  })()
  return { passed, written: (): Written => ({ size, sha256: hash.digest() }) }
}
