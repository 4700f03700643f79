import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { serverProgram } from './children.ts'

/** What a server that we start gets besides our own environment. */
export type Settings = Record<string, string | undefined>

/** As `npm start` does. */
export function startServer(settings: Settings, stdout: 'inherit' | 'pipe'): ChildProcess {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined)
  const env = { ...process.env, ...Object.fromEntries(given) }
  return spawn(process.execPath, ['--max-semi-space-size=16', serverProgram], {
    env,
    stdio: ['ignore', stdout, 'inherit'],
    // A Ctrl-C is ours to hear, and ours to pass on.
    detached: true,
  })
}

/** @returns its exit code */
export async function ended(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null) return child.exitCode
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}

export async function stopServer(child: ChildProcess): Promise<number> {
  if (child.exitCode === null) child.kill('SIGTERM')
  return ended(child)
}
