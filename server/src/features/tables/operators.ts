import type { Reference } from './ask.ts'

/**
 * The operators of the contract as data; `compile.ts` writes their SQL. A
 * variant is what the look of an operand makes of an operator, so that equal shapes have equal SQL.
 */
export interface Operator {
  kind:
    | 'compare'
    | 'numeric'
    | 'like'
    | 'regex'
    | 'is'
    | 'list'
    | 'contain'
    | 'element'
    | 'range'
    | 'search'
    | 'spatial'
    | 'within'
    | 'vector'
  /** The operator or function of PostgreSQL. */
  sql: string
  modifiers(modifier: string): boolean
  variant?: (operand: string, reference: Reference) => string | undefined
  /** Why it cannot be used as a filter, and what can. */
  hint?: string
}

const none = () => false
const anyOrAll = (modifier: string) => modifier === 'any' || modifier === 'all'
const configuration = (modifier: string) => /^[\w-]{1,63}$/.test(modifier)

const isNumber = (text: string) => /^\s*-?\d+(\.\d+)?([eE][+-]?\d+)?\s*$/.test(text)

/** A text out of JSON is compared with a number as a number. */
const numericOf = (op: string) => (operand: string, reference: Reference) =>
  reference.steps.at(-1)?.kind === 'text' && isNumber(operand) ? `${op}#` : undefined

const ordered = (op: string, sign: string): Record<string, Operator> => ({
  [op]: { kind: 'compare', sql: sign, modifiers: anyOrAll, variant: numericOf(op) },
  [`${op}#`]: { kind: 'numeric', sql: sign, modifiers: anyOrAll },
})

/** Words, or the syntax of `to_tsquery`. */
const hasSyntax = (text: string) => /[&|!()]|<->|:\*/.test(text)

const search = (sql: string, variant?: Operator['variant']): Operator => ({
  kind: 'search',
  sql,
  modifiers: configuration,
  ...(variant ? { variant } : {}),
})

/** A range, or a value that lies in one. */
const literalOf = (op: string) => (operand: string) =>
  /^\s*([[({]|empty\b)/i.test(operand) ? undefined : `${op}#`

const contain = (op: string, sql: string): Record<string, Operator> => ({
  [op]: { kind: 'contain', sql, modifiers: none, variant: literalOf(op) },
  [`${op}#`]: { kind: 'element', sql, modifiers: none },
})

const plain = (kind: Operator['kind'], sql: string): Operator => ({ kind, sql, modifiers: none })

const spatial = (name: string): Record<string, Operator> => ({
  [`st_${name}`]: plain('spatial', `st_${name}`),
})

export const operators: Readonly<Record<string, Operator>> = {
  eq: { kind: 'compare', sql: '=', modifiers: anyOrAll },
  neq: { kind: 'compare', sql: '<>', modifiers: anyOrAll },
  ...ordered('gt', '>'),
  ...ordered('gte', '>='),
  ...ordered('lt', '<'),
  ...ordered('lte', '<='),
  like: { kind: 'like', sql: 'like', modifiers: anyOrAll },
  ilike: { kind: 'like', sql: 'ilike', modifiers: anyOrAll },
  match: { kind: 'regex', sql: '~', modifiers: anyOrAll },
  imatch: { kind: 'regex', sql: '~*', modifiers: anyOrAll },
  is: plain('is', 'is'),
  isnot: plain('is', 'is not'),
  isdistinct: plain('compare', 'is distinct from'),
  in: plain('list', '='),
  nin: plain('list', '<>'),
  ...contain('cs', '@>'),
  ...contain('cd', '<@'),
  ...contain('ov', '&&'),
  sl: plain('range', '<<'),
  sr: plain('range', '>>'),
  nxr: plain('range', '&<'),
  nxl: plain('range', '&>'),
  adj: plain('range', '-|-'),
  fts: search('plainto_tsquery', (text) => (hasSyntax(text) ? 'fts#' : undefined)),
  'fts#': search('to_tsquery'),
  plfts: search('plainto_tsquery', (text) => (/^".*"$/s.test(text) ? 'phfts' : undefined)),
  phfts: search('phraseto_tsquery'),
  wfts: search('websearch_to_tsquery'),
  ...spatial('intersects'),
  ...spatial('contains'),
  ...spatial('within'),
  ...spatial('touches'),
  ...spatial('crosses'),
  ...spatial('overlaps'),
  st_dwithin: plain('within', 'st_dwithin'),
  st_distance: { ...plain('within', ''), hint: 'st_distance is no condition: use st_dwithin' },
  vec_l2: plain('vector', '<->'),
  vec_cos: plain('vector', '<=>'),
  vec_ip: plain('vector', '<#>'),
}

const keywords: Record<string, readonly string[]> = {
  is: ['null', 'not_null', 'true', 'false', 'unknown'],
  isnot: ['null', 'true', 'false', 'unknown'],
}

export const isKeyword = (op: string, word: string): boolean =>
  keywords[op]?.includes(word) === true
