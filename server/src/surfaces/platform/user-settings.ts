import * as settings from '../../features/settings/index.ts'
import { object, oneOf, Type } from '../../kernel/schema.ts'
import { present } from './present.ts'
import { route } from './route.ts'

const { own } = settings

const ByKey = object({ key: settings.SettingKey })

/** What a person keeps for themselves; a client key of theirs counts as them. */
export const userSettingRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/settings/user/list',
    name: 'user_settings.list',
    access: 'owner',
    summary: 'Your own settings, by key',
    returns: Type.Array(settings.UserSetting),
    errors: [401],
    handle: async (ctx) => (await own.list(ctx)).map(present),
  }),
  route({
    method: 'GET',
    path: '/api/v1/settings/user/own/{key}',
    name: 'user_settings.get_own',
    access: 'owner',
    summary: 'One of your own settings',
    params: ByKey,
    returns: settings.UserSetting,
    errors: [400, 401, 404],
    handle: async (ctx, { params }) => present(await own.get(ctx, params.key)),
  }),
  route({
    method: 'GET',
    path: '/api/v1/settings/user/system/{key}',
    name: 'user_settings.get_system',
    access: 'owner',
    summary: 'A setting of the tenant or the instance',
    params: ByKey,
    returns: object({ key: Type.String(), value: settings.ObjectValue }),
    errors: [400, 401, 404],
    handle: async (ctx, { params: { key } }) => {
      const { value } = await settings.find(ctx, key)
      return { key, value: settings.wrap(value) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/settings/user/{key}',
    name: 'user_settings.get',
    access: 'owner',
    summary: 'Your own setting, else that of the tenant or the instance',
    params: ByKey,
    returns: object({
      key: Type.String(),
      value: settings.ObjectValue,
      source: oneOf(['user', 'system']),
    }),
    errors: [400, 401, 404],
    handle: (ctx, { params }) => own.resolve(ctx, params.key),
  }),
  route({
    method: 'PUT',
    path: '/api/v1/settings/user/{key}',
    name: 'user_settings.put',
    access: 'owner_write',
    summary: 'Set one of your own settings',
    params: ByKey,
    body: object({
      /** The path names it; clients send it along. */
      key: Type.Optional(Type.String()),
      value: settings.ObjectValue,
      description: Type.Optional(settings.Description),
    }),
    returns: settings.UserSetting,
    errors: [400, 401, 409, 429],
    handle: async (ctx, { params: { key }, body: { value, description } }) =>
      present(await own.put(ctx, { key, value, description })),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/settings/user/{key}',
    name: 'user_settings.delete',
    access: 'owner_delete',
    summary: 'Forget one of your own settings',
    params: ByKey,
    errors: [400, 401, 404],
    handle: (ctx, { params }) => own.remove(ctx, params.key),
  }),
]
