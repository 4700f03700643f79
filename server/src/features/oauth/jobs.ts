import type { Ctx } from '../../engines/context.ts'
import { deleteOldFlows } from './queries.ts'

export const jobs = {
  /** Flows that nobody finished, and those that are. */
  'oauth.sweep': async (ctx: Ctx): Promise<void> => {
    await ctx.db.run(deleteOldFlows)
  },
}
