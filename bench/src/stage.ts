import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hash } from '@node-rs/argon2'
import pg from 'pg'
import { pino } from 'pino'
import { type EmbeddedPostgres, startEmbedded } from '../../server/src/engines/db/embedded.ts'
import { parameters } from '../../server/src/engines/hashing/index.ts'
import { type Member, populate } from './population.ts'

export interface Options {
  /** Short runs, for work on the benches themselves. */
  quick: boolean
  /** Folder for CPU profiles of the servers. */
  profileDir: string | undefined
}

/** What servers of the stage share, so that a credential of one opens all. */
export const sharedEnv = {
  FLUMEN_SECRET: 'the root secret of all benches and of nothing else',
  FLUMEN_PUBLIC_URL: 'http://flumen.bench',
}

export const password = 'correct horse battery staple'

export interface Database {
  url: string
  /** The version of PostgreSQL. */
  version: string
  members: Member[]
  passwordHash: string
}

/** More than any limit per key and minute lets one bench use up. */
export const memberCount = 8_000

/** The place of a run: a folder, and an embedded database with fsync on, made when first asked for. */
export class Stage {
  readonly folder: string
  readonly options: Options
  #postgres: EmbeddedPostgres | undefined
  #database: Promise<Database> | undefined

  private constructor(folder: string, options: Options) {
    this.folder = folder
    this.options = options
  }

  static async open(options: Options): Promise<Stage> {
    return new Stage(await mkdtemp(join(tmpdir(), 'flumen-bench-')), options)
  }

  database(): Promise<Database> {
    this.#database ??= this.#makeDatabase()
    return this.#database
  }

  async close(): Promise<void> {
    await this.#postgres?.stop()
    await rm(this.folder, { recursive: true, force: true })
  }

  async #makeDatabase(): Promise<Database> {
    const log = pino({ level: 'silent' })
    const dataDir = join(this.folder, 'database')
    this.#postgres = await startEmbedded({ dataDir, log })
    const { url } = this.#postgres
    const passwordHash = await hash(password, { algorithm: 2, ...parameters })
    const members = await populate({ url, dataDir, count: memberCount, passwordHash })
    return { url, members, passwordHash, version: await settle(url) }
  }
}

/** Statistics and visibility as of a database that has been running for a while. @returns its version */
export async function settle(url: string): Promise<string> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await admin.query('vacuum analyze')
    const { rows } = await admin.query<{ server_version: string }>('show server_version')
    return rows[0]?.server_version ?? 'unknown'
  } finally {
    await admin.end()
  }
}
