import pg from 'pg'
import type { Log } from '../../kernel/log.ts'

/** The parts of a `pg` client that hold back a write. */
interface Corkable {
  connection: { stream: { cork(): void; uncork(): void } }
}

/** A look-up that takes longer is no look-up. */
const timeoutMs = 5_000

/** One connection, from the first question asked of it until it is lost. */
interface Slot {
  client: pg.Client | undefined
  ready: Promise<pg.Client>
}

/**
 * Keyed reads of one row, many in flight on few connections: those asked for in one turn of the
 * event loop leave in one write, which is most of what a small query costs. Only for statements
 * that cannot wait for a lock: a slow one would hold up its neighbours.
 */
export class LookUps {
  readonly #login: pg.ClientConfig
  readonly #log: Log
  readonly #slots: (Slot | undefined)[]
  #turn = 0
  #corked: pg.Client | undefined
  #stopped = false

  constructor(login: pg.ClientConfig, log: Log, connections = 4) {
    this.#login = { ...login, statement_timeout: timeoutMs }
    this.#log = log
    this.#slots = new Array(connections).fill(undefined)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    const clients = await Promise.allSettled(this.#slots.map((slot) => slot?.ready))
    await Promise.all(clients.map((client) => client.status === 'fulfilled' && client.value?.end()))
  }

  /** @throws what `pg` throws; a lost connection is made anew at the next look-up */
  query(config: pg.QueryConfig): Promise<pg.QueryResult> {
    if (this.#corked) return this.#corked.query(config)
    const at = this.#turn++ % this.#slots.length
    const slot = this.#slots[at] ?? this.#open(at)
    if (!slot.client) return slot.ready.then((client) => client.query(config))
    this.#cork(slot.client)
    return slot.client.query(config)
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

  #open(at: number): Slot {
    const client = new pg.Client({ ...this.#login, pipeline: true } as pg.ClientConfig)
    // A connection that goes away tells so several times, and a new one may stand in its place by then.
    const lost = (error?: Error) => {
      if (this.#slots[at] === slot) this.#slots[at] = undefined
      if (this.#corked === client) this.#corked = undefined
      if (error && !this.#stopped) this.#log.warn({ err: error }, 'database connection lost')
    }
    client.on('error', lost)
    client.on('end', () => lost())
    const ready = client.connect().then(
      () => {
        slot.client = client
        return client
      },
      (error: unknown) => {
        lost()
        throw error
      },
    )
    const slot: Slot = { client: undefined, ready }
    this.#slots[at] = slot
    return slot
  }
}
