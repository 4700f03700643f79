import type { Ctx } from '../../engines/context.ts'
import { forbidden, notFound } from '../../kernel/errors.ts'
import * as grants from '../grants/index.ts'
import { selectAll, selectDeleted, selectGranted, selectManaged } from './queries.ts'
import type { Tenant, TenantStatus } from './schema.ts'

export const unknown = () => notFound('not_found', 'No such tenant')

/** Whether the caller may do everything everywhere: the operator, and keys of the instance. */
export const isOperator = (ctx: Ctx): boolean =>
  ctx.caller.role === 'instance_admin' || ctx.caller.role === 'service_role'

/** All live tenants made by instance admins, oldest first; broken ones too, so that they are found. */
export const list = (ctx: Ctx, status?: TenantStatus): Promise<Tenant[]> =>
  ctx.db.rows<Tenant>(selectAll(status ?? null))

/** Deleted ones that can be recovered, newest deletion first. */
export const listDeleted = (ctx: Ctx): Promise<Tenant[]> => ctx.db.rows<Tenant>(selectDeleted)

/** Those of which the caller is tenant admin; an instance admin sees only what they were given. */
export const listMine = (ctx: Ctx): Promise<Tenant[]> =>
  ctx.db.rows<Tenant>(selectGranted(ctx.caller.userId ?? ''))

/**
 * A live tenant, by id or slug, that the caller may administer.
 * @throws not_found; forbidden `access_denied` for a tenant admin of another one
 */
export async function get(ctx: Ctx, ref: string): Promise<Tenant> {
  const tenant = await ctx.db.row<Tenant>(selectManaged(ref))
  if (!tenant || tenant.deleted_at) throw unknown()
  await mustAdminister(ctx, tenant.id)
  return tenant
}

/** @throws forbidden `access_denied` */
export async function mustAdminister(ctx: Ctx, tenantId: string): Promise<void> {
  if (!(await administers(ctx, tenantId))) {
    throw forbidden('access_denied', 'You do not administer this tenant')
  }
}

/** Whether the caller may administer a tenant: asked of the database, not of their token. */
export async function administers(ctx: Ctx, tenantId: string): Promise<boolean> {
  if (isOperator(ctx)) return true
  const { role, tenantId: current, userId } = ctx.caller
  if (role === 'tenant_service') return current === tenantId
  if (role !== 'tenant_admin' || userId === undefined) return false
  return (await grants.list(ctx, userId)).some(
    (grant) => grant.role === 'tenant_admin' && grant.tenant_id === tenantId,
  )
}
