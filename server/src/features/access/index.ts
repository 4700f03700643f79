import type { Relation } from '../../engines/catalog/index.ts'
import { type Ctx, inTransaction } from '../../engines/context.ts'
import type { RequestScope, Step, StepRows } from '../../engines/db/index.ts'
import { AppError, invalidField } from '../../kernel/errors.ts'
import type { RawJson } from '../../kernel/schema.ts'
import { record } from '../audit/index.ts'
import * as tables from '../tables/index.ts'
import type { TenantCache } from '../tenants/index.ts'
import { contextAs } from './caller.ts'
import { type Guard, selectGuard, verdictsOf, withoutSearchPath } from './queries.ts'
import type { Explanation, Question, Refusal } from './schema.ts'
import { expressionOf, type Judgement, judge, type Stage, stagesOf } from './verdicts.ts'

export { contextAs } from './caller.ts'
export { Explanation, Question } from './schema.ts'

const base = '/api/v1/tables/'
const usualSample = 10

/**
 * What would become of a request of somebody else: whether the table is served, which policies are
 * asked, what each says of some rows, how many are seen, and by which plan. Nothing is changed: a
 * change is planned, never made.
 * @throws what choosing the caller throws; not_found for a table that is not there
 */
export async function explain(
  ctx: Ctx,
  cache: TenantCache,
  question: Question,
): Promise<Explanation> {
  const request = requestOf(question)
  const other = await contextAs(ctx, cache, question.as)
  await record(ctx, 'access.explained', {
    ...(question.as.user_id === undefined ? {} : { userId: question.as.user_id }),
    details: { as: question.as, op: request.op, table: request.parts.join('/') },
  })
  const explanation = await tables.overCatalog(other, (scope) =>
    explainIn(other, scope, request, question.sample ?? usualSample),
  )
  return explanation
}

function requestOf({ method, path, table, op, filter, select, values }: Question): tables.Request {
  const body: RawJson | undefined =
    values === undefined ? undefined : { value: values, text: JSON.stringify(values) }
  if (path !== undefined) {
    if (table !== undefined || op !== undefined || filter !== undefined || select !== undefined) {
      throw invalidField(
        'path',
        'invalid',
        'Describe the request by method and path, or by its parts',
      )
    }
    return { ...placeOf(path), op: opOf[method ?? 'GET'], body }
  }
  if (table === undefined || method !== undefined) {
    throw invalidField('table', 'required', 'Name a table, or a method and a path')
  }
  const columns = select === undefined ? [] : [`select=${encodeURIComponent(select)}`]
  const query = [...(filter ? [filter] : []), ...columns].join('&')
  return { parts: table.split(/[./]/), op: op ?? 'select', query, body }
}

const opOf = {
  GET: 'select',
  HEAD: 'select',
  POST: 'insert',
  PATCH: 'update',
  PUT: 'update',
  DELETE: 'delete',
} as const

function placeOf(path: string): Pick<tables.Request, 'parts' | 'query'> {
  const [place = '', query = ''] = path.split(/\?(.*)/s)
  try {
    const parts = place.slice(base.length).split('/').map(decodeURIComponent)
    if (place.startsWith(base) && parts.length <= 3 && !parts.includes('')) return { parts, query }
  } catch {}
  throw invalidField('path', 'invalid', `Must be the path of a table, below ${base}`)
}

async function explainIn(
  other: Ctx,
  scope: tables.Scope,
  request: tables.Request,
  most: number,
): Promise<Explanation> {
  const { relation } = tables.find(scope, request.parts)
  const guard = await guardOf(other, relation, scope.role)
  const as = await tables.requestScope(other)
  const stages = stagesOf(request.op, guard.policies, request.body !== undefined)
  const asked = new Set(stages.flatMap(({ policies }) => policies))
  const explanation: Explanation = {
    caller: { role: as.role, claims: { ...as.claims }, tenant_id: as.tenantId ?? null },
    op: request.op,
    table: {
      schema: relation.schema,
      name: relation.name,
      type: relation.kind,
      rls_enabled: guard.rls_enabled,
      rls_forced: guard.rls_forced,
    },
    served: true,
    refusal: null,
    grants: grantsOf(relation, scope.role),
    policies_hold: guard.exempt === null,
    exempt: guard.exempt,
    policies: guard.policies.map((policy) => ({ ...policy, applies: asked.has(policy) })),
    rows: null,
    sample: [],
    statement: null,
    plan: null,
    errors: [],
  }
  try {
    const inspection = await tables.inspect(other, scope, request)
    await look(other, as, { relation, guard, stages, request, most }, inspection, explanation)
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error
    explanation.served = false
    explanation.refusal = refusalOf(error)
  }
  return explanation
}

const guardOf = (ctx: Ctx, { oid }: Relation, role: string): Promise<Guard> =>
  inTransaction(ctx, async ({ db }) => {
    await db.run(withoutSearchPath)
    const guard = await db.row<Guard>(selectGuard(oid, role))
    if (guard) return guard
    throw new AppError('not_found', 'not_found', 'There is no such table')
  })

function grantsOf(relation: Relation, role: RequestScope['role']): Explanation['grants'] {
  const columns = [...relation.columns.values()]
  const named = (right: 'select' | 'insert' | 'update') =>
    columns.filter((column) => tables.may(column, right, role)).map(({ name }) => name)
  return {
    schema: relation.entrants.includes(role),
    select: named('select'),
    insert: named('insert'),
    update: named('update'),
    delete: relation.deleters.includes(role),
  }
}

interface Case {
  relation: Relation
  guard: Guard
  stages: readonly Stage[]
  request: tables.Request
  most: number
}

type Attempt = (scope: RequestScope, step: Step) => Promise<StepRows>

/** All in one snapshot. What one part is refused is told there, and the others go on. */
async function look(
  ctx: Ctx,
  as: RequestScope,
  one: Case,
  { statement, number, images }: tables.Inspection,
  into: Explanation,
): Promise<void> {
  const all: RequestScope = { ...as, role: 'service_role', claims: { role: 'service_role' } }
  await ctx.engines.db.inTrial(async (attempt) => {
    const part = async (name: 'rows' | 'sample' | 'plan', work: () => Promise<void>) => {
      try {
        await work()
      } catch (error) {
        const refused = tables.refusalOf(error, ctx.caller)
        if (!(refused instanceof AppError)) throw error
        into.errors.push({ in: name, ...refusalOf(refused) })
      }
    }
    await part('rows', async () => {
      if (!number) return
      into.rows = { existing: await count(attempt, all, number), visible: null }
      into.rows.visible = await count(attempt, as, number)
    })
    await part('sample', async () => {
      const rows = images
        ? (await attempt(all, images(one.most))).map(([text]) => text ?? '{}')
        : []
      into.sample = await judged(attempt, as, one, rows)
    })
    await part('plan', async () => {
      into.statement = statement.text.trim().replace(/\s+/g, ' ')
      const plan = { ...statement, text: `explain (format json) ${statement.text}` }
      const [[text] = []] = await attempt(as, plan)
      into.plan = JSON.parse(text ?? '[]')
    })
  }, ctx.signal)
}

const count = async (attempt: Attempt, as: RequestScope, step: Step): Promise<number> =>
  Number((await attempt(as, step))[0]?.[0] ?? 0)

/** Each row with what every policy says of it, as it is and as it would become. */
async function judged(
  attempt: Attempt,
  as: RequestScope,
  { relation, guard, stages, request }: Case,
  existing: readonly string[],
): Promise<Explanation['sample']> {
  const isNew = request.op === 'insert'
  const values = [request.body?.value ?? []].flat() as Record<string, unknown>[]
  const old = existing.map((text) => JSON.parse(text) as Record<string, unknown>)
  const rows = isNew ? values : old
  const written = isNew ? values : old.map((row) => ({ ...row, ...values[0] }))
  const keys = rows.map((row) => (isNew ? null : keyOf(relation, row)))
  if (guard.exempt !== null) {
    return keys.map((key) => ({ key, allowed: true, decided_by: [], verdicts: [] }))
  }
  const before = await say(attempt, as, relation, stages, 'row', rows, false)
  const after = await say(attempt, as, relation, stages, 'new_row', written, isNew)
  return keys.map((key, i): Explanation['sample'][number] => {
    const results = stages.map(
      (stage, j) => ((stage.on === 'row' ? before : after)[i] ?? [])[j] ?? [],
    )
    const judgement: Judgement = judge(stages, results)
    return { key, ...judgement }
  })
}

/** What the policies of stages say of rows: by row, by stage, by policy. One statement. */
async function say(
  attempt: Attempt,
  as: RequestScope,
  relation: Relation,
  stages: readonly Stage[],
  on: Stage['on'],
  rows: readonly object[],
  isNew: boolean,
): Promise<(boolean | null)[][][]> {
  const asked = stages.map((stage) =>
    stage.on === on ? stage.policies.map((p) => expressionOf(p, stage)) : [],
  )
  const expressions = asked.flat()
  if (expressions.length === 0 || rows.length === 0) return []
  const { text, values } = verdictsOf(
    relation,
    expressions,
    JSON.stringify(rows),
    isNew ? defaultsOf(relation) : [],
  )
  const answers = await attempt(as, { text, values: values as string[] })
  return answers.map(([row]) => {
    const said = JSON.parse(row ?? '[]') as (boolean | null)[]
    return asked.map((stage) => said.splice(0, stage.length))
  })
}

/** A sequence is not moved by looking. */
const defaultsOf = ({ columns }: Relation): { name: string; default: string }[] =>
  [...columns.values()].flatMap(({ name, default: text }) =>
    text === null || /\bnextval\(/.test(text) ? [] : [{ name, default: text }],
  )

const keyOf = ({ primaryKey }: Relation, row: Record<string, unknown>) =>
  primaryKey.length === 0 ? null : Object.fromEntries(primaryKey.map((name) => [name, row[name]]))

const refusalOf = ({ status, code, message, details }: AppError): Refusal => ({
  status,
  code: code.toUpperCase(),
  message,
  ...(typeof details?.hint === 'string' ? { hint: details.hint } : {}),
})
