import { FlumenError } from '../error.ts'
import { type ColumnName, Filters } from './filters.ts'
import { type Lines, linesOf } from './lines.ts'
import { asQuery, isTooLong } from './long.ts'
import { addressOf, type CountMode, pathOf, type State, send } from './state.ts'

/** A page of a list. */
export interface Page<Result> {
  rows: Result[]
  /** How many there are in all, where that was asked for. */
  count: number | null
  /** Where the next page begins; undefined on the last one. */
  next: string | undefined
}

export interface Ordering {
  /** Default: true. */
  ascending?: boolean
  /** Default: as PostgreSQL does, first when descending. */
  nullsFirst?: boolean
}

/**
 * A question to a table. Awaited it gives its rows; it is sent when it is awaited, each time.
 * Failures are thrown as `FlumenError`.
 */
export class Select<Row, Result> extends Filters<Row> implements PromiseLike<Result[]> {
  /** By a column, or by one of the related rows of `referencedTable`. Several count in their order. */
  order(column: ColumnName<Row>, given?: Ordering): this
  order(column: string, given: Ordering & { referencedTable: string }): this
  order(column: string, given: Ordering & { referencedTable?: string } = {}): this {
    const { ascending = true, nullsFirst, referencedTable } = given
    const nulls = nullsFirst === undefined ? '' : nullsFirst ? '.nullsfirst' : '.nullslast'
    const name = referencedTable === undefined ? 'order' : `${referencedTable}.order`
    const before = this.state.also.find(([also]) => also === name)?.[1]
    const item = `${column}.${ascending ? 'asc' : 'desc'}${nulls}`
    return this.#set(name, before === undefined ? item : `${before},${item}`)
  }

  limit(count: number, { referencedTable }: { referencedTable?: string } = {}): this {
    return this.#set(referencedTable ? `${referencedTable}.limit` : 'limit', String(count))
  }

  /** Rows from one place to another, both included, counted from 0. */
  range(from: number, to: number): this {
    return this.#set('offset', String(from)).#set('limit', String(to - from + 1))
  }

  /** Aggregates of each of these: `select('category,price.sum()').groupBy('category')`. */
  groupBy(...columns: ColumnName<Row>[]): this {
    return this.#set('group_by', columns.join(','))
  }

  /** Takes the rows for what you say they are. */
  returns<Other>(): Select<Row, Other> {
    return this as never
  }

  /** The one row. @throws FlumenError `PGRST116` where there is none, or another one */
  async single(): Promise<Result> {
    const row = await this.maybeSingle()
    if (row === null) throw notOne('There is no such row', 0)
    return row
  }

  /** The one row, or null. @throws FlumenError `PGRST116` where there is another one */
  async maybeSingle(): Promise<Result | null> {
    const limit = Number(this.state.also.find(([name]) => name === 'limit')?.[1] ?? 2)
    const rows = await this.limit(Math.min(limit, 2))
    if (rows.length > 1) throw notOne('There are several such rows', rows.length)
    return rows[0] ?? null
  }

  /** How many there are. */
  async count(mode: CountMode = 'exact'): Promise<number> {
    const page = await this.limit(0).page({ count: mode })
    return page.count ?? 0
  }

  /**
   * A page and what is known of the others. `next` of a page is the `cursor` of the one after it;
   * an empty `cursor` begins. Pages by cursor pass over no row when others come in between, and are
   * as fast at the end as at the beginning; the table needs a primary key.
   */
  async page(given: { count?: CountMode; cursor?: string } = {}): Promise<Page<Result>> {
    const response = await this.#ask(given)
    const rows: Result[] = await response.json()
    const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]
    return {
      rows,
      count: total === undefined ? null : Number(total),
      next: response.headers.get('x-next-cursor') ?? undefined,
    }
  }

  /** All pages, one after the other as they are taken. `limit` says how long each is. */
  async *pages(): AsyncGenerator<Result[], void> {
    const sized = this.state.also.some(([name]) => name === 'limit') ? this : this.limit(500)
    let cursor: string | undefined = ''
    while (cursor !== undefined) {
      const page: Page<Result> = await sized.page({ cursor })
      if (page.rows.length > 0) yield page.rows
      cursor = page.next
    }
  }

  /** All rows, page by page: `for await (const post of client.from('posts').select().all())`. */
  async *all(): AsyncGenerator<Result, void> {
    for await (const rows of this.pages()) yield* rows
  }

  /** All rows as one answer that is read as it comes, whatever its length: of one moment. */
  async *stream(): AsyncGenerator<Result, void> {
    const lines: Lines = linesOf(await this.export('ndjson'))
    for await (const line of lines) yield JSON.parse(line)
  }

  /** All rows as a file. `safe` keeps spreadsheets from running what a cell says. */
  async export(
    format: 'csv' | 'json' | 'ndjson',
    { safe = false }: { safe?: boolean } = {},
  ): Promise<ReadableStream<Uint8Array>> {
    const also = [['format', format], ...(safe ? [['safe', 'true'] as const] : [])] as const
    const { body } = await send(this.state, addressOf(this.state, '/export', also))
    if (!body) throw new FlumenError('The answer is empty', { code: 'no_body' })
    return body
  }

  // biome-ignore lint/suspicious/noThenProperty: a question is asked by awaiting it
  then<A = Result[], B = never>(
    done?: ((rows: Result[]) => A | PromiseLike<A>) | null,
    failed?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#rows().then(done, failed)
  }

  async #rows(): Promise<Result[]> {
    return (await this.#ask({})).json()
  }

  #ask({ count, cursor }: { count?: CountMode; cursor?: string }): Promise<Response> {
    const more: (readonly [string, string])[] = []
    if (count !== undefined) more.push(['count', count])
    if (cursor !== undefined) more.push(['cursor', cursor])
    const address = addressOf(this.state, '', more)
    if (!isTooLong(address)) return send(this.state, address)
    const body = asQuery(this.state, more)
    return send(this.state, `${pathOf(this.state)}/query`, { method: 'POST', body })
  }

  #set(name: string, value: string): this {
    const others = this.state.also.filter(([other]) => other !== name)
    return this.with({ also: [...others, [name, value]] })
  }
}

const notOne = (message: string, found: number): FlumenError =>
  new FlumenError(message, { status: 406, code: 'PGRST116', details: { rows: found } })

export type { State }
