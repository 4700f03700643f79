import * as members from '../../features/members/index.ts'
import { nullable, object, oneOf, Time, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'
import { TenantRef } from './tenants.ts'

const roles = ['tenant_admin', 'tenant_member'] as const

/** In the union of what server and SDK call it. */
const MembershipShape = object({
  id: Uuid,
  tenant_id: Uuid,
  user_id: Uuid,
  email: nullable(Type.String()),
  role: oneOf(roles),
  dashboard_role: oneOf(roles),
  member_role: nullable(oneOf(members.memberRoles)),
  assigned_at: Time,
  created_at: Time,
})

const toMembership = (membership: members.Membership) => ({
  ...membership,
  dashboard_role: membership.role,
  created_at: membership.assigned_at,
})

const MemberRef = object({
  id: Type.String({ maxLength: 100 }),
  user_id: Type.String({ maxLength: 100 }),
})

const Role = oneOf(
  members.tenantRoles,
  'tenant_admin administers the tenant; the others have rights over its data alone',
)

/** Two names of one list: who administers is among who belongs. */
const under = (noun: 'admins' | 'members') => {
  const many = `/api/v1/admin/tenants/{id}/${noun}`
  const one = `${many}/{user_id}`
  return [
    route({
      method: 'GET',
      path: many,
      name: `tenants.list_${noun}`,
      access: 'tenant',
      summary: 'The people of a tenant',
      params: TenantRef,
      returns: Type.Array(MembershipShape),
      errors: [401, 403, 404],
      handle: async (ctx, { params }) => (await members.list(ctx, params.id)).map(toMembership),
    }),
    route({
      method: 'POST',
      path: many,
      name: `tenants.assign_${noun}`,
      access: 'tenant',
      summary: 'Take an account into a tenant',
      params: TenantRef,
      body: object({ user_id: Uuid, role: Type.Optional(Role) }),
      returns: MembershipShape,
      status: 201,
      errors: [400, 401, 403, 404],
      handle: async (ctx, { params, body }) => {
        const given = { userId: body.user_id, role: body.role ?? 'tenant_admin' }
        return toMembership(await members.assign(ctx, params.id, given))
      },
    }),
    route({
      method: 'PATCH',
      path: one,
      name: `tenants.change_${noun}`,
      access: 'tenant',
      summary: 'Change what somebody is in a tenant',
      params: MemberRef,
      body: object({ role: Role }),
      returns: MembershipShape,
      errors: [400, 401, 403, 404],
      handle: async (ctx, { params, body }) =>
        toMembership(await members.change(ctx, params.id, params.user_id, body.role)),
    }),
    route({
      method: 'DELETE',
      path: one,
      name: `tenants.remove_${noun}`,
      access: 'tenant',
      summary: 'Take somebody out of a tenant, with every right over it',
      params: MemberRef,
      errors: [401, 403, 404],
      handle: (ctx, { params }) => members.remove(ctx, params.id, params.user_id),
    }),
  ]
}

export const tenantMemberRoutes = [...under('admins'), ...under('members')]
