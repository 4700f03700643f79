import * as invitations from '../../features/invitations/index.ts'
import * as tenants from '../../features/tenants/index.ts'
import { EmailInput, label, object, oneOf, Time, Type, Uuid } from '../../kernel/schema.ts'
import { mustBeSmall } from './auth.ts'
import { route } from './route.ts'
import { Success } from './shapes.ts'

const statuses = ['creating', 'active', 'error', 'deleting'] as const

const Metadata = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
})

const tenantFields = {
  id: Uuid,
  slug: Type.String(),
  name: Type.String(),
  status: oneOf(statuses),
  is_default: Type.Boolean(),
  metadata: Metadata,
  created_at: Time,
  updated_at: Time,
  deleted_at: Type.Optional(Time),
}

/** A tenant; without `db_name` it shares the main database. */
const TenantShape = object(tenantFields)
const OwnTenant = object({ ...tenantFields, my_role: Type.Literal('tenant_admin') })

const toTenant = ({ deleted_at, is_managed: _, ...tenant }: tenants.Tenant) => ({
  ...tenant,
  ...(deleted_at === null ? {} : { deleted_at }),
})

/** By id or slug. */
export const TenantRef = object({ id: Type.String({ maxLength: 100 }) })

export const tenantRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/admin/tenants',
    name: 'tenants.list',
    access: 'tenants',
    summary: 'All tenants, oldest first',
    query: object({ status: Type.Optional(oneOf(statuses)) }),
    returns: Type.Array(TenantShape),
    errors: [401, 403],
    handle: async (ctx, { query }) => (await tenants.list(ctx, query.status)).map(toTenant),
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/tenants/mine',
    name: 'tenants.list_mine',
    access: 'admin',
    summary: 'The tenants the caller was made admin of',
    returns: Type.Array(OwnTenant),
    errors: [401, 403],
    handle: async (ctx) =>
      (await tenants.listMine(ctx)).map((tenant) => ({
        ...toTenant(tenant),
        my_role: 'tenant_admin' as const,
      })),
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/tenants/deleted',
    name: 'tenants.list_deleted',
    access: 'tenants',
    summary: 'Deleted tenants that can be recovered, newest deletion first',
    returns: Type.Array(TenantShape),
    errors: [401, 403],
    handle: async (ctx) => (await tenants.listDeleted(ctx)).map(toTenant),
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/tenants',
    name: 'tenants.create',
    access: 'tenants',
    summary: 'Make a tenant',
    description:
      'Its rows stand in the shared database, apart from those of other tenants by row-level ' +
      'security. Keys are shown this once.',
    body: object({
      slug: Type.String({ minLength: 1, maxLength: 63 }),
      name: label(255),
      metadata: Type.Optional(Metadata),
      db_mode: Type.Optional(oneOf(['auto', 'existing'])),
      db_name: Type.Optional(Type.String({ minLength: 1, maxLength: 63 })),
      auto_generate_keys: Type.Optional(Type.Boolean()),
      admin_user_id: Type.Optional(Uuid),
      admin_email: Type.Optional(EmailInput),
      send_keys_to_email: Type.Optional(
        Type.Boolean({ description: 'Keys are never mailed: true is refused' }),
      ),
    }),
    returns: object({
      ...tenantFields,
      tenant: TenantShape,
      anon_key: Type.Optional(Type.String()),
      service_key: Type.Optional(Type.String()),
      invitation_sent: Type.Boolean(),
      invitation_email: Type.Optional(Type.String()),
    }),
    status: 201,
    errors: [400, 401, 403, 409, 501],
    handle: async (ctx, { body }) => {
      const { tenant, keys, invited, email } = await invitations.openTenant(ctx, {
        slug: body.slug,
        name: body.name,
        metadata: mustBeSmall(body.metadata ?? {}),
        dbMode: body.db_mode ?? 'auto',
        dbName: body.db_name,
        makeKeys: body.auto_generate_keys ?? true,
        mailKeys: body.send_keys_to_email ?? false,
        adminUserId: body.admin_user_id,
        adminEmail: body.admin_email,
      })
      return {
        ...toTenant(tenant),
        tenant: toTenant(tenant),
        ...keys,
        invitation_sent: invited,
        ...(email === undefined ? {} : { invitation_email: email }),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/tenants/{id}',
    name: 'tenants.get',
    access: 'tenant',
    summary: 'One tenant, by id or slug',
    params: TenantRef,
    returns: TenantShape,
    errors: [401, 403, 404],
    handle: async (ctx, { params }) => toTenant(await tenants.get(ctx, params.id)),
  }),
  route({
    method: 'PATCH',
    path: '/api/v1/admin/tenants/{id}',
    name: 'tenants.change',
    access: 'tenant',
    summary: 'Change name or metadata; metadata is replaced whole',
    params: TenantRef,
    body: object({ name: Type.Optional(label(255)), metadata: Type.Optional(Metadata) }),
    returns: TenantShape,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params, body }) => {
      if (body.metadata) mustBeSmall(body.metadata)
      return toTenant(await tenants.change(ctx, params.id, body))
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/admin/tenants/{id}',
    name: 'tenants.delete',
    access: 'tenants',
    summary: 'Delete a tenant; with hard, for good',
    params: TenantRef,
    query: object({ hard: Type.Optional(Type.Boolean()) }),
    errors: [400, 401, 403, 404],
    handle: (ctx, { params, query }) => tenants.remove(ctx, params.id, query.hard ?? false),
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/tenants/{id}/recover',
    name: 'tenants.recover',
    access: 'tenants',
    summary: 'Bring a deleted tenant back',
    params: TenantRef,
    returns: object({ status: Type.Literal('recovered') }),
    errors: [400, 401, 403, 409],
    handle: async (ctx, { params }) => {
      await tenants.recover(ctx, params.id)
      return { status: 'recovered' as const }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/tenants/{id}/migrate',
    name: 'tenants.migrate',
    access: 'tenants',
    summary: 'Bring the database of a tenant up to date',
    params: TenantRef,
    returns: object({ status: Type.Literal('skipped'), reason: Type.String() }),
    errors: [401, 403, 404],
    handle: async (ctx, { params }) => {
      await tenants.get(ctx, params.id)
      return { status: 'skipped' as const, reason: 'This tenant shares the main database' }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/tenants/{id}/repair',
    name: 'tenants.repair',
    access: 'tenants',
    summary: 'Make a tenant that went wrong work again',
    params: TenantRef,
    returns: Success,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params }) => {
      await tenants.repair(ctx, params.id)
      return { success: true, message: 'The tenant is active' }
    },
  }),
]
