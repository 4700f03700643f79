import type { Ctx } from '../../engines/context.ts'
import { conflict, notFound } from '../../kernel/errors.ts'
import * as audit from '../audit/index.ts'
import { defaultNamespace, mustBeMain } from './place.ts'
import * as queries from './queries.ts'
import { runScript, underLock } from './run.ts'
import type { Migration, MigrationChanges, NewMigration, Run } from './schema.ts'

export { applyFolder } from './folder.ts'
export { defaultNamespace } from './place.ts'
export * from './schema.ts'
export { sync } from './sync.ts'

export const list = (ctx: Ctx, namespace: string, status?: string): Promise<Migration[]> => {
  mustBeMain(ctx)
  return ctx.db.rows<Migration>(queries.selectAll(namespace, status))
}

/** @throws not_found */
export async function get(ctx: Ctx, namespace: string, name: string): Promise<Migration> {
  mustBeMain(ctx)
  const migration = await ctx.db.row<Migration>(queries.selectOne(namespace, name))
  if (migration) return migration
  throw notFound('not_found', 'There is no such migration')
}

/** @throws conflict where the name is taken */
export async function create(ctx: Ctx, given: NewMigration): Promise<Migration> {
  mustBeMain(ctx)
  const namespace = given.namespace ?? defaultNamespace
  const made = await ctx.db.row<Migration>(
    queries.insert(given, namespace, ctx.caller.userId ?? null),
  )
  if (!made) throw conflict('slug_exists', `There is a migration ${given.name} already`)
  await audit.record(ctx, 'migration.created', { details: { migration: made.name } })
  return made
}

/** @throws conflict unless it is still to be done */
export async function change(
  ctx: Ctx,
  namespace: string,
  name: string,
  { description, up_sql, down_sql }: MigrationChanges,
): Promise<Migration> {
  const before = await get(ctx, namespace, name)
  const given = {
    description: description === undefined ? before.description : description,
    up_sql: up_sql ?? before.up_sql,
    down_sql: down_sql === undefined ? before.down_sql : down_sql,
  }
  const changed = await ctx.db.row<Migration>(queries.update(before.id, given))
  if (!changed) throw conflict('migration_applied', 'It has been applied: roll it back first')
  await audit.record(ctx, 'migration.changed', { details: { migration: name } })
  return changed
}

/** @throws conflict unless it is pending */
export async function remove(ctx: Ctx, namespace: string, name: string): Promise<void> {
  const { id } = await get(ctx, namespace, name)
  if ((await ctx.db.run(queries.remove(id))) === 0) {
    throw conflict('migration_applied', 'Only a pending migration can be deleted')
  }
  await audit.record(ctx, 'migration.deleted', { details: { migration: name } })
}

/** What happened to it, newest first. */
export async function runs(
  ctx: Ctx,
  namespace: string,
  name: string,
  limit: number,
): Promise<Run[]> {
  const { id } = await get(ctx, namespace, name)
  return ctx.db.rows<Run>(queries.selectRuns(id, limit))
}

/**
 * Applies a migration; nothing happens when it is applied already.
 * @returns whether it was applied now
 * @throws unprocessable when PostgreSQL refuses the script
 */
export async function apply(ctx: Ctx, namespace: string, name: string): Promise<boolean> {
  await get(ctx, namespace, name)
  const isNew = await underLock(ctx, async (client) => {
    const migration = await get(ctx, namespace, name)
    if (migration.status === 'applied') return false
    await runScript(ctx, client, migration, 'apply')
    return true
  })
  await ctx.catalogs.reload()
  return isNew
}

/** @throws conflict unless it is applied and says how to undo it */
export async function rollback(ctx: Ctx, namespace: string, name: string): Promise<void> {
  await get(ctx, namespace, name)
  await underLock(ctx, async (client) => {
    const migration = await get(ctx, namespace, name)
    if (migration.status !== 'applied') throw conflict('not_applied', 'It is not applied')
    if (!migration.down_sql) throw conflict('no_way_back', 'It has no down_sql')
    await runScript(ctx, client, migration, 'rollback')
  })
  await ctx.catalogs.reload()
}

export interface Applied {
  applied: string[]
  failed: string[]
  /** Of the one that failed: the rest was left alone. */
  error?: unknown
}

/** Applies what is pending, in the order of names, up to the first that fails. */
export async function applyPending(ctx: Ctx, namespace: string): Promise<Applied> {
  mustBeMain(ctx)
  const result: Applied = { applied: [], failed: [] }
  await underLock(ctx, async (client) => {
    for (const migration of await list(ctx, namespace, 'pending')) {
      try {
        await runScript(ctx, client, migration, 'apply')
        result.applied.push(migration.name)
      } catch (error) {
        result.failed.push(migration.name)
        result.error = error
        return
      }
    }
  })
  await ctx.catalogs.reload()
  return result
}

/** Reads the schema anew on this process. */
export async function refreshSchema(ctx: Ctx): Promise<{ tables: number; views: number }> {
  const { relations } = await ctx.catalogs.reload()
  const tables = relations.filter(({ kind }) => kind === 'table').length
  return { tables, views: relations.length - tables }
}
