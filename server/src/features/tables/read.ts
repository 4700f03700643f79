import type { Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import { AppError, notFound } from '../../kernel/errors.ts'
import type { Ask, CountMode } from './ask.ts'
import { keyConditions, keyValues } from './by-id.ts'
import {
  compileCount,
  compileCounted,
  compileEach,
  compileExplain,
  compileList,
  compileOne,
} from './compile.ts'
import { limitsOf, pageOf } from './limits.ts'
import { type Plan, planOf, remembered, stepOf } from './plans.ts'
import { readKeyset } from './read-keyset.ts'
import { resolve } from './resolve.ts'
import type { Scope } from './rights.ts'
import { runAsCaller } from './run.ts'
import type { Given } from './tree.ts'

/** A page of rows as JSON text, made by PostgreSQL. */
export interface Page {
  body: string
  /** Rows in the body. */
  rows: number
  offset: number
  /** In all; absent where nobody asked. */
  total: number | undefined
  /** The cursor of the last row, where there may be more. */
  next?: string
}

interface ReadPlans {
  list: Plan
  counted: Plan
  atMost: Plan
  explain: Plan
}

const plansOf = (
  scope: Scope,
  relation: Relation,
  ask: Ask,
  limit: number | undefined,
): ReadPlans =>
  remembered(scope.catalog, `read\n${relation.oid}\n${scope.role}\n${limit}\n${ask.shape}`, () => {
    const query = { ...resolve(scope, relation, ask), ...(limit === undefined ? {} : { limit }) }
    return lazily({
      list: () => planOf(compileList(query)),
      counted: () => planOf(compileCounted(query)),
      atMost: () => planOf(compileCount(query, ({ limit }) => String((limit ?? 0) + 1))),
      explain: () => planOf(compileExplain(query)),
    })
  })

/** Each made when first looked at. */
function lazily<T extends object>(makers: { [K in keyof T]: () => T[K] }): T {
  const made = {} as T
  for (const name of Object.keys(makers) as (keyof T)[]) {
    Object.defineProperty(made, name, {
      configurable: true,
      get() {
        const value = makers[name]()
        Object.defineProperty(made, name, { value })
        return value
      },
    })
  }
  return made
}

/** A page of a relation, and how many rows there are when that was asked. One round trip. */
export async function readPage(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  ask: Ask,
): Promise<Page> {
  const { cursor } = ask
  if (cursor !== undefined) return readKeyset(ctx, scope, relation, { ...ask, cursor })
  const limits = await limitsOf(ctx)
  const page = pageOf(ask, limits, ctx.caller.role)
  const plans = plansOf(scope, relation, ask, page.limit)
  const given: Given = { operands: ask.operands, offset: page.offset }
  const count = ask.count ?? 'none'
  const step = stepOf(count === 'exact' ? plans.counted : plans.list, given)
  const [list = [], ...counts] = await runAsCaller(ctx, [
    step,
    ...countSteps(plans, count, ask, limits.max_page_size),
  ])
  const [body = '[]', rows = '0', total] = list[0] ?? []
  return {
    body: body ?? '[]',
    rows: Number(rows),
    offset: page.offset,
    total: total == null ? totalOf(count, counts, limits.max_page_size) : Number(total),
  }
}

function countSteps(plans: ReadPlans, count: CountMode, { operands }: Ask, most: number) {
  if (count === 'planned') return [stepOf(plans.explain, { operands })]
  if (count !== 'estimated') return []
  return [
    stepOf(plans.atMost, { operands, limit: Math.max(most, 0) }),
    stepOf(plans.explain, { operands }),
  ]
}

/** `estimated` counts up to a page and believes the planner beyond. */
function totalOf(
  count: CountMode,
  answers: readonly (readonly (string | null)[])[][],
  most: number,
): number | undefined {
  if (count === 'planned') return plannedRows(answers[0]?.[0]?.[0])
  if (count !== 'estimated') return undefined
  const counted = Number(answers[0]?.[0]?.[0] ?? 0)
  if (counted <= most) return counted
  return Math.max(counted, plannedRows(answers[1]?.[0]?.[0]) ?? 0)
}

function plannedRows(text: string | null | undefined): number | undefined {
  const [plan]: { Plan?: { 'Plan Rows'?: number } }[] = JSON.parse(text ?? '[]')
  return plan?.Plan?.['Plan Rows']
}

/**
 * The one row of a query.
 * @throws 406 `pgrst116` unless there is exactly one
 */
export async function readSingle(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  ask: Ask,
): Promise<string> {
  const plan = remembered(
    scope.catalog,
    `single\n${relation.oid}\n${scope.role}\n${ask.shape}`,
    // Two are enough to see that it is not one.
    () =>
      planOf(compileOne({ ...resolve(scope, relation, ask), limit: Math.min(ask.limit ?? 2, 2) })),
  )
  const { operands, offset = 0 } = ask
  const [rows = []] = await runAsCaller(ctx, [stepOf(plan, { operands, offset })])
  const [body, count] = rows[0] ?? []
  if (count === '1' && body) return body
  throw new AppError('invalid', 'pgrst116', 'The result is not exactly one row', {
    details: { rows: Number(count ?? 0) },
  })
}

/**
 * A row by its key.
 * @throws not_found where there is none, or none for this caller
 */
export async function readById(
  ctx: Ctx,
  scope: Scope,
  relation: Relation,
  id: string,
  ask: Ask,
): Promise<string> {
  const plan = remembered(scope.catalog, `id\n${relation.oid}\n${scope.role}\n${ask.shape}`, () => {
    const query = resolve(scope, relation, ask)
    query.where.push(...keyConditions(scope, relation, ask.operands.length))
    return planOf(compileEach(query))
  })
  const operands = [...ask.operands, ...keyValues(relation, id)]
  const [rows = []] = await runAsCaller(ctx, [stepOf(plan, { operands, offset: 0 })])
  const body = rows[0]?.[0]
  if (body) return body
  throw notFound('not_found', 'There is no such row')
}
