import type { Ctx } from '../../engines/context.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { selectInForce } from './queries.ts'
import { openValue, type Sealed } from './versions.ts'

/** What the contract puts before the name of each secret. */
const prefix = 'FLUXBASE_SECRET_'

/**
 * What a function of this namespace finds around it: the tenant's global secrets, those of the
 * namespace over them, without the expired ones.
 */
export async function environment(ctx: Ctx, namespace: string): Promise<Record<string, string>> {
  const tenantId = tenantOf(ctx.caller)
  const rows = await ctx.db.rows<Sealed & { name: string }>(selectInForce(tenantId, namespace))
  return Object.fromEntries(rows.map((row) => [prefix + row.name, openValue(ctx, tenantId, row)]))
}
