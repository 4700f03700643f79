import type { Column, Computed, Link, Relation } from '../../engines/catalog/index.ts'
import type { JsonStep, Made } from './ask.ts'
import type { Operator } from './operators.ts'

/**
 * A query whose every name has been found and may be used by its caller. REST and GraphQL both end
 * here; `compile.ts` makes SQL of it.
 */
export interface Query {
  relation: Relation
  fields: Field[]
  where: Condition[]
  order: Order[]
  /** A number is part of the statement: the planner goes by it. */
  limit?: number | Slot
  offset?: Slot
  /** Texts longer than this are cut. */
  truncate?: Slot
}

/** What differs from call to call. */
export interface Given {
  operands: readonly string[]
  /** Rows to write, as JSON text. */
  body?: string
  limit?: number
  offset?: number
}

/** A parameter of the statement: makes its text from what was given, or refuses it. */
export type Slot = (given: Given) => string | null

/** A value that an earlier step of the transaction made, as this type. */
export interface MadeValue {
  made: Made
  type: string
}

export const constant =
  (text: string): Slot =>
  () =>
    text

export type Expression =
  | { kind: 'column'; column: Column; steps: readonly JsonStep[] }
  | { kind: 'computed'; computed: Computed; steps: readonly JsonStep[] }

export type Condition =
  | {
      kind: 'compare'
      left: Expression
      operator: Operator
      negated: boolean
      modifier: string | undefined
      /** The keyword of `is`, or the operands: two for a distance. */
      right: string | readonly Slot[] | MadeValue
    }
  | { kind: 'group'; join: 'and' | 'or'; negated: boolean; conditions: Condition[] }
  | { kind: 'exists'; negated: boolean; way: Way; where: Condition[] }

/** From a row to others: along foreign keys, or by a function. */
export type Way =
  | { kind: 'link'; link: Link }
  | { kind: 'function'; computed: Computed; target: Relation }

export type Field =
  | { kind: 'value'; key: string; expression: Expression; cast?: string }
  | { kind: 'aggregate'; key: string; fn: string; expression?: Expression; cast?: string }
  | { kind: 'constant'; key: string; text: string }
  /** One object over all rows: aggregates by their names, some below a name of their own. */
  | {
      kind: 'object'
      key: string
      fields: (Extract<Field, { kind: 'aggregate' | 'constant' }> | Group)[]
    }
  | { kind: 'embed'; key: string; way: Way; query: Query; isSingle: boolean; spread: boolean }

/** Fields below one key: parts of an aggregate. */
export interface Group {
  key: string
  fields: Extract<Field, { kind: 'aggregate' | 'constant' }>[]
}

export interface Order {
  by:
    | { kind: 'expression'; expression: Expression }
    | { kind: 'key'; key: string }
    | { kind: 'embed'; way: Way; expression: Expression }
    | { kind: 'distance'; expression: Expression; operator: string; value: Slot }
  descending: boolean
  nulls: 'first' | 'last' | undefined
}

export const isAggregated = (query: Query): boolean =>
  query.fields.some((field) => field.kind === 'aggregate' || field.kind === 'object')

/** The keys of a row as it is answered: a spread embed has those of its fields. */
export const keysOf = (fields: readonly Field[]): string[] =>
  fields.flatMap((field) =>
    field.kind === 'embed' && field.spread ? keysOf(field.query.fields) : [field.key],
  )
