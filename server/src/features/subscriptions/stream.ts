import type { ServerResponse } from 'node:http'
import type { Ctx } from '../../engines/context.ts'
import type { Request, Subscription } from '../graphql/index.ts'
import {
  type Arrival,
  type Dialect,
  type Limits,
  type Realtime,
  StreamWire,
} from '../realtime/index.ts'
import { begin, errorsOf, failure, Operation } from './operation.ts'

const next = (result: Buffer | string): string => `event: next\ndata: ${result}\n\n`
const complete = 'event: complete\ndata: \n\n'

/** A stream that ends without `complete` was cut: its client comes back, with the credential of then. */
const dialect: Dialect = {
  unauthorized: 4403,
  hear: () => undefined,
  error: (error, code) => next(failure(error, code)),
  drain: () => undefined,
  heartbeat: () => undefined,
}

/**
 * One operation as a stream of events (GraphQL over SSE, distinct connections). What is refused is
 * told as a result: pages cannot read the body of a refusal.
 * @returns what writes the events
 * @throws unavailable while there is no room for one more connection
 */
export async function stream(
  hub: Realtime,
  ctx: Ctx,
  request: Request,
  noChange?: Error,
): Promise<Write> {
  const limits = await hub.mustHaveRoom(ctx)
  try {
    const begun = await begin({ ctx }, request, noChange)
    if (begun.kind === 'answer') return whole(begun.answer.text)
    const { subscription } = begun
    return (renew, response) => open(hub, { ctx, renew }, limits, subscription, response)
  } catch (error) {
    return whole(JSON.stringify({ errors: errorsOf({ ctx }, error) }))
  }
}

/** Writes the events of an operation; asks for the credential of its request anew when that changed. */
type Write = (renew: Arrival['renew'], response: ServerResponse) => void

const whole =
  (text: string): Write =>
  (_renew, response) => {
    response.end(`${next(text)}${complete}`)
  }

function open(
  hub: Realtime,
  arrival: Arrival,
  limits: Limits,
  subscription: Subscription,
  response: ServerResponse,
): void {
  if (response.writableEnded) return
  const connection = hub.connect(arrival, limits, new StreamWire(response), dialect)
  const operation = new Operation(connection, { next })
  operation.follow(hub, subscription).then(
    // A comment: whoever waits for the beginning knows that changes are told from here on.
    () => connection.push(':\n\n'),
    (error: unknown) => {
      connection.push(next(JSON.stringify({ errors: errorsOf(connection, error) })))
      connection.push(complete)
      connection.close(1000, '')
    },
  )
}
