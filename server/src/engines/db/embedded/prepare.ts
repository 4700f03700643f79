import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, renameSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../../../kernel/log.ts'
import { type Address, chooseAddress, closeAddress, parseUrl, urlOf } from './address.ts'
import { findBinaries } from './binaries.ts'
import {
  type ClusterOptions,
  hasCluster,
  makeCluster,
  resetPassword,
  syncFolder,
} from './cluster.ts'
import { endLeftovers } from './leftovers.ts'
import { chooseRunner } from './privileges.ts'
import { databaseName, type Plan } from './server.ts'
import { openServerLog } from './server-log.ts'

export interface PrepareOptions {
  dataDir: string
  log: Log
  fast: boolean
  socketParents: string[]
}

/** Everything up to the server's start: programs, user, address, cluster. The caller owns the folder. */
export async function preparePlan(options: PrepareOptions): Promise<Plan> {
  const { log, fast } = options
  const dataDir = realpathSync(options.dataDir)
  const cluster = join(dataDir, 'postgres')
  const binaries = findBinaries(dataDir)
  const runner = await chooseRunner(binaries, dataDir, cluster)
  await endLeftovers(cluster)
  const previous = readUrl(dataDir)
  if (previous) closeAddress(previous.address)
  const address = await chooseAddress(options.socketParents)
  const base = { dataDir, cluster, logFile: join(dataDir, 'postgres.log'), binaries, runner }
  const plan = { ...base, address, fast, log, password: previous?.password ?? makePassword() }
  try {
    return await prepareCluster(plan, previous !== undefined)
  } catch (error) {
    closeAddress(address)
    throw error
  }
}

/** The password is written down before the cluster that has it exists. */
async function prepareCluster(plan: Plan, isPasswordKnown: boolean): Promise<Plan> {
  const isThere = hasCluster(plan.cluster)
  if (isThere && !isPasswordKnown) await useLog(plan, (made) => resetPassword(made, plan.password))
  await writeUrl(plan)
  if (!isThere) await useLog(plan, (made) => makeCluster(made, plan.password))
  return plan
}

async function useLog(plan: Plan, work: (made: ClusterOptions) => Promise<void>): Promise<void> {
  const log = openServerLog(plan.logFile)
  await work({ ...plan, log }).finally(() => log.close())
}

/** Letters, digits, - and _ alone: it needs quoting nowhere. */
function makePassword(): string {
  return randomBytes(24).toString('base64url')
}

function readUrl(dataDir: string): { password: string; address: Address } | undefined {
  const file = join(dataDir, 'database.url')
  return existsSync(file) ? parseUrl(readFileSync(file, 'utf8')) : undefined
}

/** Whole or not at all, and on disk: the password stands nowhere else. */
async function writeUrl({ dataDir, address, password }: Plan): Promise<void> {
  const file = join(dataDir, 'database.url')
  const handle = await open(`${file}.new`, 'w', 0o600)
  try {
    await handle.chmod(0o600)
    await handle.writeFile(`${urlOf(address, password, databaseName)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  renameSync(`${file}.new`, file)
  await syncFolder(dataDir)
}
