import type { Ctx } from '../../engines/context.ts'

/** The ring of the change log turns once in eight hours. */
export const jobs = {
  'changes.sweep': (ctx: Ctx): Promise<void> => ctx.changes.trim(),
}
