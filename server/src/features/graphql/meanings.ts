import type { Column, Relation } from '../../engines/catalog/index.ts'
import type { Way } from '../tables/index.ts'

/** What a field of the schema stands for, kept in its `extensions`. */
export type Meaning =
  | { kind: 'column'; column: Column }
  | { kind: 'way'; way: Way; isList: boolean }
  | { kind: 'list' | 'single' | 'aggregate'; relation: Relation }
  | { kind: 'wayAggregate'; way: Way; relation: Relation }
  | { kind: 'totals'; fn: string }
  | { kind: 'total'; column: Column }
  | { kind: 'change'; change: Change; relation: Relation }
  | { kind: 'connection'; relation: Relation }
  | { kind: 'edges' | 'nodes' | 'pageInfo' | 'totalCount' | 'cursor' | 'node' }
  | { kind: 'page'; part: 'next' | 'previous' | 'start' | 'end' }
  | { kind: 'changed'; relation: Relation }
  | { kind: 'told'; part: Told }
  | { kind: 'health' }

/** What is told of a change. */
export type Told = 'event' | 'new' | 'old' | 'commitTimestamp' | 'cursor' | 'keyOnly'

export type Change = 'insert' | 'insertMany' | 'update' | 'updateMany' | 'delete' | 'deleteMany'

/** What an input field stands for. */
export type InputMeaning =
  | { kind: 'compare'; column: Column; op: string }
  | { kind: 'logic'; op: 'and' | 'or' | 'not' }
  | { kind: 'related'; way: Way }
  | { kind: 'value'; column: Column }
  /** Rows to be made with the row, under the name that inserts know them by. */
  | { kind: 'nested'; name: string }

export const meaningOf = (field: { extensions: object }): Meaning =>
  (field.extensions as { meaning: Meaning }).meaning

export const inputMeaningOf = (field: { extensions: object }): InputMeaning =>
  (field.extensions as { meaning: InputMeaning }).meaning

export const mean = (meaning: Meaning) => ({ extensions: { meaning } })
export const meanInput = (meaning: InputMeaning) => ({ extensions: { meaning } })
