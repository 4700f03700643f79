import type { Ctx } from '../../engines/context.ts'
import type { RequestRole } from '../../engines/db/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import { forbidden, notFound, unauthenticated, unavailable } from '../../kernel/errors.ts'
import type { TenantCache } from './cache.ts'
import { defaultTenant, type Standing, type Tenant } from './schema.ts'

/** In which tenant a call happens, and what its caller is there. */
export interface Choice {
  tenantId: string
  role: string
  databaseRole: RequestRole
}

/**
 * Chooses the tenant of a call, once, after authentication: what the caller names, else what their
 * credential is bound to, else the one they administer, else the default. Rights over another tenant do not come along.
 * @param named id or slug; undefined where nothing was named
 * @throws not_found for an unknown or deleted tenant; forbidden `access_denied` where the caller
 *   does not belong; unavailable while it is being made
 */
export function choose(
  ctx: Ctx,
  cache: TenantCache,
  named: string | undefined,
): Choice | Promise<Choice> {
  const { role, tenantId } = ctx.caller
  // Most calls name nothing and are bound to nothing: those cost no look-up.
  const isPlain = named === undefined && role !== 'tenant_admin' && tenantId === undefined
  return isPlain ? choiceOf(ctx.caller, defaultTenant, []) : chooseAmong(ctx, cache, named)
}

async function chooseAmong(
  ctx: Ctx,
  cache: TenantCache,
  named: string | undefined,
): Promise<Choice> {
  const { caller } = ctx
  const bound = boundTo(caller)
  const standings = caller.userId ? await cache.standingsOf(ctx, caller.userId) : []
  const tenant = await find(ctx, cache, named, bound ?? home(caller, standings))
  if (bound !== undefined && bound !== tenant.id) throw denied()
  if (!mayEnter(caller, tenant.id, standings, bound)) throw denied()
  if (tenant.status !== 'active') throw notReady()
  return choiceOf(caller, tenant.id, standings)
}

function choiceOf(caller: Caller, tenantId: string, standings: readonly Standing[]): Choice {
  const role = roleIn(caller, tenantId, standings)
  return { tenantId, role, databaseRole: databaseRole(role, tenantId) }
}

/** On doors that read no credential the tenant must merely exist. @throws not_found */
export async function mustExist(ctx: Ctx, cache: TenantCache, named: string): Promise<void> {
  if (!(await cache.find(ctx, named))) throw unknown()
}

const unknown = () => notFound('not_found', 'No such tenant')
const denied = () => forbidden('access_denied', 'You do not belong to this tenant')
const notReady = () => unavailable('service_unavailable', 'This tenant is not ready')

async function find(
  ctx: Ctx,
  cache: TenantCache,
  named: string | undefined,
  other: string,
): Promise<Pick<Tenant, 'id' | 'status'>> {
  const ref = named ?? other
  if (ref === defaultTenant) return { id: defaultTenant, status: 'active' }
  const tenant = await cache.find(ctx, ref)
  if (tenant) return tenant
  throw named === undefined
    ? unauthenticated('revoked_token', 'The tenant of this credential is gone')
    : unknown()
}

/** The one tenant a credential opens: that of a key, and that of an impersonation. */
function boundTo(caller: Caller): string | undefined {
  if (caller.tenantId !== undefined) return caller.tenantId
  if (caller.impersonatedBy !== undefined) return defaultTenant
  const isKey = caller.keyId !== undefined && caller.userId === undefined
  return isKey && caller.role !== 'service_role' ? defaultTenant : undefined
}

/** Who administers tenants works in one of them unless they name another. */
function home(caller: Caller, standings: readonly Standing[]): string {
  if (caller.role !== 'tenant_admin') return defaultTenant
  const granted = standings.filter((standing) => standing.granted).map((s) => s.tenant_id)
  return granted.includes(defaultTenant) ? defaultTenant : (granted[0] ?? defaultTenant)
}

/**
 * Every account is at home in the default tenant; nobody in particular may look in anywhere. A key
 * opens the tenant it is bound to; who is impersonated in a tenant must still belong to it.
 */
function mayEnter(
  caller: Caller,
  tenantId: string,
  standings: readonly Standing[],
  bound: string | undefined,
): boolean {
  if (tenantId === defaultTenant || caller.kind === 'nobody') return true
  if (bound !== undefined && (caller.userId === undefined || caller.keyId !== undefined))
    return true
  if (caller.role === 'instance_admin' || caller.role === 'service_role') return true
  return standings.some((standing) => standing.tenant_id === tenantId)
}

/** Rights count where they were given. */
function roleIn(caller: Caller, tenantId: string, standings: readonly Standing[]): string {
  const { role = 'authenticated' } = caller
  const isDefault = tenantId === defaultTenant
  const granted = standings.some((s) => s.granted && s.tenant_id === tenantId)
  if (role === 'tenant_admin') return granted ? role : 'authenticated'
  if (role === 'admin' || role === 'dashboard_user') return isDefault ? role : 'authenticated'
  if (role === 'service_role' && !isDefault && caller.tenantId !== undefined) {
    return 'tenant_service'
  }
  return role
}

/** Nobody passes by row-level security inside a tenant. */
function databaseRole(role: string, tenantId: string): RequestRole {
  if (role === 'anon') return 'anon'
  if (role === 'tenant_service') return role
  if (role !== 'service_role' && role !== 'instance_admin') return 'authenticated'
  return tenantId === defaultTenant ? 'service_role' : 'tenant_service'
}
