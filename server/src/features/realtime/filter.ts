import { type AppError, invalid } from '../../kernel/errors.ts'
import { type Image, imageOf, plain } from './image.ts'

/** `column=op.value`, several joined by commas: all of them. */
export interface Test {
  column: string
  /** Into JSON; the last one decides between text and JSON in the spelling alone. */
  path: readonly string[]
  op: Operator
  negated: boolean
  operand: string
  list: readonly string[]
}

const operators = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'like', 'ilike', 'is', 'in'] as const
type Operator = (typeof operators)[number]

const most = 10
const longest = 2_000

const malformed = (why: string): AppError => invalid('invalid_filter', `Malformed filter: ${why}`)

/** @throws invalid */
export function parseFilter(text: string): Test[] {
  if (text.length > longest) throw malformed('too long')
  const tests = split(text).map(parseTest)
  if (tests.length > most) throw malformed(`more than ${most} conditions`)
  return tests
}

/** At commas before another condition: a comma in a value needs no quotes. */
const split = (text: string): string[] => text.split(nextCondition)

const nextCondition = new RegExp(`,(?=\\s*[^,=()]+=(?:not\\.)?(?:${operators.join('|')})\\.)`)

function parseTest(text: string): Test {
  const [, name = '', negation, op = '', operand = ''] =
    /^([^=]+)=(not\.)?([a-z]+)\.(.*)$/s.exec(text.trim()) ?? []
  if (!operators.includes(op as Operator)) {
    throw malformed(`write column=operator.value, with one of ${operators.join(', ')}`)
  }
  const [column = '', ...path] = name.split(/->>?/).map((part) => part.replace(/^"(.*)"$/, '$1'))
  const test = {
    column,
    path,
    op: op as Operator,
    negated: negation !== undefined,
    operand: unquote(operand),
    list: [],
  }
  if (op === 'is' && !/^(null|true|false|unknown)$/i.test(operand)) {
    throw malformed('is takes null, true, false or unknown')
  }
  return op === 'in' ? { ...test, list: parseList(operand) } : test
}

function parseList(text: string): string[] {
  const [, inside] = /^\((.*)\)$/s.exec(text) ?? []
  if (inside === undefined) throw malformed('in takes a list: (a,b)')
  if (inside === '') return []
  return [...`${inside},`.matchAll(/\s*("(?:[^"\\]|\\.)*"|[^,]*)\s*,/gs)].map(([, item = '']) =>
    unquote(item.trim()),
  )
}

const unquote = (text: string): string =>
  /^".*"$/s.test(text) ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text

/** Tests joined as in SQL. */
export type Condition =
  | Test
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }

/** Whether a row fulfils it: true, false, or as in SQL unknown, where null is asked about. */
export function holds(condition: Condition, image: Image): boolean | undefined {
  if ('op' in condition) return check(condition, image)
  if ('not' in condition) return negate(holds(condition.not, image))
  if ('all' in condition) return unless(false, condition.all, image)
  return unless(true, condition.any, image)
}

/** One that decides, else unknown if there is one, else the opposite. */
function unless(
  decisive: boolean,
  conditions: readonly Condition[],
  image: Image,
): boolean | undefined {
  let isKnown = true
  for (const condition of conditions) {
    const held = holds(condition, image)
    if (held === decisive) return decisive
    if (held === undefined) isKnown = false
  }
  return isKnown ? !decisive : undefined
}

const negate = (held: boolean | undefined): boolean | undefined =>
  held === undefined ? undefined : !held

function check(test: Test, image: Image): boolean | undefined {
  const value = read(image, test)
  if (test.op === 'is') return isIt(value, test.operand.toLowerCase()) !== test.negated
  return value === undefined ? undefined : compare(value, test) !== test.negated
}

function read(image: Image, { column, path }: Test): string | undefined {
  let value = image.get(column)
  for (const step of path) {
    if (value?.startsWith('{')) value = imageOf(value).get(step)
    else if (value?.startsWith('[')) value = element(value, step)
    else return undefined
  }
  return plain(value)
}

function element(text: string, step: string): string | undefined {
  const found = (JSON.parse(text) as unknown[]).at(Number(step))
  return found === undefined ? undefined : JSON.stringify(found)
}

const isIt = (value: string | undefined, what: string): boolean =>
  what === 'null' || what === 'unknown' ? value === undefined : value === what

function compare(value: string, { op, operand, list }: Test): boolean {
  switch (op) {
    case 'eq':
      return order(value, operand) === 0
    case 'neq':
      return order(value, operand) !== 0
    case 'gt':
      return order(value, operand) > 0
    case 'gte':
      return order(value, operand) >= 0
    case 'lt':
      return order(value, operand) < 0
    case 'lte':
      return order(value, operand) <= 0
    case 'like':
    case 'ilike':
      return isLike(value, operand, op === 'ilike')
    case 'in':
      return list.some((item) => order(value, item) === 0)
    default:
      return false
  }
}

const number = /^(-?)(\d{1,200})(?:\.(\d{1,200}))?$/

/** Numbers by their value, whatever their length, times with their zones by the moment; all else as text. */
function order(left: string, right: string): number {
  const a = number.exec(left)
  const b = number.exec(right)
  if (a && b) {
    const digits = Math.max(a[3]?.length ?? 0, b[3]?.length ?? 0)
    return sign(scaled(a, digits) - scaled(b, digits))
  }
  const moments = [momentOf(left), momentOf(right)] as const
  if (moments[0] !== undefined && moments[1] !== undefined) return sign(moments[0] - moments[1])
  return left < right ? -1 : left > right ? 1 : 0
}

const scaled = ([, minus, whole, rest = '']: RegExpExecArray, digits: number): bigint => {
  const value = BigInt(`${whole}${rest.padEnd(digits, '0')}`)
  return minus ? -value : value
}

const time =
  /^(\d{4,6}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6}))?(Z|[+-]\d\d(?::?\d\d)?)$/i

/** In microseconds, as PostgreSQL keeps them: one moment has many spellings. */
function momentOf(text: string): bigint | undefined {
  const [, day, clock, fraction = '', zone = ''] = time.exec(text) ?? []
  if (day === undefined) return undefined
  const offset = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone.replace(/^(...)(\d\d)$/, '$1:$2')
  const ms = Date.parse(`${day}T${clock}${offset.toUpperCase()}`)
  return Number.isNaN(ms) ? undefined : BigInt(ms) * 1000n + BigInt(fraction.padEnd(6, '0'))
}

const sign = (value: bigint): number => (value < 0n ? -1 : value > 0n ? 1 : 0)

/** `%` and `*` stand for any text, `_` for a letter; without the exponential cases of a pattern engine. */
function isLike(value: string, pattern: string, ignoreCase: boolean): boolean {
  const text = ignoreCase ? value.toLowerCase() : value
  const wanted = ignoreCase ? pattern.toLowerCase() : pattern
  let at = 0
  let star = -1
  let mark = 0
  let p = 0
  while (at < text.length) {
    const letter = wanted[p]
    if (letter === '%' || letter === '*') {
      star = p++
      mark = at
    } else if (letter === '_' || (letter !== undefined && letter === text[at])) {
      p++
      at++
    } else if (star >= 0) {
      p = star + 1
      at = ++mark
    } else return false
  }
  while (wanted[p] === '%' || wanted[p] === '*') p++
  return p === wanted.length
}
