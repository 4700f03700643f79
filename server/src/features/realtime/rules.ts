import type { Ctx } from '../../engines/context.ts'
import type { RequestRole } from '../../engines/db/index.ts'
import { selectRules } from './queries.ts'

/** What decides which rows of a table a role sees, read for each batch: never older than the batch. */
export interface Rules {
  schema: string
  table: string
  rel: number
  role: RequestRole
  /** The role may read something here at all. */
  isReachable: boolean
  /** Policies choose the rows. */
  isGuarded: boolean
  /** The condition of the policies, in PostgreSQL's own words. */
  condition: string
  /** Every row belongs to whom this column names: `owner = auth.uid()` and nothing else. */
  owner: string | undefined
  /** Columns the role may read and that are not left out, in the order of the table. */
  columns: readonly string[]
  key: readonly string[]
  isEnabled: boolean
  events: readonly string[]
}

interface Row {
  schema_name: string
  table_name: string
  enters: boolean
  is_open: boolean
  rls: boolean
  guarded: boolean
  allow: string
  also: string
  readable: string[]
  key: string[]
  uuids: string[]
  enabled: boolean
  events: string[]
  excluded: string[]
}

/** `r`: what may be read; `a`: what may be added. */
export async function readRules(
  ctx: Ctx,
  rel: number,
  role: RequestRole,
  command: 'r' | 'a' = 'r',
): Promise<Rules | undefined> {
  const row = await ctx.engines.db.row<Row>(selectRules(rel, role, command))
  return row && rulesOf(row, rel, role)
}

function rulesOf(row: Row, rel: number, role: RequestRole): Rules {
  const columns = row.readable.filter((name) => !row.excluded.includes(name))
  // As for REST: whom policies concern reads no table without them, unless it was declared open.
  const isShut = role !== 'service_role' && !row.rls && !row.is_open
  return {
    schema: row.schema_name,
    table: row.table_name,
    rel,
    role,
    isReachable: row.enters && columns.length > 0 && !isShut,
    isGuarded: row.guarded,
    condition: `(${row.allow}) and (${row.also})`,
    owner: row.also === 'true' ? ownerOf(row) : undefined,
    columns,
    key: row.key,
    isEnabled: row.enabled,
    events: row.events,
  }
}

/** One permissive policy that compares one column of type uuid with the caller, and no other. */
function ownerOf({ allow, uuids }: Row): string | undefined {
  const own = /^\(\((.+) = (?:auth\.uid\(\)|\( SELECT auth\.uid\(\) AS uid\))\)\)$/.exec(allow)?.[1]
  const name = own?.startsWith('"') ? own.slice(1, -1).replaceAll('""', '"') : own
  return name !== undefined && uuids.includes(name) ? name : undefined
}
