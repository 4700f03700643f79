import type { Ctx } from '../../engines/context.ts'
import type { Caller } from '../../kernel/caller.ts'
import { AppError, invalidField, notFound } from '../../kernel/errors.ts'
import { self } from '../identity/index.ts'
import * as tenants from '../tenants/index.ts'
import type { Question } from './schema.ts'

/**
 * The context that a request of somebody else would have: their rights, their tenant, chosen as a
 * request chooses it. Who asks from within a tenant asks about that one, unless they name another.
 * Whatever it may do, it never leaves this feature.
 * @throws invalid unless it is one of a person and a role; not_found; what choosing the tenant throws
 */
export async function contextAs(
  ctx: Ctx,
  cache: tenants.TenantCache,
  { user_id, role, tenant }: Question['as'],
): Promise<Ctx> {
  if ((user_id === undefined) === (role === undefined)) {
    throw invalidField('as', 'invalid', 'Name either a user_id or a role')
  }
  const caller = user_id === undefined ? callerOfRole(role) : await callerOfUser(ctx, user_id)
  const { tenantId, ...chosen } = await tenants.choose(
    withCaller(ctx, caller),
    cache,
    tenant ?? ctx.caller.tenantId,
  )
  const isDefault = tenantId === tenants.defaultTenant
  const { tenantId: _, ...rest } = caller
  return withCaller(ctx, {
    ...rest,
    role: chosen.role,
    databaseRole: chosen.databaseRole,
    ...(isDefault ? {} : { tenantId }),
  })
}

function withCaller(ctx: Ctx, caller: Caller): Ctx {
  const other: Ctx = Object.create(ctx)
  other.caller = caller
  return other
}

const callerOfRole = (role: Question['as']['role'] = 'anon'): Caller =>
  role === 'anon' ? { kind: 'nobody', role } : { kind: 'user', role }

async function callerOfUser(ctx: Ctx, userId: string): Promise<Caller> {
  const user = await self(withCaller(ctx, { kind: 'user', userId })).catch((error: unknown) => {
    throw error instanceof AppError ? notFound('not_found', 'No such person') : error
  })
  return {
    kind: 'user',
    userId,
    realmId: user.realm_id,
    role: user.role,
    aal: 'aal1',
    isAnonymous: user.is_anonymous,
    ...(user.email === null ? {} : { email: user.email }),
  }
}
