import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import tar from 'tar-stream'
import { Failure } from '../failure.ts'
import { type Entry, format, isSafeName, type Manifest, manifestName } from './manifest.ts'
import { readSeal, unseal } from './seal.ts'

/** What becomes of the entries: files are read to their end, folders have no bytes. */
export interface Sink {
  folder(name: string): Promise<void>
  file(name: string, bytes: AsyncIterable<Buffer>): Promise<void>
}

/**
 * Reads the archive to its end and holds every byte against the manifest.
 *
 * @param told how many bytes of the archive have been read
 * @throws Failure for anything that is not exactly as it was written
 */
export async function readArchive(
  path: string,
  sink: Sink,
  told: (bytes: number) => void = () => undefined,
): Promise<Manifest> {
  const found = new Map<string, Entry>()
  const reading: Reading = { found, manifest: undefined }
  const extract = tar.extract()
  let bytes = 0
  const sealed = await readSeal(path)
  if (!sealed) throw broken('its end is missing')
  const source = createReadStream(path, { end: sealed.at - 1, highWaterMark: 1024 * 1024 })
  source.on('data', (chunk) => {
    bytes += chunk.length
    told(bytes)
  })
  const poured = pipeline(source, unseal(sealed.sum), createZstdDecompress(), extract)
  try {
    const read = readEntries(extract, sink, reading)
    await Promise.all([poured, read])
  } catch (error) {
    throw error instanceof Failure ? error : broken(messageOf(error))
  }
  return mustMatch(reading)
}

interface Reading {
  found: Map<string, Entry>
  manifest: Manifest | undefined
}

const broken = (what: string): Failure =>
  new Failure(
    'refused',
    `The archive is broken (${what})`,
    'nothing was touched; use another backup',
    'broken_archive',
  )

const messageOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'EACCES') return message
  return code?.startsWith('ZSTD') ? 'it does not unpack' : message
}

async function readEntries(extract: tar.Extract, sink: Sink, reading: Reading): Promise<void> {
  for await (const entry of extract) {
    const { name, type } = entry.header
    if (reading.manifest) throw broken('something follows its manifest')
    if (!isSafeName(name)) throw broken(`an entry is called ${JSON.stringify(name.slice(0, 80))}`)
    if (name === manifestName && type === 'file') {
      reading.manifest = parseManifest(await text(entry))
    } else if (type === 'directory') {
      await sink.folder(name)
      entry.resume()
    } else if (type === 'file') {
      if (reading.found.has(name)) throw broken(`${name} is in it twice`)
      reading.found.set(name, await readFile(entry as AsyncIterable<Buffer>, name, sink))
    } else {
      throw broken(`${name} is a ${type}`)
    }
  }
}

async function readFile(entry: AsyncIterable<Buffer>, name: string, sink: Sink): Promise<Entry> {
  const hash = createHash('sha256')
  let size = 0
  async function* metered(): AsyncGenerator<Buffer> {
    for await (const chunk of entry) {
      hash.update(chunk)
      size += chunk.length
      yield chunk
    }
  }
  await sink.file(name, metered())
  return { size, sha256: hash.digest('hex') }
}

function parseManifest(json: string): Manifest {
  let manifest: Manifest
  try {
    manifest = JSON.parse(json) as Manifest
  } catch {
    throw broken('its manifest is no JSON')
  }
  if (manifest.format !== format || !manifest.entries || !manifest.tables) {
    throw broken('its manifest is none of Flumen')
  }
  if (manifest.format_version === 1) return manifest
  throw new Failure(
    'refused',
    'This archive was made by a newer Flumen',
    'restore it with that one',
  )
}

function mustMatch({ found, manifest }: Reading): Manifest {
  if (!manifest) throw broken('its end is missing')
  for (const [name, { size, sha256 }] of Object.entries(manifest.entries)) {
    const there = found.get(name)
    if (!there) throw broken(`${name} is missing`)
    if (there.size !== size || there.sha256 !== sha256)
      throw broken(`${name} is not what was written`)
  }
  const extra = [...found.keys()].find((name) => !(name in manifest.entries))
  if (extra !== undefined) throw broken(`${extra} is not in its manifest`)
  return manifest
}

/** Only looks. */
export const nowhere: Sink = {
  folder: async () => undefined,
  file: async (_name, bytes) => {
    for await (const _chunk of bytes);
  },
}
