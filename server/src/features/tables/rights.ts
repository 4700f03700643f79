import type { Catalog, Column, ColumnRight, Link, Relation } from '../../engines/catalog/index.ts'
import type { RequestRole } from '../../engines/db/index.ts'
import type { Caller } from '../../kernel/caller.ts'
import { type AppError, forbidden, notFound } from '../../kernel/errors.ts'
import { noColumn, refused } from './faults.ts'

/** Who asks, and what there is. */
export interface Scope {
  catalog: Catalog
  role: RequestRole
  caller: Caller
}

export const nameOf = ({ schema, name }: Relation): string =>
  schema === 'public' ? name : `${schema}.${name}`

export const noTable = (): AppError => notFound('not_found', 'There is no such table')

/**
 * Closed by default: who is subject to row-level security gets no table without it.
 * @throws not_found outside the caller's schemas; forbidden, saying what to type
 */
export function mustReach(scope: Scope, relation: Relation): void {
  if (!relation.entrants.includes(scope.role)) throw noTable()
  if (scope.role === 'service_role' || isGuarded(scope.catalog, relation)) return
  const { message, hint } = howToOpen(relation)
  throw forbidden('rls_required', message, { details: { hint } })
}

/** Whether the rows of a relation are chosen by policies, or were declared everybody's. */
export function isGuarded(catalog: Catalog, relation: Relation): boolean {
  if (relation.isOpen) return true
  if (relation.kind === 'table') return relation.rls
  if (relation.kind === 'materialized_view' || !relation.asCaller) return false
  return relation.over.every((oid) => {
    const part = catalog.byOid.get(oid)
    return part !== undefined && isGuarded(catalog, part)
  })
}

function howToOpen(relation: Relation): { message: string; hint: string } {
  const name = `"${relation.schema}"."${relation.name}"`
  if (relation.kind === 'table') {
    return {
      message: `The table ${nameOf(relation)} has no row-level security, so nobody but a service reads or writes it`,
      hint: `alter table ${name} enable row level security; then create policies for it`,
    }
  }
  const hint =
    relation.kind === 'view'
      ? `alter view ${name} set (security_invoker = true), and give the tables below it row-level security`
      : `comment on materialized view ${name} is '@open' if everybody may read all of it`
  return {
    message: `The view ${nameOf(relation)} does not go by the rights of who reads it`,
    hint,
  }
}

export const may = (column: Column, right: ColumnRight, role: RequestRole): boolean =>
  column.rights[role].includes(right)

/** The relationships of which a role may read every column: a hidden one leads nowhere. */
export function linksFor({ catalog, role }: Scope, from: Relation): Link[] {
  const reads = (relation: Relation, name: string): boolean => {
    const column = relation.columns.get(name)
    return column !== undefined && may(column, 'select', role)
  }
  return catalog.linksOf(from).filter(({ target, on, junction }) => {
    if (!target.entrants.includes(role)) return false
    const next = junction?.relation ?? target
    const isReadable = on.every(([near, far]) => reads(from, near) && reads(next, far))
    return isReadable && (junction?.on ?? []).every(([a, b]) => reads(next, a) && reads(target, b))
  })
}

/** The columns a role may read, in order. @throws the refusal of whoever may read none */
export function readable({ role, caller }: Scope, relation: Relation): Column[] {
  const columns = [...relation.columns.values()].filter((column) => may(column, 'select', role))
  if (columns.length > 0) return columns
  throw lacking(caller, 'select', relation, role)
}

/** A column that may not be read does not exist, so that nothing can be learnt by asking for it. */
export function readableColumn({ role }: Scope, relation: Relation, name: string): Column {
  const column = relation.columns.get(name)
  if (column && may(column, 'select', role)) return column
  throw noColumn(nameOf(relation), name)
}

export const lacking = (
  caller: Caller,
  right: string,
  relation: Relation,
  role: RequestRole,
): AppError =>
  refused(caller, 'insufficient_permissions', `You have no right to ${right} here`, {
    details: { hint: `grant ${right} on "${relation.schema}"."${relation.name}" to ${role}` },
  })
