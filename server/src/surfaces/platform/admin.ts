import * as administration from '../../features/administration/index.ts'
import * as identity from '../../features/identity/index.ts'
import {
  EmailInput,
  label,
  nullable,
  object,
  secretText,
  Time,
  Type,
  Uuid,
} from '../../kernel/schema.ts'
import { orSecondFactor } from './auth.ts'
import { route } from './route.ts'
import { FactorKinds, Success, toAuthResponse } from './shapes.ts'

/** Somebody who administers, in the union of what server and SDK call them. */
export const AdminUser = object({
  id: Uuid,
  email: Type.String(),
  name: Type.String(),
  full_name: nullable(Type.String()),
  avatar_url: nullable(Type.String()),
  role: Type.String(),
  email_verified: Type.Boolean(),
  is_active: Type.Boolean(),
  is_locked: Type.Boolean(),
  last_login_at: nullable(Time),
  created_at: Time,
  updated_at: Time,
})

export const toAdminUser = (user: identity.User) => ({
  id: user.id,
  email: user.email ?? '',
  name: user.full_name ?? user.username ?? '',
  full_name: user.full_name,
  avatar_url: user.avatar_url,
  role: user.role,
  email_verified: user.email_verified_at !== null,
  is_active: user.disabled_at === null,
  is_locked: false,
  last_login_at: user.last_sign_in_at,
  created_at: user.created_at,
  updated_at: user.updated_at,
})

export const AdminSession = object({
  user: Type.Optional(AdminUser),
  access_token: Type.Optional(Type.String()),
  refresh_token: Type.Optional(Type.String()),
  expires_in: Type.Optional(Type.Integer()),
  token_type: Type.Optional(Type.String()),
  requires_2fa: Type.Optional(Type.Boolean()),
  user_id: Type.Optional(Type.String()),
  mfa_token: Type.Optional(Type.String()),
  factors: Type.Optional(FactorKinds),
  message: Type.Optional(Type.String()),
})

export const toAdminSession = (signedIn: identity.SignedIn) => ({
  ...toAuthResponse(signedIn),
  user: toAdminUser(signedIn.user),
})

/** The answer of a way in for administrators: tokens, or the question for the second factor. */
export async function asAdmin(signIn: Promise<identity.SignedIn>) {
  const answer = await orSecondFactor(signIn)
  return 'requires_2fa' in answer ? answer : { ...answer, user: toAdminUser((await signIn).user) }
}

const Password = secretText({ minLength: 1, maxLength: 1024 })

export const adminRoutes = [
  route({
    method: 'GET',
    path: '/api/v1/admin/setup/status',
    name: 'admin.setup_status',
    access: 'public',
    summary: 'Whether this instance is set up',
    returns: object({ needs_setup: Type.Boolean(), has_admin: Type.Boolean() }),
    handle: (ctx) => administration.setUpStatus(ctx),
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/setup',
    name: 'admin.setup',
    access: 'public',
    summary: 'Make the first instance admin',
    description: 'With the set-up token that the server prints while nobody has used it.',
    body: object({
      email: EmailInput,
      password: Password,
      name: label(100),
      setup_token: secretText({ minLength: 1, maxLength: 200 }),
    }),
    returns: AdminSession,
    status: 201,
    errors: [400, 401, 403, 429],
    handle: async (ctx, { body }) => {
      const { setup_token: token, ...rest } = body
      return toAdminSession(await administration.setUp(ctx, { ...rest, token }))
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/login',
    name: 'admin.login',
    access: 'public',
    summary: 'Sign in as somebody who administers',
    body: object({ email: Type.String({ minLength: 1, maxLength: 254 }), password: Password }),
    returns: AdminSession,
    errors: [400, 401, 403, 429],
    handle: (ctx, { body }) => asAdmin(administration.signIn(ctx, body)),
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/refresh',
    name: 'admin.refresh',
    access: 'public',
    summary: 'Exchange a refresh token',
    body: object({ refresh_token: secretText({ minLength: 1, maxLength: 4096 }) }),
    returns: AdminSession,
    errors: [400, 401, 403, 429],
    handle: async (ctx, { body }) =>
      toAdminSession(await administration.refresh(ctx, body.refresh_token)),
  }),
  route({
    method: 'POST',
    path: '/api/v1/admin/logout',
    name: 'admin.logout',
    access: 'sign_out',
    summary: 'End this session',
    returns: Success,
    errors: [401],
    handle: async (ctx) => {
      await identity.signOut(ctx, 'local')
      return { success: true, message: 'Signed out' }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/admin/me',
    name: 'admin.me',
    access: 'dashboard',
    summary: 'The administrator who is signed in',
    returns: object({ user: AdminUser }),
    errors: [401, 403],
    handle: async (ctx) => ({ user: toAdminUser(await identity.self(ctx)) }),
  }),
]
