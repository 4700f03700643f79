import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import type { Terminal } from '../terminal.ts'
import { version } from '../version.ts'
import { addBlobs } from './blobs.ts'
import { format, type Manifest } from './manifest.ts'
import type { namedBlobs } from './tables.ts'
import type { ArchiveWriter } from './writer.ts'

export interface Job {
  dataDir: string
  writer: ArchiveWriter
  terminal: Terminal
  signal: AbortSignal
  withSecret: boolean
}

/**
 * Within the data folder: on a disk that is meant for as much, and closed to others. One backup runs at
 * a time, so what lies there is of one that was killed.
 */
export async function makeScratch(dataDir: string): Promise<string> {
  const left = (await readdir(dataDir)).filter((name) => /^backup-\w{6}$/.test(name))
  for (const name of left) await rm(join(dataDir, name), { recursive: true, force: true })
  return mkdtemp(join(dataDir, 'backup-'))
}

/** What the copy of a database was found to hold. */
interface Copied extends Pick<Manifest, 'database' | 'tables'> {
  named: Awaited<ReturnType<typeof namedBlobs>>
}

/** What follows the database in the archive: its files, the secret, the list of all that is in it. */
export async function finish(job: Job, client: pg.Client, copied: Copied): Promise<Manifest> {
  const { database, tables, named } = copied
  const blobs = await addBlobs(job, named)
  const has_secret = await addSecret(job)
  const manifest: Manifest = {
    format,
    format_version: 1,
    flumen_version: version,
    created_at: new Date().toISOString(),
    database,
    has_secret,
    tables,
    blobs,
    entries: job.writer.entries,
  }
  // The lock goes with its connection, and then files may have been deleted before they were copied.
  await client.query('select')
  await job.writer.finish(manifest)
  return manifest
}

async function addSecret({ dataDir, writer, withSecret }: Job): Promise<boolean> {
  const file = join(dataDir, 'secret')
  const found = await stat(file).catch(() => undefined)
  if (!withSecret || !found) return false
  await writer.file('secret', found.size, createReadStream(file))
  return true
}
