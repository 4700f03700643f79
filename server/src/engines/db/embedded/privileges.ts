import { execFile } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { promisify } from 'node:util'
import { AppError } from '../../../kernel/errors.ts'
import type { Binaries } from './binaries.ts'

/** As whom the database runs. PostgreSQL refuses root. */
export interface Runner {
  /** The user to become; undefined: stay who we are. */
  identity: { uid: number; gid: number } | undefined
  /** Put before every command. */
  prefix: string[]
}

const run = promisify(execFile)

const ourselves: Runner = { identity: undefined, prefix: [] }
/** Root outside, nobody inside: files stay root's, and PostgreSQL sees no root. */
const mapped: Runner = {
  identity: undefined,
  prefix: ['unshare', '--user', '--map-user=65534', '--map-group=65534'],
}

/**
 * Chooses as whom the database runs, and hands the cluster over to that user.
 *
 * @param dataDir the data folder, which exists
 * @param cluster the cluster's folder, which may not exist yet
 */
export async function chooseRunner(
  binaries: Binaries,
  dataDir: string,
  cluster: string,
): Promise<Runner> {
  if (process.getuid?.() !== 0) return ourselves
  for (const runner of candidates(cluster)) {
    if (await canRun(runner, binaries, dataDir)) {
      await handOver(cluster, runner)
      return runner
    }
  }
  throw new AppError(
    'unavailable',
    'postgres_refuses_root',
    `PostgreSQL does not run as root, and no other user can reach ${dataDir}: start Flumen as an ordinary user, or set FLUMEN_DATABASE_URL`,
  )
}

/** Whoever has the cluster already comes first, so that a start changes no owner without need. */
function candidates(cluster: string): Runner[] {
  const users = ['postgres', 'nobody'].flatMap(findUser).map(runnerOf)
  if (!existsSync(cluster)) return [...users, mapped]
  const { uid, gid } = statSync(cluster)
  return uid === 0 ? [mapped, ...users] : [runnerOf({ uid, gid }), ...users, mapped]
}

function runnerOf(identity: { uid: number; gid: number }): Runner {
  return { identity, prefix: [] }
}

function findUser(name: string): { uid: number; gid: number }[] {
  const [, , uid, gid] =
    readPasswd()
      .find((line) => line.startsWith(`${name}:`))
      ?.split(':') ?? []
  return Number(uid) > 0 ? [{ uid: Number(uid), gid: Number(gid) }] : []
}

function readPasswd(): string[] {
  try {
    return readFileSync('/etc/passwd', 'utf8').split('\n')
  } catch {
    return []
  }
}

/** Asked by trying: modes, ACLs, mounts and security modules all have a say. */
async function canRun(runner: Runner, binaries: Binaries, dataDir: string): Promise<boolean> {
  const test = 'cd "$1" && "$2" --version'
  const [file, ...args] = [
    ...runner.prefix,
    '/bin/sh',
    '-c',
    test,
    'sh',
    dataDir,
    binaries.postgres,
  ]
  try {
    await run(file ?? '', args, { cwd: '/', env: binaries.env, ...runner.identity })
    return true
  } catch {
    return false
  }
}

async function handOver(cluster: string, runner: Runner): Promise<void> {
  const { uid, gid } = runner.identity ?? { uid: 0, gid: 0 }
  if (!existsSync(cluster) || statSync(cluster).uid === uid) return
  await run('chown', ['-R', `${uid}:${gid}`, cluster])
}
