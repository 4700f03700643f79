import type { RequestRole } from '../db/index.ts'

/** `table`, `view`, `materialized_view`: as the contract names them. */
export type RelationKind = 'table' | 'view' | 'materialized_view'

/** What the database gives a role on a column. */
export type ColumnRight = 'select' | 'insert' | 'update'

export interface Column {
  name: string
  /** As PostgreSQL spells it, without length or precision: `character varying`, `app."Mood"[]`. */
  type: string
  /** The same with length or precision, for people. */
  declared: string
  /** The type below domains, as its plain name: `int4`, `text`, `_text`, `geometry`. */
  base: string
  /** `pg_type.typcategory` of the base: `S` string, `N` number, `A` array, `D` time, … */
  category: string
  /** Labels of an enum, in order. */
  labels: string[] | null
  notNull: boolean
  hasDefault: boolean
  default: string | null
  /** Written by PostgreSQL alone: generated, or identity that is always generated. */
  isGenerated: boolean
  isIdentity: boolean
  maxLength: number | null
  comment: string | null
  /** Per role, as `rights` of the catalog reads them. */
  rights: Record<RequestRole, ColumnRight[]>
}

export interface ForeignKey {
  name: string
  columns: string[]
  /** The target's object id. */
  target: number
  targetColumns: string[]
}

export interface Relation {
  oid: number
  schema: string
  name: string
  kind: RelationKind
  comment: string | null
  columns: ReadonlyMap<string, Column>
  /** In key order; empty where there is none. */
  primaryKey: string[]
  /** Column sets that are unique, the primary key among them. */
  uniques: string[][]
  foreignKeys: ForeignKey[]
  rls: boolean
  /** A view that reads as its caller; a table always does. */
  asCaller: boolean
  /** Object ids of what a view is made of. */
  over: number[]
  /** Declared open to everybody by `@open` in its comment. */
  isOpen: boolean
  canInsert: boolean
  canUpdate: boolean
  canDelete: boolean
  /** Who may delete rows; the other rights are those of the columns. */
  deleters: RequestRole[]
  /** Its changes go to subscribers. */
  isFollowed: boolean
  /** Roles that may enter the schema. */
  entrants: RequestRole[]
  /** Functions of one argument, the row: computed columns and relationships. */
  computed: Computed[]
}

export interface Computed {
  schema: string
  name: string
  /** The relation of the rows it returns; null for a plain value. */
  target: number | null
  /** Whether it returns at most one. */
  isSingle: boolean
  base: string
  category: string
  callers: RequestRole[]
}

/** How one relation's rows lead to another's. */
export interface Link {
  target: Relation
  /** Whether there is at most one on the other side. */
  isSingle: boolean
  /** The constraint, or the two of a junction. */
  constraints: string[]
  /** Pairs of column names: near, far. Through a junction: near, junction's. */
  on: [string, string][]
  junction?: { relation: Relation; on: [string, string][] }
  /** Columns of the near side that hold the foreign key; empty when the far side holds it. */
  near: string[]
  /** Columns of the far side that hold it. */
  far: string[]
}

/** One picture of the schema. Never changed; a newer one takes its place. */
export interface Catalog {
  /** Grows with every change; part of the names of prepared statements. */
  version: number
  relations: readonly Relation[]
  byOid: ReadonlyMap<number, Relation>
  /** Schemas of installed extensions by extension. */
  extensions: ReadonlyMap<string, string>
  find(schema: string, name: string): Relation | undefined
  linksOf(relation: Relation): readonly Link[]
}
