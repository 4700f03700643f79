import type { Ctx } from '../../engines/context.ts'
import { unavailable } from '../../kernel/errors.ts'

/** The namespace of whoever names none. */
export const defaultNamespace = 'default'

/** Only the main database has migrations so far. @throws unavailable in a tenant */
export function mustBeMain(ctx: Ctx): void {
  const { tenantId, role, kind } = ctx.caller
  if (kind === 'system') return
  if (tenantId === undefined && (role === 'instance_admin' || role === 'service_role')) return
  throw unavailable('tenant_database_unavailable', "Tenants' own databases are not available yet")
}
