import * as tenants from '../../features/tenants/index.ts'
import { nullable, object, oneOf, secretText, Time, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'
import { TenantRef } from './tenants.ts'

const Anything = Type.Unsafe<unknown>({})
const source = oneOf(['tenant', 'instance', 'config'])

const SettingsShape = object({
  tenant_id: Uuid,
  tenant_name: Type.String(),
  settings: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
  overridable_settings: nullable(Type.Array(Type.String())),
  created_at: Time,
  updated_at: Time,
})

const SettingRef = object({
  id: Type.String({ maxLength: 100 }),
  path: Type.String({ maxLength: 255, description: 'Words joined by dots' }),
})

export const tenantSettingRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/admin/tenants/{id}/settings',
    name: 'tenants.show_settings',
    access: 'tenant',
    summary: 'What a tenant set itself; secrets only by name',
    params: TenantRef,
    returns: SettingsShape,
    errors: [401, 403, 404],
    handle: (ctx, { params }) => tenants.showSettings(ctx, params.id),
  }),
  route({
    method: 'PATCH',
    path: '/api/v1/admin/tenants/{id}/settings',
    name: 'tenants.change_settings',
    access: 'tenant',
    summary: 'Set settings and secrets of a tenant: all of them or none',
    params: TenantRef,
    body: object({
      settings: Type.Optional(
        Type.Unsafe<Record<string, unknown>>({
          type: 'object',
          additionalProperties: true,
          maxProperties: 100,
        }),
      ),
      secrets: Type.Optional(
        Type.Unsafe<Record<string, string>>({
          type: 'object',
          additionalProperties: secretText({ minLength: 1, maxLength: 16_384 }),
          maxProperties: 100,
        }),
      ),
    }),
    returns: SettingsShape,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params, body }) => {
      await tenants.changeSettings(ctx, params.id, body)
      return tenants.showSettings(ctx, params.id)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/tenants/{id}/settings/{path}',
    name: 'tenants.show_setting',
    access: 'tenant',
    summary: 'A setting as it holds in a tenant, and whose word it is',
    params: SettingRef,
    returns: object({
      tenant_id: Uuid,
      path: Type.String(),
      value: Type.Optional(Anything),
      is_secret: Type.Optional(Type.Boolean()),
      source,
      is_overridable: Type.Boolean(),
    }),
    errors: [401, 403, 404],
    handle: (ctx, { params }) => tenants.showSetting(ctx, params.id, params.path),
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/admin/tenants/{id}/settings/{path}',
    name: 'tenants.unset_setting',
    access: 'tenant',
    summary: 'Back to what the instance says',
    params: SettingRef,
    errors: [401, 403, 404],
    handle: (ctx, { params }) => tenants.unsetSetting(ctx, params.id, params.path),
  }),
]
