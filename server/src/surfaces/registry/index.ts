import type { FastifyRequest } from 'fastify'
import type { Ctx, Engines } from '../../engines/context.ts'
import * as merchants from '../../features/merchants/index.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import type { Caller } from '../../kernel/caller.ts'
import { AppError, invalid } from '../../kernel/errors.ts'
import type { Reply, Route, Surface } from '../../kernel/route.ts'
import { header, requestContext } from '../request.ts'
import { type Access, rules, security } from './access.ts'
import { adminRoutes } from './admin.ts'
import { apiKeyRoutes } from './api-keys.ts'
import { appRoutes } from './apps.ts'
import { authenticate, type Parts } from './authenticate.ts'
import { credentialRoutes } from './credentials.ts'
import { registryError } from './errors.ts'
import { eventRoutes } from './events.ts'
import { marketplaceRoutes } from './marketplace.ts'
import { oauthRoutes } from './oauth.ts'
import { reviewRoutes } from './review.ts'
import { webhookEndpointRoutes } from './webhook-endpoints.ts'

/** The app registry: contract leanrails, under `/v1`. */
export const makeRegistry = (engines: Engines, parts: Parts): Surface<Ctx, Access> => ({
  name: 'registry',
  routes: [
    ...appRoutes,
    ...credentialRoutes,
    ...reviewRoutes,
    ...marketplaceRoutes,
    ...oauthRoutes,
    ...apiKeyRoutes,
    ...webhookEndpointRoutes,
    ...eventRoutes,
    ...adminRoutes,
  ],
  bodyLimitBytes: 64 * 1024,
  cors: {
    origin: '*',
    headers: [
      'authorization',
      'content-type',
      'idempotency-key',
      'x-api-version',
      'x-fb-tenant',
      'x-livemode',
    ],
    exposed: [
      'idempotent-replayed',
      'request-id',
      'retry-after',
      'x-api-version',
      'x-ratelimit-limit',
      'x-ratelimit-remaining',
    ],
  },
  errorBody: registryError(() => `${engines.instance.publicUrl}/docs`),
  security,
  admit: (request, route, reply) => admit(engines, parts, request, route, reply),
})

type Headers = Pick<Reply, 'header'>

async function admit(
  engines: Engines,
  parts: Parts,
  request: FastifyRequest,
  { access, path, method }: Route<Ctx, Access>,
  reply: Headers,
): Promise<Ctx> {
  const ctx = requestContext(engines, request, 'registry', { kind: 'nobody' })
  reply.header('request-id', `req_${request.id}`)
  const network = clientNetwork(ctx.origin.address)
  if (access === 'public') limit(ctx, reply, `nobody:${network}`, 100)
  else if (access === 'public_client') limit(ctx, reply, `client:${network}`, 600)
  else {
    ctx.caller = await identify(ctx, parts, request, access, reply)
    const { tenantId, userId } = ctx.caller
    limit(ctx, reply, `merchant:${tenantId ?? userId}`, 1500)
    if (isPrecious(method, path)) limit(ctx, reply, `${narrowOf(path)}:${tenantId}`, 10)
    await chooseVersion(ctx, request, reply)
  }
  return ctx
}

/** Who is not let in is counted: nobody tries keys by the thousand. */
async function identify(
  ctx: Ctx,
  parts: Parts,
  request: FastifyRequest,
  access: Access,
  reply: Headers,
): Promise<Caller> {
  try {
    return await authenticate(ctx, parts, request, rules[access])
  } catch (error) {
    if (error instanceof AppError && error.status === 401) {
      limit(ctx, reply, `nobody:${clientNetwork(ctx.origin.address)}`, 100)
    }
    throw error
  }
}

/** Per minute; told in headers. @throws rate_limited */
function limit(ctx: Ctx, reply: Headers, name: string, max: number): void {
  const key = `registry:${name}`
  reply.header('x-ratelimit-limit', String(max))
  reply.header('x-ratelimit-remaining', '0')
  ctx.limits.rate(key, max)
  reply.header('x-ratelimit-remaining', String(ctx.limits.left(key, max)))
}

/** What makes or shows secrets is asked for rarely. */
const isPrecious = (method: string, path: string): boolean =>
  path.startsWith('/v1/api_keys') ||
  (method === 'POST' && /\/(credentials|rotate_webhook_secret)$/.test(path))

const narrowOf = (path: string): string =>
  path.startsWith('/v1/api_keys') ? 'api_keys' : 'secrets'

/** The header wins over what the merchant is used to. @throws invalid, naming `X-API-Version` */
async function chooseVersion(ctx: Ctx, request: FastifyRequest, reply: Headers): Promise<void> {
  const asked = header(request, 'x-api-version')
  if (asked !== undefined && !merchants.isApiVersion(asked)) {
    const message = `Must be one of ${merchants.apiVersions.join(', ')}`
    throw invalid('invalid_input', message, {
      faults: [{ in: 'header', path: ['X-API-Version'], code: 'enum', message }],
    })
  }
  const { tenantId } = ctx.caller
  const usual = tenantId ? () => merchants.apiVersionOf(ctx, tenantId) : async () => undefined
  const version = asked ?? (await usual()) ?? merchants.newestVersion
  ctx.origin.apiVersion = version
  reply.header('x-api-version', version)
}
