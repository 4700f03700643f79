import { type Ctx, enqueue, inTransaction } from '../../../engines/context.ts'
import { notFound, unauthenticated } from '../../../kernel/errors.ts'
import { record } from '../../audit/index.ts'
import * as sessions from '../../sessions/index.ts'
import { connect, toBackendUser } from '../backend.ts'
import { selectApp } from '../queries.ts'
import type { App, AppUser, Page } from '../schema.ts'
import {
  deleteTraces,
  deleteUser,
  selectAndHold,
  selectByShortId,
  selectUsers,
  setNames,
} from './queries.ts'

/**
 * The end users of an app, newest first. Firebase and Supabase manage their own users: of such an
 * app nobody is listed.
 */
export async function listUsers(ctx: Ctx, app: App, page: Page): Promise<AppUser[]> {
  if (app.backend_type === 'firebase' || app.backend_type === 'supabase') return []
  return ctx.db.rows<AppUser>(selectUsers(app.realm_id, page))
}

/** Changes the names of an end user; the app's backend is told in the background. */
export function renameUser(
  ctx: Ctx,
  app: App,
  user: AppUser,
  names: { firstName?: string | undefined; lastName?: string | undefined },
): Promise<AppUser> {
  return inTransaction(ctx, async (ctx) => {
    const { firstName = null, lastName = null } = names
    const renamed = await ctx.db.row<AppUser>(setNames(user.id, firstName, lastName))
    if (!renamed) throw unauthenticated('invalid_token', 'This user does not exist any more')
    if (connect(ctx, app)) {
      await enqueue(ctx, 'apps.update_user', { appId: app.id, userId: user.id })
    }
    return renamed
  })
}

/** Erases an end user and ends all their sign-ins; the app's backend is told in the background. */
export function removeUser(ctx: Ctx, app: App, user: AppUser): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const living = await ctx.db.row<AppUser>(selectAndHold(user.id))
    if (!living) throw unauthenticated('invalid_token', 'This user does not exist any more')
    await sessions.revokeAllOf(ctx, [user.id])
    await ctx.db.run(deleteUser(user.id))
    await ctx.db.run(deleteTraces(app.id, living))
    const details = { user: user.short_id }
    await record(ctx, 'app_user.deleted', { appId: app.id, tenantId: app.tenant_id, details })
    if (connect(ctx, app)) await enqueue(ctx, 'apps.remove_user', removal(ctx, app, living))
  })
}

/** The same on behalf of who runs the instance. In the caller's transaction. @throws not_found */
export async function eraseUser(ctx: Ctx, appId: string, userId: string): Promise<void> {
  const app = await ctx.db.row<App>(selectApp(appId))
  const user = await ctx.db.row<AppUser>(selectAndHold(userId))
  if (!app || !user) throw notFound('not_found', 'No such person')
  await removeUser(ctx, app, user)
}

/** @throws not_found for a user of another app */
export async function mustHaveUser(ctx: Ctx, app: App, shortId: string): Promise<AppUser> {
  const user = await ctx.db.row<AppUser>(selectByShortId(app.realm_id, shortId))
  if (!user) throw notFound('user_not_found', 'No such user')
  return user
}

export const aboutRemoval = 'engine.outbox:apps.remove_user'

/** The person is gone from here: what the job must still know of them is encrypted. */
const removal = (ctx: Ctx, app: App, user: AppUser) => ({
  appId: app.id,
  sealed: ctx.secrets.seal(aboutRemoval, JSON.stringify(toBackendUser(user))),
})
