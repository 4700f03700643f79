import type { Ctx } from '../../engines/context.ts'
import { connect } from './backend.ts'
import type { BackendUser } from './backends/index.ts'
import {
  deleteClosedApps,
  deleteIdleLogins,
  deleteOrphanRealms,
  deleteStaleSignIns,
  selectApp,
} from './queries.ts'
import type { App, AppUser } from './schema.ts'
import { aboutRemoval } from './users/index.ts'
import { selectAndHold } from './users/queries.ts'

/** Background work of apps. What a backend cannot take now is tried again by the queue. */
export const jobs = {
  'apps.update_user': updateUser,
  'apps.remove_user': removeUser,
  'apps.sweep': sweep,
}

async function updateUser(ctx: Ctx, given: { appId: string; userId: string }): Promise<void> {
  const app = await ctx.db.row<App>(selectApp(given.appId))
  const user = await ctx.db.row<AppUser>(selectAndHold(given.userId))
  if (app && user) await connect(ctx, app)?.update(ctx, user)
}

async function removeUser(ctx: Ctx, given: { appId: string; sealed: string }): Promise<void> {
  const app = await ctx.db.row<App>(selectApp(given.appId))
  const user = JSON.parse(ctx.secrets.open(aboutRemoval, given.sealed)) as BackendUser
  if (app) await connect(ctx, app)?.remove(ctx, user)
}

async function sweep(ctx: Ctx): Promise<void> {
  await ctx.db.run(deleteStaleSignIns)
  await ctx.db.run(deleteIdleLogins)
  await ctx.db.run(deleteClosedApps)
  await ctx.db.run(deleteOrphanRealms)
}
