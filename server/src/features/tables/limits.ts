import * as settings from '../settings/index.ts'
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

export const limitsOf = settings.groupOf<Limits>(['api.'], {
  default_page_size: 1_000,
  max_page_size: 1_000,
  max_total_results: 10_000,
  max_batch_size: 1_000,
  max_export_rows: -1,
  statement_timeout_ms: 30_000,
})

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
