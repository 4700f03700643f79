import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))

/** Connections of Flumen's pool for its own data; the floor gets as many. */
export const poolSize = 10

const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** A process under measurement. */
export interface Target {
  port: number
  pid: number
  /** Milliseconds from its start until it answered. */
  readyMs: number
  stop(): Promise<void>
}

export interface ServerOptions {
  /** Holds its log, and its data unless the environment says otherwise. */
  folder: string
  env?: Record<string, string>
  /** Writes a CPU profile there when it stops. */
  profileDir?: string | undefined
}

/** Starts the real server as an operator would; it logs into a file. */
export async function startServer({ folder, env, profileDir }: ServerOptions): Promise<Target> {
  const port = await freePort()
  const logFile = join(folder, `server-${port}.log`)
  const log = openSync(logFile, 'a')
  const profile = profileDir ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : []
  const { PATH = '' } = process.env
  const startedAtMs = performance.now()
  const child = spawn(process.execPath, [...profile, '--max-semi-space-size=16', main], {
    env: { PATH, PORT: String(port), FLUMEN_DATA_DIR: join(folder, 'data'), ...env },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  children.add(child)
  await answers(port, child, logFile)
  return target(child, port, performance.now() - startedAtMs)
}

/** Starts a bare server: that of `floor.ts`, or of a bench that has one of its own. */
export async function startFloor(
  databaseUrl: string,
  argument = '',
  file = './floor.ts',
): Promise<Target> {
  const startedAtMs = performance.now()
  const path = fileURLToPath(new URL(file, import.meta.url))
  const given = file === './floor.ts' ? [String(poolSize), argument] : [argument]
  const child = fork(path, [databaseUrl, ...given], {
    // As many passwords at a time as Flumen verifies.
    env: { ...process.env, UV_THREADPOOL_SIZE: String(Math.max(2, availableParallelism())) },
  })
  children.add(child)
  const [port] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the floor did not start'))),
  ])
  return target(child, port as number, performance.now() - startedAtMs)
}

function target(child: ChildProcess, port: number, readyMs: number): Target {
  const exited = once(child, 'exit').then(() => children.delete(child))
  const stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await exited
    clearTimeout(timer)
  }
  return { port, pid: child.pid ?? 0, readyMs, stop }
}

/** Asks every few milliseconds: the line in the log is not written at every level. */
async function answers(port: number, child: ChildProcess, logFile: string): Promise<void> {
  const deadlineMs = performance.now() + 60_000
  while (child.exitCode === null && child.signalCode === null && performance.now() < deadlineMs) {
    const health = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined)
    await health?.arrayBuffer()
    if (health?.status === 200) return
    await sleep(5)
  }
  child.kill('SIGKILL')
  throw new Error(`the server did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`)
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no free port')
  return address.port
}
