import * as identity from '../../features/identity/index.ts'
import { EmailInput, label, object, secretText, Type, Uuid } from '../../kernel/schema.ts'
import { route } from './route.ts'

const Login = object({ access_token: Type.String(), token_type: Type.Literal('bearer') })
const Message = object({ message: Type.String() })

const toLogin = ({ access_token }: identity.SignedIn) => ({
  access_token,
  token_type: 'bearer' as const,
})

const Password = secretText({ minLength: 8, maxLength: 128 })
/** At sign-in any text may be tried; what no account can have is wrong, not malformed. */
const TriedPassword = secretText({ minLength: 1, maxLength: 1024 })
const Credential = secretText({ minLength: 1, maxLength: 16_384, description: 'Google ID token' })
const Nonce = Type.Optional(Type.String({ minLength: 1, maxLength: 255 }))
const FactorCode = secretText({
  minLength: 1,
  maxLength: 64,
  description: 'Of the authenticator, or a recovery code',
})
const SixDigits = secretText({ minLength: 1, maxLength: 16, description: 'Six digits' })

export const authRoutes = [
  route({
    method: 'POST',
    path: '/v1/auth/register',
    name: 'account.register',
    access: 'public',
    summary: 'Create an account',
    description:
      'Mails a six-digit code to the address. Over an address that has an account already the ' +
      'answer is the same, nothing is made, and the owner gets a notice.',
    body: object({
      username: Type.String({
        minLength: 3,
        maxLength: 50,
        pattern: '^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$',
      }),
      email: EmailInput,
      password: Password,
      full_name: label(200),
    }),
    returns: object({
      id: Uuid,
      username: Type.String(),
      email: Type.String(),
      full_name: Type.String(),
    }),
    errors: [409, 422, 429],
    handle: (ctx, { body }) => identity.register(ctx, body),
  }),
  route({
    method: 'POST',
    path: '/v1/auth/login',
    name: 'account.login',
    access: 'public',
    summary: 'Sign in with user name or e-mail address and password',
    consumes: ['application/json', 'application/x-www-form-urlencoded'],
    body: object({
      username: Type.String({ minLength: 1, maxLength: 254, description: 'User name or e-mail' }),
      password: TriedPassword,
      grant_type: Type.Optional(Type.Literal('password')),
      scope: Type.Optional(Type.String({ maxLength: 200 })),
      client_id: Type.Optional(Type.String({ maxLength: 200 })),
      client_secret: Type.Optional(secretText({ maxLength: 200 })),
    }),
    returns: Login,
    errors: [401, 403, 422, 429],
    handle: async (ctx, { body }) =>
      toLogin(
        await identity.signInWithPassword(ctx, {
          identifier: body.username,
          password: body.password,
        }),
      ),
  }),
  route({
    method: 'POST',
    path: '/v1/auth/mfa/verify',
    name: 'account.verify_mfa',
    access: 'public',
    summary: 'Finish a sign-in with the second factor',
    description:
      'Takes the `mfa_token` of a 403 `mfa_required` and a code of the authenticator, or a recovery code.',
    body: object({ mfa_token: secretText({ minLength: 1, maxLength: 200 }), code: FactorCode }),
    returns: Login,
    errors: [401, 422, 429],
    handle: async (ctx, { body }) =>
      toLogin(await identity.verifyFactor(ctx, { mfaToken: body.mfa_token, code: body.code })),
  }),
  route({
    method: 'POST',
    path: '/v1/auth/verify-email',
    name: 'account.verify_email',
    access: 'public',
    summary: 'Verify the e-mail address with the six-digit code',
    description: 'By `email` or by `username`. Any failure gives the same answer.',
    body: object({
      email: Type.Optional(Type.String({ minLength: 1, maxLength: 254 })),
      username: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
      code: SixDigits,
    }),
    returns: Message,
    errors: [400, 422, 429],
    handle: async (ctx, { body }) => {
      await identity.verifyEmail(ctx, body)
      return { message: 'Email verified' }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/auth/resend-verification',
    name: 'account.resend_verification',
    access: 'public',
    summary: 'Request a fresh verification code',
    body: object({ email: EmailInput }),
    returns: Message,
    errors: [422, 429],
    handle: async (ctx, { body }) => {
      await identity.resendVerification(ctx, body.email)
      return { message: 'If the account needs verification, a new code was sent' }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/auth/google',
    name: 'account.google',
    access: 'public',
    summary: 'Sign in or sign up with a Google ID token',
    body: object({ credential: Credential, nonce: Nonce }),
    returns: Login,
    errors: [401, 403, 422, 429, 503],
    handle: async (ctx, { body }) => toLogin(await identity.signInWithGoogle(ctx, body)),
  }),
  route({
    method: 'POST',
    path: '/v1/auth/forgot-password',
    name: 'account.forgot_password',
    access: 'public',
    summary: 'Mail a link that sets a new password',
    description: 'The answer does not tell whether the address has an account.',
    body: object({ email: EmailInput }),
    returns: Message,
    errors: [422, 429],
    handle: async (ctx, { body }) => {
      await identity.forgotPassword(ctx, body.email)
      return { message: 'If the account exists, a mail with a reset link was sent' }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/auth/reset-password',
    name: 'account.reset_password',
    access: 'public',
    summary: 'Set a new password with the token from the mail',
    body: object({ token: secretText({ minLength: 1, maxLength: 200 }), new_password: Password }),
    returns: Message,
    errors: [400, 422, 429],
    handle: async (ctx, { body }) => {
      await identity.resetPassword(ctx, { token: body.token, newPassword: body.new_password })
      return { message: 'Password updated' }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/auth/change-password',
    name: 'account.change_password',
    access: 'session',
    summary: 'Change the own password',
    description: 'Ends all other sessions and answers with a fresh token.',
    body: object({ current_password: Type.Optional(TriedPassword), new_password: Password }),
    returns: Login,
    errors: [400, 401, 422, 429],
    handle: async (ctx, { body }) =>
      toLogin(
        await identity.changePassword(ctx, {
          currentPassword: body.current_password,
          newPassword: body.new_password,
        }),
      ),
  }),
  route({
    method: 'POST',
    path: '/v1/auth/logout',
    name: 'account.logout',
    access: 'session',
    summary: 'End this session',
    errors: [401],
    handle: (ctx) => identity.revokeSession(ctx, ctx.caller.sessionId ?? ''),
  }),
]
