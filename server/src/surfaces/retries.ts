import type { Ctx } from '../engines/context.ts'
import * as idempotency from '../features/idempotency/index.ts'
import type { Caller } from '../kernel/caller.ts'
import { tenantOf } from '../kernel/caller.ts'
import type { Reply, Route } from '../kernel/route.ts'
import { object, type TSchema, Type } from '../kernel/schema.ts'

const name = 'idempotency-key'

interface Terms {
  /** The longest key a contract allows. */
  longest: number
  /** What says on an answer that it is an earlier one. */
  replayedHeaders: readonly string[]
}

/**
 * The same route, which a client may repeat with an Idempotency-Key: it is done once. For routes
 * whose whole effect stands in one transaction, and whose caller is known.
 */
export const retryable = <A extends string>(
  route: Route<Ctx, A>,
  { longest, replayedHeaders }: Terms,
): Route<Ctx, A> => ({
  ...route,
  headers: withKey(route.headers, longest),
  errors: [...new Set([...(route.errors ?? []), 400, 409, 422])].sort(),
  async handle(ctx, input, reply) {
    const { headers, params, query, body } = input as Input
    const given = headers[name]
    if (given === undefined) return route.handle(ctx, input, reply)
    const answer = await idempotency.once(
      ctx,
      {
        owner: ownerOf(ctx.caller),
        mode: ctx.caller.mode ?? 'live',
        key: idempotency.acceptKey(given, longest),
        request: { method: route.method, path: route.path, params, query, body },
      },
      (ctx) => answerOf(ctx, route, input),
    )
    reply.status(answer.status)
    for (const [header, value] of Object.entries(answer.headers)) reply.header(header, value)
    if (answer.replayed) for (const header of replayedHeaders) reply.header(header, 'true')
    return answer.body
  },
})

interface Input {
  headers: Record<string, string>
  params: unknown
  query: unknown
  body: unknown
}

function withKey(schema: TSchema | undefined, longest: number): TSchema {
  const key = Type.Optional(
    Type.String({
      description:
        `At most ${longest} characters. The same request with the same key within 24 hours ` +
        'is answered as the first one was, and done once.',
    }),
  )
  return object({ ...(schema?.properties as object | undefined), [name]: key })
}

/** A person, whichever credential of theirs it is; else the key itself, or the session. */
const ownerOf = (caller: Caller): string =>
  `${tenantOf(caller)}:${caller.userId ?? caller.keyId ?? caller.sessionId ?? ''}`

/** What the handler does to its reply is part of the answer. */
async function answerOf<A extends string>(
  ctx: Ctx,
  route: Route<Ctx, A>,
  input: Parameters<Route<Ctx, A>['handle']>[1],
): Promise<idempotency.Answer> {
  const headers: Record<string, string> = {}
  let status = route.status ?? (route.returns ? 200 : 204)
  const reply: Reply = {
    status: (code) => {
      status = code
    },
    header: (name, value) => {
      headers[name] = value
    },
    removeHeader: (name) => {
      delete headers[name]
    },
  }
  const body = await route.handle(ctx, input, reply)
  return { status, headers, body }
}
