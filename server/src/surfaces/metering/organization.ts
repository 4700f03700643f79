import { memberRoles } from '../../features/members/index.ts'
import * as organizations from '../../features/organizations/index.ts'
import {
  EmailInput,
  label,
  nullable,
  object,
  oneOf,
  Time,
  Type,
  Uuid,
} from '../../kernel/schema.ts'
import { Page, PageOf, pageOf, route } from './route.ts'

const path = '/api/v1/organization'

const address = ['line1', 'city', 'state', 'country', 'postal_code'] as const
type AddressField = `billing_address_${(typeof address)[number]}`
const addressFields = <T>(schema: T) =>
  Object.fromEntries(address.map((part) => [`billing_address_${part}`, schema])) as Record<
    AddressField,
    T
  >

const OrganizationShape = object({
  id: Uuid,
  name: Type.String(),
  ...addressFields(nullable(Type.String())),
  default_currency: Type.String({ description: 'ISO 4217' }),
  timezone: Type.String({ description: 'IANA' }),
  auto_create_customers: Type.Boolean(),
  created_at: Time,
  updated_at: Time,
})

const Role = oneOf(memberRoles)
const PersonShape = object({
  id: Uuid,
  email: nullable(Type.String()),
  name: nullable(Type.String()),
  role: Role,
  status: oneOf(['active', 'invited'], 'Of who is invited, the id is that of the invitation'),
  created_at: Time,
  expires_at: nullable(Time),
})
const PersonRef = object({ id: Uuid })

/** The organization in which somebody works, and its people. */
export const organizationRoutes = [
  route({
    method: 'GET',
    path,
    name: 'metering.get_organization',
    access: 'member',
    summary: 'The organization in which you work',
    returns: OrganizationShape,
    errors: [401, 404],
    handle: (ctx) => organizations.get(ctx),
  }),
  route({
    method: 'PATCH',
    path,
    name: 'metering.change_organization',
    access: 'manage',
    summary: 'Change the organization; what is left out stays',
    body: object({
      name: Type.Optional(label(255)),
      ...addressFields(Type.Optional(nullable(label(255)))),
      default_currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
      timezone: Type.Optional(label(64)),
      auto_create_customers: Type.Optional(Type.Boolean()),
    }),
    returns: OrganizationShape,
    errors: [400, 401, 403, 422],
    handle: (ctx, { body }) => organizations.change(ctx, body),
  }),
  route({
    method: 'GET',
    path: `${path}/members`,
    name: 'metering.list_members',
    access: 'member',
    summary: 'Who is in the organization, and who is invited',
    query: object(Page),
    returns: PageOf(PersonShape),
    errors: [401, 422],
    handle: (ctx, { query }) =>
      pageOf(
        query,
        (range) => organizations.listPeople(ctx, range),
        (person) => person,
      ),
  }),
  route({
    method: 'POST',
    path: `${path}/members`,
    name: 'metering.invite_member',
    access: 'manage',
    summary: 'Invite an address; nobody is a member before they accept',
    body: object({ email: EmailInput, role: Role }),
    returns: PersonShape,
    status: 201,
    errors: [401, 403, 409, 422, 429],
    handle: (ctx, { body }) => organizations.invite(ctx, body),
  }),
  route({
    method: 'PATCH',
    path: `${path}/members/{id}`,
    name: 'metering.change_member',
    access: 'manage',
    summary: 'Give a member another role',
    params: PersonRef,
    body: object({ role: Role }),
    returns: PersonShape,
    errors: [401, 403, 404, 409, 422],
    handle: (ctx, { params, body }) => organizations.changeRole(ctx, params.id, body.role),
  }),
  route({
    method: 'DELETE',
    path: `${path}/members/{id}`,
    name: 'metering.remove_member',
    access: 'member',
    summary: 'Take somebody out, or an invitation back; everybody may leave',
    params: PersonRef,
    errors: [401, 403, 404, 409, 422],
    handle: (ctx, { params }) => organizations.removePerson(ctx, params.id),
  }),
]
