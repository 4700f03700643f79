import pg from 'pg'
import type { Log } from '../../kernel/log.ts'

/** The parts of a `pg` client that hold back a write. */
interface Corkable {
  connection: { stream: { cork(): void; uncork(): void } }
}

/** A look-up that takes longer is no look-up. */
const timeoutMs = 5_000

/**
 * Keyed reads of one row, many in flight on few connections: those asked for in one turn of the
 * event loop leave in one write, which is most of what a small query costs. Only for statements
 * that cannot wait for a lock: a slow one would hold up its neighbours.
 */
export class LookUps {
  readonly #login: pg.ClientConfig
  readonly #log: Log
  readonly #clients: (pg.Client | undefined)[]
  readonly #connecting: (Promise<pg.Client> | undefined)[]
  #turn = 0
  #corked: pg.Client | undefined
  #stopped = false

  constructor(login: pg.ClientConfig, log: Log, connections = 4) {
    this.#login = { ...login, statement_timeout: timeoutMs }
    this.#log = log
    this.#clients = new Array(connections).fill(undefined)
    this.#connecting = new Array(connections).fill(undefined)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    const clients = await Promise.allSettled(this.#connecting.filter((client) => client))
    await Promise.all(clients.map((client) => client.status === 'fulfilled' && client.value?.end()))
  }

  /** @throws what `pg` throws; a lost connection is made anew at the next look-up */
  query(config: pg.QueryConfig): Promise<pg.QueryResult> {
    if (this.#corked) return this.#corked.query(config)
    const slot = this.#turn++ % this.#clients.length
    const client = this.#clients[slot]
    if (!client) return this.#connect(slot).then((fresh) => fresh.query(config))
    this.#cork(client)
    return client.query(config)
  }

  #cork(client: pg.Client): void {
    const { stream } = (client as unknown as Corkable).connection
    this.#corked = client
    stream.cork()
    setImmediate(() => {
      this.#corked = undefined
      stream.uncork()
    })
  }

  #connect(slot: number): Promise<pg.Client> {
    this.#connecting[slot] ??= this.#open(slot).catch((error: unknown) => {
      this.#connecting[slot] = undefined
      throw error
    })
    return this.#connecting[slot]
  }

  async #open(slot: number): Promise<pg.Client> {
    const client = new pg.Client({ ...this.#login, pipeline: true } as pg.ClientConfig)
    const lost = (error?: Error) => {
      if (this.#clients[slot] === client) this.#clients[slot] = undefined
      if (this.#corked === client) this.#corked = undefined
      this.#connecting[slot] = undefined
      if (error && !this.#stopped) this.#log.warn({ err: error }, 'database connection lost')
    }
    client.on('error', lost)
    client.on('end', () => lost())
    await client.connect()
    this.#clients[slot] = client
    return client
  }
}
