import type { Ctx } from '../../engines/context.ts'
import type { EventBus } from '../../engines/events/index.ts'
import { unauthenticated } from '../../kernel/errors.ts'
import { bindSession } from './queries.ts'

/** A second factor may take a while: by then the code may have been seen in other hands. */
export function listen(events: EventBus<Ctx>): void {
  events.on('session.begun', async (ctx, { sessionId, via }) => {
    const [by, id = ''] = via.split(':')
    if (by !== 'oauth' || (await ctx.db.run(bindSession(id, sessionId))) === 1) return
    throw unauthenticated('invalid_token', 'This sign-in was ended: begin again')
  })
}
