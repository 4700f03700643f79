/** Values as the question spells them. */

export function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

/** Inside of lists and groups commas, brackets and quotes mean something: quoted they do not. */
export function quote(value: unknown): string {
  const text = textOf(value)
  return /^[\w.:+-]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** `(a,"b,c")` */
export const listOf = (values: readonly unknown[]): string => `(${values.map(quote).join(',')})`

/** What `cs`, `cd` and `ov` take: elements of an array, JSON, or the text of a range. */
export const setOf = (value: unknown): string =>
  Array.isArray(value) ? `{${value.map(elementOf).join(',')}}` : textOf(value)

/** Of an array literal: unquoted `null` is none. */
const elementOf = (value: unknown): string =>
  value === null ? 'null' : `"${textOf(value).replace(/["\\]/g, '\\$&')}"`
