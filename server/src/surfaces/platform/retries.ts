import type { Ctx } from '../../engines/context.ts'
import type { Route } from '../../kernel/route.ts'
import { retryable } from '../retries.ts'
import type { Access } from './access.ts'

/** Contract fluxbase-data, request headers; the second name is what other APIs call it. */
const terms = {
  longest: 256,
  replayedHeaders: ['idempotency-replayed', 'idempotent-replayed'],
}

/**
 * What changes something in one transaction of ours and waits for nobody else. Not here: sign-in, and
 * whatever hands out keys, invitations or secrets, whose answers are never stored.
 */
const families = [
  /^tenants\.(change|delete|recover|change_settings|unset_setting)$/,
  /^tenants\.(assign|change|remove)_(admins|members)$/,
  /^(user_settings|admin_settings)\.(put|delete)$/,
  /^webhooks\.(delete|redeliver|recover)$/,
]

export const withRetries = (route: Route<Ctx, Access>): Route<Ctx, Access> =>
  families.some((family) => family.test(route.name)) ? retryable(route, terms) : route
