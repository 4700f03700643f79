import * as settings from '../../features/settings/index.ts'
import { object, oneOf, Time, Type, Uuid } from '../../kernel/schema.ts'
import { present } from './present.ts'
import { route } from './route.ts'

const Entry = object({
  key: Type.String(),
  value: settings.AnyValue,
  source: oneOf(['default', 'instance', 'tenant'], 'Whose word is in force'),
  is_public: Type.Boolean(),
  description: Type.Optional(Type.String()),
  updated_at: Type.Optional(Time),
})

/** A value may be null and is there all the same. */
const toEntry = ({ value, ...entry }: settings.Entry) => ({ value, ...present(entry) })

const ByKey = object({ key: settings.SettingKey })

/** Settings of the tenant at hand; without one, or in the default tenant, those of the instance. */
export const adminSettingRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/admin/settings',
    name: 'admin_settings.list',
    access: 'admin',
    summary: 'All settings in force, with the defaults of sign-in',
    query: object({ prefix: Type.String({ default: '', maxLength: 255 }) }),
    returns: Type.Array(Entry),
    errors: [401, 403],
    handle: async (ctx, { query }) => (await settings.entries(ctx, query.prefix)).map(toEntry),
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/settings/{key}',
    name: 'admin_settings.get',
    access: 'admin',
    summary: 'One setting in force',
    params: ByKey,
    returns: Entry,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params }) => toEntry(await settings.entry(ctx, params.key)),
  }),
  route({
    method: 'PUT',
    path: '/api/v1/admin/settings/{key}',
    name: 'admin_settings.put',
    access: 'admin',
    summary: 'Change a setting',
    description:
      'In force on every process at once. Settings of the instance are for instance admins; a ' +
      'tenant admin changes those of the tenant that the instance leaves open.',
    params: ByKey,
    body: object({
      value: settings.AnyValue,
      is_public: Type.Optional(Type.Boolean()),
      description: Type.Optional(settings.Description),
    }),
    returns: Entry,
    errors: [400, 401, 403],
    handle: async (ctx, { params: { key }, body }) => {
      const { value, is_public: isPublic, description } = body
      return toEntry(await settings.change(ctx, { key, value, isPublic, description }))
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/admin/settings/{key}',
    name: 'admin_settings.delete',
    access: 'admin',
    summary: 'Back to what the instance says, or to the default',
    params: ByKey,
    errors: [400, 401, 403, 404],
    handle: (ctx, { params }) => settings.reset(ctx, params.key),
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/settings/user/{user_id}/secret/{key}/decrypt',
    name: 'admin_settings.decrypt',
    access: 'decrypt_secrets',
    summary: "The value of a person's secret",
    description: 'For service keys alone; every reading is written into the audit log.',
    params: object({ user_id: Uuid, key: settings.SettingKey }),
    returns: object({ value: Type.String() }),
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params }) => ({
      value: await settings.ownSecrets.reveal(ctx, params.user_id, params.key),
    }),
  }),
]
