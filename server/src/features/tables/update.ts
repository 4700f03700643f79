import type { Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import type { Step } from '../../engines/db/index.ts'
import type { Ask } from './ask.ts'
import { namesIn, type Rows, writable } from './bodies.ts'
import { keyOf } from './by-id.ts'
import {
  answerOf,
  type Changed,
  mustBeChangeable,
  oneById,
  prepare,
  run,
  type Wanted,
} from './change.ts'
import { compileBulkUpdate, compileReplace, compileUpdate, isGiven } from './compile-write.ts'
import { badBody } from './faults.ts'
import { resolve } from './resolve.ts'
import { may, type Scope } from './rights.ts'

/** Changes every visible row that the filters find. */
export const updateRows = async (
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  given: Rows,
  ask: Ask,
  wanted: Wanted,
): Promise<Changed> => run(ctx, updateStep(ctx, scope, relation, given, ask, wanted))

export function updateStep(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  given: Rows,
  ask: Ask,
  wanted: Wanted,
): Step {
  mustBeChangeable(ctx, scope, relation, relation.canUpdate)
  const names = mustHaveFields(given)
  return prepare(scope, relation, ['update', ...names], ask, wanted, given.text, () => {
    const columns = writable(scope, relation, names, 'update')
    return compileUpdate(
      resolve(scope, relation, ask),
      columns,
      answerOf(scope, relation, ask, wanted),
    )
  })
}

function mustHaveFields(given: Rows): string[] {
  const [row] = given.rows
  const names = Object.keys(row ?? {})
  if (!given.isSingle || names.length === 0)
    throw badBody([], 'Send an object with at least one field')
  return names
}

/** Changes one row. Its key stays what it is. */
export function updateById(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  id: string,
  given: Rows,
  ask: Ask,
  wanted: Wanted,
): Promise<Changed> {
  mustBeChangeable(ctx, scope, relation, relation.canUpdate)
  const key = keyOf(relation)
  const names = mustHaveFields(given).filter((name) => !key.includes(name))
  if (names.length === 0) throw badBody([], 'Nothing but the key was sent')
  return oneById(ctx, scope, relation, id, ['patch', ...names], given.text, ask, wanted, (query) =>
    compileUpdate(
      query,
      writable(scope, relation, names, 'update'),
      answerOf(scope, relation, ask, wanted),
    ),
  )
}

/** Makes one row what the body says: what it leaves out gets its default. */
export function replaceById(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  id: string,
  given: Rows,
  ask: Ask,
  wanted: Wanted,
): Promise<Changed> {
  mustBeChangeable(ctx, scope, relation, relation.canUpdate)
  if (!given.isSingle) throw badBody([], 'Send an object')
  const key = keyOf(relation)
  const names = namesIn(given.rows).filter((name) => !key.includes(name))
  return oneById(ctx, scope, relation, id, ['put', ...names], given.text, ask, wanted, (query) => {
    const columns = writable(scope, relation, names, 'update')
    const reset = [...relation.columns.values()].filter(
      (c) =>
        !names.includes(c.name) &&
        !key.includes(c.name) &&
        !c.isGenerated &&
        !c.isIdentity &&
        may(c, 'update', scope.role),
    )
    if (columns.length + reset.length === 0) throw badBody([], 'There is nothing to replace')
    return compileReplace(query, columns, reset, answerOf(scope, relation, ask, wanted))
  })
}

/** Changes many rows, each by the key it holds. */
export const updateEach = async (
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  given: Rows,
  ask: Ask,
  wanted: Wanted,
): Promise<Changed> => run(ctx, updateEachStep(ctx, scope, relation, given, ask, wanted))

export function updateEachStep(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  given: Rows,
  ask: Ask,
  wanted: Wanted,
): Step {
  mustBeChangeable(ctx, scope, relation, relation.canUpdate)
  const key = keyOf(relation)
  given.rows.forEach((row, i) => {
    const missing = key.find((name) => !Object.hasOwn(row, name) || row[name] === null)
    if (missing !== undefined) throw badBody([i, missing], 'The key is missing')
  })
  const names = namesIn(given.rows).filter((name) => !key.includes(name))
  if (names.length === 0) throw badBody([], 'Nothing but keys was sent')
  return prepare(scope, relation, ['each', ...names], ask, wanted, given.text, () => {
    const columns = writable(scope, relation, names, 'update')
    const keys = key.flatMap((name) => relation.columns.get(name) ?? [])
    return compileBulkUpdate(
      relation,
      keys,
      columns,
      isGiven,
      answerOf(scope, relation, ask, wanted),
    )
  })
}
