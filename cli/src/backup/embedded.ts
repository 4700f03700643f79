import { createWriteStream } from 'node:fs'
import { mkdir, rm, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import tar from 'tar-stream'
import { Failure } from '../failure.ts'
import { openDatabase } from '../local/database.ts'
import { sizeOf } from '../table.ts'
import { startBaseBackup } from './base-backup.ts'
import { finish, type Job, makeScratch } from './job.ts'
import type { Manifest } from './manifest.ts'
import { holdBlobs, namedBlobs, sumTables, withClient } from './tables.ts'

/**
 * The database while it is written to, then the files its rows name. The database is started once from
 * its copy: what it holds there is what a restore must come to, and which files belong to it.
 */
export async function backUpEmbedded(job: Job): Promise<Manifest> {
  const { dataDir, terminal } = job
  const database = await openDatabase(dataDir)
  let scratch: string | undefined
  try {
    return await withClient(database.url, async (client) => {
      terminal.progress('waiting until no file is being deleted…')
      await holdBlobs(client)
      scratch = await makeScratch(dataDir)
      const postgres = await copyDatabase(job, database.url, scratch)
      const { tables, named } = await tryOut(job, scratch)
      return finish(job, client, {
        database: { kind: 'embedded', version: postgres },
        tables,
        named,
      })
    })
  } finally {
    if (scratch) await rm(scratch, { recursive: true, force: true })
    await database.close()
  }
}

/** Into the archive and beside it at once. @returns the version of PostgreSQL */
async function copyDatabase(job: Job, url: string, scratch: string): Promise<string> {
  const { writer, terminal, signal } = job
  const { tar: source, estimatedBytes, serverVersion } = await startBaseBackup(url)
  signal.addEventListener('abort', () => source.destroy(new Error('interrupted')), { once: true })
  await mustFit(scratch, estimatedBytes)
  await mkdir(join(scratch, 'postgres'), { mode: 0o700 })
  const extract = tar.extract()
  source.on('error', (error) => extract.destroy(error)).pipe(extract)
  for await (const entry of extract) {
    const { name, type, size = 0 } = entry.header
    const path = `postgres/${name.replace(/^\.\//, '')}`.replace(/\/\.?$/, '')
    if (type === 'directory') {
      if (path !== 'postgres') await mkdir(join(scratch, path), { recursive: true, mode: 0o700 })
      await writer.folder(path)
      entry.resume()
    } else if (type === 'file') {
      await mkdir(dirname(join(scratch, path)), { recursive: true, mode: 0o700 })
      const copy = createWriteStream(join(scratch, path), { mode: 0o600 })
      await writer.file(path, size, entry as unknown as Readable, copy)
      await finished(copy.end())
      terminal.progress(`database: ${sizeOf(writer.written)} of about ${sizeOf(estimatedBytes)}`)
    } else {
      throw new Failure(
        'failed',
        `The database holds ${name}, a ${type}, which cannot be backed up`,
      )
    }
  }
  return serverVersion
}

async function mustFit(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize > bytes * 1.1) return
  throw new Failure(
    'failed',
    `The trial of the backup needs ${sizeOf(bytes)} in ${folder}, where ${sizeOf(bavail * bsize)} are free`,
    'make room',
  )
}

/** Starts the copy by itself, without a server: nothing is sent, nothing is run. */
async function tryOut({ terminal }: Job, scratch: string) {
  terminal.progress('starting the copy…')
  const copy = await openDatabase(scratch)
  try {
    return await withClient(copy.url, async (client) => ({
      tables: await sumTables(client, (name) => terminal.progress(`counting ${name}`)),
      named: await namedBlobs(client),
    }))
  } finally {
    await copy.close()
  }
}
