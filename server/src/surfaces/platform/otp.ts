import * as identity from '../../features/identity/index.ts'
import { object, oneOf, secretText, Type } from '../../kernel/schema.ts'
import { withCaptcha } from '../request.ts'
import { mustBeSmall, orSecondFactor } from './auth.ts'
import { route } from './route.ts'
import { OtpAck, otpAck, SignInAnswer } from './shapes.ts'

const types = Object.keys(identity.otpTypes) as identity.OtpType[]

const Metadata = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
})

const target = {
  email: Type.Optional(Type.String({ minLength: 3, maxLength: 254 })),
  phone: Type.Optional(Type.String({ pattern: '^\\+[1-9][0-9]{6,14}$', description: 'E.164' })),
}

const Options = object({
  emailRedirectTo: Type.Optional(Type.String({ maxLength: 2000 })),
  shouldCreateUser: Type.Optional(Type.Boolean({ description: 'Default: false' })),
  data: Type.Optional(Metadata),
  captchaToken: Type.Optional(Type.String({ maxLength: 4096 })),
  purpose: Type.Optional(
    oneOf(['signin', 'signup', 'recovery', 'email_change', 'phone_change'], 'Default: signin'),
  ),
})

/** Six digits; the SMS provider's may be other ones. */
const Token = secretText({ minLength: 1, maxLength: 16, description: 'The code as it was sent' })

const toAsk = (options: Partial<typeof Options.static> = {}) => ({
  create: options.shouldCreateUser,
  userMetadata: mustBeSmall(options.data ?? {}),
  redirectTo: options.emailRedirectTo,
})

export const otpRoutes = [
  route({
    method: 'POST',
    path: '/api/v1/auth/otp/signin',
    name: 'auth.otp_signin',
    access: 'public',
    summary: 'Send a one-time code by e-mail or SMS',
    description:
      'The answer is the same for known and unknown addresses. Codes live 10 minutes and 5 tries.',
    body: object({ ...target, options: Type.Optional(Options) }),
    returns: OtpAck,
    errors: [400, 403, 429, 501],
    handle: async (ctx, { body: { options, ...to } }) => {
      const purpose = identity.mustBeAskable(options?.purpose ?? 'signin')
      await identity.askForOtp(withCaptcha(ctx, { token: options?.captchaToken }), {
        ...to,
        ...toAsk(options),
        purpose,
      })
      return otpAck
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/otp/resend',
    name: 'auth.otp_resend',
    access: 'public',
    summary: 'Send a one-time code again',
    description: 'A fresh code for what was asked last; the one before ends.',
    body: object({ ...target, type: oneOf(types), options: Type.Optional(Options) }),
    returns: OtpAck,
    errors: [400, 403, 429, 501],
    handle: async (ctx, { body: { options, type, ...to } }) => {
      const purpose = identity.mustBeAskable(identity.otpTypes[type])
      await identity.askForOtp(withCaptcha(ctx, { token: options?.captchaToken }), {
        ...to,
        ...toAsk(options),
        purpose,
        again: true,
      })
      return otpAck
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/otp/verify',
    name: 'auth.otp_verify',
    access: 'public',
    summary: 'Sign in with a one-time code',
    body: object({
      ...target,
      token: Token,
      type: oneOf(types),
      options: Type.Optional(Metadata),
    }),
    returns: SignInAnswer,
    errors: [400, 401, 403, 429, 501, 503],
    handle: (ctx, { body: { options: _, ...given } }) =>
      orSecondFactor(identity.signInByOtp(ctx, given)),
  }),
]
