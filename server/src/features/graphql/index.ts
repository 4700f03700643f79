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
  visit,
} from 'graphql'
import type { Ctx } from '../../engines/context.ts'
import type { Step } from '../../engines/db/index.ts'
import { AppError, forbidden } from '../../kernel/errors.ts'
import { holds } from '../keys/index.ts'
import { mustFollow } from '../realtime/index.ts'
import {
  changeAsCaller,
  overCatalog,
  remembered,
  runAsCaller,
  type Scope,
  limitsOf as tableLimitsOf,
} from '../tables/index.ts'
import { shapeOf } from './arguments.ts'
import { readSubscription, type Subscription } from './changed.ts'
import { fragmentsOf } from './collect.ts'
import { type GraphQLLimits, isIntrospection, limitsOf, maxTokens, mustBeLight } from './limits.ts'
import { FailedChange, type OperationPlan, planOperation, runPlan } from './plan.ts'
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

/** What an operation comes to: an answer, or changes as they happen. */
export type Begun =
  | { kind: 'answer'; answer: Answer }
  | { kind: 'subscription'; subscription: Subscription }

/**
 * Runs one operation as the caller: a query is one statement, a mutation one transaction.
 * @param noChange why a mutation is refused here; undefined where it is not
 */
export async function execute(ctx: Ctx, request: Request, noChange?: Error): Promise<Answer> {
  const begun = await begin(ctx, request, noChange)
  if (begun.kind === 'answer') return begun.answer
  return refusal([new GraphQLError('A subscription needs a WebSocket or text/event-stream')])
}

/** The same over a connection that stays: the same limits and the same refusals. */
export async function begin(ctx: Ctx, request: Request, noChange?: Error): Promise<Begun> {
  const limits = await limitsOf(ctx)
  // Who asks for the schema means the one of now.
  if (/__(schema|type)\b/.test(request.query)) {
    await ctx.catalogs.newerThan(await ctx.catalogs.current())
  }
  try {
    const refused = noChange ?? lackOfScope(ctx)
    return await overCatalog(ctx, (scope) => run(ctx, scope, request, limits, refused))
  } catch (error) {
    return { kind: 'answer', answer: refusalOf(error) }
  }
}

/** A key that may only read changes nothing. */
function lackOfScope({ caller }: Ctx): Error | undefined {
  if (caller.keyId === undefined || holds(caller.scopes ?? [], 'tables:write')) return undefined
  return forbidden('insufficient_permissions', 'The key lacks the scope tables:write', {
    details: { required_scope: 'tables:write' },
  })
}

/** @throws what is no fault of the document */
function refusalOf(error: unknown): Answer {
  if (error instanceof NotValid) return refusal(error.errors)
  if (error instanceof NotByGet) return { ...refusal([error]), status: 405 }
  if (error instanceof GraphQLError) return refusal([error])
  if (error instanceof AppError && error.code === 'query_too_complex') {
    return refusal([new GraphQLError(error.message, { extensions: { code: 'QUERY_TOO_COMPLEX' } })])
  }
  throw error
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
): Promise<Begun> {
  const schema = schemaOf(scope)
  const { document, errors, plans } = prepare(scope, schema, query, limits)
  if (errors.length > 0) throw new NotValid(errors)
  const operation = getOperationAST(document, operationName)
  if (!operation) throw new GraphQLError('Say by operationName which operation is meant')
  if (operation.operation === 'mutation' && noChange) throw noChange
  const given = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {})
  if (given.errors) return { kind: 'answer', answer: refusal(given.errors) }
  if (operation.operation === 'subscription') {
    return {
      kind: 'subscription',
      subscription: await subscribe(ctx, schema, document, operation, given.coerced),
    }
  }
  if (isIntrospection(operation)) {
    return { kind: 'answer', answer: introspected(schema, document, operation, given.coerced) }
  }
  // In a tenant not every table may be written: the plan says which.
  const place = ctx.caller.tenantId === undefined ? '' : 'tenant'
  const key = `${place}\n${operation.name?.value ?? ''}\n${shapeOf(given.coerced)}`
  const plan =
    plans.get(key) ?? planOperation(ctx, scope, schema, document, operation, given.coerced)
  if (plans.size < 50) plans.set(key, plan)
  const text = await answer(ctx, scope, schema, document, operation, plan, given.coerced)
  return { kind: 'answer', answer: { refused: false, text } }
}

/** @throws what hinders the caller from following the table */
async function subscribe(
  ctx: Ctx,
  schema: GraphQLSchema,
  document: DocumentNode,
  { selectionSet }: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Promise<Subscription> {
  const type = schema.getSubscriptionType()
  if (!type) throw new GraphQLError('There are no changes to subscribe to')
  const operation = { fragments: fragmentsOf(document), variables }
  const subscription = readSubscription(operation, type, selectionSet)
  const { topic } = subscription
  await mustFollow(ctx, topic.schema, topic.table, topic.choice.asked)
  return subscription
}

/** What the schema does not allow; a newer schema might. */
class NotValid extends AppError {
  readonly errors: readonly GraphQLError[]
  constructor(errors: readonly GraphQLError[]) {
    super('invalid', 'invalid_input', 'The document is not valid')
    this.errors = errors
  }
}

export type { Subscription } from './changed.ts'

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
    mustBeStorable(document)
    mustBeLight(schema, document, limits)
    const rules = limits.introspection
      ? specifiedRules
      : [...specifiedRules, NoSchemaIntrospectionCustomRule]
    return {
      document,
      errors: validate(schema, document, rules, { maxErrors: 20 }),
      plans: new Map(),
    }
  })

/** @throws for a NUL in a text: PostgreSQL keeps none */
function mustBeStorable(document: DocumentNode): void {
  const refuse = ({ value }: { value: string }): void => {
    if (value.includes('\0')) throw new GraphQLError('A text cannot hold the character NUL')
  }
  visit(document, { StringValue: refuse })
}

async function answer(
  ctx: Ctx,
  scope: Scope,
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  plan: OperationPlan,
  variables: Record<string, unknown>,
): Promise<string> {
  try {
    const change = operation.operation === 'mutation' ? changeAsCaller : runAsCaller
    const run = (steps: readonly Step[]) => change(ctx, steps)
    const { max_batch_size: most } = await tableLimitsOf(ctx)
    const data = await runPlan(run, plan, variables, { ctx, scope, most })
    if (!plan.meta) return `{"data":${data}}`
    const meta = introspect(schema, document, operation, variables)
    return JSON.stringify({ data: { ...JSON.parse(data), ...meta.data } })
  } catch (error) {
    return failed(error, plan)
  }
}

/** A field that failed is null, and an error says why; status 200. */
function failed(thrown: unknown, plan: OperationPlan): string {
  const isPlaced = thrown instanceof FailedChange
  const error = isPlaced ? thrown.cause : thrown
  if (!(error instanceof AppError) || error.status >= 500) throw error
  const place = isPlaced ? thrown.key : plan.keys[0]
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

/** Whether the endpoint is there at all. */
export const isEnabled = async (ctx: Ctx): Promise<boolean> => (await limitsOf(ctx)).enabled

export const introspectionQuery = (): string => getIntrospectionQuery()
