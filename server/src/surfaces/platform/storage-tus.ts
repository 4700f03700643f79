import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { DataStore, MemoryLocker, Server, Upload } from '@tus/server'
import type { Ctx } from '../../engines/context.ts'
import { sessions } from '../../features/objects/index.ts'
import { AppError, invalid } from '../../kernel/errors.ts'
import { platformError, platformStatus } from './errors.ts'
import { readMetadata } from './storage-fields.ts'

/** Within a process; between processes the database decides who appends. */
const locker = new MemoryLocker()

/** One request of the protocol, as the caller of this context. */
export async function serveTus(
  ctx: Ctx,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const server = new Server({
    path,
    datastore: new Sessions(ctx, request.headers['x-upsert'] === 'true'),
    locker,
    generateUrl: (_request, { path, id }) => `${path}/${id}`,
    getFileIdFromRequest: (request) => new URL(request.url).pathname.split('/').at(-1),
    disableTerminationForFinishedUploads: true,
  })
  await server.handle(request, response)
}

/** Uploads of the protocol are uploads in parts like any other. */
class Sessions extends DataStore {
  readonly #ctx: Ctx
  readonly #upsert: boolean

  constructor(ctx: Ctx, upsert: boolean) {
    super()
    this.#ctx = ctx
    this.#upsert = upsert
    this.extensions = ['creation', 'creation-with-upload', 'termination']
  }

  override create(file: Upload): Promise<Upload> {
    return told(async () => {
      if (file.size === undefined) throw invalid('invalid_input', 'Upload-Length: Field required')
      const given = file.metadata ?? {}
      const session = await sessions.begin(this.#ctx, {
        protocol: 'tus',
        bucket: given.bucketName ?? '',
        path: given.objectName ?? '',
        totalSize: file.size,
        contentType: given.contentType ?? given.filetype ?? undefined,
        cacheControl: given.cacheControl ?? undefined,
        metadata: readMetadata(given.metadata ?? undefined, 'metadata'),
        upsert: this.#upsert,
      })
      file.id = session.id
      if (file.size === 0) await sessions.complete(this.#ctx, session)
      return file
    })
  }

  /** What came before the line was cut counts. */
  override write(source: Readable, id: string): Promise<number> {
    return told(async () => {
      const session = await sessions.get(this.#ctx, id)
      const offset = await sessions.append(
        this.#ctx,
        session,
        Readable.from(untilCut(source), { objectMode: false }),
      )
      if (offset === session.total_size)
        await sessions.complete(this.#ctx, await sessions.get(this.#ctx, id))
      return offset
    })
  }

  override getUpload(id: string): Promise<Upload> {
    return told(async () => {
      const session = await sessions.get(this.#ctx, id)
      if (session.status === 'aborted')
        throw new AppError('gone', 'upload_not_active', 'The upload was given up')
      const isWhole = session.status === 'completed'
      const offset = isWhole ? session.total_size : sessions.offsetOf(session)
      // A client takes this offset for the end: all bytes came, and then a server died over making
      // one file of them.
      if (!isWhole && offset === session.total_size) await sessions.complete(this.#ctx, session)
      return new Upload({
        id,
        size: session.total_size,
        offset,
        creation_date: session.created_at.toISOString(),
      })
    })
  }

  override remove(id: string): Promise<void> {
    return told(async () => sessions.abort(this.#ctx, await sessions.get(this.#ctx, id)))
  }
}

async function* untilCut(source: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) yield Buffer.from(chunk)
  } catch {
    // The rest comes with another request.
  }
}

/** Refusals in the words of the surface, the way the library wants them. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { body } = platformError(error, '')
    throw { status_code: platformStatus(error), body: JSON.stringify(body) }
  }
}
