import type { Ctx } from '../../engines/context.ts'
import { eraseSome } from './queries.ts'

/** Small transactions: nobody waits long for one. */
const atOnce = 10_000

export const jobs = {
  /** What meters leave behind whose organization is gone. */
  'meters.sweep': async (ctx: Ctx): Promise<void> => {
    for (let rounds = 0; rounds < 100 && !ctx.signal.aborted; rounds++) {
      const done = await ctx.db.row<{ had_work: boolean }>(eraseSome(atOnce))
      if (!done?.had_work) return
    }
  },
}
