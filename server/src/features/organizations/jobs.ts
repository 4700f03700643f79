import type { Ctx } from '../../engines/context.ts'
import { purgeClosed } from './queries.ts'

export const jobs = {
  'organizations.sweep': async (ctx: Ctx): Promise<void> => {
    await ctx.db.run(purgeClosed)
  },
}
