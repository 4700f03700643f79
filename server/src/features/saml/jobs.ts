import type { Ctx } from '../../engines/context.ts'
import { sweepFlows, sweepSeen, sweepSessions } from './queries.ts'

export const jobs = {
  /** Flows that are over, assertions that are too old to be replayed, sign-ins nobody finished. */
  'saml.sweep': async (ctx: Ctx): Promise<void> => {
    for (const sweep of [sweepFlows, sweepSeen, sweepSessions]) await ctx.db.run(sweep)
  },
}
