import { Readable } from 'node:stream'
import type { Ctx } from '../../engines/context.ts'
import { csvLine } from '../../kernel/csv.ts'
import { broken, pageOf, readCursor } from '../../kernel/keyset.ts'
import { selectRecords } from './queries.ts'

export interface AuditRecord {
  id: string
  at: Date
  event: string
  /** Whom it is about. */
  user_id: string | null
  user_email: string | null
  tenant_id: string | null
  app_id: string | null
  /** Who did it: a session or a key, and whose; else a kind of caller. */
  actor: { kind: string; id: string | null; user_id: string | null; email: string | null }
  /** The administrator behind an impersonated caller. */
  impersonator: string | null
  surface: string | null
  address: string | null
  device: string | null
  request_id: string | null
  details: Record<string, unknown>
}

export interface AuditFilters {
  /** `account.banned`, or `account.` for all of a kind. */
  event?: string | undefined
  /** An account. */
  actor?: string | undefined
  user_id?: string | undefined
  tenant_id?: string | undefined
  app_id?: string | undefined
  from?: Date | undefined
  to?: Date | undefined
  /** In the details. */
  q?: string | undefined
}

/** What happened, newest first. @throws invalid for a broken cursor */
export async function list(
  ctx: Ctx,
  filters: AuditFilters,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ records: AuditRecord[]; next_cursor: string | null }> {
  const after = readCursor('audit', cursor)
  if (after && !/^\d{1,18}$/.test(after.id)) throw broken()
  const found = await ctx.db.rows<AuditRecord>(selectRecords(filters, after?.id, limit + 1))
  const keyed = found.map((record) => ({ ...record, key: '' }))
  const { rows: records, next_cursor } = pageOf('audit', keyed, limit)
  return { records, next_cursor }
}

const pageRows = 1000

/** All of it as CSV, a page at a time. */
export const asCsv = (ctx: Ctx, filters: AuditFilters): Readable =>
  Readable.from(csvPages(ctx, filters), { objectMode: false })

const head = `id at event user_id user_email tenant_id app_id actor actor_id actor_user_id
  actor_email impersonator surface address device request_id details`

async function* csvPages(ctx: Ctx, filters: AuditFilters): AsyncGenerator<string> {
  yield csvLine(head.split(/\s+/))
  for (let after: string | undefined; ; ) {
    const rows = await ctx.db.rows<AuditRecord>(selectRecords(filters, after, pageRows))
    yield rows.map(lineOf).join('')
    after = rows.at(-1)?.id
    if (rows.length < pageRows || ctx.signal.aborted) return
  }
}

const lineOf = ({ actor, at, details, ...r }: AuditRecord): string =>
  csvLine([
    ...[r.id, at.toISOString(), r.event, r.user_id, r.user_email, r.tenant_id, r.app_id],
    ...[actor.kind, actor.id, actor.user_id, actor.email, r.impersonator, r.surface],
    ...[r.address, r.device, r.request_id, JSON.stringify(details)],
  ])
