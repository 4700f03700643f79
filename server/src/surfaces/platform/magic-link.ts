import * as identity from '../../features/identity/index.ts'
import { EmailInput, object, secretText, Type } from '../../kernel/schema.ts'
import { orSecondFactor } from './auth.ts'
import { captchaFields, solving } from './captcha.ts'
import { route } from './route.ts'
import { OtpAck, otpAck, SignInAnswer } from './shapes.ts'

export const RedirectTo = Type.String({
  minLength: 1,
  maxLength: 2000,
  description: 'On an origin of `redirect_allow_list`, below its path; else 400',
})

export const magicLinkRoutes = [
  route({
    method: 'POST',
    path: '/api/v1/auth/magiclink',
    name: 'auth.magic_link',
    access: 'public',
    summary: 'Mail a link and a code that sign in',
    description: 'The answer does not tell whether the address has an account.',
    body: object({ email: EmailInput, redirect_to: Type.Optional(RedirectTo), ...captchaFields }),
    returns: OtpAck,
    errors: [400, 403, 429],
    handle: async (ctx, { body }) => {
      await identity.askForMagicLink(solving(ctx, body), {
        email: body.email,
        redirectTo: body.redirect_to,
      })
      return otpAck
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/magiclink/verify',
    name: 'auth.verify_magic_link',
    access: 'public',
    summary: 'Sign in with what the mail brought',
    description:
      'The `token` of the link, or the `code` that our page put into the address of `redirect_to`; ' +
      'or the six digits with the `email` they went to. Each works once.',
    body: object({
      token: Type.Optional(secretText({ minLength: 1, maxLength: 200 })),
      email: Type.Optional(EmailInput),
      code: Type.Optional(secretText({ minLength: 1, maxLength: 20 })),
    }),
    returns: SignInAnswer,
    errors: [400, 403, 429],
    handle: (ctx, { body }) => orSecondFactor(identity.signInByMagicLink(ctx, body)),
  }),
]
