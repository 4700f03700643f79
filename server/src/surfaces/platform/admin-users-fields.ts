import type { Person } from '../../features/users/index.ts'
import { nullable, object, oneOf, Time, Type, Uuid } from '../../kernel/schema.ts'

export const Metadata = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
})

export const PersonShape = object({
  id: Uuid,
  app_id: nullable(Type.String()),
  email: nullable(Type.String()),
  email_verified: Type.Boolean(),
  new_email: nullable(Type.String()),
  phone: nullable(Type.String()),
  username: nullable(Type.String()),
  full_name: nullable(Type.String()),
  avatar_url: nullable(Type.String()),
  language: Type.String(),
  role: Type.String({ description: 'The highest grant, else what the application calls them' }),
  grants: Type.Array(
    object({
      role: oneOf(['instance_admin', 'tenant_admin', 'dashboard_user']),
      tenant_id: nullable(Uuid),
    }),
  ),
  user_metadata: Metadata,
  app_metadata: Metadata,
  is_anonymous: Type.Boolean(),
  has_password: Type.Boolean(),
  has_second_factor: Type.Boolean(),
  providers: Type.Array(Type.String()),
  banned_at: nullable(Time),
  banned_until: nullable(Time),
  ban_reason: nullable(Type.String()),
  origin: Type.String(),
  created_at: Time,
  updated_at: Time,
  last_sign_in_at: nullable(Time),
})

export const toPerson = ({ email_verified_at, ...person }: Person) => ({
  ...person,
  email_verified: email_verified_at !== null,
})

/** What the application calls people; policies read it as `auth.role()`. */
export const RoleName = Type.String({ pattern: '^[a-z][a-z0-9_]{0,49}$' })

export const SessionShape = object({
  id: Uuid,
  surface: Type.String(),
  device: nullable(Type.String()),
  address: nullable(Type.String()),
  aal: oneOf(['aal1', 'aal2']),
  amr: Type.Array(Type.String()),
  created_at: Time,
  last_used_at: Time,
  expires_at: Time,
})

export const FactorShape = object({
  id: Uuid,
  kind: Type.Literal('totp'),
  name: Type.String(),
  confirmed: Type.Boolean(),
  created_at: Time,
})

export const PasskeyShape = object({
  id: Uuid,
  name: Type.String(),
  device_type: oneOf(['singleDevice', 'multiDevice']),
  second_factor: Type.Boolean(),
  created_at: Time,
  last_used_at: nullable(Time),
})

export const IdentityShape = object({
  id: Uuid,
  provider: Type.String(),
  email: nullable(Type.String()),
  created_at: Time,
})
