import type { Changing, State } from './state.ts'
import { listOf, setOf, textOf } from './values.ts'

/** A column, a path into JSON (`data->>b`), or a column of related rows (`author.name`). */
export type ColumnName<Row> = (keyof Row & string) | `${string}->${string}` | `${string}.${string}`

/** What a column may be compared with. */
export type ValueOf<Row, Column> = Column extends keyof Row ? NonNullable<Row[Column]> : unknown

export type Operator =
  | 'eq'
  | 'neq'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'like'
  | 'ilike'
  | 'match'
  | 'imatch'
  | 'in'
  | 'nin'
  | 'is'
  | 'isnot'
  | 'isdistinct'
  | 'cs'
  | 'cd'
  | 'ov'
  | 'sl'
  | 'sr'
  | 'nxr'
  | 'nxl'
  | 'adj'
  | 'fts'
  | 'plfts'
  | 'phfts'
  | 'wfts'

/** Which rows are meant. Every word makes a new question; the one before stays what it was. */
export abstract class Filters<Row, S extends State = State> {
  /** @internal */
  readonly state: S

  constructor(state: S) {
    this.state = state
  }

  /** @internal */
  protected with(changes: Partial<Changing>): this {
    const Same = this.constructor as new (state: S) => this
    return new Same({ ...this.state, ...changes })
  }

  /** Any operator, also with `not.` before it, and its operand as it is written. */
  filter(column: ColumnName<Row>, operator: Operator | `not.${Operator}`, operand: string): this {
    return this.with({ tests: [...this.state.tests, [column, operator, operand]] })
  }

  eq<C extends ColumnName<Row>>(column: C, value: ValueOf<Row, C>): this {
    return this.filter(column, 'eq', textOf(value))
  }

  neq<C extends ColumnName<Row>>(column: C, value: ValueOf<Row, C>): this {
    return this.filter(column, 'neq', textOf(value))
  }

  gt<C extends ColumnName<Row>>(column: C, value: ValueOf<Row, C> | Date): this {
    return this.filter(column, 'gt', textOf(value))
  }

  gte<C extends ColumnName<Row>>(column: C, value: ValueOf<Row, C> | Date): this {
    return this.filter(column, 'gte', textOf(value))
  }

  lt<C extends ColumnName<Row>>(column: C, value: ValueOf<Row, C> | Date): this {
    return this.filter(column, 'lt', textOf(value))
  }

  lte<C extends ColumnName<Row>>(column: C, value: ValueOf<Row, C> | Date): this {
    return this.filter(column, 'lte', textOf(value))
  }

  /** `%` for any text, `_` for any character. */
  like(column: ColumnName<Row>, pattern: string): this {
    return this.filter(column, 'like', pattern)
  }

  /** The same without regard to case. */
  ilike(column: ColumnName<Row>, pattern: string): this {
    return this.filter(column, 'ilike', pattern)
  }

  /** A regular expression of PostgreSQL. */
  regex(column: ColumnName<Row>, pattern: string): this {
    return this.filter(column, 'match', pattern)
  }

  is(column: ColumnName<Row>, value: null | boolean): this {
    return this.filter(column, 'is', String(value))
  }

  in<C extends ColumnName<Row>>(column: C, values: readonly ValueOf<Row, C>[]): this {
    return this.filter(column, 'in', listOf(values))
  }

  notIn<C extends ColumnName<Row>>(column: C, values: readonly ValueOf<Row, C>[]): this {
    return this.filter(column, 'nin', listOf(values))
  }

  /** Arrays and JSON that hold all of this; ranges that hold this one. */
  contains(column: ColumnName<Row>, value: readonly unknown[] | object | string): this {
    return this.filter(column, 'cs', setOf(value))
  }

  containedBy(column: ColumnName<Row>, value: readonly unknown[] | object | string): this {
    return this.filter(column, 'cd', setOf(value))
  }

  overlaps(column: ColumnName<Row>, value: readonly unknown[] | string): this {
    return this.filter(column, 'ov', setOf(value))
  }

  /** Full text. `web` reads what people type into a search box. */
  textSearch(
    column: ColumnName<Row>,
    query: string,
    { type, config }: { type?: 'plain' | 'phrase' | 'web'; config?: string } = {},
  ): this {
    const operator = { plain: 'plfts', phrase: 'phfts', web: 'wfts', none: 'fts' }[type ?? 'none']
    const language = config === undefined ? '' : `(${config})`
    return this.filter(column, `${operator}${language}` as Operator, query)
  }

  /** All of these columns have these values. */
  match(values: Partial<Row>): this {
    const tests = Object.entries(values).map(([column, value]) => [column, 'eq', textOf(value)])
    return this.with({ tests: [...this.state.tests, ...(tests as never[])] })
  }

  not(column: ColumnName<Row>, operator: Operator, operand: unknown): this {
    const isList = operator === 'in' || operator === 'nin'
    const text = isList && Array.isArray(operand) ? listOf(operand) : setOf(operand)
    return this.filter(column, `not.${operator}`, text)
  }

  /**
   * Any of these: `id.eq.1,and(age.gt.25,age.lt.35)`. Values from outside go through `quote`.
   * `referencedTable`: about related rows.
   */
  or(tests: string, { referencedTable }: { referencedTable?: string } = {}): this {
    const name = referencedTable === undefined ? 'or' : `${referencedTable}.or`
    return this.with({ tests: [...this.state.tests, [name, '', `(${tests})`]] })
  }

  /** Gives the request up when it is aborted. */
  abortSignal(signal: AbortSignal): this {
    return this.with({ signal })
  }
}
