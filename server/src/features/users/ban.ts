import { type Ctx, enqueue, inTransaction } from '../../engines/context.ts'
import { conflict, invalidField } from '../../kernel/errors.ts'
import { record } from '../audit/index.ts'
import * as grants from '../grants/index.ts'
import { endAll } from './endings.ts'
import { get } from './find.ts'
import * as queries from './queries.ts'
import type { Person } from './schema.ts'

/**
 * Keeps a person out, for good or until a time: their sessions and tokens end at once, their keys
 * rest and come back with them.
 * @throws not_found; invalid for a time that is over; conflict `cannot_ban_yourself`,
 *   `last_instance_admin`
 */
export function ban(
  ctx: Ctx,
  id: string,
  { until, reason }: { until?: Date | undefined; reason?: string | undefined },
): Promise<Person> {
  if (id === ctx.caller.userId) throw conflict('cannot_ban_yourself', 'This is you')
  if (until && until.getTime() <= Date.now()) {
    throw invalidField('until', 'past', 'Must be a time to come')
  }
  return inTransaction(ctx, async (ctx) => {
    await get(ctx, id)
    await grants.mustLeaveAnAdmin(ctx, id)
    await ctx.db.run(queries.ban(id, until ?? null, reason ?? null))
    await endAll(ctx, id)
    await record(ctx, 'account.banned', { userId: id, details: { until: until ?? null, reason } })
    if (until) await enqueue(ctx, 'users.unban', { userId: id, until }, until)
    return get(ctx, id)
  })
}

/** Lets a person in again. Whoever is not banned stays as they are. @throws not_found */
export function unban(ctx: Ctx, id: string): Promise<Person> {
  return inTransaction(ctx, async (ctx) => {
    await get(ctx, id)
    await lift(ctx, id, null)
    return get(ctx, id)
  })
}

async function lift(ctx: Ctx, id: string, at: string | null): Promise<void> {
  const lifted = await ctx.db.run(queries.liftBan(id, at))
  if (lifted > 0) await record(ctx, 'account.unbanned', { userId: id })
}

export const jobs = {
  /** The time of a ban is up; one that was made longer since stays. */
  'users.unban': (ctx: Ctx, { userId, until }: { userId: string; until: string }): Promise<void> =>
    inTransaction(ctx, (ctx) => lift(ctx, userId, until)),
}
