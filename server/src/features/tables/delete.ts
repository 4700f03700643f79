import type { Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import type { Step } from '../../engines/db/index.ts'
import type { Ask } from './ask.ts'
import {
  answerOf,
  type Changed,
  mustBeDeletable,
  oneById,
  prepare,
  run,
  type Wanted,
} from './change.ts'
import { compileDelete } from './compile-write.ts'
import { badQuery } from './faults.ts'
import { emptyAsk } from './query-string.ts'
import { resolve } from './resolve.ts'
import type { Scope } from './rights.ts'

/** Removes every visible row that the filters find; without a filter nothing. */
export const deleteRows = async (
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  ask: Ask,
  wanted: Wanted,
): Promise<Changed> => run(ctx, deleteStep(ctx, scope, relation, ask, wanted))

export function deleteStep(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  ask: Ask,
  wanted: Wanted,
): Step {
  mustBeDeletable(ctx, scope, relation)
  if (ask.tests.length === 0)
    throw badQuery('query', 'Name the rows to delete by at least one filter')
  return prepare(scope, relation, ['delete'], ask, wanted, '[]', () =>
    compileDelete(resolve(scope, relation, ask), answerOf(scope, relation, ask, wanted)),
  )
}

export async function deleteById(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  id: string,
): Promise<void> {
  mustBeDeletable(ctx, scope, relation)
  const wanted: Wanted = { preferences: { returns: 'minimal', applied: [] } }
  const ask = emptyAsk()
  await oneById(ctx, scope, relation, id, ['delete-one'], '[]', ask, wanted, (query) =>
    compileDelete(query, answerOf(scope, relation, ask, wanted)),
  )
}
