import * as customers from '../../features/customers/index.ts'
import { usageOfCustomer } from '../../features/usage/index.ts'
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
import { Passed } from '../../kernel/send.ts'
import { inMode, Mode } from './mode.ts'
import { Page, PageOf, pageOf, route } from './route.ts'
import { CustomerUsage, Range } from './usage-shapes.ts'

const path = '/api/v1/customers'
const text = nullable(Type.String())

export const CustomerShape = object({
  id: Uuid,
  organization_id: Uuid,
  external_id: text,
  name: Type.String(),
  email: text,
  phone: text,
  billing_address_line1: text,
  billing_address_city: text,
  billing_address_state: text,
  billing_address_country: text,
  billing_address_postal_code: text,
  status: oneOf(customers.customerStatuses),
  mode: oneOf(['live', 'test']),
  created_at: Time,
  updated_at: Time,
})

const optional = (length: number) => Type.Optional(nullable(label(length)))

const details = {
  external_id: optional(255),
  phone: optional(64),
  billing_address_line1: optional(255),
  billing_address_city: optional(255),
  billing_address_state: optional(255),
  billing_address_country: optional(255),
  billing_address_postal_code: optional(64),
}

const CustomerRef = object({ id: Uuid })

/** Who an organization sells to. */
export const customerRoutes = [
  route({
    method: 'POST',
    path,
    name: 'metering.create_customer',
    access: 'write_customers',
    summary: 'Create a customer',
    query: object(Mode),
    body: object({ name: label(255), email: EmailInput, ...details }),
    returns: CustomerShape,
    status: 201,
    errors: [401, 403, 409, 422],
    handle: (ctx, { query, body }) => customers.create(inMode(ctx, query.mode), body),
  }),
  route({
    method: 'GET',
    path,
    name: 'metering.list_customers',
    access: 'read_customers',
    summary: 'The customers, newest first',
    query: object({ ...Page, ...Mode, search: Type.Optional(label(255)) }),
    returns: PageOf(CustomerShape),
    errors: [401, 403, 422],
    handle: (ctx, { query }) =>
      pageOf(
        query,
        (range) => customers.list(inMode(ctx, query.mode), range, query.search),
        (customer) => customer,
      ),
  }),
  route({
    method: 'GET',
    path: `${path}/{id}`,
    name: 'metering.get_customer',
    access: 'read_customers',
    summary: 'One customer',
    params: CustomerRef,
    returns: CustomerShape,
    errors: [401, 403, 404, 422],
    handle: (ctx, { params }) => customers.get(ctx, params.id),
  }),
  route({
    method: 'PUT',
    path: `${path}/{id}`,
    name: 'metering.change_customer',
    access: 'write_customers',
    summary: 'Change a customer; what is left out stays',
    description: 'An archived customer takes no usage: its events are refused with 404.',
    params: CustomerRef,
    body: object({
      name: Type.Optional(label(255)),
      email: Type.Optional(EmailInput),
      ...details,
      status: Type.Optional(oneOf(customers.customerStatuses)),
    }),
    returns: CustomerShape,
    errors: [400, 401, 403, 404, 409, 422],
    handle: (ctx, { params, body }) => customers.change(ctx, params.id, body),
  }),
  route({
    method: 'DELETE',
    path: `${path}/{id}`,
    name: 'metering.delete_customer',
    access: 'write_customers',
    summary: 'Forget a customer, for good; what was counted stays counted',
    params: CustomerRef,
    errors: [401, 403, 404, 422],
    handle: (ctx, { params }) => customers.remove(ctx, params.id),
  }),
  route({
    method: 'GET',
    path: `${path}/{id}/usage`,
    name: 'metering.customer_usage',
    access: 'view_usage',
    summary: 'What one customer used of every meter',
    params: CustomerRef,
    query: object({ ...Range, ...Mode }),
    returns: CustomerUsage,
    errors: [400, 401, 403, 404, 422],
    handle: async (ctx, { params, query: { mode, ...asked } }) =>
      new Passed(await usageOfCustomer(inMode(ctx, mode), params.id, asked)),
  }),
]
