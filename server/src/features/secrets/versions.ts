import type { Ctx } from '../../engines/context.ts'
import { uuid } from '../../kernel/ids.ts'
import { mustBeShort } from '../settings/index.ts'
import { deleteOldVersions, insertVersion } from './queries.ts'

const kept = 20

export interface Sealed {
  secret_id: string
  version: number
  sealed: string
}

/** A ciphertext opens in its own place only: neither another tenant's nor an older one passes. */
const about = (tenantId: string, secretId: string, version: number): string =>
  `auth.secret_versions:${tenantId}:${secretId}:${version}`

/**
 * Writes a value into the history, which ends twenty versions back. In the caller's transaction.
 * @throws invalid for a long value
 */
export async function addVersion(
  ctx: Ctx,
  { tenantId, secretId, version }: { tenantId: string; secretId: string; version: number },
  value: string,
): Promise<void> {
  mustBeShort(value)
  const sealed = ctx.secrets.seal(about(tenantId, secretId, version), value)
  const by = ctx.caller.userId ?? null
  await ctx.db.run(insertVersion({ id: uuid(), secretId, version, sealed, by }))
  if (version > kept) await ctx.db.run(deleteOldVersions(secretId, version - kept))
}

/** @throws Error when it was moved, or sealed by a root secret that is no longer known */
export const openValue = (ctx: Ctx, tenantId: string, row: Sealed): string =>
  ctx.secrets.open(about(tenantId, row.secret_id, row.version), row.sealed)
