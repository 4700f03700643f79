import type { Relation } from '../../engines/catalog/index.ts'
import type { Ctx } from '../../engines/context.ts'
import { defaultTenantId } from '../../kernel/caller.ts'
import { invalidField, notFound, unavailable } from '../../kernel/errors.ts'
import type { Sql } from '../../kernel/sql.ts'
import * as audit from '../audit/index.ts'
import * as queries from './queries.ts'
import {
  events as allEvents,
  type Enabled,
  type NewTable,
  type Table,
  type TableChange,
} from './schema.ts'

const systemSchemas = new Set(['pg_catalog', 'information_schema', 'auth', 'realtime'])

/** Tables of the main database are its operators'; a tenant's own come with its own database. */
function mustBeMain({ caller }: Ctx): void {
  if (caller.tenantId === undefined || caller.tenantId === defaultTenantId) return
  throw unavailable('feature_disabled', 'Tenants have no tables of their own yet')
}

/**
 * Changes of this table go to subscribers from now on.
 * @throws invalid for a system schema or an unknown column; not_found; forbidden
 */
export async function enable(ctx: Ctx, given: NewTable): Promise<Enabled> {
  mustBeMain(ctx)
  const { schema = 'public', table, events = [...allEvents], exclude = [] } = given
  const relation = await find(ctx, schema, table)
  mustHave(relation, exclude)
  await write(ctx, queries.upsertEntry(schema, table, events, exclude))
  await audit.record(ctx, 'realtime.enabled', { details: { schema, table, events } })
  return {
    schema,
    table,
    events,
    trigger_name: 'flumen_changes',
    ...(exclude.length > 0 ? { exclude } : {}),
  }
}

export const list = (ctx: Ctx, withDisabled: boolean): Promise<Table[]> => {
  mustBeMain(ctx)
  return ctx.db.rows<Table>(queries.selectEntries(withDisabled))
}

export async function get(ctx: Ctx, schema: string, table: string): Promise<Table> {
  mustBeMain(ctx)
  const entry = await ctx.db.row<Table>(queries.selectEntry(schema, table))
  if (entry) return entry
  await find(ctx, schema, table)
  const unknown = { id: null, created_at: null, updated_at: null }
  return { ...unknown, schema, table, realtime_enabled: false, events: [] }
}

/** @throws not_found unless it is enabled */
export async function change(
  ctx: Ctx,
  schema: string,
  table: string,
  { events, exclude }: TableChange,
): Promise<void> {
  mustBeMain(ctx)
  mustHave(await find(ctx, schema, table), exclude ?? [])
  await write(ctx, queries.updateEntry(schema, table, events ?? null, exclude ?? null))
  await audit.record(ctx, 'realtime.changed', { details: { schema, table } })
}

/** @throws not_found unless it is enabled */
export async function disable(ctx: Ctx, schema: string, table: string): Promise<void> {
  mustBeMain(ctx)
  await write(ctx, queries.disableEntry(schema, table))
  await audit.record(ctx, 'realtime.disabled', { details: { schema, table } })
}

/** As whoever may make triggers on the table: that is what a row in the registry does. */
async function write(ctx: Ctx, { text, values }: Sql): Promise<void> {
  const { rowCount } = await ctx.changes.asTableOwner((client) =>
    client.query({ text, values: [...values] }),
  )
  if (rowCount === 0) throw notFound('not_found', 'This table is not enabled for realtime')
}

async function find(ctx: Ctx, schema: string, table: string): Promise<Relation> {
  if (systemSchemas.has(schema) || schema.startsWith('pg_')) {
    throw invalidField('schema', 'reserved', 'Tables of this schema cannot be enabled')
  }
  const catalog = await ctx.catalogs.current()
  const relation =
    catalog.find(schema, table) ?? (await ctx.catalogs.newerThan(catalog))?.find(schema, table)
  if (relation?.kind === 'table') return relation
  throw notFound('not_found', 'There is no such table')
}

function mustHave({ columns }: Relation, exclude: readonly string[]): void {
  const unknown = exclude.find((name) => !columns.has(name))
  if (unknown !== undefined) throw invalidField('exclude', 'unknown', `No column ${unknown}`)
}
