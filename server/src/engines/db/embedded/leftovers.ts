import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { AppError } from '../../../kernel/errors.ts'
import { clusterName } from './settings.ts'

/**
 * Ends every database process of a cluster, and returns when none is left. The caller owns the data
 * folder, so whatever still runs there belongs to an owner that is gone: a server that is stopping
 * (wait), one that nobody watches (stop it), or the backends of one that was killed (end them, or the
 * next server meets "pre-existing shared memory block is still in use").
 */
export async function endLeftovers(cluster: string): Promise<void> {
  const postmaster = await findPostmaster(cluster)
  if (postmaster !== undefined) {
    signal([postmaster], 'SIGINT')
    await waitUntilGone(cluster, 10_000)
  }
  signal(await processesOf(cluster), 'SIGKILL')
  if (!(await waitUntilGone(cluster, 5_000))) throw stillRunning(cluster)
  // A killed server's lock file may name a zombie or somebody else's process: PostgreSQL would believe it.
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
}

function stillRunning(cluster: string): AppError {
  return new AppError(
    'unavailable',
    'database_still_running',
    `An earlier database server of ${cluster} does not end: end its processes by hand`,
  )
}

async function waitUntilGone(cluster: string, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while ((await processesOf(cluster)).length > 0) {
    if (performance.now() > deadline) return false
    await sleep(5)
  }
  return true
}

/**
 * Process id of the cluster's living server. The lock file of a killed server stays, and its number may
 * be another process's by now: what does not work in the folder is never named, so never signalled.
 */
export async function findPostmaster(cluster: string): Promise<number | undefined> {
  const pid = readPostmasterPid(cluster)
  return pid !== undefined && (await processesOf(cluster)).includes(pid) ? pid : undefined
}

/** The process id on the first line of the lock file. */
function readPostmasterPid(cluster: string): number | undefined {
  try {
    const [line] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return Number.parseInt(line ?? '', 10) || undefined
  } catch {
    return undefined
  }
}

export function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch {
      // It has ended by itself meanwhile.
    }
  }
}

/** Process ids of all living (not zombie) PostgreSQL programs that work in this folder or below. */
export function processesOf(folder: string): Promise<number[]> | number[] {
  return process.platform === 'linux' ? listByFolder(folder) : listByTitle(folder)
}

/** By working directory. A shell that somebody left in the folder is not ours to end. */
export function listByFolder(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isOurs(name, folder))
    .map(Number)
}

function isOurs(pid: string, folder: string): boolean {
  try {
    const cwd = readlinkSync(`/proc/${pid}/cwd`)
    if (cwd !== folder && !cwd.startsWith(`${folder}/`)) return false
    // The kernel appends " (deleted)" once a reinstall has replaced the program.
    return /\/(postgres|initdb)( \(deleted\))?$/.test(readlinkSync(`/proc/${pid}/exe`))
  } catch {
    return false
  }
}

/** Without /proc: the server and initdb name the folder in their arguments, backends the cluster's name. */
export async function listByTitle(folder: string): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,stat=,command='])
  const marks = [`-D ${folder}`, `postgres: ${clusterName(folder)}: `]
  return stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [])
    .filter(([, , stat = 'Z', command = '']) => {
      return (
        !stat.startsWith('Z') &&
        /^(postgres:|\S*\/(postgres|initdb) )/.test(command) &&
        marks.some((mark) => command.includes(mark))
      )
    })
    .map(([, pid]) => Number(pid))
}
