import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { startEmbedded } from '../src/engines/db/embedded.ts'
import { Db } from '../src/engines/db/index.ts'
import { Queue } from '../src/engines/queue/index.ts'
import { Secrets } from '../src/kernel/crypto.ts'

/** Every test server shares it: the passwords of the database logins are derived from it. */
export const testSecret = 'the root secret of all tests and of nothing else'

const silent = pino({ level: 'silent' })

export interface Cluster {
  /** Administrator's URL of the migrated template. */
  templateUrl: string
  stop(): Promise<void>
}

/**
 * A cluster with one migrated template database: the one of `FLUMEN_DATABASE_URL`, or an embedded
 * one of its own without fsync.
 */
export async function startCluster(): Promise<Cluster> {
  const external = process.env.FLUMEN_DATABASE_URL
  if (external) return prepare(external, async () => undefined)
  const dataDir = await mkdtemp(join(tmpdir(), 'flumen-test-'))
  const embedded = await startEmbedded({ dataDir, log: silent, fast: true })
  return prepare(embedded.url, async () => {
    await embedded.stop()
    await rm(dataDir, { recursive: true, force: true })
  })
}

async function prepare(adminUrl: string, stop: () => Promise<void>): Promise<Cluster> {
  const name = `flumen_template_${process.pid}`
  const templateUrl = await createDatabase(adminUrl, name)
  const db = new Db({
    databaseUrl: templateUrl,
    dataDir: tmpdir(),
    secrets: new Secrets([testSecret]),
    log: silent,
  })
  await db.start()
  const queue = new Queue(db, silent)
  await queue.start()
  await queue.stop()
  await db.stop()
  return {
    templateUrl,
    stop: async () => {
      await dropDatabase(templateUrl)
      await stop()
    },
  }
}

/** @returns the administrator's URL of the new database */
export async function createDatabase(
  adminUrl: string,
  name: string,
  template?: string,
): Promise<string> {
  await asAdmin(adminUrl, async (admin) => {
    await admin.query(`create database ${name} ${template ? `template ${template}` : ''}`)
    const { rowCount } = await admin.query(`select from pg_roles where rolname = 'flumen_control'`)
    if (rowCount) {
      await admin.query(`grant create on database ${name} to flumen_control, flumen_schema`)
    }
  })
  return withDatabase(adminUrl, name)
}

export const dropDatabase = (url: string): Promise<void> =>
  asAdmin(url, async (admin) => {
    await admin.query(`drop database if exists ${databaseOf(url)} with (force)`)
  })

export const databaseOf = (url: string): string =>
  /^[^?]*\/([^/?]*)/.exec(url.replace('://', ':'))?.[1] ?? ''

/** The same server, another database. */
export const withDatabase = (url: string, name: string): string =>
  url.replace(/^(postgres(?:ql)?:\/\/[^/?]*\/)[^?]*/, `$1${name}`)

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: withDatabase(url, 'postgres') })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}
