/** What a caller asked for, by the names they used: nothing here has been looked up yet. */

export type JsonStep = { kind: 'json' | 'text'; key: string }

/** `posts.author."odd.name"->tags->>0`: the way through embeds, the column, the way into its JSON. */
export interface Reference {
  path: readonly string[]
  name: string
  steps: readonly JsonStep[]
  /** The whole as one key, however it was spelled. */
  key: string
}

export interface Comparison {
  kind: 'compare'
  reference: Reference
  op: string
  negated: boolean
  /** `any` or `all` for lists of operands, the configuration for full text. */
  modifier: string | undefined
  /** Place of the operand in `operands`; for `is` its keyword. */
  operand: number | string
  /** In place of the operand: what an earlier step of the transaction made. */
  made?: Made
}

/** A column of a row that a step made. */
export interface Made {
  slot: number
  row: number
  column: string
}

export interface Group {
  kind: 'and' | 'or'
  /** Of an embed; empty: of the whole. */
  path: readonly string[]
  negated: boolean
  tests: Test[]
}

export type Test = Comparison | Group

export type CountMode = 'none' | 'exact' | 'planned' | 'estimated'

/** What the parts of one query say, whichever way it was spelled. */
export interface Ask {
  select: string | undefined
  order: string | undefined
  groupBy: string | undefined
  tests: Test[]
  /** Order, limit and offset of embeds, by `embedKey` of the way to them. */
  embeds: Map<string, { order?: string; limit?: number; offset?: number }>
  /** Values, out of the way of the shape: equal shapes run the same statement. */
  operands: string[]
  limit: number | undefined
  offset: number | undefined
  cursor: string | undefined
  truncate: number | undefined
  count: CountMode | undefined
  onConflict: string | undefined
  columns: string | undefined
  /** Everything but the values, as a key for the statement. */
  shape: string
}

/** The way to an embed as one text; names may hold dots, but never a NUL. */
export const embedKey = (path: readonly string[]): string => path.join('\0')

export const embedPath = (key: string): string[] => key.split('\0')
