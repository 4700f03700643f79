import type { Ctx } from '../../engines/context.ts'
import { deleteOld } from './queries.ts'

export const jobs = {
  'device_logins.sweep': async (ctx: Ctx): Promise<void> => {
    await ctx.db.run(deleteOld)
  },
}
