import type { Ctx } from '../../engines/context.ts'
import { deleteExpired } from './queries.ts'

const batch = 5_000

export const jobs = {
  /** What was answered leaves after a day, and the secrets in it. */
  'idempotency.sweep': async (ctx: Ctx): Promise<void> => {
    while ((await ctx.db.run(deleteExpired(batch))) === batch && !ctx.signal.aborted);
  },
}
