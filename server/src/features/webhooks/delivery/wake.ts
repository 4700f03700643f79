import { type Ctx, enqueue } from '../../../engines/context.ts'

/** Has what is due looked at: now, or when it will be. In the caller's transaction. */
export const wake = (ctx: Ctx, at?: Date): Promise<void> => enqueue(ctx, 'webhooks.wake', {}, at)
