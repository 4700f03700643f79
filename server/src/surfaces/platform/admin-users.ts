import * as users from '../../features/users/index.ts'
import {
  EmailInput,
  label,
  nullable,
  object,
  oneOf,
  secretText,
  TimeInput,
  Type,
  Uuid,
} from '../../kernel/schema.ts'
import { pageOf, paging } from './admin-lists.ts'
import { Metadata, PersonShape, RoleName, toPerson } from './admin-users-fields.ts'
import { mustBeSmall } from './auth.ts'
import { route } from './route.ts'

const access = 'instance_admin'
const Id = object({ id: Uuid })
const Password = secretText({ minLength: 1, maxLength: 1024 })

const mustFit = (given: {
  user_metadata?: Record<string, unknown>
  app_metadata?: Record<string, unknown>
}): void => {
  if (given.user_metadata) mustBeSmall(given.user_metadata)
  if (given.app_metadata) mustBeSmall(given.app_metadata)
}

/** Accounts, and the end users of apps. */
export const adminUserRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/admin/users',
    name: 'users.list',
    access,
    summary: 'Accounts, or the end users of an app',
    query: object({
      q: Type.Optional(Type.String({ minLength: 1, maxLength: 254 })),
      app_id: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
      verified: Type.Optional(Type.Boolean()),
      banned: Type.Optional(Type.Boolean()),
      anonymous: Type.Optional(Type.Boolean()),
      second_factor: Type.Optional(Type.Boolean()),
      provider: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
      role: Type.Optional(RoleName),
      order: Type.Optional(oneOf(users.orders)),
      count: Type.Optional(Type.Boolean({ description: 'With how many there are in all' })),
      ...paging(),
    }),
    returns: object({
      ...pageOf('users', PersonShape),
      total: Type.Optional(Type.Integer()),
    }),
    errors: [400, 401, 403, 404],
    handle: async (ctx, { query }) => {
      const { order = 'created_at.desc', limit = 50, cursor, count, ...filters } = query
      const found = await users.list(ctx, filters, { order, limit, cursor, count })
      return { ...found, users: found.users.map(toPerson) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/users',
    name: 'users.create',
    access,
    summary: 'Make an account whose mailbox counts as proven',
    description:
      'With a password, or with `invite`: then a mail leads to choosing one. With neither the ' +
      'person signs in by code or link.',
    body: object({
      email: EmailInput,
      password: Type.Optional(Password),
      invite: Type.Optional(Type.Boolean()),
      full_name: Type.Optional(label(200)),
      user_metadata: Type.Optional(Metadata),
      app_metadata: Type.Optional(Metadata),
      role: Type.Optional(RoleName),
    }),
    returns: PersonShape,
    status: 201,
    errors: [400, 401, 403, 409],
    handle: async (ctx, { body }) => {
      mustFit(body)
      return toPerson(await users.create(ctx, body))
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/users/{id}',
    name: 'users.get',
    access,
    summary: 'One person',
    params: Id,
    returns: PersonShape,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params }) => toPerson(await users.get(ctx, params.id)),
  }),
  route({
    method: 'PATCH',
    path: '/api/v1/admin/users/{id}',
    name: 'users.change',
    access,
    summary: 'Change an account; what is left out stays, metadata is replaced whole',
    params: Id,
    body: object({
      email: Type.Optional(EmailInput),
      email_verified: Type.Optional(Type.Literal(true)),
      password: Type.Optional(Password),
      full_name: Type.Optional(nullable(label(200))),
      username: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{1,49}$' })),
      user_metadata: Type.Optional(Metadata),
      app_metadata: Type.Optional(Metadata),
      role: Type.Optional(RoleName),
    }),
    returns: PersonShape,
    errors: [400, 401, 403, 404, 409],
    handle: async (ctx, { params, body }) => {
      mustFit(body)
      return toPerson(await users.change(ctx, params.id, body))
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/admin/users/{id}',
    name: 'users.delete',
    access,
    summary: 'End a person with everything they hold',
    params: Id,
    errors: [400, 401, 403, 404, 409],
    handle: (ctx, { params }) => users.remove(ctx, params.id),
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/users/{id}/ban',
    name: 'users.ban',
    access,
    summary: 'Keep a person out, for good or until a time; their sessions end at once',
    params: Id,
    body: object({ until: Type.Optional(TimeInput), reason: Type.Optional(label(500)) }),
    returns: PersonShape,
    errors: [400, 401, 403, 404, 409],
    handle: async (ctx, { params, body: { until, reason } }) => {
      const time = until === undefined ? undefined : new Date(until)
      return toPerson(await users.ban(ctx, params.id, { until: time, reason }))
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/users/{id}/unban',
    name: 'users.unban',
    access,
    summary: 'Let a person in again',
    params: Id,
    returns: PersonShape,
    errors: [400, 401, 403, 404],
    handle: async (ctx, { params }) => toPerson(await users.unban(ctx, params.id)),
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/users/{id}/reset-password',
    name: 'users.reset_password',
    access,
    summary: 'Mail a link to a new password',
    params: Id,
    returns: object({ email_queued: Type.Literal(true) }),
    status: 202,
    errors: [400, 401, 403, 404, 409],
    handle: async (ctx, { params }) => {
      await users.invite(ctx, params.id)
      return { email_queued: true as const }
    },
  }),
]
