import { AppError, invalid } from '../../kernel/errors.ts'
import * as graphql from '../graphql/index.ts'
import * as impersonation from '../impersonation/index.ts'
import type { Connection, Member, Outlet, Realtime } from '../realtime/index.ts'

/** How the results of one operation reach its client. */
export interface Delivery {
  /** An execution result, as JSON. */
  next(result: Buffer | string): Buffer | string
}

/** One subscription of a connection: the same queue as its others, and an end of its own. */
export class Operation implements Outlet {
  readonly #connection: Connection
  readonly #delivery: Delivery
  #member: Member | undefined
  #isOver = false

  constructor(connection: Connection, delivery: Delivery) {
    this.#connection = connection
    this.#delivery = delivery
  }

  get isOpen(): boolean {
    return !this.#isOver && this.#connection.isOpen
  }

  get hasRoom(): boolean {
    return this.#connection.hasRoom
  }

  push(result: Buffer | string): void {
    if (this.isOpen) this.#connection.push(this.#delivery.next(result))
  }

  whenRoom(): Promise<void> {
    return this.isOpen ? this.#connection.whenRoom() : Promise.resolve()
  }

  tellResync(): void {
    this.push(failure('Changes were missed: read the table anew', 'resync'))
  }

  /** From now on, or from a cursor on, it is told of changes. */
  async follow(hub: Realtime, { topic, cursor }: graphql.Subscription): Promise<void> {
    const { ctx, limits, members } = this.#connection
    if (!this.#connection.joins.take(1)) {
      throw invalid('rate_limited', 'Too many subscriptions at once, try again later')
    }
    // Who subscribes now is not told of what was before.
    await ctx.changes.refresh()
    if (members.size >= limits.max_channels_per_connection) {
      throw invalid('too_many_channels', 'This connection has too many subscriptions')
    }
    if (this.isOpen) this.#member = hub.follow(this.#connection, this, topic, cursor)
  }

  end(hub: Realtime): void {
    this.#isOver = true
    if (this.#member) hub.unfollow(this.#connection, this.#member)
  }
}

/** What an operation comes to; whoever acts as somebody else leaves a note of it. */
export async function begin(
  { ctx }: Pick<Connection, 'ctx'>,
  request: graphql.Request,
  noChange?: Error,
): Promise<graphql.Begun> {
  if (ctx.caller.impersonatedBy) await impersonation.note(ctx, 'graphql.operate')
  return graphql.begin(ctx, request, noChange)
}

/** What may be told of a failure, as the errors of a result. */
export function errorsOf({ ctx }: Pick<Connection, 'ctx'>, error: unknown): object[] {
  if (error instanceof AppError && error.status < 500) {
    const { message, code, details = {} } = error
    return [{ message, extensions: { code: code.toUpperCase(), ...details } }]
  }
  if (error instanceof AppError && error.kind === 'unavailable') {
    return [{ message: error.message, extensions: { code: error.code.toUpperCase() } }]
  }
  ctx.log.error({ err: error }, 'a GraphQL operation failed')
  return [{ message: 'Something went wrong on our side', extensions: { code: 'INTERNAL' } }]
}

export const failure = (message: string, code: string): string =>
  JSON.stringify({ errors: [{ message, extensions: { code: code.toUpperCase() } }] })
