import { type Ctx, end } from '../../engines/context.ts'
import { uuid } from '../../kernel/ids.ts'

/**
 * Tells every process that a tenant changed, or what one person is in it. Each change is news of its
 * own: under one name a change that commits late would pass for one that is known already.
 */
export const announce = (ctx: Ctx, tenantId: string, userId = ''): Promise<void> =>
  end(ctx, 'tenant', [`${tenantId}:${userId}:${uuid()}`])
