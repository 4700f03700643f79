import type { Column } from '../../engines/catalog/index.ts'
import { holdsNul } from '../../kernel/validate.ts'
import { badQuery } from './faults.ts'
import { isQuoted, splitOutside, unquote } from './scan.ts'

/** Operands as PostgreSQL's text, by the type of what they are compared with. */

const mostItems = 10_000

/** What the left side of a comparison is. */
export type Side = 'text' | 'json' | 'array' | 'range' | 'other'

export function sideOf(
  column: Pick<Column, 'base' | 'category'>,
  steps: readonly { kind: string }[],
): Side {
  const last = steps.at(-1)
  if (last) return last.kind === 'text' ? 'text' : 'json'
  if (column.base === 'json' || column.base === 'jsonb') return 'json'
  if (column.category === 'A') return 'array'
  if (column.category === 'R') return 'range'
  return column.category === 'S' ? 'text' : 'other'
}

/** SDKs send times in quotes: they are no part of a value that is no text. */
export function scalar(side: Side, text: string): string {
  if (side === 'json') return storable(text)
  return side === 'other' && isQuoted(text) ? unquote(text) : text
}

/** @throws invalid for JSON that holds a NUL: PostgreSQL keeps none */
function storable(text: string): string {
  if (text.includes('\\u0000') && isJson(text) && holdsNul(JSON.parse(text)))
    throw badQuery('value', 'A text cannot hold the character NUL')
  return text
}

/** `*` stands for `%`, which would have to be percent-encoded. */
export const pattern = (text: string): string => text.replaceAll('*', '%')

/**
 * `(a,"b,c")`, `a,b`, `{a,b}` or `["a","b"]`.
 * @throws invalid for a list that is too long
 */
export function readList(name: string, text: string): (string | null)[] {
  const trimmed = text.trim()
  const json = /^\[.*\]$/s.test(trimmed) ? readJsonList(trimmed) : undefined
  if (json) return json
  const inner = /^(\(.*\)|\{.*\}|\[.*\])$/s.test(trimmed) ? trimmed.slice(1, -1) : trimmed
  if (inner.trim() === '') return []
  // Brackets that are no pairs are characters of unquoted values.
  const parts = splitOutside(inner, ',') ?? inner.split(',')
  if (parts.length > mostItems) throw badQuery(name, `At most ${mostItems} values`)
  return parts.map((part) => unquote(part.trim()))
}

function readJsonList(text: string): (string | null)[] | undefined {
  try {
    const list: unknown[] = JSON.parse(text)
    return list.map((item) =>
      item === null ? null : typeof item === 'string' ? item : JSON.stringify(item),
    )
  } catch {
    return undefined
  }
}

/** The text of an array, every item quoted. */
export const arrayText = (items: readonly (string | null)[]): string =>
  `{${items.map((item) => (item === null ? 'NULL' : `"${item.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`

/** The operand of `in`, and of `any` and `all`. */
export const listText =
  (name: string, side: Side) =>
  (text: string): string =>
    arrayText(readList(name, text).map((item) => item && scalar(side, item)))

/** The operand of `cs`, `cd` and `ov`. */
export function containedText(name: string, side: Side, text: string): string {
  if (side === 'range') return text
  if (side === 'json') return storable(text.startsWith('(') ? jsonList(readList(name, text)) : text)
  return /^\s*\{/.test(text) ? text : arrayText(readList(name, text))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** `(a,1)` in front of JSON: each item as JSON where it is some, else as a text. */
const jsonList = (items: readonly (string | null)[]): string =>
  `[${items.map((item) => (item !== null && isJson(item) ? item : JSON.stringify(item))).join(',')}]`

/** `[0.1,0.2]` or `(0.1,0.2)`. */
export function vectorText(name: string, text: string): string {
  const inner = text
    .trim()
    .replace(/^[[(]/, '')
    .replace(/[\])]$/, '')
  if (!/^[-+0-9.eE,\s]+$/.test(inner)) throw badQuery(name, 'Not a vector')
  return `[${inner}]`
}

/** `<distance>,<GeoJSON>`. */
export function distanceAndShape(name: string, text: string): [string, string] {
  const at = text.indexOf(',')
  const distance = text.slice(0, at).trim()
  if (at < 0 || !/^\d+(\.\d+)?$/.test(distance)) throw badQuery(name, 'Write <distance>,<GeoJSON>')
  return [distance, text.slice(at + 1)]
}

export function geoJson(name: string, text: string): string {
  if (!isJson(text)) throw badQuery(name, 'Not GeoJSON')
  return text
}
