import type { Ctx } from '../../engines/context.ts'
import type { App, AppUser } from '../../features/apps/index.ts'
import { routesFor } from '../../kernel/route.ts'
import { object, Type } from '../../kernel/schema.ts'

/**
 * `account`: a developer, by personal access token or session. `app`: whoever holds the app's public
 * key. `app_user`: a signed-in end user of that app.
 */
export type Access = 'public' | 'account' | 'app' | 'app_user'

/** Management, `/api/v2`. */
export const route = routesFor<Ctx, Access>()

/** The context of an app's own routes: which app, and its user where one is signed in. */
export interface AppCtx extends Ctx {
  app: App
  appUser?: AppUser
}

/** App SDK, `/api/v1`. */
export const appRoute = routesFor<AppCtx, Access>()

/** Whatever stands in the path: an id of another shape is an id of nothing. */
export const Id = object({ id: Type.String({ maxLength: 500 }) })

export const Paging = object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1 })),
})

export const pageOf = (query: { limit?: number; page?: number }) => ({
  limit: query.limit ?? 50,
  page: query.page ?? 1,
})
