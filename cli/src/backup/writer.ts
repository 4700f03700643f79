import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import tar from 'tar-stream'
import { type Entry, type Manifest, manifestName } from './manifest.ts'
import { seal } from './seal.ts'

/** One archive being written: entry by entry, each with its sum, and the manifest last. */
export class ArchiveWriter {
  readonly entries: Record<string, Entry> = {}
  /** Bytes of entries so far. */
  written = 0
  readonly #path: string
  readonly #pack = tar.pack()
  readonly #done: Promise<void>
  #failure: unknown

  constructor(path: string) {
    this.#path = path
    const params = { [constants.ZSTD_c_compressionLevel]: 3 }
    const file = createWriteStream(this.partial, { flags: 'wx', mode: 0o600, flush: true })
    this.#done = pipeline(this.#pack, createZstdCompress({ params }), seal(), file)
    this.#done.catch((error) => {
      this.#failure = error
    })
  }

  get partial(): string {
    return `${this.#path}.partial`
  }

  async folder(name: string): Promise<void> {
    await this.#entry({
      name: `${name.replace(/\/$/, '')}/`,
      type: 'directory',
      mode: 0o700,
      mtime: new Date(),
    })
  }

  async file(
    name: string,
    size: number,
    source: Readable,
    tee?: NodeJS.WritableStream,
  ): Promise<Entry> {
    const hash = createHash('sha256')
    const meter = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        hash.update(chunk)
        this.written += chunk.length
        if (!tee || tee.write(chunk)) done(null, chunk)
        else tee.once('drain', () => done(null, chunk))
      },
    })
    const entry = this.#pack.entry({ name, size, type: 'file', mode: 0o600, mtime: new Date() })
    try {
      await pipeline(source, meter, entry)
    } catch (error) {
      // A full disk says so better than the entry that was cut off by it.
      throw this.#failure ?? error
    }
    this.entries[name] = { size, sha256: hash.digest('hex') }
    return this.entries[name]
  }

  text(name: string, text: string): Promise<Entry> {
    const bytes = Buffer.from(text)
    return this.file(name, bytes.length, Readable.from([bytes]))
  }

  /** It is there whole under its name, or not at all. */
  async finish(manifest: Manifest): Promise<void> {
    await this.text(manifestName, JSON.stringify(manifest))
    this.#pack.finalize()
    await this.#done
    await rename(this.partial, this.#path)
    const folder = await open(dirname(this.#path))
    await folder.sync().finally(() => folder.close())
  }

  async abandon(): Promise<void> {
    this.#pack.destroy()
    await this.#done.catch(() => undefined)
    await rm(this.partial, { force: true })
  }

  #entry(header: Parameters<tar.Pack['entry']>[0]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#pack.entry(header, (error) => (error ? reject(error) : resolve()))
    })
  }
}
