import * as identity from '../../features/identity/index.ts'
import { EmailInput, object, secretText, Type } from '../../kernel/schema.ts'
import { route } from './route.ts'
import { toUser, UserShape } from './shapes.ts'

/** Read only to be refused in words of its own. */
const Reserved = Type.Optional(Type.Unknown({ description: 'Not yours to change: 403' }))

export const profileRoutes = [
  route({
    method: 'PATCH',
    path: '/api/v1/auth/user',
    name: 'auth.update_user',
    access: 'own_credentials',
    summary: 'Change the own account',
    description:
      '`user_metadata` is merged at its first level, null removes a field. A new `email` waits as ' +
      '`new_email` until its mailbox confirms it; the answer does not tell whether it is taken. ' +
      'A new `password` ends all other sessions. Both ask for a sign-in within ten minutes or the ' +
      '`nonce` of `/auth/reauthenticate`.',
    body: object({
      email: Type.Optional(EmailInput),
      password: Type.Optional(secretText({ minLength: 1, maxLength: 1024 })),
      user_metadata: Type.Optional(
        Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
      ),
      nonce: Type.Optional(secretText({ minLength: 1, maxLength: 200 })),
      role: Reserved,
      app_metadata: Reserved,
      email_verified: Reserved,
    }),
    returns: UserShape,
    errors: [400, 401, 403, 429],
    handle: async (ctx, { body }) => toUser(await identity.updateProfile(ctx, body)),
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/reauthenticate',
    name: 'auth.reauthenticate',
    access: 'own_credentials',
    summary: 'Prove once more who you are',
    description:
      'By `password` or `code` (authenticator); without either a sign-in within ten minutes counts, ' +
      'else six digits are mailed and `nonce` is empty. Nonce and digits allow one change within ' +
      'five minutes.',
    body: object({
      password: Type.Optional(secretText({ minLength: 1, maxLength: 1024 })),
      code: Type.Optional(secretText({ minLength: 1, maxLength: 20 })),
    }),
    returns: object({ nonce: Type.String() }),
    errors: [400, 401, 403, 429],
    handle: async (ctx, { body }) => ({ nonce: await identity.reauthenticate(ctx, body) }),
  }),
]
