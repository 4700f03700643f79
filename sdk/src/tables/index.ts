import type { Connection } from '../connection.ts'
import { type Batch, type Operation, runBatch } from './batch.ts'
import type {
  Database,
  InsertOf,
  Relation,
  Relations,
  Schema,
  UnknownDatabase,
  UpdateOf,
} from './database.ts'
import { Select } from './read.ts'
import type { Selected } from './select.ts'
import type { State } from './state.ts'
import { Write } from './write.ts'

export type { Batch, Operation, Ref } from './batch.ts'
export type { Database, Json, Relationship, Schema, UnknownDatabase } from './database.ts'
export type { Page } from './read.ts'
export type { Selected } from './select.ts'
export type { CountMode } from './state.ts'
export { quote } from './values.ts'

/** One table or view: what can be asked of it, and changed. */
export class Table<S extends Schema, R extends Relation> {
  readonly #state: State

  constructor(state: State) {
    this.#state = state
  }

  /**
   * Asks for rows: columns, aliases (`label:title`), casts (`price::text`), JSON paths
   * (`data->a->>b`), related rows (`author(name)`) and aggregates (`count()`). Default: all columns.
   */
  select<const Query extends string = '*'>(
    columns?: Query,
  ): Select<R['Row'], Selected<S, R, Query>> {
    return new Select({ ...this.#state, select: columns })
  }

  /**
   * Adds a row, or many: all or none. A column that a row leaves out gets its default.
   * `nulls`: it is null where other rows name it.
   */
  insert(
    rows: InsertOf<R> | readonly InsertOf<R>[],
    { nulls = false }: { nulls?: boolean } = {},
  ): Write<S, R> {
    return this.#write('POST', rows, nulls ? [] : ['missing=default'])
  }

  /**
   * Adds rows, or changes those that are there, by their key or by the columns of `onConflict`;
   * with `ignoreDuplicates` those stay as they are.
   */
  upsert(
    rows: InsertOf<R> | readonly InsertOf<R>[],
    given: { onConflict?: string; ignoreDuplicates?: boolean; nulls?: boolean } = {},
  ): Write<S, R> {
    const { onConflict, ignoreDuplicates = false, nulls = false } = given
    const resolution = ignoreDuplicates ? 'ignore-duplicates' : 'merge-duplicates'
    const prefer = [`resolution=${resolution}`, ...(nulls ? [] : ['missing=default'])]
    const also = onConflict === undefined ? [] : ([['on_conflict', onConflict]] as const)
    return this.#write('POST', rows, prefer, also)
  }

  /** Changes the rows that the filters find; without filters all that you may. */
  update(values: UpdateOf<R>): Write<S, R> {
    return this.#write('PATCH', values)
  }

  /** Deletes the rows that the filters find; at least one filter. */
  delete(): Write<S, R> {
    return this.#write('DELETE')
  }

  #write(
    method: 'POST' | 'PATCH' | 'DELETE',
    body?: unknown,
    prefer: readonly string[] = [],
    also: State['also'] = [],
  ): Write<S, R> {
    return new Write({ ...this.#state, also, change: { method, body, prefer } })
  }
}

/** The tables of a schema. */
export interface Tables<
  D extends Database = UnknownDatabase,
  N extends keyof D & string = 'public',
> {
  /** A table or view. */
  from<T extends keyof Relations<D[N]> & string>(table: T): Table<D[N], Relations<D[N]>[T]>
  /** The tables of another schema. */
  schema<Other extends keyof D & string>(name: Other): Tables<D, Other>
  /**
   * Changes of several tables in one transaction: all, or none. `{ $ref: '0.id' }` is a column of
   * what operation 0 made.
   */
  batch<const Operations extends readonly Operation<D[N]>[]>(
    operations: Operations,
  ): Promise<Batch<Operations>>
}

/**
 * The tables of a server.
 *
 * ```ts
 * const tables = createTables<Database>(auth.connection)
 * const posts = await tables.from('posts').select('id,title').eq('id', 1)
 * ```
 */
export function createTables<
  D extends Database = UnknownDatabase,
  N extends keyof D & string = 'public',
>(connection: Connection, schema: string = 'public'): Tables<D, N> {
  return {
    from: (table) => new Table({ connection, schema, table, tests: [], also: [] }),
    schema: (name) => createTables<D, typeof name>(connection, name),
    batch: (operations) => runBatch(connection, schema, operations),
  }
}
