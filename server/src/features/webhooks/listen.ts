import type { Ctx } from '../../engines/context.ts'
import type { EventBus } from '../../engines/events/index.ts'
import { deleteOfUser } from './endpoints/queries.ts'
import { tellThreshold } from './metering.ts'

/** An account that ends, or loses what an unproven owner made, is told no more. */
export function listen(events: EventBus<Ctx>): void {
  const end = async (ctx: Ctx, { userId }: { userId: string }): Promise<void> => {
    await ctx.db.run(deleteOfUser(userId))
  }
  events.on('user.closed', end)
  events.on('user.stripped', end)
  events.on('usage.threshold', tellThreshold)
}
