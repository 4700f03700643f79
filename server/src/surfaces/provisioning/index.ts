import type { FastifyRequest } from 'fastify'
import type { Ctx, Engines } from '../../engines/context.ts'
import type { Route, Surface } from '../../kernel/route.ts'
import { requestContext } from '../request.ts'
import { accountRoutes } from './account.ts'
import { appRoutes } from './apps.ts'
import { authenticate, identifyApp, identifyUser, type Parts } from './authenticate.ts'
import { configRoutes } from './config.ts'
import { provisioningError } from './errors.ts'
import { meRoutes } from './me.ts'
import { peopleRoutes } from './people.ts'
import type { Access, AppCtx } from './route.ts'
import { sessionRoutes } from './sessions.ts'
import { tokenRoutes } from './tokens.ts'

const security: Record<Access, readonly string[]> = {
  public: [],
  account: ['personalToken', 'session'],
  app: ['appKey'],
  app_user: ['appKey+appUser'],
}

const shared = { bodyLimitBytes: 64 * 1024, errorBody: provisioningError, security }

/**
 * Sign-in for apps, set up over HTTP: contract fluo. Two surfaces in one vocabulary: management for
 * developers under `/api/v2`, and what their apps call under `/api/v1`.
 */
export function makeProvisioning(engines: Engines, parts: Parts): Surface<Ctx, Access>[] {
  const management: Surface<Ctx, Access> = {
    ...shared,
    name: 'provisioning',
    routes: [...accountRoutes, ...tokenRoutes, ...appRoutes, ...peopleRoutes],
    admit: (request, route) => admitDeveloper(engines, parts, request, route),
  }
  const app: Surface<AppCtx, Access> = {
    ...shared,
    name: 'app',
    routes: [...configRoutes, ...sessionRoutes, ...meRoutes],
    // The SDK runs in browsers, too, on origins nobody knows.
    cors: {
      origin: '*',
      headers: ['accept-language', 'authorization', 'content-type', 'x-api-key'],
    },
    admit: (request, route) => admitApp(engines, parts, request, route),
  }
  return [management, app]
}

async function admitDeveloper(
  engines: Engines,
  parts: Parts,
  request: FastifyRequest,
  { access }: Route<Ctx, Access>,
): Promise<Ctx> {
  const ctx = requestContext(engines, request, 'provisioning', { kind: 'nobody' })
  if (access === 'public') return ctx
  ctx.caller = await authenticate(ctx, parts, request)
  ctx.limits.rate(`provisioning:${ctx.caller.userId}`, 1200)
  return ctx
}

async function admitApp(
  engines: Engines,
  parts: Parts,
  request: FastifyRequest,
  { access }: Route<AppCtx, Access>,
): Promise<AppCtx> {
  const plain = requestContext(engines, request, 'app', { kind: 'nobody' })
  const app = await identifyApp(plain, parts, request)
  const about = { appId: app.id, tenantId: app.tenant_id, realmId: app.realm_id }
  const ctx = Object.assign(plain, { app, caller: { kind: 'app' as const, ...about } })
  if (access !== 'app_user') return ctx
  const appUser = await identifyUser(ctx, app, request)
  const caller = { kind: 'app_user' as const, userId: appUser.id, ...about }
  return Object.assign(ctx, { appUser, caller })
}
