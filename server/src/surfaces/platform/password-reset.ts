import * as identity from '../../features/identity/index.ts'
import { EmailInput, object, secretText, Type } from '../../kernel/schema.ts'
import { orSecondFactor } from './auth.ts'
import { captchaFields, solving } from './captcha.ts'
import { RedirectTo } from './magic-link.ts'
import { route } from './route.ts'
import { OtpAck, otpAck, SignInAnswer } from './shapes.ts'

const Token = secretText({ minLength: 1, maxLength: 200 })

export const passwordResetRoutes = [
  route({
    method: 'POST',
    path: '/api/v1/auth/password/reset',
    name: 'auth.reset_password',
    access: 'public',
    summary: 'Mail a link that sets a new password',
    description:
      'The link leads to `redirect_to`, or to a page of ours, with `token` added. The answer does ' +
      'not tell whether the address has an account.',
    body: object({ email: EmailInput, redirect_to: Type.Optional(RedirectTo), ...captchaFields }),
    returns: OtpAck,
    errors: [400, 429],
    handle: async (ctx, { body }) => {
      await identity.askForReset(solving(ctx, body), {
        email: body.email,
        redirectTo: body.redirect_to,
      })
      return otpAck
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/password/reset/verify',
    name: 'auth.check_reset_token',
    access: 'public',
    summary: 'Say whether a reset token would be taken',
    description: 'The token stays as it is.',
    body: object({ token: Token }),
    returns: object({ valid: Type.Boolean(), message: Type.String() }),
    errors: [400, 429],
    handle: async (ctx, { body }) => {
      await identity.checkResetToken(ctx, body.token)
      return { valid: true, message: 'The token is valid' }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/password/reset/confirm',
    name: 'auth.confirm_reset',
    access: 'public',
    summary: 'Set a new password with the token, and sign in',
    description:
      'All sessions of the account end. A refused password (`WEAK_PASSWORD`) leaves the token ' +
      'alive. Tokens of `/v1/auth/forgot-password` are taken, too, and the other way round.',
    body: object({ token: Token, new_password: secretText({ minLength: 1, maxLength: 1024 }) }),
    returns: SignInAnswer,
    errors: [400, 429],
    handle: (ctx, { body }) =>
      orSecondFactor(
        identity.confirmReset(ctx, { token: body.token, newPassword: body.new_password }),
      ),
  }),
]
