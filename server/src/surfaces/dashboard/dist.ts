import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { sha256 } from '../../kernel/crypto.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
}

/** One file of the build, as it is and packed. */
export class File {
  readonly type: string
  readonly etag: string
  readonly #bytes: Buffer
  readonly #br: Buffer | undefined
  readonly #gzip: Buffer | undefined

  constructor(type: string, bytes: Buffer, br: Buffer | undefined, gzip: Buffer | undefined) {
    this.type = type
    this.etag = `"${sha256(bytes).toString('base64url').slice(0, 22)}"`
    this.#bytes = bytes
    this.#br = br
    this.#gzip = gzip
  }

  packed(accepted = ''): { encoding?: 'br' | 'gzip'; bytes: Buffer } {
    if (this.#br && /\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted))
      return { encoding: 'br', bytes: this.#br }
    if (this.#gzip && /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted))
      return { encoding: 'gzip', bytes: this.#gzip }
    return { bytes: this.#bytes }
  }
}

/** The build in memory, read as it is asked for; a newer build takes its place while the server runs. */
export class Dist {
  readonly #folder: string
  #builtAt = 0
  readonly #files = new Map<string, Promise<File | undefined>>()

  constructor(folder: string) {
    this.#folder = folder
  }

  async find(path: string): Promise<File | undefined> {
    await this.#notice()
    // A name the build could have: no folder above, nothing hidden, none of the packed ones.
    const type = types[extname(path)]
    if (!type || !/^(assets\/)?[\w-]+(\.[\w-]+)*$/.test(path)) return undefined
    const known = this.#files.get(path)
    if (known) return known
    const file = this.#read(path, type)
    this.#files.set(path, file)
    // What is not there is not remembered: else anybody could fill the memory with names.
    if (!(await file)) this.#files.delete(path)
    return file
  }

  async #notice(): Promise<void> {
    const at = await stat(join(this.#folder, 'index.html')).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    )
    if (at !== this.#builtAt) this.#files.clear()
    this.#builtAt = at
  }

  async #read(path: string, type: string): Promise<File | undefined> {
    const [bytes, br, gzip] = await Promise.all(
      ['', '.br', '.gz'].map((end) =>
        readFile(join(this.#folder, path + end)).catch(() => undefined),
      ),
    )
    return bytes && new File(type, bytes, br, gzip)
  }
}
