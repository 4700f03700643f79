import type { FastifyRequest } from 'fastify'
import type { Ctx, Engines } from '../../engines/context.ts'
import type { TenantCache } from '../../features/tenants/index.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import { asAppError, type Surface } from '../../kernel/route.ts'
import { requestContext } from '../request.ts'
import { makeAuthorizeRoutes } from './authorize.ts'
import { keepLanguage, pageError } from './errors.ts'
import { inviteRoutes } from './invite.ts'
import { magicLinkRoutes } from './magic-link.ts'
import { notMeRoutes } from './not-me.ts'
import { resetPasswordRoutes } from './reset-password.ts'
import { verifyEmailRoutes } from './verify-email.ts'

/**
 * The small pages that mails link to: GET shows, POST acts, without a script and
 * without a cookie. What a token proves is decided in `features/identity`.
 */
export function makePages(engines: Engines, tenants: TenantCache): Surface<Ctx, 'public'> {
  return {
    name: 'pages',
    routes: [
      ...verifyEmailRoutes,
      ...magicLinkRoutes,
      ...resetPasswordRoutes,
      ...notMeRoutes,
      ...inviteRoutes,
      ...makeAuthorizeRoutes(tenants),
    ],
    bodyLimitBytes: 16 * 1024,
    errorBody: (error) => pageError(error, engines.instance.brand),
    security: { public: [] },
    admit: async (request) => admit(engines, request),
  }
}

function admit(engines: Engines, request: FastifyRequest): Ctx {
  const ctx = requestContext(engines, request, 'pages', { kind: 'nobody' })
  if (request.method !== 'POST') return ctx
  try {
    ctx.limits.rate(`pages:${clientNetwork(ctx.origin.address)}`, 30)
  } catch (thrown) {
    throw keepLanguage(asAppError(thrown), ctx.origin.language)
  }
  return ctx
}
