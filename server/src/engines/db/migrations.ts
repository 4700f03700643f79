import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { sha256 } from '../../kernel/crypto.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Log } from '../../kernel/log.ts'

interface Migration {
  name: string
  text: string
  checksum: string
}

const folder = new URL('../../../migrations/', import.meta.url)

/** Any constant will do, as long as every server of this product uses the same. */
const migrationLock = 7_318_220_111

/**
 * Applies what is missing, in order, each file in a transaction of its own, under an advisory lock
 * that makes a second server wait. Released files never change: a changed one stops the start.
 */
export async function migrate(login: pg.ClientConfig, log: Log): Promise<void> {
  const migrations = await readMigrations()
  const client = new pg.Client(login)
  // A lost connection rejects the query under way; unheard, the event would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    if (await isUpToDate(client, migrations)) return
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    const applied = await readApplied(client)
    for (const migration of migrations) {
      const before = applied.get(migration.name)
      if (before === undefined) await apply(client, migration, log)
      else mustBeSame(migration, before)
    }
  } finally {
    await client.end()
  }
}

async function readMigrations(): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{4}_.*\.sql$/.test(file)).sort()
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(new URL(file, folder), 'utf8')
      return { name: file.replace(/\.sql$/, ''), text, checksum: sha256(text).toString('hex') }
    }),
  )
}

async function isUpToDate(client: pg.Client, migrations: Migration[]): Promise<boolean> {
  const applied = await readApplied(client, false)
  for (const migration of migrations) {
    const before = applied.get(migration.name)
    if (before === undefined) return false
    mustBeSame(migration, before)
  }
  return true
}

async function readApplied(client: pg.Client, create = true): Promise<Map<string, string>> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `select to_regclass('engine.migrations') is not null as there`,
  )
  if (!found[0]?.there) {
    if (create) await client.query(bookkeeping)
    return new Map()
  }
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from engine.migrations',
  )
  return new Map(rows.map((row) => [row.name, row.checksum]))
}

const bookkeeping = `
  create schema if not exists engine;
  create table engine.migrations (
    name text primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`

async function apply(client: pg.Client, migration: Migration, log: Log): Promise<void> {
  await client.query('begin')
  await client.query(migration.text)
  await client.query('insert into engine.migrations (name, checksum) values ($1, $2)', [
    migration.name,
    migration.checksum,
  ])
  await client.query('commit')
  log.info({ migration: migration.name }, 'migration applied')
}

function mustBeSame(migration: Migration, checksum: string): void {
  if (migration.checksum === checksum) return
  throw new AppError(
    'internal',
    'migration_changed',
    `Migration ${migration.name} was changed after it had been applied`,
  )
}
