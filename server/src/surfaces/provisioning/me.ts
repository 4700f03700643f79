import { type AppUser, removeUser, renameUser } from '../../features/apps/index.ts'
import { unauthenticated } from '../../kernel/errors.ts'
import { label, object, Type } from '../../kernel/schema.ts'
import { type AppCtx, appRoute } from './route.ts'
import { EndUser, toEndUser } from './shapes.ts'

export const meRoutes = [
  appRoute({
    method: 'PATCH',
    path: '/api/v1/users/me',
    name: 'app.update_user',
    access: 'app_user',
    summary: 'Change the own names',
    body: object({ firstName: Type.Optional(label(100)), lastName: Type.Optional(label(100)) }),
    returns: object({ user: EndUser }),
    errors: [400, 401],
    handle: async (ctx, { body }) => ({
      user: toEndUser(await renameUser(ctx, ctx.app, mustBeUser(ctx), body)),
    }),
  }),
  appRoute({
    method: 'DELETE',
    path: '/api/v1/users/me',
    name: 'app.delete_user',
    access: 'app_user',
    summary: 'Erase the own user and end all logins',
    errors: [401],
    handle: (ctx) => removeUser(ctx, ctx.app, mustBeUser(ctx)),
  }),
]

/** Admitted routes of `app_user` have one; the type does not know. */
function mustBeUser(ctx: AppCtx): AppUser {
  if (!ctx.appUser) throw unauthenticated('not_authenticated', 'Sign in first')
  return ctx.appUser
}
