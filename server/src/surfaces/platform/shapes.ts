import type { User } from '../../features/identity/index.ts'
import type { StartedSession } from '../../features/sessions/index.ts'
import { nullable, object, oneOf, Time, Type, Uuid } from '../../kernel/schema.ts'

const Metadata = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
})

/** A person, in the union of what server and SDK call them. */
export const UserShape = object({
  id: Uuid,
  email: Type.String(),
  email_verified: Type.Boolean(),
  role: Type.String(),
  user_metadata: Metadata,
  metadata: Metadata,
  app_metadata: Metadata,
  new_email: Type.Optional(Type.String()),
  is_anonymous: Type.Optional(Type.Boolean()),
  created_at: Time,
  updated_at: Time,
})

export const toUser = (user: User) => ({
  id: user.id,
  email: user.email ?? '',
  email_verified: user.email_verified_at !== null,
  role: user.role,
  user_metadata: user.user_metadata,
  metadata: user.user_metadata,
  app_metadata: user.app_metadata,
  ...(user.new_email === null ? {} : { new_email: user.new_email }),
  ...(user.is_anonymous ? { is_anonymous: true } : {}),
  created_at: user.created_at,
  updated_at: user.updated_at,
})

const tokens = {
  access_token: Type.String(),
  refresh_token: Type.String(),
  expires_in: Type.Integer({ description: 'Seconds' }),
  token_type: Type.Literal('bearer'),
}

export const AuthResponse = object({ user: UserShape, ...tokens })

/** The answer of every way in: tokens and the person. */
export const toAuthResponse = ({ user, ...session }: StartedSession & { user: User }) => ({
  user: toUser(user),
  access_token: session.access_token,
  refresh_token: session.refresh_token,
  expires_in: session.expires_in,
  token_type: 'bearer' as const,
})

/** What the person can finish it with. */
export const FactorKinds = Type.Array(oneOf(['totp', 'passkey']))

/** What a way in may answer instead of tokens. */
export const SecondFactorRequired = object({
  requires_2fa: Type.Literal(true),
  user_id: Type.String(),
  message: Type.String(),
  mfa_token: Type.String(),
  factors: FactorKinds,
})

/** Either of the two; the fields say which. */
export const SignInAnswer = object({
  user: Type.Optional(UserShape),
  access_token: Type.Optional(Type.String()),
  refresh_token: Type.Optional(Type.String()),
  expires_in: Type.Optional(Type.Integer()),
  token_type: Type.Optional(Type.String()),
  trust_token: Type.Optional(Type.String()),
  requires_2fa: Type.Optional(Type.Boolean()),
  user_id: Type.Optional(Type.String()),
  mfa_token: Type.Optional(Type.String()),
  factors: Type.Optional(FactorKinds),
  message: Type.Optional(Type.String()),
  is_new_user: Type.Optional(Type.Boolean()),
})

export const Message = object({ message: Type.String() })
export const Success = object({ success: Type.Boolean(), message: Type.String() })
/** The answer that tells nothing: a mail is on its way, or not. */
export const OtpAck = object({ user: nullable(UserShape), session: nullable(UserShape) })
export const otpAck = { user: null, session: null }
