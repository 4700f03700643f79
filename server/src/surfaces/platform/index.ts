import type { Ctx, Engines } from '../../engines/context.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import type { Surface } from '../../kernel/route.ts'
import { requestContext } from '../request.ts'
import { type Access, type Rule, rules, security } from './access.ts'
import { adminRoutes } from './admin.ts'
import { authRoutes } from './auth.ts'
import { authenticate, type Parts } from './authenticate.ts'
import { makeDocRoutes } from './docs.ts'
import { platformError } from './errors.ts'
import { makeHealthRoutes } from './health.ts'

/** The server itself: is it well, what can it do. The backend as a service grows here. */
export function makePlatform(
  engines: Engines,
  parts: Parts & { isReady: () => boolean; metrics: () => Promise<string>; document: () => object },
): Surface<Ctx, Access> {
  return {
    name: 'platform',
    routes: [...makeHealthRoutes(parts), ...makeDocRoutes(engines, parts), ...authRoutes, ...adminRoutes],
    bodyLimitBytes: 1024 * 1024,
    cors: { origin: '*', headers: allowedHeaders },
    errorBody: platformError,
    security,
    admit: async (request, { access, path }) => {
      const ctx = requestContext(engines, request, 'platform', { kind: 'nobody', role: 'anon' })
      if (path.startsWith('/api/v1/auth/') || path.startsWith('/api/v1/admin/')) {
        ctx.limits.rate(`platform:auth:${clientNetwork(ctx.origin.address)}`, 120)
      }
      const rule: Rule = rules[access]
      if (rule.sessions || rule.keys) ctx.caller = await authenticate(ctx, parts, request, rule)
      return ctx
    },
  }
}

/** What the SDK may send from a browser (contract fluxbase-auth §1.1). */
const allowedHeaders = [
  'authorization',
  'content-type',
  'apikey',
  'x-fb-tenant',
  'x-client-key',
  'x-service-key',
  'x-csrf-token',
  'x-impersonation-token',
  'idempotency-key',
  'prefer',
  'x-request-id',
]
