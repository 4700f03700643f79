import type { Ctx } from '../../engines/context.ts'
import { forbidden, invalidField } from '../../kernel/errors.ts'
import * as identity from '../identity/index.ts'
import { registryKeys } from '../keys/index.ts'
import * as organizations from '../organizations/index.ts'
import type { TenantCache } from '../tenants/index.ts'
import { ensureMerchant, selectVersion } from './queries.ts'
import { newestVersion } from './versions.ts'

export { merchantId } from './names.ts'
export {
  type ApiVersion,
  apiVersions,
  inVersion,
  isApiVersion,
  newestVersion,
} from './versions.ts'

/** A tenant as the app registry knows it: it installs apps, and makes them. */

/** The version of answers a merchant is used to: the newest of the day it came here. */
export async function apiVersionOf(ctx: Ctx, tenantId: string): Promise<string> {
  const known = await ctx.db.lookUp<{ api_version: string }>(selectVersion(tenantId))
  if (known) return known.api_version
  await ctx.db.run(ensureMerchant(tenantId, newestVersion))
  return newestVersion
}

/**
 * What people do live, by key or by themselves, they do from a mailbox that is theirs.
 * @throws forbidden `email_not_verified`
 */
export async function mustBeReadyForLive(ctx: Ctx): Promise<void> {
  await identity.mustBeProven(ctx)
}

/**
 * Makes a key; the secret is shown this once. A key makes keys of its own mode; a person says which.
 * @throws invalid, naming `livemode`; forbidden `email_not_verified`; conflict `too_many_keys`
 */
export async function createKey(
  ctx: Ctx,
  given: {
    name: string
    type: registryKeys.RegistryKeyType
    livemode: boolean | undefined
  },
): Promise<registryKeys.KeyWithSecret> {
  const { keyId, mode: own } = ctx.caller
  const mode = given.livemode ? 'live' : 'test'
  const { name, type } = given
  if (keyId !== undefined) {
    if (given.livemode !== undefined && mode !== own) {
      throw invalidField('livemode', 'mode', 'A key makes keys of its own mode')
    }
    return registryKeys.create(ctx, { name, type, mode: own ?? 'test' })
  }
  if (mode === 'live') await mustBeReadyForLive(ctx)
  return registryKeys.create(ctx, { name, type, mode })
}

/**
 * The merchant for whom somebody acts: the tenant they name, else their own; only where they are
 * trusted with it.
 * @throws not_found; forbidden `insufficient_role`
 */
export async function merchantOf(
  ctx: Ctx,
  cache: TenantCache,
  userId: string,
  named?: string,
): Promise<{ tenantId: string; memberRole: 'owner' | 'admin' }> {
  const { id: tenantId, role } = await organizations.choose(ctx, cache, userId, named)
  if (role === 'owner' || role === 'admin') return { tenantId, memberRole: role }
  throw forbidden('insufficient_role', 'Your role in this organization does not allow this')
}
