import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../kernel/log.ts'
import { closeAddress, defaultSocketParents, urlOf } from './embedded/address.ts'
import type { Child } from './embedded/child.ts'
import { endLeftovers } from './embedded/leftovers.ts'
import { type OwnerLock, takeOwnerLock } from './embedded/owner-lock.ts'
import { preparePlan } from './embedded/prepare.ts'
import { databaseName, endServer, launchServer, type Plan } from './embedded/server.ts'

export interface EmbeddedOptions {
  /** The data folder, made if missing; the cluster lives in `<dataDir>/postgres`. */
  dataDir: string
  log: Log
  /** No durability at all (fsync, full_page_writes and synchronous_commit off): for tests alone. */
  fast?: boolean
  /**
   * Folders to try, in this order, for the private folder of the Unix socket. Default: the system's
   * folder for temporary files. If none is short enough the server listens on 127.0.0.1.
   */
  socketParents?: string[]
}

export interface EmbeddedPostgres {
  /**
   * Connection string of the superuser login `flumen_admin` to database `flumen`. It stays the same
   * for as long as this owner runs, also when the server is restarted.
   */
  url: string
  /** Stops the server and gives the data folder free; resolves when no process is left. */
  stop(): Promise<void>
}

/**
 * Starts the embedded PostgreSQL of a data folder, making the cluster first if there is none, and keeps
 * it running: should the server die, it is started again at the same address. It ends with this process,
 * however that ends.
 *
 * @throws AppError `data_folder_in_use` (conflict) if another process owns the folder;
 *   `no_embedded_postgres`, `database_not_started` and the like (unavailable), with the reason in one line
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const lock = takeOwnerLock(options.dataDir)
  try {
    const { dataDir, log, fast = false, socketParents = defaultSocketParents() } = options
    const plan = await preparePlan({ dataDir, log, fast, socketParents })
    const embedded = new Embedded(plan, lock)
    await embedded.start()
    return embedded
  } catch (error) {
    lock.release()
    throw error
  }
}

const longestDelayMs = 5_000
/** A server that ran this long counts as healthy: its end is a new trouble, not the same again. */
const healthyMs = 30_000

class Embedded implements EmbeddedPostgres {
  readonly url: string
  readonly #plan: Plan
  readonly #lock: OwnerLock
  readonly #stopping = new AbortController()
  #watching: Promise<void> = Promise.resolve()
  #server: Child | undefined
  #stopped: Promise<void> | undefined

  constructor(plan: Plan, lock: OwnerLock) {
    this.#plan = plan
    this.#lock = lock
    this.url = urlOf(plan.address, plan.password, databaseName)
  }

  async start(): Promise<void> {
    try {
      await this.#launch()
      this.#watching = this.#watch()
    } catch (error) {
      closeAddress(this.#plan.address)
      throw error
    }
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop()
    return this.#stopped
  }

  async #stop(): Promise<void> {
    this.#stopping.abort()
    try {
      if (this.#server) await endServer(this.#server, this.#plan.cluster)
      await this.#watching
      // The backends of a server that was killed outlive it for a moment, or longer when they are busy.
      await endLeftovers(this.#plan.cluster)
    } finally {
      closeAddress(this.#plan.address)
      this.#lock.release()
    }
  }

  async #launch(): Promise<void> {
    const server = await launchServer(this.#plan, this.#stopping.signal)
    if (this.#stopping.signal.aborted) return endServer(server, this.#plan.cluster)
    this.#server = server
    // A program that has nothing else to do may end; the database follows it.
    this.#server.keepAlive(false)
  }

  /** Starts the server again each time it ends, until we are stopped. */
  async #watch(): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      const startedAt = performance.now()
      const status = await this.#server?.exited
      if (this.#stopping.signal.aborted) return
      if (performance.now() - startedAt > healthyMs) failures = 0
      this.#plan.log.error({ status }, 'the embedded database ended: starting it again')
      await this.#relaunch(failures)
    }
  }

  /** The first try is made at once, later ones after a growing delay. A failure shows in the next round. */
  async #relaunch(failures: number): Promise<void> {
    const { signal } = this.#stopping
    const delayMs = failures === 0 ? 0 : Math.min(longestDelayMs, 100 * 2 ** (failures - 1))
    try {
      await sleep(delayMs, undefined, { signal, ref: false })
      await this.#launch()
    } catch (err) {
      if (!signal.aborted) this.#plan.log.error({ err }, 'the embedded database does not start')
    }
  }
}
