import type { Ctx } from '../../engines/context.ts'
import { deleteOld } from './queries.ts'

export const jobs = {
  'invitations.sweep': async (ctx: Ctx): Promise<void> => {
    await ctx.db.run(deleteOld)
  },
}
