import fc from 'fast-check'
import {
  type Aggregate,
  type Embed,
  type Item,
  keyOf,
  type Leaf,
  type Order,
  type Path,
  type Question,
  type Relation,
  relations,
  type Test,
  type Type,
  types,
} from './questions.ts'
import { type PoolName, patterns, pools, searches, type TableName } from './world.ts'

/** Questions that have an answer, generated: every choice is one of fast-check's, so failures shrink. */

export class Chooser {
  readonly #g: fc.GeneratorValue
  constructor(g: fc.GeneratorValue) {
    this.#g = g
  }
  below(n: number): number {
    return this.#g(fc.nat, n - 1)
  }
  /** One time in `n`. Shrinks towards never. */
  once(n: number): boolean {
    return this.below(n) === n - 1 && n > 1
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T
  }
  list<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make)
  }
}

export const chooser = (): fc.Arbitrary<Chooser> => fc.gen().map((g) => new Chooser(g))

/** Runs of what must hold. A failure of a short run is made small, for two minutes at most. */
export const hold = (
  one: (c: Chooser) => Promise<void>,
  numRuns: number,
  seed: number,
): Promise<void> => {
  const ending =
    numRuns > 500
      ? { endOnFailure: true }
      : { interruptAfterTimeLimit: 120_000, markInterruptAsFailure: true }
  return fc.assert(fc.asyncProperty(chooser(), one), { numRuns, seed, ...ending })
}

const ordered = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'isdistinct', 'in', 'nin'] as const
const ranges = ['cs', 'cd', 'ov', 'sl', 'sr', 'nxr', 'nxl', 'adj', 'eq', 'neq'] as const
const words = ['like', 'ilike', 'match', 'imatch', 'fts', 'plfts', 'phfts', 'wfts'] as const

const operatorsOf: Partial<Record<Type, readonly string[]>> = {
  text: [...ordered, ...words],
  enum: [...ordered, 'like', 'match'],
  bool: ['eq', 'neq', 'in', 'isdistinct'],
  json: [],
  jsonb: ['eq', 'neq', 'cs', 'cd', 'isdistinct'],
  'text[]': ['cs', 'cd', 'ov', 'eq', 'neq', 'gt', 'lte', 'isdistinct'],
  'int[]': ['cs', 'cd', 'ov', 'eq', 'neq', 'lt', 'gte', 'isdistinct'],
  int4range: ranges,
  numrange: ranges,
  tsvector: ['fts', 'plfts'],
  composite: [],
}
const modifiable = new Set([
  'eq',
  'neq',
  'gt',
  'gte',
  'lt',
  'lte',
  'like',
  'ilike',
  'match',
  'imatch',
])
const likes = ['a%', '*b*', '%1', '_', 'text*', 'Q%', '100\\%', '%', '*x"y*', 'A_', '']
const sortable = new Set<Type>([
  'int',
  'numeric',
  'float',
  'bool',
  'text',
  'char',
  'enum',
  'uuid',
  'date',
  'timestamp',
  'timestamptz',
  'time',
  'interval',
  'text[]',
  'int[]',
  'inet',
  'bytea',
])

const plain = (column: string): Path => ({ column, steps: [] })

const jsonPaths: readonly [Path, Type, readonly string[], readonly string[]][] = [
  [jb('->>a'), 'text', ['eq', 'neq', 'in', 'like'], ['1', '2', '10', '7.5', 'x']],
  [jb('->>a'), 'numeric', ['gt', 'gte', 'lt', 'lte'], ['1', '2', '7.5', '-3', '1000']],
  [jb('->a'), 'jsonb', ['eq', 'neq', 'isdistinct', 'in'], ['1', '2', '7.5']],
  [jb('->b->>0'), 'text', ['eq', 'neq', 'ilike', 'match'], ['1', 'x', 'y']],
  [jb('->b->2->>c'), 'text', ['eq', 'isdistinct'], ['deep', 'x']],
  [jb('->b->-1->>c'), 'text', ['eq'], ['deep']],
  [jb('->>k.x'), 'text', ['eq', 'in'], ['dot', 'other']],
  [
    jb('->b'),
    'jsonb',
    ['cs', 'cd', 'eq'],
    ['[1]', '["x"]', '[]', '[1,2,{"c":"deep"}]', '["x","y","z"]'],
  ],
  [jb('->>0'), 'text', ['eq', 'neq'], ['1', 'x']],
]

function jb(arrows: string): Path {
  return {
    column: 'jb',
    steps: [...arrows.matchAll(/->(>?)((?:(?!->).)+)/g)].map(([, text, key = '']) => ({
      key,
      asText: text === '>',
    })),
  }
}

const patternWords = ['a', 'x', '[0-9]', '^a'] as const

export function generate(c: Chooser, table: TableName = pickTable(c)): Question {
  return c.once(7) ? aggregated(c, table) : listed(c, table, 0)
}

const pickTable = (c: Chooser): TableName =>
  c.pick(['things', 'things', 'things', 'odd.table', 'parts', 'labels', 'thing_labels'] as const)

function listed(c: Chooser, table: TableName, depth: number): Question {
  const taken = new Set<string>()
  const select: Item[] = []
  if (c.below(3) === 0) {
    select.push({ kind: 'all' })
    for (const name of Object.keys(types[table])) taken.add(name)
  } else {
    for (const item of [...c.list(3, () => column(c, table)), column(c, table)])
      take(taken, select, item)
  }
  if (depth < 2)
    for (const item of c.list(2 - depth, () => embed(c, table, depth)))
      if (item) take(taken, select, item)
  const order = orders(c, table)
  const isPaged = c.once(3)
  if (isPaged || c.below(2) === 0) order.push(...tieBreak(table, order))
  return {
    table,
    select,
    order,
    groupBy: [],
    where: conditions(c, table, select),
    limit: isPaged && !c.once(5) ? c.below(8) : undefined,
    offset: isPaged && c.once(2) ? c.below(6) : undefined,
  }
}

/** The key, at the end of an order that does not hold it. */
export function tieBreak(table: TableName, order: readonly Order[]): Order[] {
  const key = table === 'thing_labels' ? ['thing_id', 'label_id'] : ['id']
  return key
    .filter(
      (name) =>
        !order.some(
          ({ through, path }) => !through && path.column === name && path.steps.length === 0,
        ),
    )
    .map((name) => ({ through: undefined, path: plain(name), descending: false, nulls: undefined }))
}

function take(taken: Set<string>, select: Item[], item: Item): void {
  const keys =
    item.kind === 'embed'
      ? item.spread
        ? item.question.select.map((inner) =>
            inner.kind === 'column' ? (inner.alias ?? inner.path.column) : '',
          )
        : [keyOf(item)]
      : item.kind === 'column'
        ? [item.alias ?? item.path.steps.at(-1)?.key ?? item.path.column]
        : []
  // The key of a spread embed is no key of the answer, but filters go by it.
  const also = item.kind === 'embed' && item.spread ? [keyOf(item)] : []
  if ([...keys, ...also].some((key) => taken.has(key)) || new Set(keys).size < keys.length) return
  for (const key of [...keys, ...also]) taken.add(key)
  select.push(item)
}

const aliases = ['alias', 'Über', 'a b', 'x"y', 'select', 'a:b', 'a.b', 'q,r', '🙂x', "it's"]

function column(c: Chooser, table: TableName): Item {
  const alias = c.once(6) ? c.pick(aliases) : undefined
  if (table === 'things' && c.once(8)) {
    return { kind: 'column', path: c.pick(jsonPaths)[0], alias, cast: undefined }
  }
  const name = c.pick(Object.keys(types[table]))
  const cast = c.once(8) ? ('text' as const) : undefined
  return { kind: 'column', path: plain(name), alias, cast }
}

function embed(c: Chooser, table: TableName, depth: number): Embed | undefined {
  const choices = relations.filter(({ from }) => from === table)
  if (choices.length === 0) return undefined
  const relation = c.pick(choices)
  const alias =
    relation.name === 'odd_id' || c.once(4) ? c.pick(['rel', 'other', 'R.x', 'größer']) : undefined
  const inner = c.once(4)
  const isAggregated = !relation.isSingle && c.once(8)
  const question = isAggregated
    ? { ...aggregated(c, relation.to), groupBy: [], order: [], limit: undefined, offset: undefined }
    : listed(c, relation.to, depth + 1)
  // Filters on related rows of related rows are asked for by other questions.
  question.where = question.where.filter((test) => test.kind !== 'presence')
  const spread =
    alias === undefined &&
    !isAggregated &&
    c.once(6) &&
    question.select.every((item) => item.kind === 'column')
  if (spread && relation.isSingle) Object.assign(question, { limit: undefined, offset: undefined })
  return { kind: 'embed', relation, alias, inner, spread, question }
}

function aggregated(c: Chooser, table: TableName): Question {
  const taken = new Set<string>()
  const select: Item[] = []
  const groupBy: string[] = []
  // A day equals 24 hours: which of them a group shows is chance.
  const groupable = Object.entries(types[table])
    .filter(([, type]) => sortable.has(type) && type !== 'interval')
    .map(([name]) => name)
  for (const name of c.list(2, () => c.pick(groupable))) {
    if (taken.has(name)) continue
    taken.add(name)
    if (table === 'things' && c.once(5)) {
      const path = c.pick([jb('->>a'), jb('->b->>0'), jb('->>k.x')])
      const key = path.steps.at(-1)?.key ?? ''
      if (!taken.has(key)) select.push({ kind: 'column', path, alias: undefined, cast: undefined })
      taken.add(key)
    } else if (c.below(2) === 0) groupBy.push(name)
    else select.push({ kind: 'column', path: plain(name), alias: undefined, cast: undefined })
  }
  for (const item of [total(c, table), ...c.list(2, () => total(c, table))]) {
    const key =
      item.alias ??
      (item.column === undefined || item.suffixed ? item.fn : `${item.fn}_${item.column}`)
    if (taken.has(key) || Buffer.byteLength(key) > 63) continue
    taken.add(key)
    select.push(item)
  }
  // Every name was too long: an empty list would ask for rows.
  if (select.length === 0) select.push(countAll)
  const by = [
    ...groupBy.map(plain),
    ...select.flatMap((item) => (item.kind === 'column' ? [item.path] : [])),
  ]
  const order = by.map(
    (path): Order => ({ through: undefined, path, descending: c.once(2), nulls: nulls(c) }),
  )
  const isOrdered = order.length > 0 && c.below(2) === 0
  return {
    table,
    select,
    groupBy,
    order: isOrdered ? order : [],
    where: conditions(c, table, []),
    limit: isOrdered && c.once(3) ? c.below(5) : undefined,
    offset: isOrdered && c.once(4) ? c.below(3) : undefined,
  }
}

const countAll = {
  kind: 'aggregate',
  fn: 'count',
  column: undefined,
  suffixed: false,
  alias: undefined,
  cast: undefined,
} as const

function total(c: Chooser, table: TableName): Extract<Item, { kind: 'aggregate' }> {
  const alias = c.once(5) ? c.pick(aliases) : undefined
  const all = Object.entries(types[table])
  if (c.below(3) === 0) return { ...countAll, alias }
  const fn = c.pick(['count', 'sum', 'avg', 'min', 'max'] as const) as Aggregate
  const fits = (type: Type) => {
    if (fn === 'count') return true
    if (fn === 'sum' || fn === 'avg') return type === 'int' || type === 'numeric'
    return ['int', 'numeric', 'text', 'date', 'timestamp', 'timestamptz', 'time', 'enum'].includes(
      type,
    )
  }
  const column = c.pick(all.filter(([, type]) => fits(type)).map(([name]) => name))
  // A mean has as many digits as PostgreSQL likes: as a text it cannot be compared.
  const cast = fn !== 'avg' && c.once(8) ? ('text' as const) : undefined
  return { kind: 'aggregate', fn, column, suffixed: c.once(2), alias, cast }
}

const nulls = (c: Chooser): Order['nulls'] =>
  c.pick([undefined, undefined, 'first', 'last'] as const)

function orders(c: Chooser, table: TableName): Order[] {
  return c.list(2, () => {
    const one = relations.filter(
      ({ from, isSingle, hint }) => from === table && isSingle && hint === undefined,
    )
    const through = one.length > 0 && c.once(6) ? c.pick(one) : undefined
    const at = through?.to ?? table
    const names = Object.entries(types[at])
      .filter(([, type]) => sortable.has(type))
      .map(([name]) => name)
    const path =
      at === 'things' && c.once(8) ? c.pick([jb('->>a'), jb('->b->>0')]) : plain(c.pick(names))
    return { through, path, descending: c.once(2), nulls: nulls(c) }
  })
}

// Conditions

function conditions(c: Chooser, table: TableName, select: readonly Item[]): Test[] {
  const tests = c.list(2, () => test(c, table, 0))
  const embeds = select.filter(
    (item): item is Embed => item.kind === 'embed' && types[table][keyOf(item)] === undefined,
  )
  if (embeds.length > 0 && c.once(5))
    tests.push({ kind: 'presence', embed: c.pick(embeds), isThere: c.once(2) })
  return tests
}

function test(c: Chooser, table: TableName, depth: number): Test {
  if (depth < 3 && c.once(4)) {
    const tests = [test(c, table, depth + 1), ...c.list(2, () => test(c, table, depth + 1))]
    return { kind: 'group', join: c.pick(['or', 'and'] as const), negated: c.once(4), tests }
  }
  const choices = relations.filter(({ from, hint }) => from === table && hint === undefined)
  if (depth > 0 && choices.length > 0 && c.once(7)) {
    const through = c.pick(choices)
    return leaf(c, through.to, through)
  }
  return leaf(c, table, undefined)
}

function leaf(c: Chooser, table: TableName, through: Relation | undefined): Leaf {
  const negated = c.once(5)
  if (table === 'things' && c.once(7)) {
    const [path, , ops, values] = c.pick(jsonPaths)
    const op = c.pick(ops)
    const one = () =>
      op === 'match' || op === 'ilike' ? c.pick(patternWords.slice(0, 2)) : c.pick(values)
    // Patterns on JSON texts were not asked of PostgreSQL beforehand.
    const real = op === 'match' ? 'eq' : op
    return {
      kind: 'leaf',
      through,
      path,
      op: real,
      negated,
      modifier: undefined,
      operand: op === 'in' ? c.list(3, one) : one(),
    }
  }
  const name = c.pick(Object.keys(types[table]))
  const type = types[table][name] ?? 'text'
  const ops = operatorsOf[type] ?? ordered
  if (ops.length === 0 || c.once(8)) return nullity(c, through, name, type, negated)
  const op = c.pick(
    table === 'things'
      ? ops
      : ops.filter((one) => !(words as readonly string[]).slice(2).includes(one)),
  )
  const modifier =
    modifiable.has(op) && (type === 'int' || type === 'text') && c.once(6)
      ? c.pick(['any', 'all'] as const)
      : undefined
  const one = () => operandOf(c, table, name, type, op)
  const operand = modifier !== undefined || op === 'in' || op === 'nin' ? c.list(3, one) : one()
  return { kind: 'leaf', through, path: plain(name), op, negated, modifier, operand }
}

function nullity(
  c: Chooser,
  through: Relation | undefined,
  name: string,
  type: Type,
  negated: boolean,
): Leaf {
  const op = c.pick(['is', 'is', 'isnot'] as const)
  const operand =
    type === 'bool'
      ? c.pick(['null', 'true', 'false', 'unknown'])
      : op === 'is'
        ? c.pick(['null', 'not_null'])
        : 'null'
  return { kind: 'leaf', through, path: plain(name), op, negated, modifier: undefined, operand }
}

const others: Record<string, readonly string[]> = {
  'odd.table.text': ['s0', 's1', 'q1', 'q2', '🙂', 'b1', ''],
  'parts.text': ['part 0', 'part 3', 'part 5'],
  'labels.text': ['red', 'blue', 'green', 'hidden'],
}

function operandOf(c: Chooser, table: TableName, name: string, type: Type, op: string): string {
  if (op === 'like' || op === 'ilike') return c.pick(likes)
  if (op === 'match' || op === 'imatch') return c.pick(patterns)
  if (op.endsWith('fts')) return c.pick(searches)
  if ((type === 'int4range' || type === 'numrange') && op === 'cs' && c.once(2))
    return c.pick(['1', '3', '10', '-7'])
  const own = table === 'things' ? pools[name as PoolName] : others[`${table}.${type}`]
  if (own) return c.pick(own)
  if (name === 'owner') return c.pick(pools.u)
  return type === 'numeric' ? c.pick(['0.25', '1.5', '2.5', '20.25', '40']) : String(c.below(45))
}

/** A value that a column may equal. */
export const equalityOperand = (c: Chooser, table: TableName, name: string, type: Type): string =>
  operandOf(c, table, name, type, 'eq')

/** By a column of the table itself. */
export function orderOf(c: Chooser, table: TableName): Order {
  const names = Object.entries(types[table]).filter(
    ([name, type]) => sortable.has(type) && !/[^\x20-\x7e]/.test(name),
  )
  return {
    through: undefined,
    path: plain(c.pick(names.map(([name]) => name))),
    descending: c.once(2),
    nulls: nulls(c),
  }
}
