import type { Ctx } from '../../engines/context.ts'
import { deleteOldChallenges } from './queries.ts'

export const jobs = {
  'passkeys.sweep': async (ctx: Ctx): Promise<void> => {
    await ctx.db.run(deleteOldChallenges)
  },
}
