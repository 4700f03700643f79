import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../../engines/context.ts'
import * as identity from '../../features/identity/index.ts'
import * as tenants from '../../features/tenants/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import { whenKnown } from '../../kernel/known.ts'
import { header } from '../request.ts'
import type { Rule } from './access.ts'
import { mustBeAllowed } from './authenticate.ts'

/**
 * Chooses the tenant of a request, after authentication, once. What the caller may do
 * there can be less than what they may do elsewhere, so the rule of the route is asked again. Where
 * no credential is read the header merely names a realm: it must exist. Whether one factor is enough
 * is the tenant's word, too.
 */
export function chooseTenant(
  ctx: Ctx,
  cache: tenants.TenantCache,
  request: FastifyRequest,
  rule: Rule,
): void | Promise<void> {
  // Ending a session is about no tenant, and must not fail over one.
  if (rule.ended) return
  const named = header(request, 'x-fb-tenant') ?? (rule.inQuery ? fromQuery(request) : undefined)
  if (!rule.sessions && !rule.keys)
    return named === undefined ? undefined : tenants.mustExist(ctx, cache, named)
  return whenKnown(tenants.choose(ctx, cache, named), (choice) => {
    enter(ctx, choice, rule)
    // Below auth factors are set up and shown.
    if (request.routeOptions.url?.startsWith('/api/v1/auth/')) return
    return identity.mustHaveShownFactors(ctx)
  })
}

function enter(ctx: Ctx, { tenantId, role, databaseRole }: tenants.Choice, rule: Rule): void {
  const before = ctx.caller
  const caller: Caller = { ...before, role, databaseRole }
  if (tenantId !== tenants.defaultTenant) caller.tenantId = tenantId
  else if (before.tenantId !== undefined) delete caller.tenantId
  ctx.caller = caller
  if (role !== before.role && caller.kind !== 'nobody') mustBeAllowed(caller, rule)
}

function fromQuery(request: FastifyRequest): string | undefined {
  const { tenant } = request.query as Record<string, unknown>
  return typeof tenant === 'string' && tenant !== '' ? tenant : undefined
}
