import type { Ctx } from '../../engines/context.ts'
import { unavailable } from '../../kernel/errors.ts'
import * as tenants from '../tenants/index.ts'
import { countEntries, selectEntries, selectLogFigures } from './queries.ts'
import {
  type Level,
  type LogEntry,
  type LogFilters,
  type LogRange,
  levelNames,
  levels,
  type Scope,
} from './schema.ts'

/**
 * Operators see everything, or with a tenant what is of it. Who administers one tenant sees its lines
 * alone; in the default one, the requests that were made in no other.
 */
function scopeOf(ctx: Ctx): Scope {
  const { tenantId } = ctx.caller
  if (tenantId !== undefined) return { tenantId }
  return tenants.isOperator(ctx) ? null : { tenantId: null }
}

const levelName = (level: number): Level =>
  levelNames.findLast((name) => levels[name] <= level) ?? 'trace'

export const named = ({ level, ...entry }: LogEntry) => ({ ...entry, level: levelName(level) })

/** @throws unavailable `logging_off` where nothing is stored */
export async function logs(
  ctx: Ctx,
  filters: LogFilters,
  range: LogRange,
): Promise<{ entries: LogEntry[]; total: number }> {
  mustBeOn(ctx)
  const scope = scopeOf(ctx)
  const [entries, counted] = await Promise.all([
    ctx.db.rows<LogEntry>(selectEntries(scope, filters, range)),
    ctx.db.row<{ total: number }>(countEntries(scope, filters, range.after)),
  ])
  return { entries, total: counted?.total ?? 0 }
}

export interface LogFigures {
  total: number
  by_category: Record<string, number> | null
  by_level: Record<string, number> | null
  oldest: Date | null
  newest: Date | null
}

/** @throws unavailable `logging_off` */
export async function logFigures(ctx: Ctx) {
  mustBeOn(ctx)
  const found = await ctx.db.row<LogFigures>(selectLogFigures(scopeOf(ctx)))
  const levelsOf = Object.entries(found?.by_level ?? {})
  return {
    total_entries: found?.total ?? 0,
    entries_by_category: found?.by_category ?? {},
    entries_by_level: Object.fromEntries(
      levelsOf.map(([n, count]) => [levelName(Number(n)), count]),
    ),
    ...(found?.oldest ? { oldest_entry: found.oldest } : {}),
    ...(found?.newest ? { newest_entry: found.newest } : {}),
  }
}

/** @throws unavailable `logging_off` */
export function flushLogs(ctx: Ctx): Promise<void> {
  mustBeOn(ctx)
  return ctx.logs.flush()
}

function mustBeOn(ctx: Ctx): void {
  if (!ctx.logs.isOn) throw unavailable('logging_off', 'The log is not stored here')
}
