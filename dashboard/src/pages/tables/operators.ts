import { type Kind, kindOf } from '../../catalog/kinds.ts'
import { type Filter, nameIn } from '../../catalog/rows.ts'
import type { Column, Table } from '../../catalog/schema.ts'

export interface Operator {
  value: string
  label: string
  hint?: string
  /** Takes no value. */
  alone?: boolean
  kinds?: readonly Kind[]
}

const ordered: readonly Kind[] = ['number', 'date', 'time', 'text', 'uuid', 'enum', 'other']
const texts: readonly Kind[] = ['text', 'other']
const sets: readonly Kind[] = ['array', 'json', 'other']

/** Every operator of the rows API, in words. */
export const operators: readonly Operator[] = [
  { value: 'eq', label: 'is' },
  { value: 'neq', label: 'is not' },
  { value: 'ilike', label: 'contains', hint: '* stands for anything', kinds: texts },
  { value: 'not.ilike', label: 'does not contain', kinds: texts },
  { value: 'like', label: 'is like (case counts)', hint: '* stands for anything', kinds: texts },
  { value: 'match', label: 'matches (regular expression)', kinds: texts },
  { value: 'imatch', label: 'matches, any case', kinds: texts },
  { value: 'gt', label: 'is greater than', kinds: ordered },
  { value: 'gte', label: 'is at least', kinds: ordered },
  { value: 'lt', label: 'is less than', kinds: ordered },
  { value: 'lte', label: 'is at most', kinds: ordered },
  { value: 'in', label: 'is one of', hint: 'a, b, c', kinds: [...ordered, 'boolean'] },
  { value: 'not.in', label: 'is none of', hint: 'a, b, c', kinds: [...ordered, 'boolean'] },
  { value: 'is.null', label: 'is null', alone: true },
  { value: 'not.is.null', label: 'is not null', alone: true },
  { value: 'is.true', label: 'is true', alone: true, kinds: ['boolean'] },
  { value: 'is.false', label: 'is false', alone: true, kinds: ['boolean'] },
  { value: 'isdistinct', label: 'differs from (null counts)' },
  { value: 'cs', label: 'contains all of', hint: '{a,b} or JSON', kinds: sets },
  { value: 'cd', label: 'is contained in', hint: '{a,b} or JSON', kinds: sets },
  { value: 'ov', label: 'has one of', hint: '{a,b}', kinds: sets },
  { value: 'fts', label: 'has the words (full text)', kinds: texts },
  { value: 'plfts', label: 'has all words', kinds: texts },
  { value: 'phfts', label: 'has the phrase', kinds: texts },
  { value: 'wfts', label: 'matches a web search', kinds: texts },
  { value: 'sl', label: 'lies left of', kinds: ['other'] },
  { value: 'sr', label: 'lies right of', kinds: ['other'] },
  { value: 'nxr', label: 'does not reach right of', kinds: ['other'] },
  { value: 'nxl', label: 'does not reach left of', kinds: ['other'] },
  { value: 'adj', label: 'is next to', kinds: ['other'] },
]

export const operatorsOf = (column: Column): Operator[] =>
  operators.filter(({ kinds }) => !kinds || kinds.includes(kindOf(column)))

/** A condition as it is typed; it stands in the address as `column~operator~value`, one a line. */
export interface Condition {
  column: string
  operator: string
  value: string
}

export const readConditions = (text: string | undefined): Condition[] =>
  (text ?? '').split('\n').flatMap((line) => {
    const [column = '', operator = '', ...value] = line.split('~')
    return column && operator
      ? [
          {
            column: decodeURIComponent(column),
            operator,
            value: decodeURIComponent(value.join('~')),
          },
        ]
      : []
  })

export const writeConditions = (conditions: readonly Condition[]): string =>
  conditions
    .map(({ column, operator, value }) => [escaped(column), operator, escaped(value)].join('~'))
    .join('\n')

const escaped = (text: string) => text.replace(/[%~\n]/g, encodeURIComponent)

/** As the rows API takes them; what is not filled in yet chooses nothing. */
export const filtersOf = (table: Table, conditions: readonly Condition[]): Filter[] =>
  conditions.flatMap(({ column, operator, value }) => {
    const known = operators.find((one) => one.value === operator)
    if (!known || !table.columns.some(({ name }) => name === column)) return []
    if (known.alone) return [[nameIn(column), operator] as const]
    return value === '' && operator !== 'eq' && operator !== 'neq'
      ? []
      : [[nameIn(column), `${operator}.${operand(operator, value)}`] as const]
  })

function operand(operator: string, value: string): string {
  if (operator.endsWith('in'))
    return `(${value
      .split(',')
      .map((part) => JSON.stringify(part.trim()))
      .join(',')})`
  return operator.endsWith('ilike') && !/[*%]/.test(value) ? `*${value}*` : value
}
