import type { Chooser } from './generate.ts'
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
} from './questions.ts'
import { readArray } from './values.ts'

/** A question as the wire has it: four spellings of filters, a query string or a body. */

const reserved = new Set(['select', 'order', 'limit', 'offset', 'count', 'or', 'and'])

/** A name, in quotes where it would not be read as one, and sometimes elsewhere. */
export function name(c: Chooser, text: string, always = false): string {
  const isPlain = /^[A-Za-z_äöüÄÖÜß][A-Za-z0-9_äöüÄÖÜß]*$/.test(text) && !reserved.has(text)
  return isPlain && !always && !c.once(10) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`
}

export function pathText(c: Chooser, { column, steps }: Path): string {
  const arrows = steps.map(
    ({ key, asText }) => `${asText ? '->>' : '->'}${/^-?[\w]+$/.test(key) ? key : name(c, key)}`,
  )
  return `${name(c, column)}${arrows.join('')}`
}

const relationText = (c: Chooser, { name: text, hint }: Relation): string =>
  `${name(c, text)}${hint === undefined ? '' : `!${hint}`}`

const blank = (c: Chooser): string => (c.once(12) ? c.pick([' ', '\n', '  ']) : '')

export function selectText(c: Chooser, items: readonly Item[]): string {
  return items.map((item) => blank(c) + itemText(c, item) + blank(c)).join(',')
}

function itemText(c: Chooser, item: Item): string {
  if (item.kind === 'all') return '*'
  const alias = 'alias' in item && item.alias !== undefined ? `${name(c, item.alias)}:` : ''
  if (item.kind === 'column')
    return `${alias}${pathText(c, item.path)}${item.cast ? `::${item.cast}` : ''}`
  if (item.kind === 'aggregate') {
    const { fn, column, suffixed } = item
    const cast = item.cast ? `::${item.cast}` : ''
    if (column === undefined) return `${alias}${c.once(2) ? `${fn}()` : `${fn}(*)`}${cast}`
    const call = suffixed ? `${name(c, column)}.${fn}()` : `${fn}(${name(c, column)})`
    return alias + call + cast
  }
  const inner = item.inner ? '!inner' : c.once(8) ? '!left' : ''
  const head = `${item.spread ? '...' : alias}${relationText(c, item.relation)}${inner}`
  return `${head}(${selectText(c, item.question.select)})`
}

export function orderText(c: Chooser, order: readonly Order[]): string {
  return order
    .map(({ through, path, descending, nulls }) => {
      const at = through ? `${name(c, through.name)}(${pathText(c, path)})` : pathText(c, path)
      const way = descending ? '.desc' : c.once(2) ? '.asc' : ''
      return `${at}${way}${nulls === undefined ? '' : `.nulls${nulls}`}`
    })
    .join(',')
}

// Operands

const needsQuotes = /[,()"\\{}[\]\s]|^$/

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

function listText(c: Chooser, items: readonly string[], isModified: boolean): string {
  const parts = items.map((item) => (needsQuotes.test(item) || c.once(6) ? quoted(item) : item))
  const json = () => JSON.stringify(items)
  if (isModified) return c.once(4) ? json() : `{${parts.join(',')}}`
  if (c.once(6)) return json()
  const isBare = items.length > 0 && items.every((item) => /^[a-z0-9-]+$/.test(item))
  return isBare && c.once(5) ? parts.join(',') : `(${parts.join(',')})`
}

const isList = (leaf: Leaf): boolean => Array.isArray(leaf.operand)

/** The operand after the operator; in a group also hidden from its commas and brackets. */
function operandText(c: Chooser, leaf: Leaf, inGroup: boolean): string {
  const { op, operand, path, modifier } = leaf
  if (isList(leaf)) {
    const text = listText(c, leaf.operand as readonly string[], modifier !== undefined)
    return inGroup && !/^[({[]/.test(text) ? `(${text})` : text
  }
  const text = String(operand)
  if (op === 'is' || op === 'isnot') return text
  const spelled =
    ['cs', 'cd', 'ov'].includes(op) && ['ta', 'ia'].includes(path.column)
      ? arrayText(c, text)
      : text
  return inGroup && (needsQuotes.test(spelled) || c.once(5)) ? quoted(spelled) : spelled
}

function arrayText(c: Chooser, text: string): string {
  const items = readArray(text)
  if (items.includes(null)) return text
  const list = items as string[]
  const spelling = c.below(3)
  if (spelling === 1)
    return `(${list.map((item) => (needsQuotes.test(item) ? quoted(item) : item)).join(',')})`
  return spelling === 2 ? JSON.stringify(list) : text
}

const operation = (c: Chooser, leaf: Leaf, inGroup: boolean, negated = leaf.negated): string =>
  `${negated ? 'not.' : ''}${leaf.op}${leaf.modifier ? `(${leaf.modifier})` : ''}.${operandText(c, leaf, inGroup)}`

// Tests

export function groupElement(c: Chooser, test: Exclude<Test, Presence>): string {
  if (test.kind === 'group') {
    return `${test.negated ? 'not.' : ''}${test.join}(${test.tests.map((inner) => blank(c) + groupElement(c, inner as Leaf)).join(',')})`
  }
  const way = test.through ? `${name(c, test.through.name)}.` : ''
  return `${way}${pathText(c, test.path)}.${operation(c, test, true)}`
}

export type Pair = [string, string]

function testPair(c: Chooser, prefix: string, test: Test): Pair {
  if (test.kind === 'presence') {
    const key = `${prefix}${name(c, keyOf(test.embed))}`
    return [key, test.isThere ? c.pick(['not.is.null', 'is.not_null']) : 'is.null']
  }
  if (test.kind === 'group') {
    const inner = test.tests.map((one) => groupElement(c, one as Leaf)).join(',')
    return [
      `${prefix}${test.negated ? 'not.' : ''}${test.join}`,
      c.once(4) && !inner.startsWith('(') && balanced(inner) ? inner : `(${inner})`,
    ]
  }
  const key = `${prefix}${pathText(c, test.path)}`
  const spelling = c.below(5)
  const isOwn = test.through === undefined
  if (spelling === 1 && isOwn && test.modifier === undefined) {
    return [`${key}.${test.negated ? 'not.' : ''}${test.op}`, operandText(c, test, false)]
  }
  if (spelling === 2 && isOwn && test.op === 'is')
    return [`${key}.${test.negated ? 'not.' : ''}is.${test.operand}`, '']
  if (spelling === 3 && isOwn && test.negated)
    return [`${key}.not`, operation(c, test, false, false)]
  if (spelling === 4 || test.through)
    return [`${prefix}${c.pick(['and', 'or'])}`, `(${groupElement(c, test)})`]
  return [key, operation(c, test, false)]
}

/** Whether a group may stand without its brackets: it must not look like a pair of them. */
const balanced = (text: string): boolean => !/^[(]|[)]$/.test(text)

/** The filters and the page of a question and of everything embedded in it. */
export function pairs(c: Chooser, question: Question, prefix = ''): Pair[] {
  const list: Pair[] = question.where.map((test) => testPair(c, prefix, test))
  if (question.order.length > 0) list.push([`${prefix}order`, orderText(c, question.order)])
  if (question.limit !== undefined) list.push([`${prefix}limit`, String(question.limit)])
  if (question.offset !== undefined) list.push([`${prefix}offset`, String(question.offset)])
  for (const item of question.select) {
    if (item.kind === 'embed')
      list.push(...pairs(c, item.question, `${prefix}${name(c, keyOf(item))}.`))
  }
  return list
}

const isWhole = ({ select }: Question): boolean => select.length === 1 && select[0]?.kind === 'all'

export function queryString(c: Chooser, question: Question, more: readonly Pair[] = []): string {
  const list: Pair[] = [...pairs(c, question), ...more]
  if (!isWhole(question) || c.once(2)) list.push(['select', selectText(c, question.select)])
  if (question.groupBy.length > 0)
    list.push(['group_by', question.groupBy.map((one) => name(c, one)).join(',')])
  const encode = (text: string) =>
    c.once(3) ? encodeURIComponent(text).replaceAll('%20', '+') : encodeURIComponent(text)
  return list.map(([key, value]) => `${encode(key)}=${encode(value)}`).join('&')
}

/** Whether a body can ask it: it knows no page of what is embedded. */
export const fitsBody = ({ select }: Question): boolean =>
  select.every((item) => item.kind !== 'embed' || (isPlain(item) && fitsBody(item.question)))

const isPlain = ({ question: { order, limit, offset, where } }: Embed): boolean =>
  order.length === 0 && limit === undefined && offset === undefined && where.length === 0

export function queryBody(c: Chooser, question: Question, count: string | undefined): object {
  const filters: object[] = []
  const andFilters: string[] = []
  const orFilters: string[] = []
  for (const test of question.where) {
    if (test.kind === 'presence') {
      const value = test.isThere ? 'not_null' : 'null'
      filters.push({ column: name(c, keyOf(test.embed)), operator: 'is', value })
    } else if (test.kind === 'group' && !test.negated) {
      const list = test.join === 'or' ? orFilters : andFilters
      list.push(test.tests.map((one) => groupElement(c, one as Leaf)).join(','))
    } else if (test.kind === 'group' || test.modifier !== undefined || c.once(4))
      andFilters.push(groupElement(c, test))
    else filters.push(filter(c, test))
  }
  return {
    ...(isWhole(question) ? {} : { select: selectText(c, question.select) }),
    filters,
    orFilters,
    andFilters,
    order: question.order.map(({ through, path, descending, nulls }) => ({
      column: through ? `${name(c, through.name)}(${pathText(c, path)})` : pathText(c, path),
      direction: descending ? 'desc' : 'asc',
      ...(nulls === undefined ? {} : { nulls }),
    })),
    ...(question.groupBy.length > 0
      ? { groupBy: question.groupBy.map((one) => name(c, one)) }
      : {}),
    ...(question.limit === undefined ? {} : { limit: question.limit }),
    ...(question.offset === undefined ? {} : { offset: question.offset }),
    ...(count === undefined ? {} : { count }),
  }
}

function filter(c: Chooser, leaf: Leaf): object {
  const column = pathText(c, leaf.path)
  if (leaf.negated) return { column, operator: 'not', value: operation(c, leaf, false, false) }
  if (isList(leaf)) return { column, operator: leaf.op, value: leaf.operand }
  return { column, operator: leaf.op, value: operandText(c, leaf, false) }
}
