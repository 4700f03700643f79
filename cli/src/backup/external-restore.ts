import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../failure.ts'
import { loginOf, runTool } from '../local/tools.ts'
import type { Terminal } from '../terminal.ts'
import type { Manifest } from './manifest.ts'
import { makeRoles, type Role } from './roles.ts'
import { differences, sumTables, withClient } from './tables.ts'

/** @throws Failure where the database is not as `create database` makes it */
export const mustBeEmptyDatabase = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(`
      select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' limit 1`)
    if (rows.length === 0) return
    const advice = 'make a new database, and name it in FLUMEN_DATABASE_URL'
    throw new Failure('refused', `The database is not empty: it has ${rows[0]?.name}`, advice)
  })

/** All of the dump or nothing, in one transaction; then what is there is held against the manifest. */
export async function loadDump(
  terminal: Terminal,
  url: string,
  folder: string,
  { tables }: Manifest,
): Promise<void> {
  const roles = JSON.parse(await readFile(join(folder, 'roles.json'), 'utf8')) as Role[]
  await withClient(url, (client) => makeRoles(client, roles))
  terminal.progress('pg_restore…')
  const flags = ['--single-transaction', '--exit-on-error', '--dbname', loginOf(url).name]
  const code = await runTool('pg_restore', [...flags, join(folder, 'database.dump')], url)
  if (code !== 0) throw new Failure('failed', 'pg_restore did not end well', 'it says above why')
  const found = await withClient(url, (client) =>
    sumTables(client, (name) => terminal.progress(`counting ${name}`)),
  )
  const different = differences(tables, found)
  if (different.length > 0) {
    throw new Failure('failed', `After the restore ${different.join(', ')} are not what they were`)
  }
  for (const name of ['roles.json', 'database.dump']) await rm(join(folder, name))
}
