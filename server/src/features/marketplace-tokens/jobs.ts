import type { Ctx } from '../../engines/context.ts'
import { deleteOldCodes, deleteOldGrants, deleteOldTokens } from './queries.ts'

export const jobs = {
  'marketplace_tokens.sweep': sweep,
}

async function sweep(ctx: Ctx): Promise<void> {
  await ctx.db.run(deleteOldTokens)
  await ctx.db.run(deleteOldCodes)
  await ctx.db.run(deleteOldGrants)
}
