import type { Ctx } from '../../engines/context.ts'
import { asDatabaseFault } from '../../engines/db/index.ts'
import { type AppError, conflict, unprocessable } from '../../kernel/errors.ts'
import { splitStatements } from '../../kernel/script.ts'
import * as audit from '../audit/index.ts'
import * as queries from './queries.ts'
import type { Migration } from './schema.ts'

export type Action = 'apply' | 'rollback'

/** Any number, the same for every server: migrations of one database take turns. */
const lock = 7_318_220_112
const waitMs = 30_000
const scriptMs = 600_000

type Client = Parameters<Parameters<Ctx['engines']['db']['asSchemaOwner']>[0]>[0]

/**
 * Does `work` while no other server migrates this database.
 * @throws conflict `migration_locked` when that takes longer than half a minute
 */
export function underLock<T>(ctx: Ctx, work: (client: Client) => Promise<T>): Promise<T> {
  return ctx.engines.db.asSchemaOwner(async (client) => {
    await client.query(`set lock_timeout = ${waitMs}`)
    try {
      await client.query('select pg_advisory_lock($1)', [lock])
    } catch (error) {
      if (asDatabaseFault(error)?.code !== '55P03') throw error
      throw conflict('migration_locked', 'Another migration is running', {
        cause: error,
        retryAfter: 5,
      })
    }
    await client.query(`set lock_timeout = 0; set statement_timeout = ${scriptMs}`)
    return work(client)
  })
}

/**
 * Runs one direction of a migration. The script and the note that it was run commit together, unless
 * its first line is `-- no-transaction`: then each statement stands alone.
 * @throws unprocessable `migration_failed` with what PostgreSQL said; nothing of a transaction stays
 */
export async function runScript(
  ctx: Ctx,
  client: Client,
  migration: Migration,
  action: Action,
): Promise<void> {
  const script = (action === 'apply' ? migration.up_sql : migration.down_sql) ?? ''
  const began = performance.now()
  const tookMs = () => Math.round(performance.now() - began)
  const by = ctx.caller.userId ?? null
  const note = () =>
    client.query('select engine.note_migration($1, $2, $3, $4)', [
      migration.id,
      action,
      by,
      tookMs(),
    ])
  try {
    if (isAlone(script)) {
      for (const statement of splitStatements(script)) await client.query(statement)
      await note()
    } else {
      await client.query('begin')
      await client.query(script)
      await note()
      await client.query('commit')
    }
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    await noteFailure(ctx, migration, action, tookMs(), error)
    throw failure(migration, script, error)
  }
  await audit.record(ctx, action === 'apply' ? 'migration.applied' : 'migration.rolled_back', {
    details: { migration: migration.name },
  })
}

const isAlone = (script: string): boolean => /^\s*--\s*no-transaction\b/i.test(script)

async function noteFailure(
  ctx: Ctx,
  { id, name }: Migration,
  action: Action,
  tookMs: number,
  error: unknown,
): Promise<void> {
  const message = error instanceof Error ? error.message : String(error)
  if (action === 'apply') await ctx.db.run(queries.markFailed(id))
  await ctx.db.run(queries.insertFailure(id, action, tookMs, message, ctx.caller.userId ?? null))
  await audit.record(ctx, 'migration.failed', { details: { migration: name } })
}

interface ScriptFault {
  message: string
  code?: string
  position?: string
  detail?: string
  hint?: string
}

function failure({ name }: Migration, script: string, error: unknown): AppError {
  if (!asDatabaseFault(error)) throw error
  const { message, code, position, detail, hint } = error as ScriptFault
  const at = position === undefined ? undefined : Number(position)
  return unprocessable('migration_failed', `${name}: ${message}`, {
    cause: error,
    details: {
      message,
      sqlstate: code,
      ...(at === undefined ? {} : { position: at, line: script.slice(0, at).split('\n').length }),
      ...(detail === undefined ? {} : { detail }),
      ...(hint === undefined ? {} : { hint }),
    },
  })
}
