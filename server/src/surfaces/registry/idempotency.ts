import type { Ctx } from '../../engines/context.ts'
import * as idempotency from '../../features/idempotency/index.ts'
import { tenantOf } from '../../kernel/caller.ts'
import type { Reply } from '../../kernel/route.ts'
import { object, type Static, Type } from '../../kernel/schema.ts'

/** Required on every POST but those of OAuth. */
export const IdempotencyKey = object({
  'idempotency-key': Type.String({
    minLength: 1,
    maxLength: 255,
    pattern: '^[\\x20-\\x7e]+$',
    description: 'Unique per operation; the same key again gets the same answer for 24 hours',
  }),
})

/** What makes a call the same as an earlier one of the same merchant and mode. */
export interface Attempt {
  headers: Static<typeof IdempotencyKey>
  /** Method and path, with its parameters filled in. */
  call: `POST ${string}`
  body?: unknown
}

/**
 * Every effect of a POST goes through here, once per key: `work` runs in the transaction that claims
 * the key. A key is the merchant's, whichever of their keys or people sends it; what was refused
 * leaves it free.
 */
export async function once<T>(
  ctx: Ctx,
  { headers, call, body }: Attempt,
  reply: Reply,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const key = headers['idempotency-key']
  const [method, path] = call.split(' ', 2) as [string, string]
  ctx.origin.idempotencyKey = key
  const answer = await idempotency.once(
    ctx,
    {
      owner: `registry:${tenantOf(ctx.caller)}`,
      mode: ctx.caller.mode ?? 'test',
      key,
      request: { method, path, body },
    },
    async (ctx) => ({ status: 200, headers: {}, body: await work(ctx) }),
  )
  if (answer.replayed) reply.header('idempotent-replayed', 'true')
  return answer.body as T
}
