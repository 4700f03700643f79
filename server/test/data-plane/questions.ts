import { longName, type TableName } from './world.ts'

/** A question about the tables, however it is spelled on the wire. */

export interface Question {
  table: TableName
  select: Item[]
  where: Test[]
  order: Order[]
  groupBy: string[]
  limit: number | undefined
  offset: number | undefined
  /** Of aggregates without groups: one object, in which `sum.price` stands under `sum`. */
  folded?: true
}

export interface Path {
  column: string
  /** Into JSON: `->key`, or `->>key` where it is text. */
  steps: { key: string; asText: boolean }[]
}

export type Item =
  | { kind: 'all' }
  | { kind: 'column'; path: Path; alias: string | undefined; cast: 'text' | undefined }
  | {
      kind: 'aggregate'
      fn: Aggregate
      column: string | undefined
      suffixed: boolean
      alias: string | undefined
      cast: 'text' | undefined
    }
  | Embed

export type Aggregate = 'count' | 'sum' | 'avg' | 'min' | 'max'

export interface Embed {
  kind: 'embed'
  relation: Relation
  alias: string | undefined
  inner: boolean
  spread: boolean
  question: Question
}

export type Test = Leaf | Group | Presence

export interface Leaf {
  kind: 'leaf'
  /** Inside a group: the relation whose rows are asked. */
  through: Relation | undefined
  path: Path
  op: string
  negated: boolean
  modifier: 'any' | 'all' | undefined
  operand: string | readonly string[]
}

export interface Group {
  kind: 'group'
  join: 'and' | 'or'
  negated: boolean
  tests: Test[]
}

/** `parts=is.null`: about whether there are related rows. */
export interface Presence {
  kind: 'presence'
  embed: Embed
  isThere: boolean
}

export interface Order {
  /** A column of a row that there is one of. */
  through: Relation | undefined
  path: Path
  descending: boolean
  nulls: 'first' | 'last' | undefined
}

export type Type =
  | 'int'
  | 'numeric'
  | 'float'
  | 'bool'
  | 'text'
  | 'char'
  | 'enum'
  | 'uuid'
  | 'date'
  | 'timestamp'
  | 'timestamptz'
  | 'time'
  | 'interval'
  | 'json'
  | 'jsonb'
  | 'text[]'
  | 'int[]'
  | 'int4range'
  | 'numrange'
  | 'inet'
  | 'bytea'
  | 'tsvector'
  | 'composite'

export const types: Record<TableName, Record<string, Type>> = {
  things: {
    id: 'int',
    owner: 'uuid',
    i2: 'int',
    i4: 'int',
    i8: 'int',
    n: 'numeric',
    f8: 'float',
    f4: 'float',
    b: 'bool',
    t: 'text',
    v: 'text',
    c: 'char',
    e: 'enum',
    p: 'int',
    u: 'uuid',
    d: 'date',
    ts: 'timestamp',
    tz: 'timestamptz',
    tm: 'time',
    iv: 'interval',
    j: 'json',
    jb: 'jsonb',
    ta: 'text[]',
    ia: 'int[]',
    r: 'int4range',
    nr: 'numrange',
    ip: 'inet',
    by: 'bytea',
    tv: 'tsvector',
    co: 'composite',
    gen: 'int',
    odd_id: 'int',
    parent_id: 'int',
  },
  'odd.table': {
    id: 'int',
    select: 'text',
    'a"b': 'int',
    'p.q': 'text',
    größe: 'numeric',
    '🙂': 'text',
    'a;b': 'int',
    desc: 'int',
    'back\\slash': 'text',
    'c,d': 'int',
    '(e)': 'int',
    [longName]: 'int',
  },
  parts: { id: 'int', thing_id: 'int', name: 'text', qty: 'int', price: 'numeric' },
  labels: { id: 'int', name: 'text', rank: 'int' },
  thing_labels: { thing_id: 'int', label_id: 'int' },
}

export interface Relation {
  from: TableName
  to: TableName
  /** As select names it, with its hint. */
  name: string
  hint: string | undefined
  isSingle: boolean
  near: string
  far: string
  junction: { table: TableName; near: string; far: string } | undefined
}

const relation = (
  from: TableName,
  name: string,
  to: TableName,
  isSingle: boolean,
  near: string,
  far: string,
  more: { hint?: string; junction?: Relation['junction'] } = {},
): Relation => ({ from, to, name, hint: more.hint, isSingle, near, far, junction: more.junction })

const tags = (near: string, far: string) => ({
  junction: { table: 'thing_labels' as const, near, far },
})

export const relations: readonly Relation[] = [
  relation('things', 'odd', 'odd.table', true, 'odd_id', 'id'),
  relation('things', 'odd_id', 'odd.table', true, 'odd_id', 'id'),
  relation('things', 'odd.table', 'odd.table', true, 'odd_id', 'id'),
  relation('things', 'parent', 'things', true, 'parent_id', 'id'),
  relation('things', 'things', 'things', true, 'parent_id', 'id', { hint: 'parent_id' }),
  relation('things', 'things', 'things', false, 'id', 'parent_id', {
    hint: 'things_parent_id_fkey',
  }),
  relation('things', 'parts', 'parts', false, 'id', 'thing_id'),
  relation('things', 'thing_labels', 'thing_labels', false, 'id', 'thing_id'),
  relation('things', 'labels', 'labels', false, 'id', 'id', tags('thing_id', 'label_id')),
  relation('odd.table', 'things', 'things', false, 'id', 'odd_id'),
  relation('parts', 'things', 'things', true, 'thing_id', 'id'),
  relation('parts', 'thing', 'things', true, 'thing_id', 'id'),
  relation('labels', 'things', 'things', false, 'id', 'id', tags('label_id', 'thing_id')),
  relation('thing_labels', 'labels', 'labels', true, 'label_id', 'id'),
]

export const keyOf = (item: Embed): string => item.alias ?? item.relation.name
