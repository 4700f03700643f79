import { FlumenError } from '../error.ts'
import type { Frame } from './frames.ts'
import type { Member, Out } from './member.ts'

export type ChangeType = 'INSERT' | 'UPDATE' | 'DELETE'

/** A change of a row, as it was committed. */
export interface Change<Row = Record<string, unknown>> {
  type: ChangeType
  schema: string
  table: string
  /** As it is now; null: it is gone, or out of sight. */
  new: Row | null
  /** As it was, as far as it could be seen. */
  old: Partial<Row> | null
  commit_timestamp: string
  /** Where to go on from, should the program begin anew. */
  cursor: string
  /** The row is too large: only its key is here. */
  isCut: boolean
}

export interface TableOptions {
  schema?: string
  /** Default: all. */
  event?: ChangeType | '*'
  /** `status=eq.open`; several, joined by commas, must all hold. */
  filter?: string
  columns?: readonly string[]
  /** From where on; default: from now. */
  cursor?: string | undefined
  /** Changes were missed, because the program was away too long: read the table anew. */
  onResync?: () => void
  /** The server refuses: no such table, no right to read it. */
  onError?: (error: FlumenError) => void
}

/** Changes of a table, told in their order, none left out, none double, over any number of sockets. */
export class TableMember implements Member {
  readonly channel: string
  readonly ready: Promise<void>
  cursor: string | undefined
  readonly #table: string
  readonly #options: TableOptions
  readonly #handler: (change: Change<never>) => void
  #isJoined = false
  #settle: { resolve(): void; reject(error: FlumenError): void } | undefined

  constructor(
    channel: string,
    table: string,
    options: TableOptions,
    handler: (change: Change<never>) => void,
  ) {
    this.channel = channel
    this.#table = table
    this.#options = options
    this.#handler = handler
    this.cursor = options.cursor
    this.ready = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    // Who does not wait for it hears of it by `onError`.
    this.ready.catch(() => {})
  }

  join(out: Out): void {
    const { schema = 'public', event = '*', filter, columns } = this.#options
    const config = { schema, table: this.#table, event, filter, columns, cursor: this.cursor }
    out.send({ type: 'subscribe', channel: this.channel, config })
  }

  take(frame: Frame, out: Out): void {
    if (frame.type === 'postgres_changes') this.#tell(frame)
    else if (frame.type === 'ack' && frame.payload?.subscribed) this.#joined(frame)
    else if (frame.type === 'error') this.#refused(frame, out)
  }

  /** Everything up to here was told. */
  reach(cursor: string): void {
    const isNews = this.cursor === undefined ? this.#isJoined : isAfter(cursor, this.cursor)
    if (isNews) this.cursor = cursor
  }

  #joined({ payload }: Frame): void {
    this.#isJoined = true
    // Of a resumed one the cursor is where it was.
    this.cursor ??= payload?.cursor
    this.#settle?.resolve()
  }

  #tell({ payload }: Frame): void {
    const cursor = payload?.cursor
    if (!payload || cursor === undefined) return
    if (this.cursor !== undefined && !isAfter(cursor, this.cursor)) return
    this.cursor = cursor
    this.#handler({
      type: payload.type,
      schema: payload.schema,
      table: payload.table,
      new: payload.record ?? null,
      old: payload.old_record ?? null,
      commit_timestamp: payload.commit_timestamp,
      cursor,
      isCut: payload.errors !== null,
    } as Change<never>)
  }

  #refused({ error = 'Refused', payload }: Frame, out: Out): void {
    const code = payload?.code ?? 'refused'
    if (code === 'resync') {
      this.cursor = undefined
      this.#options.onResync?.()
      return
    }
    if (code === 'rate_limited') {
      out.later(() => this.join(out))
      return
    }
    const failure = new FlumenError(error, { code, status: 403 })
    this.#settle?.reject(failure)
    this.#options.onError?.(failure)
  }
}

/** Cursors are numbers that a `number` cannot hold. */
const isAfter = (a: string, b: string): boolean => BigInt(a) > BigInt(b)
