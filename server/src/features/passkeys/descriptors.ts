import type { Ctx } from '../../engines/context.ts'
import { selectDescriptors } from './queries.ts'
import type { RelyingParty } from './relying-party.ts'

/** The passkeys of a person on a site, as browsers are told of them. */
export async function descriptorsOf(
  ctx: Ctx,
  userId: string,
  party: RelyingParty,
): Promise<{ id: string; transports: string[] }[]> {
  const rows = await ctx.db.rows<{ credential_id: Buffer; transports: string[] }>(
    selectDescriptors(userId, party.id),
  )
  return rows.map((row) => ({
    id: row.credential_id.toString('base64url'),
    transports: row.transports,
  }))
}
