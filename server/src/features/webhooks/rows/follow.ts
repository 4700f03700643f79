import type { Change, ConsumerHandler } from '../../../engines/changes/index.ts'
import { backgroundContext, type Ctx, type Engines, enqueue } from '../../../engines/context.ts'
import type { Queryable } from '../../../engines/db/index.ts'
import { defaultTenantId, system } from '../../../kernel/caller.ts'
import { isUuid } from '../../../kernel/ids.ts'
import type { Log } from '../../../kernel/log.ts'
import { emitRows, type RowChange, type RowChanges } from '../events/rows.ts'
import { accountChange } from './accounts.ts'
import { selectHearsAll, selectTenants, selectWatched, type Watched } from './queries.ts'

/** Reads the change log on for webhooks. Before the engines start. */
export function follow(engines: Engines, log: Log): void {
  const background = () => backgroundContext(engines, system, log)
  engines.changes.consume('webhooks', tellOf(background))
  engines.revocations.onEnd((subject) => {
    if (subject !== 'schema') return
    coverNew(background()).catch((err: unknown) => log.warn({ err }, 'new tables are not watched'))
  })
}

/** A table may have been made that an endpoint of all tables wants to hear of. */
async function coverNew(ctx: Ctx): Promise<void> {
  if (await ctx.db.row(selectHearsAll)) await enqueue(ctx, 'webhooks.watch', {})
}

/** Writes events in the transaction that moves on in the log: each change is told of once. */
const tellOf =
  (background: () => Ctx): ConsumerHandler =>
  async (tx, changes, afterCommit) => {
    const ctx = within(background(), tx, afterCommit)
    const rels = [...new Set(changes.filter(isOfRow).map(({ rel }) => rel))]
    if (rels.length === 0) return
    const tables = await ctx.db.rows<Watched>(selectWatched(rels))
    const byRel = new Map(tables.map((table) => [Number(table.rel), table]))
    const told = changes.flatMap((change) => {
      const table = byRel.get(change.rel)
      return table && isOfRow(change) ? toldOf(table, change) : []
    })
    const tenants = await known(ctx, told)
    for (const group of grouped(told, tenants)) await emitRows(ctx, group)
  }

function within(ctx: Ctx, tx: Queryable, afterCommit: (effect: () => void) => void): Ctx {
  const inside: Ctx = Object.create(ctx)
  const effects: (() => void)[] = []
  inside.db = tx
  inside.transaction = { afterCommit: effects }
  afterCommit(() => {
    for (const effect of effects) effect()
  })
  return inside
}

type Operation = RowChanges['operation']
type RowOf = Change & { kind: Operation }

const isOfRow = (change: Change): change is RowOf => change.kind !== 'MESSAGE'

/** One change as one tenant is told of it. */
interface Told {
  table: Watched
  operation: Operation
  tenantId: string | undefined
  hops: number
  row: RowChange
}

/** A row that goes over to another tenant is gone to the one, and new to the other. */
function toldOf(table: Watched, change: RowOf): Told[] {
  const id = `evt_row_${change.seq}`
  const { at, cut: isCut, kind: operation, hops } = change
  if (table.schema === 'auth') {
    const row = accountChange(change)
    return row
      ? [{ table, operation, tenantId: undefined, hops, row: { id, at, isCut, ...row } }]
      : []
  }
  const record = change.new ?? change.old ?? '{}'
  const [before, now] = [tenantOf(table, change.old), tenantOf(table, change.new)]
  if (operation !== 'UPDATE' || before === now) {
    const row = { id, at, isCut, record, oldRecord: change.old }
    return [{ table, operation, tenantId: now ?? before, hops, row }]
  }
  const old = change.old ?? '{}'
  const left = { id: `${id}_left`, at, isCut, record: old, oldRecord: old }
  const came = { id, at, isCut, record, oldRecord: null }
  return [
    { table, operation: 'DELETE', tenantId: before, hops, row: left },
    { table, operation: 'INSERT', tenantId: now, hops, row: came },
  ]
}

function tenantOf({ has_tenant }: Watched, image: string | null): string | undefined {
  if (!has_tenant || image === null) return undefined
  const { tenant_id: id } = JSON.parse(image) as { tenant_id?: unknown }
  return typeof id === 'string' && isUuid(id) ? id.toLowerCase() : undefined
}

/** Tenants of ours; `tenant_id` of a table of users may mean something else. */
async function known(ctx: Ctx, told: readonly Told[]): Promise<ReadonlySet<string>> {
  const ids = [...new Set(told.flatMap(({ tenantId }) => tenantId ?? []))]
  if (ids.length === 0) return new Set()
  const rows = await ctx.db.rows<{ id: string }>(selectTenants(ids))
  return new Set(rows.map(({ id }) => id))
}

function grouped(told: readonly Told[], tenants: ReadonlySet<string>): Iterable<RowChanges> {
  const groups = new Map<string, RowChanges & { rows: RowChange[] }>()
  for (const { table, operation, tenantId: given, hops, row } of told) {
    const tenantId = given !== undefined && tenants.has(given) ? given : defaultTenantId
    const key = `${table.rel}:${operation}:${tenantId}:${hops}`
    const group = groups.get(key)
    const { schema, table: name } = table
    if (group) group.rows.push(row)
    else groups.set(key, { tenantId, schema, table: name, operation, hops, rows: [row] })
  }
  return groups.values()
}
