import { existsSync, readdirSync, statSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, open, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { loadDump, mustBeEmptyDatabase } from '../backup/external-restore.ts'
import type { Manifest } from '../backup/manifest.ts'
import { nowhere, readArchive, type Sink } from '../backup/reader.ts'
import { differences, sumTables, withClient } from '../backup/tables.ts'
import type { Call, Run } from '../command.ts'
import { environment } from '../environment.ts'
import { Failure } from '../failure.ts'
import { openDatabase } from '../local/database.ts'
import { facts, sizeOf } from '../table.ts'

/**
 * The whole archive is read and held against its manifest before anything is written. It is unpacked
 * beside the data folder, started once and counted, and only then takes the folder's name.
 */
export const restore: Run = async (call) => {
  const { args, options, terminal } = call
  const archive = resolve(args[0] ?? '')
  if (!existsSync(archive)) throw new Failure('not_found', `There is no file ${archive}`)
  const target = resolve(options.text('dataDir') ?? environment.dataDir)
  if (!options.isSet('check')) mustBeEmpty(target)
  const manifest = await check(call, archive)
  if (options.isSet('check')) return tell(call, manifest, 'The archive is whole.')
  const url = await databaseFor(call, manifest)
  await unpack(call, archive, target, url)
  tell(
    call,
    manifest,
    `Restored to ${target}: the rows of every table and all files are what they were.`,
  )
  if (!manifest.has_secret)
    terminal.warn('set FLUMEN_SECRET to the secret of that time before you start it')
  return undefined
}

/** A dump goes into a database of the operator's, a copy of the embedded one into the data folder. */
async function databaseFor(call: Call, { database }: Manifest): Promise<string | undefined> {
  const url = environment.databaseUrl
  if (database.kind === 'embedded') {
    if (!url || call.options.text('dataDir')) return undefined
    throw new Failure(
      'refused',
      'This archive holds an embedded database, and FLUMEN_DATABASE_URL is set',
      'unset it, or give --data-dir',
    )
  }
  if (url) {
    await mustBeEmptyDatabase(url)
    return url
  }
  throw new Failure(
    'usage',
    'This archive goes into a PostgreSQL of yours',
    'name an empty database in FLUMEN_DATABASE_URL',
  )
}

function check({ terminal }: Call, archive: string): Promise<Manifest> {
  const total = statSync(archive).size
  return readArchive(archive, nowhere, (bytes) =>
    terminal.progress(`checking: ${sizeOf(bytes)} of ${sizeOf(total)}`),
  )
}

function mustBeEmpty(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return
  throw new Failure('refused', `${folder} is not empty`, 'move it away, or give another --data-dir')
}

async function unpack(
  call: Call,
  archive: string,
  target: string,
  url: string | undefined,
): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  const folder = await mkdtemp(join(dirname(target), `.${basename(target)}-restoring-`))
  try {
    const total = statSync(archive).size
    const manifest = await readArchive(archive, into(folder), (bytes) =>
      call.terminal.progress(`unpacking: ${sizeOf(bytes)} of ${sizeOf(total)}`),
    )
    if (url === undefined) await tryOut(call, folder, manifest)
    else await loadDump(call.terminal, url, folder, manifest)
    await takePlace(folder, target)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** Every file is on the disk before it counts. */
const into = (folder: string): Sink => ({
  async folder(name) {
    await mkdir(join(folder, name), { recursive: true, mode: 0o700 })
  },
  async file(name, bytes) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = await open(path, 'wx', 0o600)
    await pipeline(bytes, file.createWriteStream({ flush: true }))
  },
})

async function tryOut({ terminal }: Call, folder: string, { tables }: Manifest): Promise<void> {
  terminal.progress('starting the database…')
  const database = await openDatabase(folder)
  try {
    const found = await withClient(database.url, (client) =>
      sumTables(client, (name) => terminal.progress(`counting ${name}`)),
    )
    const different = differences(tables, found)
    if (different.length === 0) return
    throw new Failure('failed', `After the restore ${different.join(', ')} are not what they were`)
  } finally {
    await database.close()
  }
}

/** The rename is what makes it be there. */
async function takePlace(folder: string, target: string): Promise<void> {
  await chmod(folder, 0o711)
  if (existsSync(target)) await rmdir(target)
  await rename(folder, target)
}

function tell({ terminal }: Call, manifest: Manifest, said: string): undefined {
  const { created_at, database, tables, blobs, has_secret } = manifest
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0)
  const data = { created_at, database, tables: Object.keys(tables).length, rows, blobs, has_secret }
  terminal.show(data, () =>
    [
      said,
      facts(terminal, {
        'backed up at': created_at,
        database: `${data.tables} tables, ${rows} rows`,
        files: `${blobs.count} (${sizeOf(blobs.bytes)})`,
        'root secret': has_secret ? 'in it' : 'not in it',
      }),
    ].join('\n'),
  )
  return undefined
}
