import type { Ctx } from '../../../engines/context.ts'
import { type Page, type Range, readPage } from '../../../kernel/cursors.ts'
import { notFound } from '../../../kernel/errors.ts'
import type { EventRow, Whose } from '../schema.ts'
import { kept, selectEvent } from './queries.ts'

/** What happened, for who wants to look it up again: thirty days. */

/** @throws not_found, also for somebody else's */
export async function get(ctx: Ctx, whose: Whose, id: string): Promise<EventRow> {
  const found = await ctx.db.row<EventRow>(selectEvent(whose, id))
  if (!found) throw notFound('not_found', 'No such event')
  return found
}

/** Newest first. @throws invalid for a cursor that is no event of the same owner */
export const list = (
  ctx: Ctx,
  whose: Whose,
  { type }: { type?: string | undefined },
  range: Range,
): Promise<Page<EventRow>> => readPage<EventRow>(ctx.db, kept(whose, type), range)
