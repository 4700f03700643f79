import type { Connection } from '../connection.ts'
import type { Columns, InsertOf, Relations, Schema, UpdateOf } from './database.ts'
import type { Operator } from './filters.ts'

/** A column of what an earlier operation made: `0.id`, or of its third row `0.2.id`. */
export interface Ref {
  $ref: string
}

/** Each value may be a reference; related rows may stand under the name of their table. */
type Values<V> = { [K in keyof V]: V[K] | Ref } & { [related: string]: unknown }

type Test = { column: string; operator: Operator; value: unknown }

/** A query string, columns and the values they equal, or tests. */
type Filter = string | { [column: string]: unknown } | Test[]

/** One of a batch. */
export type Operation<S extends Schema> = {
  [T in keyof Relations<S> & string]: { table: T; select?: string } & (
    | {
        op: 'insert'
        values: Values<InsertOf<Relations<S>[T]>> | Values<InsertOf<Relations<S>[T]>>[]
      }
    | {
        op: 'upsert'
        values: Values<InsertOf<Relations<S>[T]>> | Values<InsertOf<Relations<S>[T]>>[]
        on_conflict?: string | string[]
      }
    | {
        op: 'update'
        values: Values<UpdateOf<Relations<S>[T]>> | Values<UpdateOf<Relations<S>[T]>>[]
        filter?: Filter
      }
    | { op: 'delete'; filter: Filter }
  )
}[keyof Relations<S> & string]

/** What each operation gives: a row where one was added, else rows. */
export type Batch<Operations extends readonly unknown[]> = {
  -readonly [I in keyof Operations]: Result<Operations[I]>
}

type Result<One> = One extends { op: 'insert' | 'upsert'; values: infer V }
  ? V extends readonly unknown[]
    ? Columns[]
    : Columns
  : Columns[]

export async function runBatch<Operations extends readonly unknown[]>(
  connection: Connection,
  schema: string,
  operations: Operations,
): Promise<Batch<Operations>> {
  const inSchema = operations.map((one) =>
    schema === 'public' ? one : { schema, ...(one as object) },
  )
  const response = await connection.call('/api/v1/batch', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ operations: inSchema }),
  })
  return (await response.json()).results
}
