import type { Ctx } from '../../engines/context.ts'
import { deleteOldRecords } from './queries.ts'

export const jobs = {
  /** Records leave after ninety days. */
  'audit.sweep': async (ctx: Ctx): Promise<void> => {
    await ctx.db.run(deleteOldRecords)
  },
}
