import type { Relation } from '../../engines/catalog/index.ts'
import { isGuarded, may, type Scope } from '../tables/index.ts'

/** A relation as a role sees it. */
export interface Shown {
  relation: Relation
  /** Its name in the document, where other letters than these are not allowed. */
  name: string
  path: string
}

export type ShownRelations = ReadonlyMap<Relation, Shown>

/** Relations that a role reaches, and reads something of. */
export function shownTo({ catalog, role }: Scope): ShownRelations {
  const names = new Set<string>()
  const shown = new Map<Relation, Shown>()
  for (const relation of catalog.relations) {
    const isOpen = role === 'service_role' || isGuarded(catalog, relation)
    if (!isOpen || !relation.entrants.includes(role)) continue
    if (![...relation.columns.values()].some((column) => may(column, 'select', role))) continue
    const wanted = `${relation.schema}.${relation.name}`.replace(/[^A-Za-z0-9._-]/g, '_')
    let name = wanted
    for (let i = 2; names.has(name); i++) name = `${wanted}_${i}`
    names.add(name)
    const parts = relation.schema === 'public' ? [relation.name] : [relation.schema, relation.name]
    const path = `/api/v1/tables/${parts.map(encodeURIComponent).join('/')}`
    shown.set(relation, { relation, name, path })
  }
  return shown
}

export type Right = 'insert' | 'update' | 'delete'

/** Whether the database gives a role this on a relation at all. */
export function allows({ role }: Scope, relation: Relation, right: Right): boolean {
  if (right === 'delete') return relation.canDelete && relation.deleters.includes(role)
  const can = right === 'insert' ? relation.canInsert : relation.canUpdate
  return can && [...relation.columns.values()].some((c) => !c.isGenerated && may(c, right, role))
}
