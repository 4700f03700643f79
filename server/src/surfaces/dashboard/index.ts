import type { FastifyRequest } from 'fastify'
import type { Ctx, Engines } from '../../engines/context.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import type { AppError } from '../../kernel/errors.ts'
import type { Route, Surface } from '../../kernel/route.ts'
import { mustBeOwnSite } from '../own-site.ts'
import { requestContext } from '../request.ts'
import { Dist } from './dist.ts'
import { makeEmbedRoutes } from './embed.ts'
import { makeFileRoutes } from './files.ts'
import type { Access } from './route.ts'
import { sessionRoutes } from './session.ts'

/**
 * The dashboard: the files of its pages, and the one cookie that keeps it signed in.
 * Everything else it does over the public API, as anybody could.
 * @param folder where `npm run build` puts the pages
 */
export function makeDashboard(engines: Engines, folder: string): Surface<Ctx, Access> {
  const dist = new Dist(folder)
  return {
    name: 'dashboard',
    routes: [...sessionRoutes, ...makeFileRoutes(dist), ...makeEmbedRoutes(dist)],
    bodyLimitBytes: 64 * 1024,
    errorBody,
    security: { public: [], public_own_site: [] },
    admit: async (request, route) => admit(engines, request, route),
  }
}

function admit(engines: Engines, request: FastifyRequest, { access }: Route<Ctx, Access>): Ctx {
  const ctx = requestContext(engines, request, 'dashboard', { kind: 'nobody' })
  if (access !== 'public_own_site') return ctx
  ctx.limits.rate(`dashboard:session:${clientNetwork(ctx.origin.address)}`, 120)
  mustBeOwnSite(ctx, request)
  return ctx
}

const errorBody = ({ message, code, faults }: AppError, requestId: string) => ({
  body: {
    error: message,
    code: code.toUpperCase(),
    request_id: requestId,
    ...(faults.length > 0 && { details: faults }),
  },
})
