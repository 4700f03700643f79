import type { Ctx } from '../../../engines/context.ts'
import { clientNetwork } from '../../../kernel/addresses.ts'
import { isOwnerProven } from '../queries.ts'
import type { App } from '../schema.ts'

const hour = 3600

const spacingKey = (app: App, address: string) => `app-code:spacing:${app.id}:${address}`

/**
 * Who may have a code sent: thirty an hour per network, one per half minute and five
 * an hour per address; the same for addresses known and unknown. One after the other: a network
 * that is refused uses up nothing of an address. Ask before the transaction begins.
 * @throws rate_limited
 */
export async function takeCodeBudgets(ctx: Ctx, app: App, address: string): Promise<void> {
  const network = clientNetwork(ctx.origin.address)
  await ctx.limits.take({ key: `app-code:network:${app.id}:${network}`, max: 30, perSeconds: hour })
  await ctx.limits.take({ key: spacingKey(app, address), max: 1, perSeconds: 30 })
  await ctx.limits.take({ key: `app-code:hour:${app.id}:${address}`, max: 5, perSeconds: hour })
  await takeOwnersBudget(ctx, app)
}

/** Nothing could be sent: the client, which tries again by itself, need not wait. */
export const giveSpacingBack = (ctx: Ctx, app: App, address: string): Promise<void> =>
  ctx.limits.clear(spacingKey(app, address))

/** Until a developer proves their own mailbox, their apps write to few others. */
async function takeOwnersBudget(ctx: Ctx, app: App): Promise<void> {
  if (app.owner_proven) return
  const row = await ctx.db.row<{ proven: boolean }>(isOwnerProven(app.tenant_id))
  if (row?.proven) return
  const key = `app-code:unproven:${app.tenant_id}`
  await ctx.limits.take({ key, max: 50, perSeconds: 24 * hour })
}
