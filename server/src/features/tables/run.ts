import type { Catalog } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import {
  asDatabaseFault,
  type RequestRole,
  type RequestScope,
  type Step,
  type StepRows,
} from '../../engines/db/index.ts'
import { AppError } from '../../kernel/errors.ts'
import { whenKnown } from '../../kernel/known.ts'
import { refusalOf } from './faults.ts'
import { type Limits, limitsOf } from './limits.ts'
import type { Scope } from './rights.ts'

/** What policies see of the caller. */
export function claimsOf({ caller }: Ctx): Record<string, unknown> {
  const { userId, role, email, sessionId, isAnonymous, tenantId, aal } = caller
  // What is undefined is left out where the claims become JSON.
  return {
    sub: userId,
    role: role ?? 'anon',
    email,
    session_id: sessionId,
    is_anonymous: isAnonymous || undefined,
    tenant_id: tenantId,
    aal,
    is_instance_admin: role === 'instance_admin' || undefined,
  }
}

export const roleOf = (ctx: Ctx): RequestRole => ctx.caller.databaseRole ?? 'anon'

/**
 * Runs steps as the caller: one round trip, one transaction.
 * @throws the refusal behind whatever the database refuses
 */
export async function runAsCaller(ctx: Ctx, steps: readonly Step[]): Promise<StepRows[]> {
  try {
    return await ctx.engines.db.asCaller(await requestScope(ctx), steps)
  } catch (error) {
    throw refusalOf(error, ctx.caller)
  }
}

/** As `runAsCaller`, for steps that write: whoever waits for changes is told. */
export async function changeAsCaller(ctx: Ctx, steps: readonly Step[]): Promise<StepRows[]> {
  const results = await runAsCaller(ctx, steps)
  ctx.changes.poke()
  return results
}

/** Rows of one statement as the caller, a batch at a time; none are read ahead of who takes them. */
export async function streamAsCaller(ctx: Ctx, step: Step): Promise<AsyncIterable<StepRows>> {
  try {
    return await ctx.engines.db.streamAsCaller(await requestScope(ctx), step)
  } catch (error) {
    throw refusalOf(error, ctx.caller)
  }
}

/** As whom the database sees the caller. */
export function requestScope(ctx: Ctx): RequestScope | Promise<RequestScope> {
  return whenKnown(limitsOf(ctx), (limits) => scopeOf(ctx, limits))
}

function scopeOf(ctx: Ctx, { statement_timeout_ms: statementTimeoutMs }: Limits): RequestScope {
  return {
    role: roleOf(ctx),
    claims: claimsOf(ctx),
    tenantId: ctx.caller.tenantId,
    hops: ctx.origin.hops ?? 0,
    statementTimeoutMs,
    client: ctx.client,
  }
}

/** A name that is gone, or a row of another form: the picture of the schema was old. */
const stale = new Set(['42P01', '42703', '42883', '42804', '0A000', '42704'])

/** Of a schema that is being changed the picture may be old more than once. */
const mostPictures = 3

/**
 * Does work over the picture of the schema; once more over a new one when the database turns out to
 * be another. What was begun with the old picture was undone whole.
 */
export async function overCatalog<T>(ctx: Ctx, work: (scope: Scope) => Promise<T>): Promise<T> {
  const role = roleOf(ctx)
  const { caller } = ctx
  const current = ctx.catalogs.current()
  let catalog: Catalog = current instanceof Promise ? await current : current
  for (let i = 1; ; i++) {
    try {
      return await work({ catalog, role, caller })
    } catch (error) {
      const newer = i < mostPictures ? await newerFor(ctx, catalog, error) : undefined
      if (!newer) throw error
      catalog = newer
    }
  }
}

/** The picture under which work that failed could succeed. */
async function newerFor(ctx: Ctx, catalog: Catalog, error: unknown): Promise<Catalog | undefined> {
  const cause = error instanceof AppError ? error.cause : error
  if (stale.has(asDatabaseFault(cause)?.code ?? '')) return ctx.catalogs.reload()
  const isUnknownName =
    error instanceof AppError && error.cause === undefined && unknownName.has(error.code)
  return isUnknownName ? ctx.catalogs.newerThan(catalog) : undefined
}

/** Refusals that a table, column or policy made a moment ago would have turned around. */
const unknownName = new Set([
  'not_found',
  'invalid_input',
  'rls_required',
  'insufficient_permissions',
])
