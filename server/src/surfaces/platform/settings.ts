import type { Ctx } from '../../engines/context.ts'
import * as settings from '../../features/settings/index.ts'
import { invalidField } from '../../kernel/errors.ts'
import type { Reply } from '../../kernel/route.ts'
import { object, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'
import { adminSettingRoutes } from './settings-admin.ts'
import { userSecretRoutes } from './user-secrets.ts'
import { userSettingRoutes } from './user-settings.ts'

const Named = object({ key: Type.String(), value: settings.AnyValue })

const toNamed = ({ key, value }: settings.SettingRow) => ({ key, value })

const maxKeys = 100

/**
 * What everybody may read may be kept for a moment, but by nobody for somebody else: credential and
 * tenant decide what there is.
 */
function cacheShortly(ctx: Ctx, reply: Reply): void {
  const isOpen = ctx.caller.kind === 'nobody'
  reply.header('cache-control', isOpen ? 'public, max-age=5' : 'private, no-cache')
  reply.header('vary', 'authorization, apikey, x-client-key, x-service-key, clientkey, x-fb-tenant')
}

const publicRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/settings',
    name: 'settings.list',
    access: 'optional',
    summary: 'Settings of the tenant and the instance',
    description: 'Administrators and service keys see all of them, others the public ones.',
    query: object({
      prefix: Type.String({ default: '', maxLength: 255 }),
      limit: Type.Integer({ default: 100, minimum: 1, maximum: 1000 }),
    }),
    returns: Type.Array(Named),
    etag: true,
    errors: [400, 401],
    handle: async (ctx, { query }, reply) => {
      const rows = await settings.list(ctx, query)
      cacheShortly(ctx, reply)
      return rows.map(toNamed)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/settings/batch',
    name: 'settings.batch',
    access: 'optional',
    summary: 'Several settings at once',
    description: 'What is missing or hidden is left out.',
    body: object({
      keys: Type.Array(Type.String({ maxLength: 255 }), { maxItems: maxKeys }),
    }),
    returns: Type.Array(Named),
    errors: [400, 401],
    handle: async (ctx, { body }) => {
      if (body.keys.length === 0) throw invalidField('keys', 'required', 'Name at least one key')
      return (await settings.findMany(ctx, body.keys)).map(toNamed)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/settings/{key}',
    name: 'settings.get',
    access: 'optional',
    summary: 'One setting',
    params: object({ key: Type.String({ maxLength: 500 }) }),
    returns: object({ value: settings.AnyValue }),
    etag: true,
    errors: [401, 404],
    handle: async (ctx, { params }, reply) => {
      const { value } = await settings.find(ctx, params.key)
      cacheShortly(ctx, reply)
      return { value: settings.unwrap(value) }
    },
  }),
]

/** Words after `settings/` that mean something win over keys. */
export const settingRoutes = [
  ...publicRoutes,
  ...userSettingRoutes,
  ...userSecretRoutes,
  ...adminSettingRoutes,
]
