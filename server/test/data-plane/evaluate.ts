import {
  type Embed,
  type Item,
  keyOf,
  type Leaf,
  type Order,
  type Path,
  type Presence,
  type Question,
  type Relation,
  type Test,
  type Type,
  types,
} from './questions.ts'
import {
  all,
  any,
  arrayHolds,
  arraysMeet,
  compareAs,
  into,
  jsonEqual,
  jsonHolds,
  like,
  not,
  rangeTest,
  readArray,
  readRange,
  scaled,
  type TextOrder,
  textOrder,
  type Verdict,
} from './values.ts'
import { type Cell, exact, type Row, type SearchName, type TableName, type World } from './world.ts'

/** A list without an order of its own. */
export class Bag {
  readonly items: unknown[]
  constructor(items: unknown[]) {
    this.items = items
  }
}

/** A number that two ways of adding may write differently. */
export class About {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}

/** Answers questions by looking at every row: slow, and none of it taken from the server. */
export class Evaluator {
  readonly #world: World
  readonly #userId: string
  readonly #texts: TextOrder

  constructor(world: World, userId: string) {
    this.#world = world
    this.#userId = userId
    this.#texts = textOrder(world.rank)
  }

  /** @returns the list, and how many there are without its page */
  answer(question: Question): { rows: unknown[] | Bag; total: number } {
    const found = this.#find(question, this.#visible(question.table))
    if (this.#isAggregated(question)) {
      const groups = this.#groups(question, found)
      const rows = this.#page(question, groups, question.order.length > 0)
      return { rows, total: groups.length }
    }
    const ordered = this.#sort(question, found)
    const page = this.#cut(question, ordered).map((row) => this.#shape(question, row))
    return { rows: isTotal(question) ? page : new Bag(page), total: found.length }
  }

  /** Aggregates of everything, as one object. */
  whole(question: Question): Record<string, unknown> {
    const found = this.#find(question, this.#visible(question.table))
    return folded(this.#groups(question, found)[0])
  }

  /** What the policies leave. */
  #visible(table: TableName): Row[] {
    const rows = this.#world.rows[table]
    if (table === 'things')
      return rows.filter(({ owner }) => owner?.text == null || owner.text === this.#userId)
    if (table === 'parts') return rows.filter(({ qty }) => qty?.text !== '13')
    if (table === 'labels') return rows.filter(({ name }) => name?.text !== 'hidden')
    return rows
  }

  #find(question: Question, rows: readonly Row[]): Row[] {
    const inner = question.select.filter(
      (item): item is Embed => item.kind === 'embed' && item.inner,
    )
    return rows.filter(
      (row) =>
        question.where.every((test) => this.#test(question.table, row, test) === true) &&
        inner.every((embed) => this.#matching(embed, row).length > 0),
    )
  }

  #related(relation: Relation, row: Row): Row[] {
    const key = row[relation.near]?.text
    if (key == null) return []
    const rows = this.#visible(relation.to)
    const { junction, far } = relation
    if (!junction) return rows.filter((other) => other[far]?.text === key)
    const pairs = this.#visible(junction.table).filter((pair) => pair[junction.near]?.text === key)
    return pairs.flatMap((pair) =>
      rows.filter((other) => other[far]?.text === pair[junction.far]?.text),
    )
  }

  /** Related rows that the embed's own filters leave; its page does not count. */
  #matching({ relation, question }: Embed, row: Row): Row[] {
    return this.#find(question, this.#related(relation, row))
  }

  #cut<T>({ limit, offset = 0 }: Question, rows: readonly T[]): T[] {
    return rows.slice(offset, limit === undefined ? undefined : offset + limit)
  }

  #page(question: Question, rows: unknown[], isOrdered: boolean): unknown[] | Bag {
    return isOrdered ? this.#cut(question, rows) : new Bag(rows)
  }

  #sort({ table, order }: Question, rows: readonly Row[]): Row[] {
    const of = (item: Order, row: Row): [Type, string | null] => {
      if (!item.through) return this.#value(table, row, item.path)
      const [one] = this.#related(item.through, row)
      return one ? this.#value(item.through.to, one, item.path) : ['text', null]
    }
    return [...rows].sort((a, b) => {
      for (const item of order) {
        const [[type, x], [, y]] = [of(item, a), of(item, b)]
        const way =
          this.#compareNulls(x, y, item) ??
          this.#compare(type, x ?? '', y ?? '') * (item.descending ? -1 : 1)
        if (way !== 0) return way
      }
      return 0
    })
  }

  #compareNulls(
    x: string | null,
    y: string | null,
    { descending, nulls }: Pick<Order, 'descending' | 'nulls'>,
  ): number | undefined {
    if (x !== null && y !== null) return undefined
    if (x === y) return 0
    const isFirst = nulls === undefined ? descending : nulls === 'first'
    return (x === null) === isFirst ? -1 : 1
  }

  #compare = (type: Type, a: string, b: string): number => compareAs(type, a, b, this.#texts)

  // Conditions

  #test(table: TableName, row: Row, test: Test): Verdict {
    if (test.kind === 'presence') return this.#presence(test, row)
    if (test.kind === 'group') {
      const verdicts = test.tests.map((inner) => this.#test(table, row, inner))
      const verdict = test.join === 'and' ? all(verdicts) : any(verdicts)
      return test.negated ? not(verdict) : verdict
    }
    if (!test.through) return this.#leaf(table, row, test)
    const { to } = test.through
    return this.#related(test.through, row).some((other) => this.#leaf(to, other, test) === true)
  }

  #presence({ embed, isThere }: Presence, row: Row): boolean {
    return this.#matching(embed, row).length > 0 === isThere
  }

  #leaf(table: TableName, row: Row, leaf: Leaf): Verdict {
    const [type, text] = this.#value(table, row, leaf.path)
    const verdict = this.#judge(type, text, leaf)
    return leaf.negated ? not(verdict) : verdict
  }

  /** The type and the text of a column, or of what a path leads to. */
  #value(table: TableName, row: Row, { column, steps }: Path): [Type, string | null] {
    const type = types[table][column] ?? 'text'
    const text = row[column]?.text ?? null
    const last = steps.at(-1)
    if (!last) return [type, text]
    const end =
      text === null
        ? undefined
        : steps.reduce<unknown>((value, { key }) => into(value, key), JSON.parse(text))
    if (!last.asText) return ['jsonb', end === undefined ? null : JSON.stringify(end)]
    return [
      'text',
      end === undefined || end === null
        ? null
        : typeof end === 'string'
          ? end
          : JSON.stringify(end),
    ]
  }

  #judge(type: Type, text: string | null, { op, operand, modifier, path }: Leaf): Verdict {
    if (op === 'is' || op === 'isnot') return is(type, text, String(operand), op === 'isnot')
    if (op === 'in') return this.#some(type, text, operand as string[])
    if (op === 'nin') return not(this.#some(type, text, operand as string[]))
    if (op === 'isdistinct')
      return text === null || this.#compare(type, text, String(operand)) !== 0
    if (text === null) return modifier && operand.length === 0 ? modifier === 'all' : null
    const one = (value: string): Verdict => this.#simple(op, type, text, value, path)
    if (modifier === undefined) return one(String(operand))
    const verdicts = (operand as string[]).map(one)
    return modifier === 'any' ? any(verdicts) : all(verdicts)
  }

  #some(type: Type, text: string | null, list: readonly string[]): Verdict {
    if (list.length === 0) return false
    return text === null ? null : list.some((value) => this.#compare(type, text, value) === 0)
  }

  #simple(op: string, type: Type, text: string, value: string, path: Path): boolean {
    const isNumeric = path.steps.at(-1)?.asText === true && ['gt', 'gte', 'lt', 'lte'].includes(op)
    const order = () => this.#compare(isNumeric ? 'numeric' : type, text, value)
    switch (op) {
      case 'eq':
        return order() === 0
      case 'neq':
        return order() !== 0
      case 'gt':
        return order() > 0
      case 'gte':
        return order() >= 0
      case 'lt':
        return order() < 0
      case 'lte':
        return order() <= 0
      case 'like':
      case 'ilike':
        return like(value, text, op === 'ilike')
      case 'match':
      case 'imatch':
        return this.#world.matches(op, value, text)
      case 'fts':
      case 'plfts':
      case 'phfts':
      case 'wfts':
        return this.#world.matches(type === 'tsvector' ? 'vector' : (op as SearchName), value, text)
      default:
        return contained(op, type, text, value)
    }
  }

  // Shapes

  #shape(question: Question, row: Row): Record<string, unknown> {
    const shape: Record<string, unknown> = {}
    for (const item of question.select) Object.assign(shape, this.#field(question, item, row))
    return shape
  }

  #field({ table }: Question, item: Item, row: Row): Record<string, unknown> {
    if (item.kind === 'all')
      return Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell.json]))
    if (item.kind === 'column') return { [nameOf(item)]: this.#cell(table, row, item) }
    if (item.kind === 'embed') return this.#embed(item, row)
    throw new Error('aggregates are of many rows')
  }

  #cell(table: TableName, row: Row, { path, cast }: Extract<Item, { kind: 'column' }>): unknown {
    const cell = row[path.column] as Cell
    if (path.steps.length === 0) return cast ? cell.text : cell.json
    const [type, text] = this.#value(table, row, path)
    return type === 'text' || cast || text === null ? text : exact(text)
  }

  #embed(item: Embed, row: Row): Record<string, unknown> {
    const { question, relation, spread } = item
    const found = this.#matching(item, row)
    if (this.#isAggregated(question)) {
      const groups = this.#groups(question, found)
      const whole = question.folded ? folded(groups[0]) : this.#page(question, groups, false)
      return { [keyOf(item)]: whole }
    }
    const rows = this.#cut(question, this.#sort(question, found)).map((other) =>
      this.#shape(question, other),
    )
    if (!spread)
      return {
        [keyOf(item)]: relation.isSingle
          ? (rows[0] ?? null)
          : isTotal(question)
            ? rows
            : new Bag(rows),
      }
    const keys = question.select.map((inner) => (inner.kind === 'column' ? nameOf(inner) : ''))
    return Object.fromEntries(
      keys.map((key) => {
        const values = rows.map((shape) => shape[key])
        return [
          key,
          relation.isSingle ? (values[0] ?? null) : isTotal(question) ? values : new Bag(values),
        ]
      }),
    )
  }

  // Aggregates

  #isAggregated = ({ select, groupBy }: Question): boolean =>
    groupBy.length > 0 || select.some((item) => item.kind === 'aggregate')

  #groups(question: Question, rows: readonly Row[]): Record<string, unknown>[] {
    const { table, select, groupBy } = question
    const plain = select.filter((item) => item.kind === 'column')
    const by: Extract<Item, { kind: 'column' }>[] = [
      ...groupBy.map((column) => ({
        kind: 'column' as const,
        path: { column, steps: [] },
        alias: undefined,
        cast: undefined,
      })),
      ...plain,
    ]
    const groups = new Map<string, Row[]>()
    const sorted = this.#sort(question, rows)
    for (const row of sorted) {
      const key = JSON.stringify(by.map((item) => this.#cell(table, row, item)))
      groups.set(key, [...(groups.get(key) ?? []), row])
    }
    // Of everything there is one group, even of nothing.
    if (by.length === 0) return [this.#totals(table, select, rows)]
    return [...groups.values()].map((members) => {
      const shape: Record<string, unknown> = {}
      for (const item of by)
        if (members[0]) shape[nameOf(item)] = this.#cell(table, members[0], item)
      return { ...shape, ...this.#totals(table, select, members) }
    })
  }

  #totals(
    table: TableName,
    select: readonly Item[],
    rows: readonly Row[],
  ): Record<string, unknown> {
    const shape: Record<string, unknown> = {}
    for (const item of select)
      if (item.kind === 'aggregate') shape[totalName(item)] = this.#total(table, item, rows)
    return shape
  }

  #total(
    table: TableName,
    { fn, column, cast }: Extract<Item, { kind: 'aggregate' }>,
    rows: readonly Row[],
  ): unknown {
    const number = (text: string): string => (cast ? text : `#${text}`)
    if (column === undefined) return number(String(rows.length))
    const type = types[table][column] ?? 'text'
    const cells = rows.flatMap((row) => (row[column]?.text == null ? [] : [row[column] as Cell]))
    if (fn === 'count') return number(String(cells.length))
    if (cells.length === 0) return null
    if (fn === 'sum' || fn === 'avg') {
      const places = type === 'numeric' ? ((cells[0]?.text ?? '').split('.')[1]?.length ?? 0) : 0
      const sum = cells.reduce((total, { text }) => total + scaled(text ?? '0', places), 0n)
      const value = Number(sum) / 10 ** places
      return fn === 'avg' ? new About(value / cells.length) : number(unscaled(sum, places))
    }
    const way = fn === 'min' ? 1 : -1
    const best = cells.reduce((one, cell) =>
      this.#compare(type, cell.text ?? '', one.text ?? '') * way < 0 ? cell : one,
    )
    return cast ? best.text : best.json
  }
}

/** `{"sum.price": 1}` is `{"sum": {"price": 1}}`. */
function folded(flat: Record<string, unknown> = {}): Record<string, unknown> {
  const whole: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(flat)) {
    const [fn = '', field] = key.split('.')
    whole[fn] = field === undefined ? value : { ...(whole[fn] as object), [field]: value }
  }
  return whole
}

function unscaled(value: bigint, places: number): string {
  const digits = String(value < 0n ? -value : value).padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return value < 0n ? `-${text}` : text
}

export const nameOf = ({ alias, path }: Extract<Item, { kind: 'column' }>): string =>
  alias ?? path.steps.at(-1)?.key ?? path.column

export const totalName = ({
  alias,
  fn,
  column,
  suffixed,
}: Extract<Item, { kind: 'aggregate' }>): string =>
  alias ?? (column === undefined || suffixed ? fn : `${fn}_${column}`)

/** Whether nothing is left to chance: the key is the last word of the order. */
const isTotal = ({ table, order }: Question): boolean => {
  const key = table === 'thing_labels' ? ['thing_id', 'label_id'] : ['id']
  return key.every((name) => order.some(({ through, path }) => !through && path.column === name))
}

function is(type: Type, text: string | null, keyword: string, isNot: boolean): boolean {
  const value = type === 'bool' && text !== null ? text.startsWith('t') : null
  const verdicts: Record<string, boolean> = {
    null: text === null,
    not_null: text !== null,
    unknown: text === null,
    true: value === true,
    false: value === false,
  }
  return (verdicts[keyword] ?? false) !== isNot
}

/** Operands of lists, ranges and JSON, as PostgreSQL spells them. */
function contained(op: string, type: Type, text: string, value: string): boolean {
  if (type === 'int4range' || type === 'numrange') {
    const isElement = !/^[[(]|^empty/.test(value)
    return rangeTest(
      op,
      readRange(type, text),
      readRange(type, isElement ? `[${value},${value}]` : value),
    )
  }
  if (type === 'jsonb') {
    const [a, b] = [JSON.parse(text), JSON.parse(value)]
    return op === 'cs' ? jsonHolds(a, b) : op === 'cd' ? jsonHolds(b, a) : jsonEqual(a, b)
  }
  const [a, b] = [readArray(text), readArray(value)]
  return op === 'cs' ? arrayHolds(a, b) : op === 'cd' ? arrayHolds(b, a) : arraysMeet(a, b)
}
