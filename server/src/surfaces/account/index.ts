import type { FastifyRequest } from 'fastify'
import type { Ctx, Engines } from '../../engines/context.ts'
import type { KeyRing } from '../../features/keys/index.ts'
import type { AccessTokens } from '../../features/sessions/index.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import type { Route, Surface } from '../../kernel/route.ts'
import { detailStatus } from '../detail-errors.ts'
import { requestContext } from '../request.ts'
import { authRoutes } from './auth.ts'
import { authenticate } from './authenticate.ts'
import { accountError } from './errors.ts'
import { keyRoutes } from './keys.ts'
import { meRoutes } from './me.ts'
import type { Access } from './route.ts'

/** Accounts and their keys: contract rst, under `/v1/auth` and `/v1/me`. */
export function makeAccount(
  engines: Engines,
  parts: { ring: KeyRing; tokens: AccessTokens },
): Surface<Ctx, Access> {
  return {
    name: 'account',
    routes: [...authRoutes, ...keyRoutes, ...meRoutes],
    bodyLimitBytes: 64 * 1024,
    cors: { origin: '*', headers: ['authorization', 'content-type', 'x-api-key', 'x-request-id'] },
    errorBody: accountError,
    statusOf: detailStatus,
    security: { public: [], session: ['session'], owner: ['session', 'accountKey'] },
    admit: (request, route) => admit(engines, parts, request, route),
  }
}

async function admit(
  engines: Engines,
  parts: { ring: KeyRing; tokens: AccessTokens },
  request: FastifyRequest,
  { access, path }: Route<Ctx, Access>,
): Promise<Ctx> {
  const ctx = requestContext(engines, request, 'account', { kind: 'nobody' })
  if (path.startsWith('/v1/auth/')) {
    ctx.limits.rate(`account:auth:${clientNetwork(ctx.origin.address)}`, 30)
  }
  if (access === 'public') return ctx
  ctx.caller = await authenticate(ctx, parts, request, access)
  const { keyId, userId } = ctx.caller
  if (keyId) ctx.limits.rate(`account:key:${keyId}`, 60)
  else ctx.limits.rate(`account:user:${userId}`, 120)
  return ctx
}
