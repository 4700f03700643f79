import { FlumenError } from '../error.ts'
import type { Relation, Schema } from './database.ts'
import { Filters } from './filters.ts'
import type { Selected } from './select.ts'
import { addressOf, type Changing, send } from './state.ts'

/**
 * A change of a table. Awaited it is made, and gives the number of rows it was made to; with `select`
 * it gives the rows. Failures are thrown as `FlumenError`.
 */
export class Write<S extends Schema, R extends Relation>
  extends Filters<R['Row'], Changing>
  implements PromiseLike<number>
{
  /** Gives the rows as they are now, or for `delete` as they were. */
  select<const Query extends string = '*'>(
    columns?: Query,
  ): Returned<R['Row'], Selected<S, R, Query>> {
    return new Returned({ ...this.state, select: columns ?? '*' })
  }

  /** Refuses the change, whole, when it would be made to more rows than this. */
  maxAffected(rows: number): this {
    const { method, body, prefer } = this.state.change
    const more = [...prefer, 'handling=strict', `max-affected=${rows}`]
    return this.with({ change: { method, body, prefer: more } })
  }

  // biome-ignore lint/suspicious/noThenProperty: a change is made by awaiting it
  then<A = number, B = never>(
    done?: ((rows: number) => A | PromiseLike<A>) | null,
    failed?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#affected().then(done, failed)
  }

  async #affected(): Promise<number> {
    const response = await perform(this.state, 'return=minimal')
    return Number(response.headers.get('x-affected-count') ?? 0)
  }
}

/** A change that gives its rows. */
export class Returned<Row, Result> extends Filters<Row, Changing> implements PromiseLike<Result[]> {
  /** The one row. Where there is none, or another one, nothing is changed and `PGRST116` thrown. */
  async single(): Promise<Result> {
    const accept = { accept: 'application/vnd.pgrst.object+json' }
    return (await perform(this.state, 'return=representation', accept)).json()
  }

  /** The one row, or null. @throws FlumenError `PGRST116`, after the change, where there are more */
  async maybeSingle(): Promise<Result | null> {
    const rows = await this
    if (rows.length <= 1) return rows[0] ?? null
    throw new FlumenError('Several rows were changed', { status: 406, code: 'PGRST116' })
  }

  /** Takes the rows for what you say they are. */
  returns<Other>(): Returned<Row, Other> {
    return this as never
  }

  // biome-ignore lint/suspicious/noThenProperty: a change is made by awaiting it
  then<A = Result[], B = never>(
    done?: ((rows: Result[]) => A | PromiseLike<A>) | null,
    failed?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#rows().then(done, failed)
  }

  async #rows(): Promise<Result[]> {
    return (await perform(this.state, 'return=representation')).json()
  }
}

function perform(
  state: Changing,
  returns: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const { method, body, prefer } = state.change
  return send(state, addressOf(state), {
    method,
    body,
    headers: { ...headers, prefer: [returns, ...prefer].join(', ') },
  })
}
