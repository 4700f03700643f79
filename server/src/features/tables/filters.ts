import type { Comparison, Group, Test } from './ask.ts'
import { badQuery } from './faults.ts'
import { isKeyword, operators } from './operators.ts'
import { readReference } from './references.ts'
import { splitOutside, unquote, unwrap } from './scan.ts'

/** Longer lists belong into a table to join with. */
const mostTests = 500
const deepest = 32

/** How the name of a parameter reads: with its operator (`age.gte`), or without (`age`). */
interface KeyForm {
  column: string
  negated: boolean
  op: string | undefined
  keyword: string | undefined
}

const forms = new Map<string, KeyForm>()

function formOf(key: string): KeyForm {
  const known = forms.get(key)
  if (known) return known
  const form = readForm(key)
  if (forms.size >= 5_000) forms.clear()
  forms.set(key, form)
  return form
}

const withKeyword = /^(.+?)(\.not)?\.is\.(null|not_null|true|false|unknown)$/is
const withOperator = /^(.+?)(\.not)?\.([a-z_]+)$/s

function readForm(key: string): KeyForm {
  const [, name, not, keyword] = withKeyword.exec(key) ?? []
  if (name)
    return { column: name, negated: not !== undefined, op: 'is', keyword: keyword?.toLowerCase() }
  const [, column, negation, op = ''] = withOperator.exec(key) ?? []
  return column && (Object.hasOwn(operators, op) || op === 'not')
    ? { column, negated: negation !== undefined, op, keyword: undefined }
    : { column: key, negated: false, op: undefined, keyword: undefined }
}

/**
 * One parameter as a test: `name.eq=x`, `deleted_at.is.null`, `name=eq.x`.
 * @param operands takes the values
 * @throws invalid for a parameter that is none of these: silently dropped, it would widen a change
 */
export function readFilter(key: string, value: string, operands: string[]): Comparison {
  const form = formOf(key)
  if (form.keyword !== undefined && value === '') {
    return compare(form.column, form.negated, 'is', undefined, form.keyword, operands)
  }
  if (form.op !== undefined && form.keyword === undefined && form.op !== 'not') {
    return compare(form.column, form.negated, form.op, undefined, value, operands)
  }
  const column = form.op === 'not' ? form.column : key
  const found = readOperation(value)
  if (!found) throw badQuery(key, 'Not a filter', 'Write name=eq.value, or name.eq=value')
  const negated = found.negated !== (form.op === 'not')
  return compare(column, negated, found.op, found.modifier, found.operand, operands)
}

const operation = /^(not\.)?([a-z_]+)(?:\(([\w-]*)\))?\.(.*)$/s

interface Operation {
  negated: boolean
  op: string
  modifier: string | undefined
  operand: string
}

/** `not.fts(english).word`; undefined for what does not begin with an operator. */
export function readOperation(text: string): Operation | undefined {
  const [, not, op = '', modifier, operand = ''] = operation.exec(text) ?? []
  if (!Object.hasOwn(operators, op)) return undefined
  return { negated: not !== undefined, op, modifier, operand }
}

/** Whether the value of a parameter says which operator it is for. */
export const isOperation = (value: string): boolean => readOperation(value) !== undefined

/** @throws invalid for a modifier or a keyword that the operator does not know */
export function compare(
  column: string,
  negated: boolean,
  op: string,
  modifier: string | undefined,
  value: string,
  operands: string[],
): Comparison {
  const operator = Object.hasOwn(operators, op) ? operators[op] : undefined
  if (!operator) throw badQuery(column, `There is no operator ${op}`)
  if (operator.hint) throw badQuery(column, operator.hint)
  if (modifier !== undefined && !operator.modifiers(modifier)) {
    throw badQuery(column, `${op} does not know (${modifier})`)
  }
  const reference = readReference(column)
  if (operator.kind === 'is') {
    const keyword = value.toLowerCase()
    if (!isKeyword(op, keyword)) throw badQuery(column, `${op} takes null, true or false`)
    return { kind: 'compare', reference, op, negated, modifier, operand: keyword }
  }
  const variant = operator.variant?.(value, reference)
  const operand = operands.push(value) - 1
  return { kind: 'compare', reference, op: variant ?? op, negated, modifier, operand }
}

/**
 * `or=(a.eq.1,and(b.gt.2,c.is.null))`.
 * @throws invalid where brackets do not match, or an element is no test
 */
export function readGroup(
  name: string,
  kind: 'and' | 'or',
  negated: boolean,
  text: string,
  operands: string[],
  path: readonly string[] = [],
  depth = 0,
): Group {
  const parts = splitOutside(unwrap(text), ',')
  if (!parts || depth > deepest) throw badQuery(name, 'The brackets do not match, or nest too deep')
  if (parts.length > mostTests) throw badQuery(name, `At most ${mostTests} conditions`)
  const tests = parts.map((part) => readElement(name, part.trim(), operands, depth))
  return { kind, path, negated, tests }
}

const nested = /^(not\.)?(and|or)(?=\()/

function readElement(name: string, text: string, operands: string[], depth: number): Test {
  const [head, not, kind] = nested.exec(text) ?? []
  if (head !== undefined) {
    const rest = text.slice(head.length)
    return readGroup(name, kind as 'and' | 'or', not !== undefined, rest, operands, [], depth + 1)
  }
  for (const dot of dotsOf(text)) {
    const found = readOperation(text.slice(dot + 1))
    if (!found) continue
    const { negated, op, modifier, operand } = found
    return compare(text.slice(0, dot), negated, op, modifier, unquote(operand), operands)
  }
  throw badQuery(name, `Not a condition: ${text.slice(0, 80)}`)
}

/** Positions of the dots outside quotes, in order. */
function* dotsOf(text: string): Generator<number> {
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    if (isQuoted && text[i] === '\\') i++
    else if (text[i] === '"') isQuoted = !isQuoted
    else if (text[i] === '.' && !isQuoted) yield i
  }
}

/** Everything of a test but its values. */
export function shapeOf(test: Test): string {
  if (test.kind !== 'compare') {
    const inner = test.tests.map(shapeOf).join(',')
    return `${test.path.join('.')}${test.negated ? '!' : ''}${test.kind}(${inner})`
  }
  const operand = typeof test.operand === 'string' ? test.operand : ''
  return `${test.reference.key}${test.negated ? '!' : ''}${test.op}/${test.modifier ?? ''}/${operand}`
}
