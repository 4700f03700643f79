import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../../kernel/errors.ts'
import type { Log } from '../../../kernel/log.ts'
import { type Address, openAddress, urlOf } from './address.ts'
import type { Binaries } from './binaries.ts'
import { type Child, startChild } from './child.ts'
import { execute, waitUntilReady } from './connect.ts'
import { endLeftovers, findPostmaster, processesOf, signal } from './leftovers.ts'
import type { Runner } from './privileges.ts'
import { openServerLog, type ServerLog } from './server-log.ts'
import { serverSettings } from './settings.ts'

/** All that a start needs; the same for every restart, so that pools keep their address. */
export interface Plan {
  /** Real path: processes are found by it. */
  dataDir: string
  cluster: string
  logFile: string
  binaries: Binaries
  runner: Runner
  address: Address
  password: string
  fast: boolean
  log: Log
}

/** The database that Flumen lives in. */
export const databaseName = 'flumen'

const launches = 5
const fastShutdownMs = 10_000
const immediateShutdownMs = 5_000

/**
 * Starts the server over an existing cluster and returns once it takes connections.
 *
 * @param aborted ends the attempt, which then rejects
 * @throws AppError `database_not_started` with the server's own reason
 */
export async function launchServer(plan: Plan, aborted: AbortSignal): Promise<Child> {
  for (let left = launches; ; left -= 1) {
    await endLeftovers(plan.cluster)
    aborted.throwIfAborted()
    const log = openServerLog(plan.logFile)
    try {
      const server = await spawnServer(plan, log)
      if (await isUp(plan, server, aborted)) return server
      // A server that its owner's death caught while it started may have come up after all, and first.
      if (left === 1 || (await processesOf(plan.cluster)).length === 0) throw notStarted(plan, log)
    } finally {
      log.close()
    }
  }
}

async function spawnServer(plan: Plan, log: ServerLog): Promise<Child> {
  const { binaries, runner, cluster, address, fast } = plan
  openAddress(address, runner)
  const settings = await serverSettings(cluster, address, fast)
  const command = [binaries.postgres, '-D', cluster, ...settings]
  return startChild(command, { binaries, runner, cwd: '/', fd: log.fd })
}

/** False if the server ended. A server that is up but of no use is ended first. */
async function isUp(plan: Plan, server: Child, aborted: AbortSignal): Promise<boolean> {
  try {
    const url = urlOf(plan.address, plan.password, databaseName)
    const isOver = () => server.hasExited() || aborted.aborted
    const answer = await waitUntilReady({ url, log: plan.log, isOver })
    aborted.throwIfAborted()
    if (answer === 'no_database') await createDatabase(plan)
    return answer !== 'not_yet'
  } catch (cause) {
    await endServer(server, plan.cluster)
    throw aborted.aborted ? cause : refused(plan, cause)
  }
}

/** The first start, or one after a start that was killed just here. */
async function createDatabase(plan: Plan): Promise<void> {
  await execute(urlOf(plan.address, plan.password, 'postgres'), `create database ${databaseName}`)
}

function notStarted({ logFile }: Plan, log: ServerLog): AppError {
  const reason = log.reason() ?? 'no reason given'
  return new AppError(
    'unavailable',
    'database_not_started',
    `The embedded PostgreSQL did not start (${reason}): see ${logFile}`,
  )
}

function refused({ dataDir }: Plan, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new AppError(
    'unavailable',
    'database_refuses',
    `The embedded PostgreSQL refuses us (${reason}): if the password in ${dataDir}/database.url was changed, delete that file and start again`,
    { cause },
  )
}

/** Fast shutdown; immediate if that takes over 10 s. Returns when the server has ended. */
export async function endServer(server: Child, cluster: string): Promise<void> {
  server.keepAlive(true)
  server.end()
  if (await endsWithin(server, fastShutdownMs)) return
  const postmaster = await findPostmaster(cluster)
  if (postmaster !== undefined) signal([postmaster], 'SIGQUIT')
  if (await endsWithin(server, immediateShutdownMs)) return
  signal(await processesOf(cluster), 'SIGKILL')
  await server.exited
}

async function endsWithin(server: Child, timeoutMs: number): Promise<boolean> {
  const waiting = new AbortController()
  const timeout = sleep(timeoutMs, false, { signal: waiting.signal }).catch(() => false)
  const ended = await Promise.race([server.exited.then(() => true), timeout])
  waiting.abort()
  return ended
}
