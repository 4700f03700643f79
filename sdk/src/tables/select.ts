import type { Json, Relation, Relations, Relationship, Schema } from './database.ts'

/**
 * The rows of a `select`, read by the compiler: columns, aliases, casts, JSON paths, related rows and
 * aggregates. What it cannot read is `unknown`, never wrong.
 */
export type Selected<
  S extends Schema,
  R extends Relation,
  Query extends string,
> = string extends Query
  ? Record<string, unknown>
  : string extends keyof R['Row']
    ? Record<string, unknown>
    : Flat<Merge<S, R, Items<Squeeze<Query>>>>

type Flat<T> = { [K in keyof T]: T[K] }

/** Without blanks. */
type Squeeze<Text extends string> = Text extends `${infer A}${' ' | '\n' | '\t'}${infer B}`
  ? Squeeze<`${A}${B}`>
  : Text

/** The items of a list: its commas outside parentheses. */
type Items<
  Text extends string,
  Item extends string = '',
  Depth extends unknown[] = [],
  Done extends string[] = [],
> = Text extends `${infer Head}${infer Rest}`
  ? Head extends ','
    ? Depth extends []
      ? Items<Rest, '', [], [...Done, Item]>
      : Items<Rest, `${Item},`, Depth, Done>
    : Head extends '('
      ? Items<Rest, `${Item}(`, [...Depth, 0], Done>
      : Head extends ')'
        ? Items<Rest, `${Item})`, Pop<Depth>, Done>
        : Items<Rest, `${Item}${Head}`, Depth, Done>
  : [...Done, Item]

type Pop<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : []

type Merge<S extends Schema, R extends Relation, L extends string[]> = L extends [
  infer Item extends string,
  ...infer Rest extends string[],
]
  ? ItemOf<S, R, Item> & Merge<S, R, Rest>
  : unknown

type ItemOf<S extends Schema, R extends Relation, Item extends string> = Item extends '*'
  ? R['Row']
  : Item extends `...${infer Embed}`
    ? Spread<S, R, Embed>
    : Item extends `${infer Head}(${infer Inner})`
      ? Parenthesised<S, R, Head, Inner>
      : Item extends `${infer Head}()::${infer Type}`
        ? Named<LastName<Head>, Head, CastOf<Type>>
        : Plain<R, Item>

/** `count()`, `price.sum()`, `count(*)`, or related rows. */
type Parenthesised<
  S extends Schema,
  R extends Relation,
  Head extends string,
  Inner extends string,
> = Inner extends ''
  ? Named<LastName<Head>, Head, number>
  : Lowercase<Head> extends Aggregate
    ? { [K in Inner extends '*' ? Lowercase<Head> : `${Lowercase<Head>}_${Inner}`]: number }
    : Embedded<S, R, Head, Inner>

type Aggregate = 'count' | 'sum' | 'avg' | 'min' | 'max'

/** Under its alias, if it has one. */
type Named<Name extends string, Head extends string, T> = Head extends `${infer Alias}:${string}`
  ? { [K in Alias]: T }
  : { [K in Name]: T }

type LastName<Text extends string> = Text extends `${string}.${infer Rest}` ? LastName<Rest> : Text

/** A column, with an alias, a path into JSON or a cast. */
type Plain<R extends Relation, Item extends string> = Item extends `${infer Head}::${infer Type}`
  ? { [K in keyof Plain<R, Head>]: CastOf<Type> }
  : Item extends `${infer Alias}:${infer Column}`
    ? { [K in Alias]: ColumnOf<R, Column> }
    : { [K in LastKey<Item>]: ColumnOf<R, Item> }

type ColumnOf<R extends Relation, Column extends string> = Column extends keyof R['Row']
  ? R['Row'][Column]
  : Column extends 'count'
    ? number
    : Column extends `${string}->>${string}`
      ? string | null
      : Column extends `${string}->${string}`
        ? Json
        : Column extends `"${infer Quoted}"`
          ? ColumnOf<R, Quoted>
          : UnknownColumn<Column>

/** What stands in a row where the question names no column of the table. */
export interface UnknownColumn<Name extends string> {
  'no such column': Name
}

/** `data->a->>b` is `b`. */
type LastKey<Item extends string> = Item extends `${string}->${infer Rest}`
  ? LastKey<Rest extends `>${infer Key}` ? Key : Rest>
  : Item extends `"${infer Quoted}"`
    ? Quoted
    : Item

type CastOf<Type extends string> = Type extends
  | `int${string}`
  | 'smallint'
  | 'bigint'
  | `float${string}`
  | 'real'
  | 'numeric'
  ? number
  : Type extends 'bool' | 'boolean'
    ? boolean
    : Type extends 'json' | 'jsonb'
      ? Json
      : string

/** `alias:target!hint!inner(…)` */
type Embedded<
  S extends Schema,
  R extends Relation,
  Head extends string,
  Inner extends string,
> = Head extends `${infer Alias}:${infer Target}`
  ? { [K in Alias]: RelatedOf<S, R, Target, Inner> }
  : { [K in Before<Head, '!'>]: RelatedOf<S, R, Head, Inner> }

type Before<Text extends string, Sign extends string> = Text extends `${infer Head}${Sign}${string}`
  ? Head
  : Text

type Spread<
  S extends Schema,
  R extends Relation,
  Embed extends string,
> = Embed extends `${infer Head}(${infer Inner})`
  ? RelatedOf<S, R, Head, Inner> extends infer One
    ? [One] extends [readonly (infer Many)[]]
      ? { [K in keyof Many]: Many[K][] }
      : { [K in keyof NonNullable<One>]: NonNullable<One>[K] | OrNull<One> }
    : never
  : unknown

type OrNull<T> = null extends T ? null : never

type RelatedOf<
  S extends Schema,
  R extends Relation,
  Target extends string,
  Inner extends string,
> = Target extends `${infer Name}!inner`
  ? NonNullable<Related<S, R, Before<Name, '!'>, Hint<Name>, Inner>>
  : Target extends `${infer Name}!left`
    ? Related<S, R, Before<Name, '!'>, Hint<Name>, Inner>
    : Related<S, R, Before<Target, '!'>, Hint<Target>, Inner>

type Hint<Target extends string> = Target extends `${string}!${infer H}` ? H : undefined

/** To one: an object, or null where none is there or none may be seen. To many: a list. */
type Related<
  S extends Schema,
  R extends Relation,
  Name extends string,
  H extends string | undefined,
  Inner extends string,
> = [ToOne<S, R, Name, H>] extends [never]
  ? Name extends keyof Relations<S>
    ? Many<R, Relations<S>[Name], Selected<S, Relations<S>[Name], Inner>>
    : unknown
  : ToOne<S, R, Name, H> extends { referencedRelation: infer To extends keyof Relations<S> }
    ? Selected<S, Relations<S>[To], Inner> | null
    : unknown

/**
 * A foreign key of this table, meant by the table or view it leads to, by its name or by its column;
 * by these it leads to a table.
 */
type ToOne<
  S extends Schema,
  R extends Relation,
  Name extends string,
  H extends string | undefined,
> = Matching<R['Relationships'][number], Name, H, keyof S['Tables']>

type Matching<K, Name extends string, H extends string | undefined, Tables> = K extends Relationship
  ? Name extends K['referencedRelation']
    ? HintFits<K, H>
    : K['referencedRelation'] extends Tables
      ? Name extends K['foreignKeyName'] | K['columns'][0]
        ? K
        : `${Name}_id` extends K['columns'][0]
          ? K
          : never
      : never
  : never

type HintFits<K extends Relationship, H extends string | undefined> = H extends string
  ? H extends K['foreignKeyName'] | K['columns'][0]
    ? K
    : never
  : K

/** The other way round a unique key leads to one. */
type Many<R extends Relation, Other extends Relation, Row> =
  Extract<Other['Relationships'][number], { referencedRelation: R['Name'] }> extends infer K
    ? [K] extends [never]
      ? Row[]
      : K extends { isOneToOne: true }
        ? Row | null
        : Row[]
    : never
