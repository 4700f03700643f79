import type { FastifyRequest } from 'fastify'
import type { Ctx, Engines } from '../../engines/context.ts'
import type { Books } from '../../features/usage/index.ts'
import { clientNetwork } from '../../kernel/addresses.ts'
import type { Caller } from '../../kernel/caller.ts'
import { whenKnown } from '../../kernel/known.ts'
import type { Route, Surface } from '../../kernel/route.ts'
import { detailStatus } from '../detail-errors.ts'
import { mustBeOwnSite } from '../own-site.ts'
import { header, requestContext } from '../request.ts'
import { type Access, type Rule, rules, security } from './access.ts'
import { apiKeyRoutes } from './api-keys.ts'
import { makeAuthRoutes } from './auth.ts'
import { authenticate, leaving, type Parts } from './authenticate.ts'
import { customerRoutes } from './customers.ts'
import { meteringError } from './errors.ts'
import { featureRoutes } from './features.ts'
import { organizationRoutes } from './organization.ts'
import { quotaRoutes } from './quotas.ts'
import { makeRecordRoutes } from './record.ts'
import { usageRoutes } from './usage.ts'
import { webhookEndpointRoutes } from './webhook-endpoints.ts'
import { widgetTokenRoutes } from './widget-tokens.ts'

/** Usage metering, under `/api/v1`. The one surface that reads cookies. */
export const makeMetering = (
  engines: Engines,
  parts: Parts & { books: Books },
): Surface<Ctx, Access> => ({
  name: 'metering',
  routes: [
    ...makeAuthRoutes(parts.tenants),
    ...apiKeyRoutes,
    ...organizationRoutes,
    ...webhookEndpointRoutes,
    ...customerRoutes,
    ...featureRoutes,
    ...makeRecordRoutes(parts.books),
    ...usageRoutes,
    ...quotaRoutes,
    ...widgetTokenRoutes,
  ],
  bodyLimitBytes: 64 * 1024,
  // A thousand events.
  bodyLimitOf: ({ name }) => (name === 'metering.record_batch' ? 4 * 1024 * 1024 : 64 * 1024),
  errorBody: meteringError,
  statusOf: detailStatus,
  security,
  admit: (request, route) => admit(engines, parts, request, route),
})

function admit(
  engines: Engines,
  parts: Parts,
  request: FastifyRequest,
  { access, method, path }: Route<Ctx, Access>,
): Ctx | Promise<Ctx> {
  const ctx = requestContext(engines, request, 'metering', { kind: 'nobody' })
  if (path.startsWith('/api/v1/auth/')) {
    ctx.limits.rate(`metering:auth:${clientNetwork(ctx.origin.address)}`, 120)
  }
  const rule: Rule = rules[access]
  if (rule.setsCookies || (method !== 'GET' && isByCookie(request))) mustBeOwnSite(ctx, request)
  return whenKnown(callerOf(ctx, parts, request, rule), (caller) => {
    ctx.caller = caller
    return ctx
  })
}

function callerOf(
  ctx: Ctx,
  parts: Parts,
  request: FastifyRequest,
  rule: Rule,
): Caller | Promise<Caller> {
  if (rule.leaves) return leaving(ctx, parts, request)
  return rule.members || rule.scope ? authenticate(ctx, parts, request, rule) : ctx.caller
}

/** Where a header says who calls, the browser added nothing by itself. */
const isByCookie = (request: FastifyRequest): boolean =>
  request.headers.cookie !== undefined &&
  header(request, 'authorization') === undefined &&
  header(request, 'x-api-key') === undefined

export { makeWidget } from './widget.ts'
