import type { RequestRole } from '../db/index.ts'
import { linksIn } from './links.ts'
import type { Catalog, Column, ColumnRight, Computed, ForeignKey, Relation } from './model.ts'

/** The answer of `readCatalog`; null where there is nothing of a kind. */
export interface Reading {
  relations: RelationRow[] | null
  foreign_keys: ForeignKeyRow[] | null
  uniques: { relation: number; primary: boolean; columns: string[] }[] | null
  view_columns: { view: number; table: number; column: string }[] | null
  view_parts: { view: number; part: number }[] | null
  computed: ComputedRow[] | null
  extensions: Record<string, string> | null
  /** Of the last change that announced itself. */
  mark: string
}

interface RelationRow {
  oid: number
  schema: string
  name: string
  kind: string
  comment: string | null
  rls: boolean
  as_caller: boolean
  updatable: number
  deleters: RequestRole[]
  is_followed: boolean
  entrants: RequestRole[]
  columns: ColumnRow[] | null
}

interface ColumnRow {
  name: string
  type: string
  declared: string
  base: string
  category: string
  labels: string[] | null
  not_null: boolean
  default: string | null
  generated: boolean
  identity: boolean
  max_length: number | null
  comment: string | null
  rights: Record<RequestRole, ColumnRight[]>
}

interface ForeignKeyRow {
  name: string
  source: number
  target: number
  columns: string[]
  target_columns: string[]
}

interface ComputedRow {
  relation: number
  schema: string
  name: string
  target: number | null
  single: boolean
  base: string
  category: string
  callers: RequestRole[]
}

/** `pg_relation_is_updatable`: bits by number of the command. */
const canUpdate = 1 << 2
const canInsert = 1 << 3
const canDelete = 1 << 4

export function buildCatalog(reading: Reading, version: number): Catalog {
  const relations = (reading.relations ?? []).map((row) => relationOf(row, reading))
  const byOid = new Map(relations.map((relation) => [relation.oid, relation]))
  const byName = new Map(relations.map((r) => [nameOf(r.schema, r.name), r]))
  inheritKeys(reading, byOid)
  const catalog: Catalog = {
    version,
    relations,
    byOid,
    extensions: new Map(Object.entries(reading.extensions ?? {})),
    find: (schema, name) => byName.get(nameOf(schema, name)),
    linksOf: linksIn(relations, byOid, viewsOf(reading)),
  }
  return catalog
}

/** No name of PostgreSQL holds a NUL. */
const nameOf = (schema: string, name: string): string => `${schema}\0${name}`

function relationOf(row: RelationRow, reading: Reading): Relation {
  const of = <T extends { relation: number }>(list: T[] | null): T[] =>
    (list ?? []).filter((item) => item.relation === row.oid)
  const uniques = of(reading.uniques)
  return {
    oid: row.oid,
    schema: row.schema,
    name: row.name,
    kind: row.kind === 'v' ? 'view' : row.kind === 'm' ? 'materialized_view' : 'table',
    comment: row.comment,
    columns: new Map((row.columns ?? []).map((column) => [column.name, columnOf(column)])),
    primaryKey: uniques.find((unique) => unique.primary)?.columns ?? [],
    uniques: uniques.map((unique) => unique.columns),
    foreignKeys: foreignKeysOf(row.oid, reading),
    rls: row.rls,
    asCaller: row.as_caller,
    over: (reading.view_parts ?? []).filter((p) => p.view === row.oid).map((p) => p.part),
    isOpen: /^@open\b/.test(row.comment ?? ''),
    canInsert: (row.updatable & canInsert) !== 0,
    canUpdate: (row.updatable & canUpdate) !== 0,
    canDelete: (row.updatable & canDelete) !== 0,
    deleters: row.deleters,
    isFollowed: row.is_followed,
    entrants: row.entrants,
    computed: of(reading.computed).map(computedOf),
  }
}

const columnOf = (row: ColumnRow): Column => ({
  name: row.name,
  type: row.type,
  declared: row.declared,
  base: row.base,
  category: row.category,
  labels: row.labels,
  notNull: row.not_null,
  hasDefault: row.default !== null || row.identity,
  default: row.default,
  isGenerated: row.generated,
  isIdentity: row.identity,
  maxLength: row.max_length,
  comment: row.comment,
  rights: row.rights,
})

const computedOf = (row: ComputedRow): Computed => ({
  schema: row.schema,
  name: row.name,
  target: row.target,
  isSingle: row.single,
  base: row.base,
  category: row.category,
  callers: row.callers,
})

const foreignKeysOf = (oid: number, reading: Reading): ForeignKey[] =>
  (reading.foreign_keys ?? [])
    .filter((key) => key.source === oid)
    .map((key) => ({
      name: key.name,
      columns: key.columns,
      target: key.target,
      targetColumns: key.target_columns,
    }))

/** Views by the table they show, with those of its columns that keep their name in them. */
function viewsOf(reading: Reading): Map<number, { view: number; columns: Set<string> }[]> {
  const views = new Map<number, { view: number; columns: Set<string> }[]>()
  const origins = new Map<string, number>()
  for (const { view, column } of reading.view_columns ?? []) {
    const name = `${view}:${column}`
    origins.set(name, (origins.get(name) ?? 0) + 1)
  }
  for (const { view, table, column } of reading.view_columns ?? []) {
    // A name that two tables below have says nothing.
    if (origins.get(`${view}:${column}`) !== 1) continue
    const list = views.get(table) ?? []
    const entry = list.find((item) => item.view === view)
    if (entry) entry.columns.add(column)
    else list.push({ view, columns: new Set([column]) })
    views.set(table, list)
  }
  return views
}

/** A view over one table that shows the whole key of it has that key. */
function inheritKeys(reading: Reading, byOid: Map<number, Relation>): void {
  for (const [table, views] of viewsOf(reading)) {
    const { primaryKey = [] } = byOid.get(table) ?? {}
    for (const { view, columns } of views) {
      const relation = byOid.get(view)
      const shows = primaryKey.every((name) => columns.has(name) && relation?.columns.has(name))
      const tables = new Set(
        (reading.view_columns ?? []).filter((c) => c.view === view).map((c) => c.table),
      )
      if (relation && shows && primaryKey.length > 0 && tables.size === 1) {
        relation.primaryKey = primaryKey
      }
    }
  }
}
