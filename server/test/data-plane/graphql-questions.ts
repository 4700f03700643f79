import { type Chooser, equalityOperand, orderOf, tieBreak } from './generate.ts'
import { isWide, ways, words } from './graphql-names.ts'
import {
  type Embed,
  type Item,
  type Leaf,
  type Question,
  type Relation,
  type Test,
  type Type,
  types,
} from './questions.ts'
import type { TableName } from './world.ts'

/** Questions that GraphQL can ask. */

type Aggregated = Extract<Item, { kind: 'aggregate' }>

/** @param depth how deep it is embedded already */
export function listed(c: Chooser, table: TableName, depth: number): Question {
  const select = new Map<string, Item>()
  for (const item of [column(c, table), ...c.list(4, () => column(c, table))])
    select.set(item.alias ?? '', item)
  if (depth < 2) {
    for (const item of c.list(2 - depth, () => embed(c, table, depth)))
      if (item?.alias) select.set(item.alias, item)
  }
  const order = c.list(1, () => orderOf(c, table))
  const isPaged = c.once(3)
  if (isPaged || c.once(2))
    order.push(...tieBreak(table, order).map((item) => ({ ...item, descending: c.once(3) })))
  return {
    table,
    order,
    groupBy: [],
    select: [...select.values()],
    where: c.list(2, () => test(c, table, 0)),
    limit: isPaged ? c.below(8) : undefined,
    offset: isPaged && c.once(2) ? c.below(5) : undefined,
  }
}

/** How many, and what comes of their columns: one object. */
export function totals(c: Chooser, table: TableName): Question {
  const select = new Map<string, Aggregated>()
  for (const item of [total(c, table), ...c.list(4, () => total(c, table))])
    select.set(item.alias ?? '', item)
  return {
    table,
    select: [...select.values()],
    where: c.list(2, () => test(c, table, 0)),
    order: [],
    groupBy: [],
    limit: undefined,
    offset: undefined,
    folded: true,
  }
}

/** The row of a key that may be there, may be hidden, and may not be there. */
export function single(c: Chooser, table: TableName): Question {
  const where: Leaf = {
    kind: 'leaf',
    through: undefined,
    path: { column: 'id', steps: [] },
    op: 'eq',
    negated: false,
    modifier: undefined,
    operand: String(c.below(45)),
  }
  const question = listed(c, table, 1)
  return { ...question, where: [where], order: [], limit: undefined, offset: undefined }
}

const summed = new Set<Type>(['int', 'numeric'])
const bounded = new Set<Type>([
  ...summed,
  'float',
  'text',
  'char',
  'date',
  'timestamp',
  'timestamptz',
  'time',
])

function total(c: Chooser, table: TableName): Aggregated {
  const fn = c.pick(['count', 'sum', 'avg', 'min', 'max'] as const)
  const own = c.once(4) ? `the_${fn}` : fn
  const base = { kind: 'aggregate', suffixed: false } as const
  if (fn === 'count') return { ...base, fn, column: undefined, alias: own, cast: undefined }
  const fit = fn === 'sum' || fn === 'avg' ? summed : bounded
  const [name, field] = c.pick(
    Object.entries(words[table]).filter(([one]) => fit.has(types[table][one] ?? 'json')),
  )
  const isText = fit === bounded && isWide(table, name)
  return {
    ...base,
    fn,
    column: name,
    alias: `${own}.${c.once(5) ? `x_${field}` : field}`,
    cast: isText ? 'text' : undefined,
  }
}

function column(c: Chooser, table: TableName): Extract<Item, { kind: 'column' }> {
  const [name, field] = c.pick(Object.entries(words[table]))
  const alias = c.once(6) ? c.pick(['x', 'Y_1', 'thing', 'r']) : field
  return {
    kind: 'column',
    path: { column: name, steps: [] },
    alias,
    cast: isWide(table, name) ? 'text' : undefined,
  }
}

function embed(c: Chooser, table: TableName, depth: number): Embed | undefined {
  const choices = ways.filter(([{ from }]) => from === table)
  if (choices.length === 0) return undefined
  const [relation, field] = c.pick(choices)
  const isAggregated = !relation.isSingle && c.once(4)
  const alias = c.once(5) ? c.pick(['rel', 'w']) : isAggregated ? `${field}Aggregate` : field
  const question = isAggregated ? totals(c, relation.to) : listed(c, relation.to, depth + 1)
  if (relation.isSingle)
    Object.assign(question, { where: [], order: [], limit: undefined, offset: undefined })
  return { kind: 'embed', relation, alias, inner: false, spread: false, question }
}

// Conditions

const ordered = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'in'] as const
const contained = ['eq', 'neq', 'cs', 'cd'] as const
const operators: Partial<Record<Type, readonly string[]>> = {
  text: [...ordered, 'like', 'ilike'],
  char: ordered,
  enum: ordered,
  int: ordered,
  numeric: ordered,
  float: ordered,
  date: ordered,
  timestamp: ordered,
  timestamptz: ordered,
  time: ordered,
  interval: ordered,
  bool: ['eq', 'neq', 'in'],
  uuid: ['eq', 'neq', 'in'],
  bytea: ['eq', 'neq', 'in'],
  inet: ['eq', 'neq'],
  jsonb: contained,
  'text[]': contained,
  'int[]': contained,
  int4range: contained,
  numrange: contained,
}

function test(c: Chooser, table: TableName, depth: number): Test {
  if (depth < 3 && c.once(4)) {
    const tests = [test(c, table, depth + 1), ...c.list(2, () => test(c, table, depth + 1))]
    return { kind: 'group', join: c.pick(['or', 'and'] as const), negated: c.once(3), tests }
  }
  const choices = ways.filter(([{ from }]) => from === table)
  if (choices.length === 0 || !c.once(5)) return leaf(c, table, undefined)
  const [relation] = c.pick(choices)
  // A filter of REST names no hint, and asks one thing of related rows.
  if (relation.hint === undefined && c.once(2)) return leaf(c, relation.to, relation)
  return related(c, relation, depth)
}

/** Several conditions on one related row, or none: that there is one. */
function related(c: Chooser, relation: Relation, depth: number): Test {
  const where = depth < 2 ? c.list(2, () => test(c, relation.to, depth + 1)) : []
  const question: Question = {
    table: relation.to,
    select: [],
    where,
    order: [],
    groupBy: [],
    limit: undefined,
    offset: undefined,
  }
  const embed: Embed = {
    kind: 'embed',
    relation,
    alias: undefined,
    inner: false,
    spread: false,
    question,
  }
  return { kind: 'presence', embed, isThere: true }
}

function leaf(c: Chooser, table: TableName, through: Relation | undefined): Leaf {
  const name = c.pick(Object.keys(words[table]))
  const type = types[table][name] ?? 'text'
  const ops = operators[type]
  const base = {
    kind: 'leaf' as const,
    through,
    path: { column: name, steps: [] },
    negated: false,
    modifier: undefined,
  }
  if (!ops || c.once(6)) return { ...base, op: c.pick(['is', 'isnot'] as const), operand: 'null' }
  const op = c.pick(ops)
  // Floats of JavaScript are not PostgreSQL's numbers: nothing beyond their digits is asked here.
  // And a null is no filter.
  const fits = (text: string) =>
    text !== 'null' &&
    (!['numeric', 'float'].includes(type) || (Number.isFinite(Number(text)) && text.length < 12))
  const one = (): string => {
    const text = op.endsWith('like')
      ? c.pick(['a%', '%b%', '_', 'Q%', ''])
      : equalityOperand(c, table, name, type)
    return fits(text) ? text : type === 'text' ? '' : '0'
  }
  return { ...base, op, operand: op === 'in' ? c.list(3, one) : one() }
}

/** Whether REST can ask it too, in the same words: it knows one condition on related rows, and no objects of totals. */
export const fitsRest = ({ select, where, folded }: Question): boolean =>
  !folded &&
  where.every(fitsFilter) &&
  select.every((item) => item.kind !== 'embed' || fitsRest(item.question))

const fitsFilter = (one: Test): boolean =>
  one.kind === 'group' ? one.tests.every(fitsFilter) : one.kind !== 'presence'
