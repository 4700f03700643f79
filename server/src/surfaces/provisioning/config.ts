import * as apps from '../../features/apps/index.ts'
import { object, Type } from '../../kernel/schema.ts'
import { appRoute } from './route.ts'
import { AuthMethod, RegistrationStep } from './shapes.ts'

export const configRoutes = [
  appRoute({
    method: 'GET',
    path: '/api/v1/config',
    name: 'app.get_config',
    access: 'app',
    summary: 'What the app shows: ways to sign in and questions for new users',
    returns: object({
      termsUrl: Type.String(),
      privacyUrl: Type.String(),
      registrationSteps: Type.Array(RegistrationStep),
      authMethods: Type.Array(AuthMethod),
    }),
    errors: [401],
    handle: async ({ app }, _input, reply) => {
      reply.header('cache-control', 'public, max-age=60')
      // One URL for all apps: a shared cache must tell them apart.
      reply.header('vary', 'x-api-key')
      return {
        termsUrl: app.terms_url,
        privacyUrl: app.privacy_url,
        registrationSteps: apps.shownSteps(app),
        authMethods: apps.allMethods(app),
      }
    },
  }),
]
