import type { Ctx } from '../../engines/context.ts'
import { runChecks } from './checks.ts'
import { selectReviewed, setReport } from './queries.ts'
import type { AppRow } from './schema.ts'

export const jobs = {
  'listings.check': check,
}

/** The report stands on the review; an app that is gone meanwhile needs none. */
async function check(ctx: Ctx, { reviewId }: { reviewId: string }): Promise<void> {
  const app = await ctx.db.row<AppRow>(selectReviewed(reviewId))
  if (!app) return
  const results = await runChecks(ctx, app)
  await ctx.db.run(setReport(reviewId, { checked: Math.floor(Date.now() / 1000), results }))
}
