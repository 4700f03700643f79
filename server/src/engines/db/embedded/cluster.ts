import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../kernel/errors.ts'
import { adminLogin } from './address.ts'
import type { Binaries } from './binaries.ts'
import { startChild } from './child.ts'
import { processesOf, signal } from './leftovers.ts'
import type { Runner } from './privileges.ts'
import type { ServerLog } from './server-log.ts'

export interface ClusterOptions {
  dataDir: string
  /** The cluster's folder: `<dataDir>/postgres`. */
  cluster: string
  binaries: Binaries
  runner: Runner
  log: ServerLog
  fast: boolean
}

/** A cluster is complete or absent, because it is made elsewhere and renamed. @throws AppError for any other folder */
export function hasCluster(cluster: string): boolean {
  if (existsSync(join(cluster, 'global', 'pg_control'))) return true
  if (!existsSync(cluster) || readdirSync(cluster).length === 0) return false
  throw new AppError(
    'unavailable',
    'data_folder_unusable',
    `The folder ${cluster} is neither empty nor a PostgreSQL cluster: restore it from a backup, or move it away`,
  )
}

/** Makes the cluster with the given password of its owner. Killed at any point, it is simply made again. */
export async function makeCluster(options: ClusterOptions, password: string): Promise<void> {
  const workshop = join(options.dataDir, 'postgres.new')
  await clearWorkshop(workshop)
  mkdirSync(workshop, { mode: 0o700 })
  writeFileSync(join(workshop, 'password'), password, { mode: 0o600 })
  giveTo(options.runner, workshop, join(workshop, 'password'))
  await initialize(options, workshop)
  renameSync(join(workshop, 'cluster'), options.cluster)
  await syncFolder(options.dataDir)
  rmSync(workshop, { recursive: true, force: true })
}

/** An initdb of a killed owner may still write there for a moment. */
async function clearWorkshop(workshop: string): Promise<void> {
  signal(await processesOf(workshop), 'SIGKILL')
  rmSync(workshop, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 })
}

function giveTo({ identity }: Runner, ...paths: string[]): void {
  if (identity) for (const path of paths) chownSync(path, identity.uid, identity.gid)
}

/**
 * Sorting by the builtin provider is the same on every machine. Only what belongs to a word in text
 * search is asked of the C library (with plain C, "naïve—quote" is one word), if it knows C.UTF-8.
 */
async function initialize(options: ClusterOptions, workshop: string): Promise<void> {
  for (const ctype of ['C.UTF-8', 'C']) {
    if ((await runInitdb(options, workshop, ctype)) === 0) return
    rmSync(join(workshop, 'cluster'), { recursive: true, force: true })
  }
  throw new AppError(
    'unavailable',
    'database_not_initialized',
    `The embedded PostgreSQL could not be set up (${options.log.reason() ?? 'no reason given'}): see ${join(options.dataDir, 'postgres.log')}, or set FLUMEN_DATABASE_URL`,
  )
}

function runInitdb(options: ClusterOptions, workshop: string, ctype: string): Promise<number> {
  const { binaries, runner, log, fast } = options
  const args = ['-D', join(workshop, 'cluster'), '-U', adminLogin, ...initdbFlags]
  args.push(`--pwfile=${join(workshop, 'password')}`, `--lc-ctype=${ctype}`)
  if (fast) args.push('--no-sync')
  const command = [binaries.initdb, ...args]
  return startChild(command, { binaries, runner, cwd: workshop, fd: log.fd }).exited
}

const initdbFlags = [
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--data-checksums',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
]

/**
 * Gives the owner a new password, by PostgreSQL's single-user mode: for a cluster whose connection
 * string is lost, as after a restore into a new data folder. The server must not run.
 */
export async function resetPassword(options: ClusterOptions, password: string): Promise<void> {
  const { binaries, runner, cluster, log } = options
  const program = [...runner.prefix, binaries.postgres, '--single', '-D', cluster, 'postgres']
  const [file = '', ...args] = program
  const child = spawn(file, args, {
    cwd: '/',
    env: binaries.env,
    stdio: ['pipe', log.fd, log.fd],
    ...runner.identity,
  })
  // Single-user mode echoes no statements; the password is made of letters, digits, - and _.
  child.stdin?.on('error', () => {}).end(`alter role ${adminLogin} password '${password}';\n`)
  await once(child, 'exit')
}

/** Makes the names inside a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  await handle.sync().finally(() => handle.close())
}
