import * as identity from '../../features/identity/index.ts'
import { object, Type } from '../../kernel/schema.ts'
import { withCaptcha } from '../request.ts'
import { mustBeSmall } from './auth.ts'
import { captchaFields } from './captcha.ts'
import { route } from './route.ts'
import { AuthResponse, toAuthResponse } from './shapes.ts'

const Metadata = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
})

export const anonymousRoutes = [
  route({
    method: 'POST',
    path: '/api/v1/auth/signin/anonymous',
    name: 'auth.signin_anonymous',
    access: 'public',
    summary: 'Sign in without an account',
    description:
      'Off unless the operator switched it on. Makes a user with `is_anonymous`, who is gone after ' +
      'thirty days and makes no lasting credentials.',
    body: object({
      options: Type.Optional(
        object({
          data: Type.Optional(Metadata),
          captchaToken: Type.Optional(Type.String({ maxLength: 4096 })),
        }),
      ),
      ...captchaFields,
    }),
    returns: object({ ...AuthResponse.properties, is_anonymous: Type.Literal(true) }),
    errors: [400, 403, 429],
    handle: async (ctx, { body }) => {
      const userMetadata = mustBeSmall(body.options?.data ?? {})
      const token = body.captcha_token ?? body.options?.captchaToken
      const asked = withCaptcha(ctx, { token, challengeId: body.challenge_id })
      const signedIn = await identity.signInAnonymously(asked, { userMetadata })
      return { ...toAuthResponse(signedIn), is_anonymous: true as const }
    },
  }),
]
