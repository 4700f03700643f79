import type { Column } from './schema.ts'

/** How values of a column are written and edited. */
export type Kind =
  | 'text'
  | 'number'
  | 'boolean'
  | 'date'
  | 'time'
  | 'json'
  | 'enum'
  | 'uuid'
  | 'array'
  | 'other'

export function kindOf({ type, enum_values }: Pick<Column, 'type' | 'enum_values'>): Kind {
  if (type.endsWith('[]')) return 'array'
  if (enum_values) return 'enum'
  if (/^jsonb?$/.test(type)) return 'json'
  if (/^(smallint|integer|bigint|numeric|real|double precision)\b/.test(type)) return 'number'
  if (/^(text|character|citext|name)\b/.test(type)) return 'text'
  if (type === 'boolean') return 'boolean'
  if (type === 'date') return 'date'
  if (type.startsWith('timestamp')) return 'time'
  if (type === 'uuid') return 'uuid'
  return 'other'
}

const forms: Partial<Record<Kind, { test: (text: string) => boolean; says: string }>> = {
  number: {
    test: (text) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^(NaN|-?Infinity)$/i.test(text),
    says: 'a number',
  },
  boolean: {
    test: (text) => /^(t|true|f|false|yes|no|y|n|on|off|1|0)$/i.test(text),
    says: 'true or false',
  },
  date: { test: (text) => !Number.isNaN(Date.parse(text)), says: 'a date such as 2026-01-31' },
  time: {
    test: (text) => /^(now|-?infinity)$/.test(text) || /^\d{4}-\d\d-\d\d/.test(text),
    says: 'a time such as 2026-01-31 12:00',
  },
  uuid: {
    test: (text) => /^\{?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\}?$/i.test(text),
    says: 'a UUID',
  },
  json: { test: isJson, says: 'JSON' },
}

const whole = /^(smallint|integer|bigint)$/

/** What is wrong with a text as a value of the column; undefined: nothing that can be seen here. */
export function faultIn(column: Column, text: string): string | undefined {
  const kind = kindOf(column)
  if (kind === 'enum' && !column.enum_values?.includes(text)) {
    return `must be one of ${column.enum_values?.join(', ')}`
  }
  if (whole.test(column.type) && !/^[+-]?\d+$/.test(text.trim())) return 'must be a whole number'
  const form = forms[kind]
  return form && !form.test(text.trim()) ? `must be ${form.says}` : undefined
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Written to the right, digits under digits. */
export const isFigure = (column: Column): boolean => kindOf(column) === 'number'

/** Types by their short names. */
export const shortType = (type: string): string =>
  type
    .replace('timestamp with time zone', 'timestamptz')
    .replace('timestamp without time zone', 'timestamp')
    .replace('character varying', 'varchar')
    .replace('double precision', 'float8')
