import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import type { Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import { failedStep, type Step, type StepRows } from '../../engines/db/index.ts'
import { AppError } from '../../kernel/errors.ts'
import { compileObject, type Part, type Plan, planOf, type Scope, stepOf } from '../tables/index.ts'
import { argumentsOf, Leaves } from './arguments.ts'
import { type Call, type ChangePlan, keyOf, planChange } from './changes.ts'
import { collectFields, fragmentsOf } from './collect.ts'
import { connectionOf } from './connection.ts'
import { meaningOf } from './meanings.ts'
import { aggregateOf, objectTypeOf, type Planning, queryOf, short, takeRange } from './selection.ts'

/** An operation as statements, ready for any values of its variables. */
export interface OperationPlan {
  leaves: Leaves
  keys: string[]
  query: Plan | undefined
  changes: ChangePlan[]
  /** Answers that are known already: `__typename`, `_health`. */
  constants: Record<string, string>
  /** Whether the schema itself is asked about beside rows. */
  meta: boolean
}

const pageSize = 1_000

export function planOperation(
  _ctx: Ctx,
  scope: Scope,
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): OperationPlan {
  const type = schema.getRootType(operation.operation)
  if (!type) throw new GraphQLError(`There is nothing to ${operation.operation} here`)
  const planning: Planning = {
    fragments: fragmentsOf(document),
    variables,
    leaves: new Leaves(),
    pageSize,
  }
  const parts: Part[] = []
  const plan: OperationPlan = {
    leaves: planning.leaves,
    keys: [],
    query: undefined,
    changes: [],
    constants: {},
    meta: false,
  }
  for (const [key, nodes] of collectFields(planning, type, [operation.selectionSet])) {
    planRoot(planning, scope, plan, parts, short(key), type, nodes)
  }
  if (parts.length > 0) plan.query = planOf(compileObject(parts))
  return plan
}

function planRoot(
  planning: Planning,
  scope: Scope,
  plan: OperationPlan,
  parts: Part[],
  key: string,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): void {
  const [node] = nodes
  const field = node && type.getFields()[node.name.value]
  if (!node || node.name.value === '__schema' || node.name.value === '__type') {
    plan.meta = true
    return
  }
  plan.keys.push(key)
  if (!field) plan.constants[key] = type.name
  else {
    const meaning = meaningOf(field)
    if (meaning.kind === 'health') plan.constants[key] = 'ok'
    else if (meaning.kind === 'change')
      plan.changes.push(planChange(planning, scope, key, field, meaning, nodes))
    else if (meaning.kind === 'connection') {
      const given = argumentsOf(field, node, planning.variables, planning.leaves)
      const type = objectTypeOf(field)
      parts.push(connectionOf(planning, scope, key, meaning.relation, type, nodes, given))
    } else if (
      meaning.kind === 'list' ||
      meaning.kind === 'single' ||
      meaning.kind === 'aggregate'
    ) {
      parts.push(partOf(planning, key, field, meaning, nodes, node))
    }
  }
}

function partOf(
  planning: Planning,
  key: string,
  field: Parameters<typeof objectTypeOf>[0],
  { kind, relation }: { kind: 'list' | 'single' | 'aggregate'; relation: Relation },
  nodes: readonly FieldNode[],
  node: FieldNode,
): Part {
  const given = argumentsOf(field, node, planning.variables, planning.leaves)
  const type = objectTypeOf(field)
  if (kind === 'aggregate') {
    return { key, as: 'value', query: aggregateOf(planning, key, relation, type, nodes, given) }
  }
  const query = queryOf(planning, relation, type, nodes)
  if (kind === 'list') takeRange(planning, query, given)
  else query.where = keyOf(field, given)
  return { key, as: kind === 'list' ? 'list' : 'row', query }
}

type Run = (steps: readonly Step[]) => Promise<StepRows[]>

/** @returns the data, as JSON text */
export async function runPlan(
  run: Run,
  plan: OperationPlan,
  variables: Record<string, unknown>,
  call: Omit<Call, 'given'>,
): Promise<string> {
  const given = { operands: plan.leaves.operands(variables) }
  if (plan.query) {
    const [rows = []] = await run([stepOf(plan.query, given)])
    return withConstants(plan, rows[0]?.[0] ?? '{}')
  }
  const texts = await runChanges(run, plan.changes, { ...call, given })
  const pairs = plan.keys.map(
    (key) => `${JSON.stringify(key)}:${texts.get(key) ?? JSON.stringify(plan.constants[key])}`,
  )
  return `{${pairs.join(',')}}`
}

/** All changes of a document, as one transaction. */
async function runChanges(
  run: Run,
  changes: readonly ChangePlan[],
  call: Call,
): Promise<Map<string, string>> {
  const steps = changes.map((change) => {
    try {
      return change.stepsOf(call)
    } catch (error) {
      throw new FailedChange(change.key, error)
    }
  })
  const all = steps.flat()
  try {
    const results = all.length > 0 ? await run(all) : []
    return new Map(
      changes.map((change, i) => [
        change.key,
        change.answer(results.splice(0, steps[i]?.length ?? 0)),
      ]),
    )
  } catch (error) {
    const cause = error instanceof AppError ? error.cause : error
    const owners = steps.flatMap((own, i) => own.map(() => changes[i]?.key))
    const key = owners[failedStep(cause) ?? -1]
    throw key === undefined ? error : new FailedChange(key, error)
  }
}

/** Which field of a mutation the others were undone for. */
export class FailedChange extends Error {
  readonly key: string
  constructor(key: string, cause: unknown) {
    super('a change failed', { cause })
    this.key = key
  }
}

/** The order of the answer is that of the question (GraphQL §6.3); constants are rare. */
function withConstants({ keys, constants }: OperationPlan, text: string): string {
  if (Object.keys(constants).length === 0) return text
  const data = JSON.parse(text) as Record<string, unknown>
  return JSON.stringify(
    Object.fromEntries(keys.map((key) => [key, key in data ? data[key] : constants[key]])),
  )
}
