import { type Ctx, inTransaction } from '../../engines/context.ts'
import { tenantOf } from '../../kernel/caller.ts'
import { type AppError, conflict, forbidden } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import { insertOwn, lockNewKeys, type Owner, selectTaken } from './queries.ts'
import type { SecretRow, UserSettingRow } from './schema.ts'

/** Settings and secrets of one person together. */
const limit = 1000

/** Values a minute that one person may write. */
const writesPerMinute = 300

/** @throws forbidden when nobody in person calls */
export function ownerOf(ctx: Ctx): Owner {
  const { userId } = ctx.caller
  if (!userId) throw forbidden('insufficient_permissions', 'Settings of a person need one')
  return { userId, tenantId: tenantOf(ctx.caller) }
}

/** @throws rate_limited */
export const mustBePatient = (ctx: Ctx, { userId }: Owner): void =>
  ctx.limits.rate(`settings:${userId}`, writesPerMinute)

/** New keys of one person take turns: the limit holds, and two first writings are one after the other. */
export const inTurn = <T>(ctx: Ctx, owner: Owner, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  inTransaction(ctx, async (ctx) => {
    await ctx.db.run(lockNewKeys(owner.userId))
    return work(ctx)
  })

/**
 * Takes a key that is free. In turn.
 * @throws conflict `taken()` where it is not, and `too_many_settings` at the limit
 */
export async function takeKey(
  ctx: Ctx,
  owner: Owner,
  given: { key: string; value?: unknown; sealed: string | null; description: string | undefined },
  taken: () => AppError,
): Promise<UserSettingRow & SecretRow> {
  const { key, value, sealed, description = null } = given
  const row = await ctx.db.row<UserSettingRow & SecretRow>(
    insertOwn(owner, { id: uuid(), key, value, sealed, description, by: owner.userId, limit }),
  )
  if (row) return row
  if (await ctx.db.row(selectTaken(owner, key))) throw taken()
  throw conflict('too_many_settings', `At most ${limit} settings and secrets fit`)
}
