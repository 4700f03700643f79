import type { Ctx } from '../../engines/context.ts'
import type { EventBus } from '../../engines/events/index.ts'
import { record } from '../audit/index.ts'
import * as members from '../members/index.ts'
import * as tenants from '../tenants/index.ts'
import { closeTenant, disown, hasOtherOwner, lockTenantsOf, selectHeir } from './queries.ts'

/**
 * An account that ends, or loses what an unproven owner made, leaves every organization. What nobody
 * else helps to run is closed with it. Apps must hear of it before: they are found
 * through the personal tenant.
 */
export function listen(events: EventBus<Ctx>): void {
  events.on('user.closed', (ctx, { userId }) => leaveAll(ctx, userId))
  events.on('user.stripped', (ctx, { userId }) => leaveAll(ctx, userId))
}

interface Held {
  id: string
  is_managed: boolean
  role: members.MemberRole
}

async function leaveAll(ctx: Ctx, userId: string): Promise<void> {
  for (const held of await ctx.db.rows<Held>(lockTenantsOf(userId))) {
    if (held.is_managed || (await hasSuccessor(ctx, held, userId))) {
      await members.leave(ctx, held.id, userId, held.role)
      await ctx.db.run(disown(held.id, userId))
    } else await close(ctx, held.id)
  }
}

/** Another owner, or the admin who becomes one. */
async function hasSuccessor(ctx: Ctx, { id, role }: Held, userId: string): Promise<boolean> {
  if (role !== 'owner' || (await ctx.db.row(hasOtherOwner(id, userId)))) return true
  const heir = await ctx.db.row<{ user_id: string }>(selectHeir(id, userId))
  if (heir) await members.place(ctx, id, heir.user_id, 'owner')
  return heir !== undefined
}

async function close(ctx: Ctx, tenantId: string): Promise<void> {
  await ctx.db.run(closeTenant(tenantId))
  await record(ctx, 'tenant.deleted', { tenantId })
  await tenants.announce(ctx, tenantId)
}
