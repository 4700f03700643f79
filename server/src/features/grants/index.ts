import { type Ctx, end } from '../../engines/context.ts'
import { bumpTokenVersion, deleteGrant, insertGrant, selectGrants } from './queries.ts'

/** What somebody may administer. Membership of a tenant is another thing (RULINGS 1). */
export type GrantRole = 'instance_admin' | 'tenant_admin' | 'dashboard_user'

export interface Grant {
  role: GrantRole
  tenant_id: string | null
}

export const list = (ctx: Ctx, userId: string): Promise<Grant[]> =>
  ctx.db.rows<Grant>(selectGrants(userId))

/** Gives a right; it counts from the person's next request on. In the caller's transaction. */
export async function give(ctx: Ctx, userId: string, grant: Grant): Promise<void> {
  await ctx.db.run(insertGrant(userId, grant, ctx.caller.userId ?? null))
  await renewTokens(ctx, userId)
}

/** Takes a right; it is gone from the person's next request on. @returns whether it was there */
export async function take(ctx: Ctx, userId: string, grant: Grant): Promise<boolean> {
  const taken = await ctx.db.run(deleteGrant(userId, grant))
  if (taken > 0) await renewTokens(ctx, userId)
  return taken > 0
}

/**
 * Access tokens say what their holder may do. Raising the version kills those in use; clients fetch
 * new ones with their refresh tokens and nobody is signed out.
 */
export async function renewTokens(ctx: Ctx, userId: string): Promise<void> {
  const row = await ctx.db.row<{ before: number }>(bumpTokenVersion(userId))
  if (row) await end(ctx, 'user', [`${userId}:${row.before}`])
}
