import type { Ctx } from '../../engines/context.ts'
import { sweepChallenges, sweepSolutions, sweepTrust } from './queries.ts'

export const jobs = {
  'captcha.sweep': async (ctx: Ctx): Promise<void> => {
    for (const sweep of [sweepChallenges, sweepSolutions, sweepTrust]) await ctx.db.run(sweep)
  },
}
