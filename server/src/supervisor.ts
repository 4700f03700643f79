import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Config } from './config.ts'
import { passOn } from './engines/bus/index.ts'
import { Db } from './engines/db/index.ts'
import { Secrets } from './kernel/crypto.ts'
import type { Log } from './kernel/log.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))

/** A worker that dies sooner than this after its start is not started again at once. */
const shortLifeMs = 5_000

/**
 * Several processes on one port: this one owns the database and keeps the workers alive; each worker
 * is a whole server, and the kernel spreads connections over them (SO_REUSEPORT).
 */
export class Supervisor {
  readonly #config: Config
  readonly #log: Log
  readonly #db: Db
  readonly #workers = new Set<ChildProcess>()
  #stopping = false

  constructor(config: Config, log: Log) {
    this.#config = config
    this.#log = log
    const { databaseUrl, dataDir } = config
    this.#db = new Db({ databaseUrl, dataDir, secrets: new Secrets(config.secrets), log })
  }

  async start(): Promise<void> {
    await this.#db.start()
    for (let i = 0; i < this.#config.processes; i++) this.#fork()
  }

  /** Workers finish what is in flight; the database goes last. */
  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.all([...this.#workers].map(end))
    await this.#db.stop()
  }

  #fork(): void {
    const startedAtMs = performance.now()
    const worker = fork(main, {
      env: workerEnvironment(this.#config, this.#db.embeddedUrl),
      // As in `npm start`: without it the young generation grows by 100 MB under load, with less it is
      // collected too often (measured: a tenth more requests a second than with 4 MB).
      execArgv: ['--max-semi-space-size=16'],
      // Ctrl-C reaches the whole group; only the supervisor decides what it means.
      detached: true,
    })
    this.#workers.add(worker)
    passOn(worker, this.#workers)
    worker.once('exit', (code, signal) => {
      this.#workers.delete(worker)
      if (this.#stopping) return
      this.#log.error({ pid: worker.pid, code, signal }, 'a worker died: starting another one')
      const wait = performance.now() - startedAtMs < shortLifeMs ? 1_000 : 0
      setTimeout(() => this.#stopping || this.#fork(), wait)
    })
  }
}

/** Workers are told where the database is, and that they are workers. */
function workerEnvironment(config: Config, embeddedUrl: string | undefined): NodeJS.ProcessEnv {
  return config.environmentWith({
    FLUMEN_PROCESSES: 'worker',
    FLUMEN_DATABASE_URL: config.databaseUrl ?? embeddedUrl ?? '',
  })
}

function end(worker: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    worker.once('exit', () => resolve())
    worker.kill('SIGTERM')
  })
}
