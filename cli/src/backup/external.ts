import { createReadStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { Failure } from '../failure.ts'
import { loginOf, runTool } from '../local/tools.ts'
import { finish, type Job, makeScratch } from './job.ts'
import type { Manifest } from './manifest.ts'
import { readRoles } from './roles.ts'
import { holdBlobs, namedBlobs, sumTables, withClient } from './tables.ts'

/**
 * A database of the operator's, by `pg_dump`. Dump, sums and the list of files see one and the same
 * moment: they share a snapshot.
 */
export async function backUpExternal(job: Job, url: string): Promise<Manifest> {
  await mkdir(job.dataDir, { recursive: true, mode: 0o711 })
  let scratch: string | undefined
  try {
    return await withClient(url, async (client) => {
      job.terminal.progress('waiting until no file is being deleted…')
      await holdBlobs(client)
      scratch = await makeScratch(job.dataDir)
      await client.query('begin isolation level repeatable read read only')
      await dump(job, client, url, join(scratch, 'database.dump'))
      const tables = await sumTables(client, (name) => job.terminal.progress(`counting ${name}`))
      const named = await namedBlobs(client)
      const { rows } = await client.query<{ server_version: string }>('show server_version')
      await job.writer.text('roles.json', JSON.stringify(await readRoles(client)))
      await client.query('commit')
      const database = { kind: 'external' as const, version: rows[0]?.server_version ?? '' }
      return finish(job, client, { database, tables, named })
    })
  } finally {
    if (scratch) await rm(scratch, { recursive: true, force: true })
  }
}

async function dump(job: Job, client: pg.Client, url: string, file: string): Promise<void> {
  job.terminal.progress('pg_dump…')
  const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id')
  const flags = ['--format=custom', '--compress=0', `--snapshot=${rows[0]?.id}`, `--file=${file}`]
  const code = await runTool('pg_dump', [...flags, '--dbname', loginOf(url).name], url)
  if (code !== 0) throw new Failure('failed', 'pg_dump did not end well', 'it says above why')
  await job.writer.file('database.dump', (await stat(file)).size, createReadStream(file))
}
