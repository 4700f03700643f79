import type { Ctx } from '../../engines/context.ts'
import { deleteOldRevocations, deleteOldSessions } from './queries.ts'

export const jobs = {
  'sessions.sweep': async (ctx: Ctx): Promise<void> => {
    await ctx.db.run(deleteOldSessions)
    await ctx.db.run(deleteOldRevocations)
  },
}
