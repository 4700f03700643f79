import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import pg from 'pg'
import { Failure } from '../failure.ts'

/** An online copy of the whole cluster, as PostgreSQL sends it: a tar stream with the log it needs. */
export interface BaseBackup {
  tar: Readable
  /** About how many bytes will come. */
  estimatedBytes: number
  serverVersion: string
}

/**
 * Takes it by the replication protocol (PostgreSQL: "Streaming Replication Protocol", BASE_BACKUP).
 * A slot keeps the server from recycling the log before it is sent, however long that takes.
 */
export async function startBaseBackup(url: string): Promise<BaseBackup> {
  const client = new pg.Client({ connectionString: url, replication: 'true' } as pg.ClientConfig)
  client.on('error', () => undefined)
  const tar = new PassThrough({ highWaterMark: 1024 * 1024 })
  tar.on('close', () => void client.end().catch(() => undefined))
  try {
    await client.connect()
    // Words of this protocol are upper case, unlike those of SQL.
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
    const slot = `flumen_backup_${process.pid}`
    await client.query(`CREATE_REPLICATION_SLOT ${slot} TEMPORARY PHYSICAL RESERVE_WAL`)
    const copy = new Copy(command, tar)
    client.query(copy as unknown as pg.Query)
    await copy.begun
    const serverVersion = rows[0]?.server_version ?? ''
    return { tar, estimatedBytes: copy.estimatedBytes, serverVersion }
  } catch (error) {
    tar.on('error', () => undefined).destroy()
    throw error
  }
}

const command = `BASE_BACKUP (LABEL 'flumen backup', CHECKPOINT 'fast', WAL, PROGRESS, MANIFEST 'no')`

interface Wire {
  query(text: string): void
  stream: { pause(): void; resume(): void; destroy(): void }
}

/** What `pg` lets a query be; this one is a stream. Its chunks lie in a buffer that is used again. */
class Copy {
  readonly begun: Promise<void>
  estimatedBytes = 0
  readonly #text: string
  readonly #tar: PassThrough
  #wire: Wire | undefined
  #resultSets = 0
  #isWaiting = false
  #begin: () => void = () => undefined
  #refuse: (error: Error) => void = () => undefined

  constructor(text: string, tar: PassThrough) {
    this.#text = text
    this.#tar = tar
    this.begun = new Promise((resolve, reject) => {
      this.#begin = resolve
      this.#refuse = reject
    })
  }

  submit(wire: Wire): null {
    this.#wire = wire
    wire.query(this.#text)
    return null
  }

  handleRowDescription(): void {
    this.#resultSets += 1
  }

  /** The first result is where it starts, the second lists tablespaces: the cluster has no name there. */
  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    if (this.#resultSets !== 2) return
    if (fields[0] !== null) {
      this.handleError(
        new Failure(
          'failed',
          `Tablespaces outside of the data folder (${fields[1]}) cannot be backed up`,
        ),
      )
      this.#wire?.stream.destroy()
    }
    this.estimatedBytes = Number(fields[2] ?? 0) * 1024
  }

  /** `n` begins an archive, `d` is data, `p` says how far it is. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.#begin()
    if (chunk[0] !== 0x64) return
    if (this.#tar.write(Buffer.from(chunk.subarray(1))) || this.#isWaiting) return
    this.#isWaiting = true
    this.#wire?.stream.pause()
    once(this.#tar, 'drain').then(
      () => {
        this.#isWaiting = false
        this.#wire?.stream.resume()
      },
      () => this.#wire?.stream.destroy(),
    )
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.#refuse(error)
    this.#tar.destroy(error)
  }

  handleReadyForQuery(): void {
    this.#begin()
    this.#tar.end()
  }
}
