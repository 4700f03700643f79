import type { Ctx } from '../../engines/context.ts'
import type { SettingRow } from '../../engines/settings/index.ts'
import { defaultTenantId } from '../../kernel/caller.ts'
import type { Ask } from './ask.ts'

/** What the operator may set at run time, as `api.<name>`; -1: no bound. */
export interface Limits {
  default_page_size: number
  max_page_size: number
  max_total_results: number
  max_batch_size: number
  max_export_rows: number
  statement_timeout_ms: number
}

const defaults: Limits = {
  default_page_size: 1_000,
  max_page_size: 1_000,
  max_total_results: 10_000,
  max_batch_size: 1_000,
  max_export_rows: -1,
  statement_timeout_ms: 30_000,
}

const known = new WeakMap<readonly SettingRow[], Limits>()

/** At once where the settings are known. */
export function limitsOf(ctx: Ctx): Limits | Promise<Limits> {
  const { tenantId } = ctx.caller
  const rows = ctx.settings.rows(tenantId === defaultTenantId ? null : (tenantId ?? null))
  return rows instanceof Promise ? rows.then(limitsIn) : limitsIn(rows)
}

function limitsIn(rows: readonly SettingRow[]): Limits {
  const before = known.get(rows)
  if (before) return before
  const limits = { ...defaults }
  for (const { key, value } of rows) {
    const name = key.startsWith('api.') ? key.slice(4) : ''
    if (Object.hasOwn(limits, name) && Number.isSafeInteger(value))
      limits[name as keyof Limits] = Number(value)
  }
  known.set(rows, limits)
  return limits
}

const unbounded = new Set(['admin', 'instance_admin', 'service_role'])

/** Which rows of the result are sent: larger pages are cut, not refused. */
export function pageOf(
  { limit: wanted, offset = 0 }: Pick<Ask, 'limit' | 'offset'>,
  limits: Limits,
  role: string | undefined,
): { limit: number | undefined; offset: number } {
  const least = [
    wanted ?? bound(limits.default_page_size),
    bound(limits.max_page_size),
    unbounded.has(role ?? '') ? Number.POSITIVE_INFINITY : bound(limits.max_total_results) - offset,
  ]
  const limit = Math.max(0, Math.min(...least))
  return { limit: Number.isFinite(limit) ? limit : undefined, offset }
}

const bound = (setting: number): number => (setting < 0 ? Number.POSITIVE_INFINITY : setting)
