/** What `flumen types` writes, as far as a client needs to know. */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

export type Columns = Record<string, unknown>

/** A foreign key. */
export interface Relationship {
  foreignKeyName: string
  columns: string[]
  isOneToOne: boolean
  referencedSchema?: string
  referencedRelation: string
  referencedColumns: string[]
}

export interface Relation {
  Name?: unknown
  Row: Columns
  Insert?: Columns
  Update?: Columns
  Relationships: Relationship[]
}

export interface Schema {
  Tables: Record<string, Relation>
  Views: Record<string, Relation>
}

/** Schemas by name. */
export type Database = Record<string, Schema>

/** Where nobody said what the tables are: every name, every column. */
export interface UnknownDatabase {
  [schema: string]: {
    Tables: Record<
      string,
      { Row: Columns; Insert: Columns; Update: Columns; Relationships: Relationship[] }
    >
    Views: Record<string, never>
  }
}

/** Tables and views by name; each knows its own. */
export type Relations<S extends Schema> = string extends keyof S['Tables']
  ? Known<S['Tables']>
  : Known<S['Tables'] & S['Views']>

type Known<All extends Record<string, Relation>> = {
  [K in keyof All]: All[K] & { Name: K }
}

export type RowOf<R extends Relation> = R['Row']
export type InsertOf<R extends Relation> = R extends { Insert: infer I } ? I : never
export type UpdateOf<R extends Relation> = R extends { Update: infer U } ? U : never
