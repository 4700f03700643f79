import type { Ctx, Engines } from '../../engines/context.ts'
import type { Surface } from '../../kernel/route.ts'
import { requestContext } from '../request.ts'
import { makeDocRoutes } from './docs.ts'
import { platformError } from './errors.ts'
import { makeHealthRoutes } from './health.ts'
import type { Access } from './route.ts'

/** The server itself: is it well, what can it do. The backend as a service grows here. */
export function makePlatform(
  engines: Engines,
  parts: { isReady: () => boolean; metrics: () => Promise<string>; document: () => object },
): Surface<Ctx, Access> {
  return {
    name: 'platform',
    routes: [...makeHealthRoutes(parts), ...makeDocRoutes(engines, parts)],
    bodyLimitBytes: 1024 * 1024,
    cors: { origin: '*', headers: ['authorization', 'content-type', 'x-request-id'] },
    errorBody: platformError,
    security: { public: [] },
    admit: async (request) => requestContext(engines, request, 'platform', { kind: 'nobody' }),
  }
}
