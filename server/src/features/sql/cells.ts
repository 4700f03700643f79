import type { Cell } from '../../engines/db/index.ts'

/** PostgreSQL's own numbers of its types. */
const boolean = 16
const numbers = new Set([20, 21, 23, 26, 700, 701, 1700])

/** A value as JSON: a number only where that gives back every digit; else PostgreSQL's own text. */
export function toJson(text: Cell, type: number): string | number | boolean | null {
  if (text === null) return null
  if (type === boolean) return text === 't'
  if (!numbers.has(type)) return text
  const number = Number(text)
  return Number.isFinite(number) && String(number) === text ? number : text
}

/** A parameter as the database reads it: text, whose type the statement says. */
export function toText(value: unknown): Cell {
  if (value === null || value === undefined) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
