import type { Column, Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import type { Step } from '../../engines/db/index.ts'
import type { Ask } from './ask.ts'
import { namesIn, type Rows, writable } from './bodies.ts'
import {
  answerOf,
  type Changed,
  mustBeChangeable,
  prepare,
  run,
  type Wanted,
  wantsRows,
} from './change.ts'
import { compileInsert, type Insert } from './compile-write.ts'
import { badBody, badQuery } from './faults.ts'
import { limitsOf } from './limits.ts'
import type { Preferences } from './preferences.ts'
import { may, nameOf, type Scope } from './rights.ts'
import { splitNames } from './scan.ts'

/**
 * Adds rows, all or none. With a `resolution`, rows that are there already are merged into or passed
 * over.
 */
export async function insertRows(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  given: Rows,
  ask: Ask,
  wanted: Wanted,
): Promise<Changed> {
  const { max_batch_size: most } = await limitsOf(ctx)
  if (most >= 0 && given.rows.length > most) throw badBody([], `At most ${most} rows at a time`)
  const step = insertStep(ctx, scope, relation, given, ask, wanted)
  if (given.rows.length === 0) return { body: wantsRows(wanted) ? '[]' : undefined, rows: 0 }
  return run(ctx, step)
}

export function insertStep(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  given: Rows,
  ask: Ask,
  wanted: Wanted,
): Step {
  mustBeChangeable(ctx, scope, relation, relation.canInsert)
  if (ask.tests.length > 0) throw badQuery('query', 'New rows are not filtered')
  const names = ask.columns === undefined ? namesIn(given.rows) : namesOf('columns', ask.columns)
  return prepare(scope, relation, ['insert', ...names], ask, wanted, given.text, () =>
    compileInsert(
      insertOf(scope, relation, names, ask, wanted.preferences),
      answerOf(scope, relation, ask, wanted),
    ),
  )
}

function insertOf(
  scope: Scope,
  relation: Relation,
  names: readonly string[],
  ask: Ask,
  { resolution, missing }: Preferences,
): Insert {
  const columns = writable(scope, relation, names, 'insert')
  const insert: Insert = { relation, columns, defaults: missing === 'default' }
  if (resolution === undefined) return insert
  const target = conflictTarget(scope, relation, ask.onConflict)
  const update = resolution === 'ignore-duplicates' ? [] : mergedColumns(scope, insert, target)
  return { ...insert, conflict: { columns: target, update } }
}

/** @throws invalid unless a unique index is over exactly these columns */
function conflictTarget({ role }: Scope, relation: Relation, given: string | undefined): string[] {
  const target = given === undefined ? relation.primaryKey : namesOf('on_conflict', given)
  if (target.length === 0)
    throw badQuery('on_conflict', `${nameOf(relation)} has no primary key: name unique columns`)
  const unknown = target.find((name) => {
    const column = relation.columns.get(name)
    return !column || !may(column, 'select', role)
  })
  if (unknown !== undefined) throw badQuery('on_conflict', `There is no column ${unknown}`)
  const fits = relation.uniques.some(
    (unique) => unique.length === target.length && unique.every((name) => target.includes(name)),
  )
  if (!fits) throw badQuery('on_conflict', `No unique index is over ${target.join(', ')}`)
  return target
}

/** With defaults for what is missing, columns that no row names are reset too. */
function mergedColumns(
  scope: Scope,
  { relation, columns, defaults }: Insert,
  target: readonly string[],
): Column[] {
  const candidates = defaults
    ? [...relation.columns.values()].filter(
        (c) => !c.isGenerated && !c.isIdentity && may(c, 'update', scope.role),
      )
    : columns
  const rest = candidates.filter(
    ({ name }) => !target.includes(name) && !relation.primaryKey.includes(name),
  )
  writable(
    scope,
    relation,
    rest.map(({ name }) => name),
    'update',
  )
  return rest
}

const namesOf = (parameter: string, text: string): string[] => {
  const names = splitNames(text)
  if (!names || names.includes(''))
    throw badQuery(parameter, 'Write names with commas between them')
  return names
}
