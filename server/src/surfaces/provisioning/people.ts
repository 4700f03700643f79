import * as apps from '../../features/apps/index.ts'
import { object, Type } from '../../kernel/schema.ts'
import { Id, Paging, pageOf, route } from './route.ts'
import { ListedUser, SignIn, toListedUser, toSignIn } from './shapes.ts'

export const peopleRoutes = [
  route({
    method: 'GET',
    path: '/api/v2/apps/{id}/sessions',
    name: 'provisioning.list_sessions',
    access: 'account',
    summary: 'Recent sign-ins of an app, newest first',
    description: 'Codes and refresh tokens are never returned.',
    params: Id,
    query: Paging,
    returns: object({ sessions: Type.Array(SignIn) }),
    errors: [400, 401, 404],
    handle: async (ctx, { params, query }) => {
      const app = await apps.mustOwn(ctx, params.id)
      return { sessions: (await apps.listSignIns(ctx, app, pageOf(query))).map(toSignIn) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v2/apps/{id}/users',
    name: 'provisioning.list_users',
    access: 'account',
    summary: 'End users of an app, newest first',
    description: 'Empty for firebase and supabase, which manage their own users.',
    params: Id,
    query: Paging,
    returns: object({ users: Type.Array(ListedUser) }),
    errors: [400, 401, 404],
    handle: async (ctx, { params, query }) => {
      const app = await apps.mustOwn(ctx, params.id)
      return { users: (await apps.listUsers(ctx, app, pageOf(query))).map(toListedUser) }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v2/apps/{id}/users/{userId}',
    name: 'provisioning.delete_user',
    access: 'account',
    summary: 'Delete an end user and end their logins',
    params: object({
      id: Type.String({ maxLength: 500 }),
      userId: Type.String({ maxLength: 500 }),
    }),
    errors: [401, 404],
    handle: async (ctx, { params }) => {
      const app = await apps.mustOwn(ctx, params.id)
      await apps.removeUser(ctx, app, await apps.mustHaveUser(ctx, app, params.userId))
    },
  }),
]
