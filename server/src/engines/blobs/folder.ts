import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Blobs, Found, Span, Written } from './index.ts'

const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const partial = '.partial'

/** `ab/abcd….`: 256 folders, so that none grows endless. */
export class Folder implements Blobs {
  readonly #dir: string
  #ready: Promise<void> | undefined

  constructor(dir: string) {
    this.#dir = dir
  }

  async start(): Promise<void> {
    this.#ready ??= this.#prepare()
    await this.#ready
  }

  async #prepare(): Promise<void> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 })
    const made = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'))
    await Promise.all(made.map((name) => mkdir(join(this.#dir, name), { recursive: true })))
    await syncFolder(this.#dir)
  }

  async stop(): Promise<void> {}

  #path(id: string): string {
    if (!idForm.test(id)) throw new TypeError('not an id of stored bytes')
    return join(this.#dir, id.slice(0, 2), id)
  }

  /** Whole and on the disk under another name first; the rename is what makes it be there. */
  async put(id: string, source: AsyncIterable<Buffer>, signal?: AbortSignal): Promise<Written> {
    const path = this.#path(id)
    const file = await open(path + partial, 'wx', 0o600)
    try {
      const written = await pour(source, file, signal)
      await file.sync()
      await file.close()
      await rename(path + partial, path)
      await syncFolder(join(path, '..'))
      return written
    } catch (error) {
      await file.close().catch(() => undefined)
      await rm(path + partial, { force: true })
      throw error
    }
  }

  async get(id: string, span?: Span): Promise<Readable | undefined> {
    try {
      // Opened now: whoever deletes it later takes nothing from this reader.
      const file = await open(this.#path(id))
      const range = span ? { start: span.first, end: span.last } : {}
      return file.createReadStream({ highWaterMark: 256 * 1024, ...range })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  async delete(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await rm(this.#path(id), { force: true })
      await rm(this.#path(id) + partial, { force: true })
    }
  }

  async *list(): AsyncGenerator<Found> {
    for (const folder of await readdir(this.#dir)) {
      if (!/^[0-9a-f]{2}$/.test(folder)) continue
      for (const name of await readdir(join(this.#dir, folder))) {
        const id = name.replace(partial, '')
        const found = await stat(join(this.#dir, folder, name)).catch(() => undefined)
        if (found && idForm.test(id)) yield { id, writtenAt: found.mtime, size: found.size }
      }
    }
  }
}

/** One chunk is written while the next one comes. */
async function pour(
  source: AsyncIterable<Buffer>,
  file: FileHandle,
  signal?: AbortSignal,
): Promise<Written> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of source) {
    signal?.throwIfAborted()
    const writing = writeAll(file, chunk)
    hash.update(chunk)
    await writing
    size += chunk.length
  }
  return { size, sha256: hash.digest() }
}

/** A write may take less than it was given. */
async function writeAll(file: FileHandle, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    const { bytesWritten } = await file.write(chunk, at)
    at += bytesWritten
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
