import type { Ctx } from '../../engines/context.ts'
import { AppError } from '../../kernel/errors.ts'
import { defaultNamespace, mustBeMain } from './place.ts'
import * as queries from './queries.ts'
import { runScript, underLock } from './run.ts'
import {
  emptyDetails,
  type Migration,
  type NewMigration,
  type Outcome,
  type SyncResult,
} from './schema.ts'

interface Options {
  update_if_changed?: boolean
  auto_apply?: boolean
  dry_run?: boolean
}

export interface SyncInput {
  namespace?: string
  migrations: NewMigration[]
  options?: Options
}

/**
 * Makes what is known equal to what was sent, and applies it where asked:
 * in the order sent, up to the first that fails.
 */
export async function sync(
  ctx: Ctx,
  { namespace = defaultNamespace, migrations, options = {} }: SyncInput,
): Promise<SyncResult> {
  mustBeMain(ctx)
  const details = emptyDetails()
  const warnings: string[] = []
  let error: string | undefined
  await underLock(ctx, async (client) => {
    for (const given of migrations) {
      if (error !== undefined && options.auto_apply) {
        details.skipped.push(given.name)
        warnings.push(`${given.name}: left alone after the failure before it`)
        continue
      }
      const { outcomes, ready, warning } = await settle(ctx, namespace, given, options)
      for (const outcome of outcomes) details[outcome].push(given.name)
      if (warning !== undefined) warnings.push(`${given.name}: ${warning}`)
      if (!ready || !options.auto_apply || options.dry_run) continue
      error = await tryApply(() => runScript(ctx, client, ready, 'apply'))
      details[error === undefined ? 'applied' : 'errors'].push(given.name)
    }
  })
  if (!options.dry_run) await ctx.catalogs.reload()
  const summary = Object.fromEntries(
    Object.entries(details).map(([name, list]) => [name, list.length]),
  )
  return {
    message: error === undefined ? 'Migrations are in sync' : 'A migration failed',
    namespace,
    summary: summary as Record<Outcome, number>,
    details,
    dry_run: options.dry_run === true,
    ...(warnings.length > 0 ? { warnings } : {}),
    ...(error === undefined ? {} : { error }),
  }
}

async function tryApply(apply: () => Promise<void>): Promise<string | undefined> {
  try {
    await apply()
    return undefined
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'migration_failed') return thrown.message
    throw thrown
  }
}

interface Settled {
  outcomes: Outcome[]
  /** What may be applied now. */
  ready?: Migration
  warning?: string
}

async function settle(
  ctx: Ctx,
  namespace: string,
  given: NewMigration,
  options: Options,
): Promise<Settled> {
  const known = await ctx.db.row<Migration>(queries.selectOne(namespace, given.name))
  if (!known) return create(ctx, namespace, given, options)
  const isSame = known.up_sql === given.up_sql && (known.down_sql ?? '') === (given.down_sql ?? '')
  const isDone = known.status === 'applied' || known.status === 'rolled_back'
  if (isSame)
    return {
      outcomes: options.auto_apply && !isDone ? [] : ['unchanged'],
      ...(isDone ? {} : { ready: known }),
    }
  if (isDone)
    return {
      outcomes: ['skipped'],
      warning: `it is ${known.status.replace('_', ' ')} with another content`,
    }
  if (!options.update_if_changed) return { outcomes: ['skipped'], warning: 'its content differs' }
  if (options.dry_run) return { outcomes: ['updated'] }
  const { description = null, up_sql, down_sql = null } = given
  const ready = await ctx.db.row<Migration>(
    queries.update(known.id, { description, up_sql, down_sql }),
  )
  return { outcomes: ['updated'], ...(ready ? { ready } : {}) }
}

async function create(
  ctx: Ctx,
  namespace: string,
  given: NewMigration,
  { dry_run }: Options,
): Promise<Settled> {
  if (dry_run) return { outcomes: ['created'] }
  const by = ctx.caller.userId ?? null
  const ready = await ctx.db.row<Migration>(queries.insert(given, namespace, by))
  return { outcomes: ['created'], ...(ready ? { ready } : {}) }
}
