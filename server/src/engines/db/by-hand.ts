import pg from 'pg'
import { enter, type RequestScope } from './scope.ts'

/** Statements that a person wrote, on a connection that nobody else ever gets. */
export interface ByHand {
  run(text: string, values?: readonly (string | null)[]): Promise<Outcome>
  /** Sets the scope of a request for the rest of the transaction. */
  enter(scope: RequestScope): Promise<void>
  /** For statements of ours: begin, commit, settings. */
  plain(text: string): Promise<void>
  notices: Notice[]
  /** Cuts short what runs. */
  cancel(): void
}

export type Cell = string | null

export interface Outcome {
  /** `SELECT 3`; '' where the rows were cut off before the end. */
  tag: string
  columns: { name: string; type: number }[]
  rows: Cell[][]
  isCut: boolean
}

export interface Notice {
  severity: string
  code: string
  message: string
}

const batchRows = 200
const mostNotices = 100

/**
 * @param room what all statements together may bring; the rest stays in the database, unread but for
 *   at most one batch
 */
export function openByHand(
  client: pg.ClientBase,
  room: { rowsEach: number; bytes: number },
): ByHand {
  const notices: Notice[] = []
  client.on('notice', ({ severity = '', code = '', message = '' }) => {
    if (notices.length < mostNotices) notices.push({ severity, code, message })
  })
  const left = { bytes: room.bytes }
  const run = (text: string, values: readonly Cell[] = []) =>
    new Promise<Outcome>((resolve, reject) => {
      client.query(new CappedQuery(text, values, room.rowsEach, left, resolve, reject))
    })
  return {
    run,
    notices,
    async enter(scope) {
      const { text, values } = enter(scope)
      await client.query(text, [...values])
    },
    async plain(text) {
      await client.query(text)
    },
    cancel: () => cancel(client),
  }
}

/** By the protocol's own request: the login that runs things may not be ours to signal. */
function cancel(client: pg.ClientBase): void {
  const { host, port, processID, secretKey } = client as unknown as Cancellable
  const { connection } = new pg.Client({ host, port }) as unknown as { connection: CancelWire }
  connection.on('error', () => undefined)
  connection.on('connect', () => connection.cancel(processID, secretKey))
  if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`)
  else connection.connect(port, host)
}

interface Cancellable {
  host: string
  port: number
  processID: number
  secretKey: unknown
}

interface CancelWire {
  on(event: 'error' | 'connect', listener: () => void): void
  connect(portOrPath: number | string, host?: string): void
  cancel(processID: number, secretKey: unknown): void
}

interface Wire {
  parse(message: { name: string; text: string; types: number[] }): void
  bind(message: { statement: string; values: readonly Cell[] }): void
  describe(message: { type: 'P'; name: string }): void
  execute(message: { rows: number }): void
  flush(): void
  sync(): void
  sendCopyFail(message: string): void
}

const Query = pg.Query as unknown as new (config: { text: string }) => object

/** One statement, fetched a batch at a time until the cap (extended protocol, portals). */
class CappedQuery extends Query implements pg.Submittable {
  readonly text: string
  private readonly values: readonly Cell[]
  private readonly mostRows: number
  private readonly left: { bytes: number }
  private readonly resolve: (outcome: Outcome) => void
  private readonly reject: (error: Error) => void
  private readonly outcome: Outcome = { tag: '', columns: [], rows: [], isCut: false }
  /** `pg` calls it when the connection is lost. */
  callback: (error: Error | null) => void
  private failed = false

  constructor(
    text: string,
    values: readonly Cell[],
    mostRows: number,
    left: { bytes: number },
    resolve: (outcome: Outcome) => void,
    reject: (error: Error) => void,
  ) {
    super({ text })
    this.text = text
    this.values = values
    this.mostRows = mostRows
    this.left = left
    this.resolve = resolve
    this.reject = reject
    this.callback = (error) => error && this.fail(error)
  }

  submit(connection: pg.Connection): void {
    const wire = connection as unknown as Wire
    wire.parse({ name: '', text: this.text, types: [] })
    wire.bind({ statement: '', values: this.values })
    wire.describe({ type: 'P', name: '' })
    this.fetch(wire)
  }

  private fetch(wire: Wire): void {
    wire.execute({ rows: batchRows })
    wire.flush()
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
    this.outcome.columns = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }))
  }

  handleDataRow({ fields, length }: { fields: Cell[]; length: number }): void {
    const { rows } = this.outcome
    if (rows.length < this.mostRows && this.left.bytes >= length) {
      this.left.bytes -= length
      rows.push(fields)
    } else this.outcome.isCut = true
  }

  handlePortalSuspended(connection: pg.Connection): void {
    const wire = connection as unknown as Wire
    if (this.outcome.isCut) wire.sync()
    else this.fetch(wire)
  }

  handleCommandComplete({ text }: { text: string }, connection: pg.Connection): void {
    this.outcome.tag = text
    ;(connection as unknown as Wire).sync()
  }

  handleEmptyQuery(connection: pg.Connection): void {
    ;(connection as unknown as Wire).sync()
  }

  handleCopyInResponse(connection: pg.Connection): void {
    ;(connection as unknown as Wire).sendCopyFail('COPY FROM STDIN has no source here')
  }

  handleCopyData(): void {
    this.outcome.isCut = true
  }

  handleError(error: Error, connection: pg.Connection): void {
    this.fail(error)
    ;(connection as unknown as Wire | undefined)?.sync()
  }

  private fail(error: Error): void {
    this.failed = true
    this.reject(error)
  }

  handleReadyForQuery(): void {
    if (!this.failed) this.resolve(this.outcome)
  }
}
