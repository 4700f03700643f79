import type { Ctx } from '../../engines/context.ts'
import * as grants from '../grants/index.ts'
import * as sessions from '../sessions/index.ts'
import { endTokens } from './queries.ts'

/** Ends everything somebody is signed in with, at once and everywhere. In the caller's transaction. */
export async function endAll(ctx: Ctx, userId: string): Promise<void> {
  await sessions.revokeAllOf(ctx, [userId])
  await ctx.db.run(endTokens(userId))
  // Keys that are remembered, too, are asked about anew.
  await grants.renewTokens(ctx, userId)
}
