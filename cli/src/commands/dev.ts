import type { ChildProcess } from 'node:child_process'
import { existsSync, type FSWatcher, watch } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Call, Run } from '../command.ts'
import { environment } from '../environment.ts'
import { ended, startServer, stopServer } from '../local/server-process.ts'
import { plain } from '../terminal.ts'
import { settingsOf } from './start.ts'

/** Editors write a file in several steps: what comes within this time is one change. */
const quietMs = 200

/** The server of a developer. A migration that fails stops it, until the file has changed. */
export const dev: Run = async (call) => {
  const { options, terminal, signal } = call
  const migrations = folder(options.text('migrations') ?? environment.migrationsDir, 'migrations')
  const functions = folder(options.text('functions'), 'functions')
  const settings = { ...settingsOf(options), FLUMEN_MIGRATIONS_DIR: migrations }
  const changes = new Changes([migrations, functions])
  for (const watched of changes.folders) terminal.say(`Watching ${watched}`)
  try {
    while (!signal.aborted) {
      const child = startServer(settings, 'pipe')
      showLog(call, child)
      const change = await Promise.race([changes.next(signal), ended(child).then(() => undefined)])
      if (change === undefined && !signal.aborted) {
        terminal.say('The server has ended. It is started again when a file changes.')
        await changes.next(signal)
      }
      await stopServer(child)
      if (change !== undefined) terminal.say(`${plain(change)} changed: starting again`)
    }
  } finally {
    changes.close()
  }
  return undefined
}

function folder(given: string | undefined, usual: string): string | undefined {
  if (given !== undefined) return resolve(given)
  return existsSync(usual) ? resolve(usual) : undefined
}

class Changes {
  readonly folders: string[]
  readonly #watchers: FSWatcher[]
  #timer: NodeJS.Timeout | undefined
  #changed: string | undefined
  #tell: (change: string | undefined) => void = () => undefined

  constructor(folders: (string | undefined)[]) {
    this.folders = folders.filter((path) => path !== undefined)
    this.#watchers = this.folders.map((path) =>
      watch(path, { recursive: true }, (_event, file) => this.#note(file ?? path)),
    )
  }

  #note(file: string): void {
    // Swap and backup files of editors.
    if (/(^|\/)\.|~$|\.sw\w$/.test(file)) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#changed = file
      this.#tell(file)
    }, quietMs)
  }

  /** The next change, also one of a moment ago that nobody waited for; undefined at the end. */
  next(signal: AbortSignal): Promise<string | undefined> {
    return new Promise((resolve) => {
      const tell = (change: string | undefined) => {
        this.#changed = undefined
        resolve(change)
      }
      if (signal.aborted) return resolve(undefined)
      if (this.#changed !== undefined) return tell(this.#changed)
      this.#tell = tell
      signal.addEventListener('abort', () => resolve(undefined), { once: true })
    })
  }

  close(): void {
    clearTimeout(this.#timer)
    for (const watcher of this.#watchers) watcher.close()
  }
}

interface Line {
  level: number
  time: string
  msg: string
  route?: string
  status?: number
  ms?: number
  err?: { message?: string }
}

function showLog({ terminal }: Call, child: ChildProcess): void {
  if (!child.stdout) return
  createInterface({ input: child.stdout }).on('line', (text) => {
    if (terminal.isJson) return void process.stdout.write(`${text}\n`)
    process.stdout.write(`${shorten(terminal, text)}\n`)
  })
}

function shorten({ style }: Call['terminal'], text: string): string {
  let line: Line
  try {
    line = JSON.parse(text) as Line
  } catch {
    return plain(text)
  }
  const { level, time, msg, route, status, ms, err } = line
  const what = route === undefined ? msg : `${route} ${status} ${ms} ms`
  const said = plain(`${what}${err?.message ? `: ${err.message}` : ''}`)
  const colour = level >= 50 ? 'red' : level >= 40 ? 'yellow' : undefined
  return `${style('dim', time.slice(11, 19))} ${colour ? style(colour, said) : said}`
}
