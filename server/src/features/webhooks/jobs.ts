import type { Ctx } from '../../engines/context.ts'
import type { Dispatcher } from './delivery/dispatcher.ts'
import { tellOfAccount } from './events/accounts.ts'
import { deleteOld } from './events/queries.ts'
import { reconcile } from './rows/watching.ts'

const batch = 2_000

/** How often is looked for what a process that died left behind. */
export const lookEveryMs = 5_000

export const makeJobs = (dispatcher: Dispatcher) => ({
  'webhooks.wake': async (): Promise<void> => dispatcher.wake(),
  'webhooks.account_event': tellOfAccount,
  'webhooks.watch': reconcile,
  /** Endpoints end by themselves, too. Events leave after thirty days, and their deliveries with them. */
  'webhooks.sweep': async (ctx: Ctx): Promise<void> => {
    await reconcile(ctx)
    while ((await ctx.db.run(deleteOld(batch))) === batch && !ctx.signal.aborted);
  },
})
