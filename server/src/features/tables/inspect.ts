import type { Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import type { Step } from '../../engines/db/index.ts'
import type { RawJson } from '../../kernel/schema.ts'
import type { Ask } from './ask.ts'
import { readRows } from './bodies.ts'
import { keyOf, keyValues } from './by-id.ts'
import type { Wanted } from './change.ts'
import { compileImages, compileList, compileNumber } from './compile.ts'
import { deleteStep } from './delete.ts'
import { readFilter } from './filters.ts'
import { insertStep } from './insert.ts'
import { limitsOf, pageOf } from './limits.ts'
import { locate, type Place } from './locate.ts'
import { planOf, stepOf } from './plans.ts'
import { readQueryString, sealed } from './query-string.ts'
import { resolve } from './resolve.ts'
import type { Scope } from './rights.ts'
import type { Query } from './tree.ts'
import { updateStep } from './update.ts'

export type Operation = 'select' | 'insert' | 'update' | 'delete'

/** A request as a whole, to be looked at instead of run. */
export interface Request {
  parts: readonly string[]
  op: Operation
  /** Undecoded. */
  query: string
  body?: RawJson | undefined
}

/** What a request comes to: the statement it would run, and others that look at the same rows. */
export interface Inspection {
  statement: Step
  /** How many rows its filters find; absent where there are none to find. */
  number?: Step
  /** The first of them as they are, each one JSON text. */
  images?: (most: number) => Step
}

const wanted: Wanted = { preferences: { applied: [] } }

/** Where a request leads, whether or not its caller may go there. @throws not_found */
export const find = ({ catalog }: Scope, parts: Request['parts']): Place =>
  locate({ catalog, role: 'service_role', caller: { kind: 'system' } }, parts)

/** @throws whatever the request would be answered with before the database sees it */
export async function inspect(ctx: Ctx, scope: Scope, request: Request): Promise<Inspection> {
  const { relation, id } = locate(scope, request.parts)
  const ask = withKey(readQueryString(request.query), relation, id)
  if (request.op === 'insert') {
    return { statement: insertStep(ctx, scope, relation, readRows(request.body), ask, wanted) }
  }
  const query = resolve(scope, relation, ask)
  const given = { operands: ask.operands }
  const found: Query = { relation, fields: [], where: query.where, order: [] }
  return {
    statement: await statementOf(ctx, scope, relation, request, ask, query),
    number: stepOf(planOf(compileNumber(found)), given),
    images: (most) => stepOf(planOf(compileImages(found, most)), given),
  }
}

/** A row of the path is a filter like others. */
function withKey(ask: Ask, relation: Relation, id: string | undefined): Ask {
  if (id === undefined) return ask
  const values = keyValues(relation, id)
  const tests = keyOf(relation).map((name, i) =>
    readFilter(JSON.stringify(name), `eq.${values[i]}`, ask.operands),
  )
  return sealed({ ...ask, tests: [...ask.tests, ...tests] })
}

async function statementOf(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  { op, body }: Request,
  ask: Ask,
  query: Query,
): Promise<Step> {
  if (op === 'delete') return deleteStep(ctx, scope, relation, ask, wanted)
  if (op === 'update') return updateStep(ctx, scope, relation, readRows(body), ask, wanted)
  const { limit, offset } = pageOf(ask, await limitsOf(ctx), ctx.caller.role)
  const page = limit === undefined ? query : { ...query, limit }
  return stepOf(planOf(compileList(page)), { operands: ask.operands, offset })
}
