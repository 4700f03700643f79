import type { Ctx } from '../../engines/context.ts'
import { randomLowerSecret, uuid } from '../../kernel/ids.ts'
import { ensurePersonal, selectPersonal } from './queries.ts'

/** The tenant that an account has for itself; made at first need. In the caller's transaction. */
export async function personalTenant(ctx: Ctx, userId: string): Promise<string> {
  const known = await findPersonalTenant(ctx, userId)
  if (known) return known
  await ctx.db.run(ensurePersonal(uuid(), `personal-${randomLowerSecret(12)}`, userId))
  const made = await findPersonalTenant(ctx, userId)
  if (!made) throw new Error('the personal tenant was not made')
  return made
}

/** The same, without making it. */
export const findPersonalTenant = async (ctx: Ctx, userId: string): Promise<string | undefined> =>
  (await ctx.db.row<{ id: string }>(selectPersonal(userId)))?.id
