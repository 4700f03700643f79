import type { Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import type { Ask } from './ask.ts'
import { compileKeyset } from './compile-keyset.ts'
import { badQuery } from './faults.ts'
import { keysetOf, valuesOf } from './keyset.ts'
import { limitsOf, pageOf } from './limits.ts'
import { planOf, remembered, stepOf } from './plans.ts'
import type { Page } from './read.ts'
import { resolve } from './resolve.ts'
import type { Scope } from './rights.ts'
import { runAsCaller } from './run.ts'

/**
 * A page after the row that a cursor names, the first one where it is empty. As fast at the end of a list as at its beginning, and no row is passed over or seen twice
 * when others come in between.
 */
export async function readKeyset(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  ask: Ask & { cursor: string },
): Promise<Page> {
  if (ask.offset !== undefined) throw badQuery('offset', 'A cursor says where to go on')
  if (ask.count !== undefined && ask.count !== 'none')
    throw badQuery('count', 'Count without a cursor')
  const { limit } = pageOf(
    ask,
    { ...(await limitsOf(ctx)), max_total_results: -1 },
    ctx.caller.role,
  )
  const isFirst = ask.cursor === ''
  const key = `keyset\n${relation.oid}\n${scope.role}\n${limit}\n${isFirst}\n${ask.shape}`
  const plan = remembered(scope.catalog, key, () => {
    const query = resolve(scope, relation, ask)
    const keyset = keysetOf(scope, query, 'cursor')
    const last = ask.operands.length
    const after = valuesOf(keyset, 'cursor', ({ operands }) => operands[last])
    return planOf(compileKeyset(query, { keyset, after: isFirst ? undefined : after }, limit))
  })
  const operands = [...ask.operands, ask.cursor]
  const [rows = []] = await runAsCaller(ctx, [stepOf(plan, { operands })])
  const [body, count, next] = rows[0] ?? []
  const isFull = limit !== undefined && limit > 0 && Number(count) === limit
  return {
    body: body ?? '[]',
    rows: Number(count ?? 0),
    offset: 0,
    total: undefined,
    ...(isFull && next ? { next } : {}),
  }
}
