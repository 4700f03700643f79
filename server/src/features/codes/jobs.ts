import type { Ctx } from '../../engines/context.ts'
import { deleteOldCodes } from './queries.ts'

export const jobs = {
  'codes.sweep': async (ctx: Ctx): Promise<void> => {
    await ctx.db.run(deleteOldCodes)
    await ctx.limits.sweep()
  },
}
