import { FlumenError } from '../error.ts'
import type { State } from './state.ts'

/** What servers and proxies take in an address. */
const longest = 8_000

export const isTooLong = (address: string): boolean => address.length > longest

/**
 * A question that is too long for an address, as the body of `POST …/query`.
 * @throws FlumenError for what only an address can say
 */
export function asQuery(
  { select, tests, also }: State,
  more: readonly (readonly [string, string])[],
): object {
  const body: Record<string, unknown> = { select, filters: [] as object[] }
  for (const [column, operator, operand] of tests)
    Object.assign(body, said(body, column, operator, operand))
  for (const [name, value] of [...also, ...more]) body[keyOf(name)] = readingOf(name, value)
  return body
}

function said(body: Record<string, unknown>, column: string, operator: string, operand: string) {
  if (operator === '') {
    if (column !== 'or') throw tooLong(column)
    return { orFilters: [...((body.orFilters as string[]) ?? []), operand.slice(1, -1)] }
  }
  const filter = operator.startsWith('not.')
    ? { column, operator: 'not', value: `${operator.slice(4)}.${operand}` }
    : { column, operator, value: operand }
  return { filters: [...(body.filters as object[]), filter] }
}

const keys: Record<string, string> = {
  order: 'order',
  limit: 'limit',
  offset: 'offset',
  count: 'count',
  group_by: 'groupBy',
}

const keyOf = (name: string): string => {
  const key = keys[name]
  if (key === undefined) throw tooLong(name)
  return key
}

function readingOf(name: string, value: string): unknown {
  if (name === 'limit' || name === 'offset') return Number(value)
  if (name === 'group_by') return value.split(',')
  return name === 'order' ? value.split(',').map(orderOf) : value
}

function orderOf(item: string): object {
  const [, column, direction, nulls] = /^(.*)\.(asc|desc)(?:\.nulls(first|last))?$/.exec(item) ?? []
  return { column, direction, ...(nulls && { nulls }) }
}

const tooLong = (name: string): FlumenError =>
  new FlumenError(`The question is too long to be asked with ${name}`, { code: 'too_long' })
