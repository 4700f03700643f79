import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import type { Binaries } from './binaries.ts'
import type { Runner } from './privileges.ts'

/** A PostgreSQL program that ends, cleanly, when we ask it to or when we die. */
export interface Child {
  /** Resolves with the exit code once the program has ended. */
  exited: Promise<number>
  hasExited(): boolean
  /** Asks it to end: fast shutdown for the server. */
  end(): void
  /** Lets Node end although the program runs (the program then ends too), or keeps Node waiting for it. */
  keepAlive(keep: boolean): void
}

/**
 * `sh` starts the program and holds a pipe of which Node has the other end. When Node closes it, or
 * dies of whatever cause, the read returns and the program gets SIGINT. The signal is repeated until it
 * is heard: a program that has only just started ignores it, as all background commands of `sh` do.
 * INT, TERM and HUP to the shell itself are ignored, as a stop of the whole process group must not
 * leave the program unwatched; `kill -9` because the watcher ignores them too.
 */
const watch = `
"$@" 3<&- &
program=$!
trap '' INT TERM HUP
{ read -r _ <&3; while kill -INT $program 2>/dev/null; do sleep 0.1; done; } &
watcher=$!
wait $program
status=$?
kill -9 $watcher
exit $status`

interface ChildOptions {
  binaries: Binaries
  runner: Runner
  cwd: string
  /** Where its output goes. */
  fd: number
}

/** Detached: a Ctrl-C in the terminal reaches Node alone, which then stops the database last. */
export function startChild(command: string[], options: ChildOptions): Child {
  const { binaries, runner, cwd, fd } = options
  const child = spawn('/bin/sh', ['-c', watch, 'sh', ...runner.prefix, ...command], {
    detached: true,
    cwd,
    env: binaries.env,
    stdio: ['ignore', fd, fd, 'pipe'],
    ...runner.identity,
  })
  const pipe = child.stdio[3]
  if (!(pipe instanceof Socket)) throw new Error('The shell got no pipe')
  pipe.on('error', () => {})
  return watchChild(child, pipe)
}

function watchChild(child: ChildProcess, pipe: Socket): Child {
  let hasExited = false
  const exited = once(child, 'exit').then(
    ([code]) => Number(code ?? -1),
    () => -1,
  )
  exited.then(() => {
    hasExited = true
    // If only the shell was killed, this wakes the watcher, which ends the program.
    pipe.destroy()
  })
  return {
    exited,
    hasExited: () => hasExited,
    end: () => pipe.destroy(),
    keepAlive: (keep) => {
      if (keep) child.ref()
      else child.unref()
      if (keep) pipe.ref()
      else pipe.unref()
    },
  }
}
