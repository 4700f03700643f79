import { type Ctx, end } from '../../engines/context.ts'
import { conflict } from '../../kernel/errors.ts'
import {
  bumpTokenVersion,
  deleteGrant,
  insertGrant,
  lockInstanceAdmins,
  selectGrants,
} from './queries.ts'

/** What somebody may administer. Membership of a tenant is another thing. */
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

/**
 * Somebody who may do everything must stay. The instance admins are locked, so that of two who go at
 * once the second sees that the first is gone. In the transaction of what takes them away.
 * @throws conflict `last_instance_admin`
 */
export async function mustLeaveAnAdmin(ctx: Ctx, userId: string): Promise<void> {
  // Nearly everybody is none: they wait for nobody.
  if (!(await list(ctx, userId)).some(({ role }) => role === 'instance_admin')) return
  const admins = await ctx.db.rows<{ user_id: string }>(lockInstanceAdmins)
  const isLast = admins.length === 1 && admins[0]?.user_id === userId
  if (isLast) throw conflict('last_instance_admin', 'This is the last instance admin')
}
