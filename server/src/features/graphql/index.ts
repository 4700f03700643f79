import {
  type DocumentNode,
  type ExecutionResult,
  execute as executeSchema,
  GraphQLError,
  type GraphQLSchema,
  getIntrospectionQuery,
  getOperationAST,
  getVariableValues,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import type { Ctx } from '../../engines/context.ts'
import { defaultTenantId } from '../../kernel/caller.ts'
import { AppError } from '../../kernel/errors.ts'
import { overCatalog, remembered, runAsCaller, type Scope } from '../tables/index.ts'
import { shapeOf } from './arguments.ts'
import {
  defaultLimits,
  type GraphQLLimits,
  isIntrospection,
  maxTokens,
  mustBeLight,
} from './limits.ts'
import { type OperationPlan, planOperation, runPlan } from './plan.ts'
import { buildSchema } from './schema.ts'

export interface Request {
  query: string
  variables?: Record<string, unknown> | null | undefined
  operationName?: string | null | undefined
}

/** An answer as JSON text, and whether the request itself was at fault. */
export interface Answer {
  text: string
  /** It was never run: it cannot be read, is not valid, or asks for too much. */
  refused: boolean
  /** Where it is not 400. */
  status?: number
}

const refusal = (errors: readonly GraphQLError[]): Answer => ({
  refused: true,
  text: JSON.stringify({ errors: errors.map(shown), error: errors[0]?.message }),
})

/** What may be said of an error; what nobody foresaw is not told. */
function shown(error: GraphQLError): object {
  const { message, locations, path, extensions } = error.toJSON()
  return {
    message,
    ...(locations ? { locations } : {}),
    ...(path ? { path } : {}),
    ...(extensions && Object.keys(extensions).length > 0 ? { extensions } : {}),
  }
}

/**
 * Runs one operation as the caller: a query is one statement, a mutation one transaction (contract
 * fluxbase-data §4).
 * @param noChange why a mutation is refused here; undefined where it is not
 */
export async function execute(ctx: Ctx, request: Request, noChange?: Error): Promise<Answer> {
  const limits = await limitsOf(ctx)
  // Who asks for the schema means the one of now.
  if (/__(schema|type)\b/.test(request.query)) {
    await ctx.catalogs.newerThan(await ctx.catalogs.current())
  }
  try {
    return await overCatalog(ctx, (scope) => run(ctx, scope, request, limits, noChange))
  } catch (error) {
    if (error instanceof NotValid) return refusal(error.errors)
    if (error instanceof NotByGet) return { ...refusal([error]), status: 405 }
    if (error instanceof GraphQLError) return refusal([error])
    if (error instanceof AppError && error.code === 'query_too_complex') {
      return refusal([
        new GraphQLError(error.message, { extensions: { code: 'QUERY_TOO_COMPLEX' } }),
      ])
    }
    throw error
  }
}

interface Prepared {
  document: DocumentNode
  errors: readonly GraphQLError[]
  plans: Map<string, OperationPlan>
}

async function run(
  ctx: Ctx,
  scope: Scope,
  { query, variables, operationName }: Request,
  limits: GraphQLLimits,
  noChange: Error | undefined,
): Promise<Answer> {
  const schema = schemaOf(scope)
  const { document, errors, plans } = prepare(scope, schema, query, limits)
  if (errors.length > 0) throw new NotValid(errors)
  const operation = getOperationAST(document, operationName)
  if (!operation) throw new GraphQLError('Say by operationName which operation is meant')
  if (operation.operation === 'mutation' && noChange) throw noChange
  if (operation.operation === 'subscription')
    throw new GraphQLError('There are no subscriptions here')
  const given = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {})
  if (given.errors) return refusal(given.errors)
  if (isIntrospection(operation)) {
    return introspected(schema, document, operation, given.coerced)
  }
  const key = `${operation.name?.value ?? ''}\n${shapeOf(given.coerced)}`
  const plan =
    plans.get(key) ?? planOperation(ctx, scope, schema, document, operation, given.coerced)
  if (plans.size < 50) plans.set(key, plan)
  return {
    refused: false,
    text: await answer(ctx, schema, document, operation, plan, given.coerced),
  }
}

/** What the schema does not allow; a newer schema might. */
class NotValid extends AppError {
  readonly errors: readonly GraphQLError[]
  constructor(errors: readonly GraphQLError[]) {
    super('invalid', 'invalid_input', 'The document is not valid')
    this.errors = errors
  }
}

/** A mutation came by GET (GraphQL over HTTP §5.1: 405). */
export class NotByGet extends GraphQLError {
  constructor() {
    super('Mutations are sent by POST')
  }
}

const schemaOf = (scope: Scope): GraphQLSchema =>
  remembered(scope.catalog, `graphql\n${scope.role}`, () => buildSchema(scope))

/** Read, weighed and validated once for all calls with this text. */
const prepare = (
  scope: Scope,
  schema: GraphQLSchema,
  query: string,
  limits: GraphQLLimits,
): Prepared =>
  remembered(scope.catalog, `graphql\n${scope.role}\n${JSON.stringify(limits)}\n${query}`, () => {
    const document = parse(query, { maxTokens })
    mustBeLight(document, limits)
    const rules = limits.introspection
      ? specifiedRules
      : [...specifiedRules, NoSchemaIntrospectionCustomRule]
    return {
      document,
      errors: validate(schema, document, rules, { maxErrors: 20 }),
      plans: new Map(),
    }
  })

async function answer(
  ctx: Ctx,
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  plan: OperationPlan,
  variables: Record<string, unknown>,
): Promise<string> {
  try {
    const data = await runPlan((steps) => runAsCaller(ctx, steps), plan, variables)
    if (!plan.meta) return `{"data":${data}}`
    const meta = introspect(schema, document, operation, variables)
    return JSON.stringify({ data: { ...JSON.parse(data), ...meta.data } })
  } catch (error) {
    return failed(error, plan)
  }
}

/** A field that failed is null, and an error says why; status 200 (contract §4.4). */
function failed(error: unknown, plan: OperationPlan): string {
  if (!(error instanceof AppError) || error.status >= 500) throw error
  const place = plan.failedKey(error)
  const details = error.details ?? {}
  const shownError = new GraphQLError(error.message, {
    ...(place === undefined ? {} : { path: [place] }),
    extensions: { code: error.code.toUpperCase(), ...details },
  })
  const data = Object.fromEntries(plan.keys.map((key) => [key, null]))
  return JSON.stringify({ data, errors: [shown(shownError)] })
}

function introspect(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variableValues: Record<string, unknown>,
): ExecutionResult {
  const { name } = operation
  const result = executeSchema({
    schema,
    document,
    variableValues,
    ...(name ? { operationName: name.value } : {}),
    // Rows are ours; only what describes the schema is answered here.
    fieldResolver: () => null,
  })
  return result as ExecutionResult
}

const introspected = (...given: Parameters<typeof introspect>): Answer => ({
  refused: false,
  text: JSON.stringify(introspect(...given)),
})

async function limitsOf(ctx: Ctx): Promise<GraphQLLimits> {
  const { tenantId } = ctx.caller
  const rows = await ctx.settings.rows(tenantId === defaultTenantId ? null : (tenantId ?? null))
  const limits = { ...defaultLimits }
  for (const { key, value } of rows) {
    const name = key.startsWith('graphql.') ? key.slice(8) : ''
    if (
      Object.hasOwn(limits, name) &&
      typeof value === typeof limits[name as keyof GraphQLLimits]
    ) {
      Object.assign(limits, { [name]: value })
    }
  }
  return limits
}

/** Whether the endpoint is there at all. */
export const isEnabled = async (ctx: Ctx): Promise<boolean> => (await limitsOf(ctx)).enabled

export const introspectionQuery = (): string => getIntrospectionQuery()
