import { type Relation, relations, type Type, types } from './questions.ts'
import { readArray } from './values.ts'
import type { TableName } from './world.ts'

/** The tables as GraphQL names them, and values as it writes them. */

/** Columns as fields; what cannot be a field's name, or is of no use as one, is left out. */
export const words: Record<TableName, Record<string, string>> = {
  things: { ...same('things'), odd_id: 'oddId', parent_id: 'parentId' },
  'odd.table': {
    id: 'id',
    select: 'select',
    'a"b': 'aB',
    'p.q': 'pQ',
    'a;b': 'aB2',
    desc: 'desc',
    'back\\slash': 'backSlash',
    'c,d': 'cD',
    '(e)': 'e',
  },
  parts: { ...same('parts'), thing_id: 'thingId' },
  labels: same('labels'),
  thing_labels: { thing_id: 'thingId', label_id: 'labelId' },
}

function same(table: TableName): Record<string, string> {
  return Object.fromEntries(Object.keys(types[table]).map((name) => [name, name]))
}

export const lists: Record<TableName, string> = {
  things: 'things',
  'odd.table': 'oddTable',
  parts: 'parts',
  labels: 'labels',
  thing_labels: 'thingLabels',
}

/** How a relation is named on both sides. */
export const ways: [Relation, string][] = relations.flatMap((relation): [Relation, string][] => {
  const { from, name, hint, isSingle } = relation
  if (isSingle && !['odd', 'parent', 'thing'].includes(name)) return []
  if (hint === 'parent_id') return []
  return from === 'thing_labels' ? [] : [[relation, name === 'thing_labels' ? 'thingLabels' : name]]
})

export const typeNames: Record<TableName, string> = {
  things: 'Things',
  'odd.table': 'OddTable',
  parts: 'Parts',
  labels: 'Labels',
  thing_labels: 'ThingLabels',
}

const wide = new Set([
  'things.id',
  'things.i8',
  'things.parent_id',
  'parts.thing_id',
  'thing_labels.thing_id',
])
/** 64 bits: a text in GraphQL. */
export const isWide = (table: TableName, column: string): boolean => wide.has(`${table}.${column}`)

// Values

export const renamed: Record<string, string> = { cs: 'contains', cd: 'contained_by' }

/** A value as JSON has it. */
export function plain(table: TableName, name: string, type: Type, text: string): unknown {
  if (type === 'int') return isWide(table, name) ? text : Number(text)
  if (type === 'numeric' || type === 'float') return Number(text)
  if (type === 'bool') return text === 'true'
  if (type === 'jsonb') return JSON.parse(text)
  if (type === 'text[]') return readArray(text)
  if (type === 'int[]') return readArray(text).map((item) => (item === null ? null : Number(item)))
  return text
}

export function scalarOf(table: TableName, name: string, type: Type): string {
  if (type === 'int') return isWide(table, name) ? 'BigInt' : 'Int'
  if (type === 'numeric' || type === 'float') return 'Float'
  if (type === 'bool') return 'Boolean'
  if (type === 'uuid') return 'UUID'
  if (['date', 'timestamp', 'timestamptz', 'time', 'interval'].includes(type)) return 'DateTime'
  return ['jsonb', 'text[]', 'int[]', 'int4range', 'numrange'].includes(type) ? 'JSON' : 'String'
}

export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}: ${literal(inner)}`)
    .join(', ')}}`
}
