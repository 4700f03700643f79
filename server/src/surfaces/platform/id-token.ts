import * as identity from '../../features/identity/index.ts'
import { object, secretText, Type } from '../../kernel/schema.ts'
import { orSecondFactor } from './auth.ts'
import { route } from './route.ts'
import { SignInAnswer } from './shapes.ts'

/** Sent by the SDK, heeded by nobody. */
const Options = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
})

export const idTokenRoutes = [
  route({
    method: 'POST',
    path: '/api/v1/auth/signin/idtoken',
    name: 'auth.signin_idtoken',
    access: 'public',
    summary: 'Sign in or up with the ID token of a provider',
    description:
      'Of the providers of this server. A token that names a `nonce` is nothing without it; it is ' +
      'compared as it is and by its SHA-256 in hexadecimal.',
    body: object({
      provider: Type.String({ minLength: 1, maxLength: 50 }),
      token: secretText({ minLength: 1, maxLength: 16_384 }),
      nonce: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
      options: Type.Optional(Options),
    }),
    returns: SignInAnswer,
    errors: [400, 403, 429, 503],
    handle: (ctx, { body }) => orSecondFactor(identity.signInWithIdToken(ctx, body)),
  }),
]
