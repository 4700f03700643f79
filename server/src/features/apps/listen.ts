import type { Ctx } from '../../engines/context.ts'
import type { EventBus } from '../../engines/events/index.ts'
import { closeAllOf } from './manage.ts'

/** An account that ends, or loses what an unproven owner made, takes its apps with it. */
export function listen(events: EventBus<Ctx>): void {
  events.on('user.closed', (ctx, { userId }) => closeAllOf(ctx, userId))
  events.on('user.stripped', (ctx, { userId }) => closeAllOf(ctx, userId))
}
