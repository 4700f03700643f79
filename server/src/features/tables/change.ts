import type { Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import type { Step, StepRows } from '../../engines/db/index.ts'
import { AppError, forbidden, notFound } from '../../kernel/errors.ts'
import type { Sql } from '../../kernel/sql.ts'
import type { Ask } from './ask.ts'
import { keyConditions, keyValues } from './by-id.ts'
import type { Answer, Links } from './compile-write.ts'
import { refused } from './faults.ts'
import { planOf, remembered, stepOf } from './plans.ts'
import type { Preferences } from './preferences.ts'
import { emptyAsk } from './query-string.ts'
import { resolve } from './resolve.ts'
import { mustReach, nameOf, readable, type Scope } from './rights.ts'
import { changeAsCaller } from './run.ts'
import type { Query } from './tree.ts'

/** What a change made: its rows as JSON text unless nobody wanted them, and their number. */
export interface Changed {
  body: string | undefined
  rows: number
}

/** How a change is to answer. */
export interface Wanted {
  preferences: Preferences
  /** Exactly one row, or nothing happens. */
  single?: boolean
  links?: Links
}

export function mustBeDeletable(ctx: Ctx, scope: Scope, relation: Relation): void {
  mustBeChangeable(ctx, scope, relation, relation.canDelete)
  if (relation.deleters.includes(scope.role)) return
  throw refused(scope.caller, 'insufficient_permissions', 'You have no right to delete here')
}

/** @throws 405 for views that only read; forbidden in a tenant for tables that know no tenants */
export function mustBeChangeable(ctx: Ctx, scope: Scope, relation: Relation, can: boolean): void {
  mustReach(scope, relation)
  if (!can)
    throw new AppError('invalid', 'method_not_allowed', `${nameOf(relation)} is only for reading`)
  if (ctx.caller.tenantId !== undefined && !relation.columns.has('tenant_id')) {
    throw forbidden(
      'insufficient_permissions',
      `${nameOf(relation)} has no column tenant_id, so a tenant cannot write it`,
    )
  }
}

export const wantsRows = ({ preferences: { returns } }: Wanted): boolean =>
  returns === undefined || returns === 'representation'

export function answerOf(scope: Scope, relation: Relation, ask: Ask, wanted: Wanted): Answer {
  const { maxAffected: most, handling } = wanted.preferences
  const bounds = {
    single: wanted.single === true,
    ...(wanted.links ? { links: wanted.links } : {}),
    ...(most !== undefined && handling === 'strict' ? { most } : {}),
  }
  if (!wantsRows(wanted)) return { returning: [], ...bounds }
  // What filters the change does not filter what it made.
  const { fields } = resolve(scope, relation, { ...emptyAsk(), select: ask.select })
  return {
    query: { relation, fields, where: [], order: [] },
    returning: readable(scope, relation),
    ...bounds,
  }
}

/** A change as one statement, compiled once for all of its shape. */
export function prepare(
  scope: Scope,
  relation: Relation,
  kind: readonly string[],
  ask: Ask,
  wanted: Wanted,
  body: string,
  statement: () => Sql,
): Step {
  const given = { operands: ask.operands, body }
  // One of a batch is like no other: it says which of them it refers to.
  if (wanted.links) return { ...stepOf(planOf(statement()), given), name: '' }
  const { returns, resolution, missing, handling, maxAffected } = wanted.preferences
  const how = JSON.stringify([
    kind,
    returns,
    resolution,
    missing,
    handling,
    maxAffected,
    wanted.single,
  ])
  const key = `write\n${relation.oid}\n${scope.role}\n${how}\n${ask.shape}`
  return stepOf(
    remembered(scope.catalog, key, () => planOf(statement())),
    given,
  )
}

export async function run(ctx: Ctx, step: Step): Promise<Changed> {
  const [rows = []] = await changeAsCaller(ctx, [step])
  return changedOf(rows)
}

export function changedOf([row = []]: StepRows): Changed {
  const [text, count] = row
  return { body: text ?? undefined, rows: Number(count ?? 0) }
}

export async function oneById(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  id: string,
  kind: readonly string[],
  body: string,
  ask: Ask,
  wanted: Wanted,
  statement: (query: Query) => Sql,
): Promise<Changed> {
  const values = keyValues(relation, id)
  const first = ask.operands.length
  const withKey: Ask = { ...ask, operands: [...ask.operands, ...values] }
  const step = prepare(scope, relation, kind, withKey, wanted, body, () => {
    const query = resolve(scope, relation, ask)
    return statement({
      ...query,
      where: [...query.where, ...keyConditions(scope, relation, first)],
    })
  })
  const changed = await run(ctx, step)
  if (changed.rows > 0) return changed
  throw missed(scope, relation)
}

/** Under row-level security a row that is not there and one of somebody else look alike (§2.12). */
function missed(scope: Scope, relation: Relation): AppError {
  if (scope.role === 'service_role' || !relation.rls)
    return notFound('not_found', 'There is no such row')
  return refused(
    scope.caller,
    'rls_policy_violation',
    'There is no such row, or it is not yours to change',
  )
}
