import * as identity from '../../features/identity/index.ts'
import { EmailInput, object, secretText, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'
import { Message, toUser, UserShape } from './shapes.ts'

export const verifyEmailRoutes = [
  route({
    method: 'POST',
    path: '/api/v1/auth/verify-email',
    name: 'auth.verify_email',
    access: 'public',
    summary: 'Confirm the address of a sign-up, or the new one of an account',
    description: 'With the `token` of the link; or with the six digits as `token` and the `email`.',
    body: object({
      token: secretText({ minLength: 1, maxLength: 200 }),
      email: Type.Optional(EmailInput),
    }),
    returns: object({ message: Type.String(), user: UserShape }),
    errors: [400, 429],
    handle: async (ctx, { body }) => ({
      message: 'E-mail address confirmed',
      user: toUser(await identity.confirmMailbox(ctx, body)),
    }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/verify-email/resend',
    name: 'auth.resend_verification',
    access: 'public',
    summary: 'Mail a fresh code to an address that waits for its proof',
    description: 'One answer for every address.',
    body: object({ email: EmailInput }),
    returns: Message,
    errors: [400, 429],
    handle: async (ctx, { body }) => {
      await identity.askForVerification(ctx, body.email)
      return { message: 'If the address waits for its proof, a mail is on its way' }
    },
  }),
]
