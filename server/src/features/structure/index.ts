import type { Ctx } from '../../engines/context.ts'
import { selectStructure } from './queries.ts'
import type { Structure } from './schema.ts'

export { Structure } from './schema.ts'

/** The tables of users with all that hangs on them: what a table editor and a diagram show. */
export async function read(ctx: Ctx, schema: string | undefined): Promise<Structure> {
  const found = await ctx.db.row<Structure>(selectStructure(schema ?? null))
  return found ?? { schemas: [], tables: [], enums: [], functions: [] }
}
