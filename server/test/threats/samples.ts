import type { TSchema } from '../../src/kernel/schema.ts'

/** Bodies made from a route's own schema: a valid one, and ones that are wrong in one place. */

type Json = Record<string, unknown>

/** A value that a schema accepts. */
export function sampleOf(schema: TSchema): unknown {
  const { type, anyOf, enum: choices } = schema as Json
  if ('const' in schema) return schema.const
  if (Array.isArray(choices)) return choices[0]
  if (Array.isArray(anyOf)) return sampleOf(anyOf[0] as TSchema)
  if (type === 'object') return objectOf(schema)
  if (type === 'array') return [sampleOf(schema.items as TSchema)]
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return (schema.minimum as number | undefined) ?? 1
  return textOf(schema)
}

function objectOf(schema: TSchema): Json {
  const required = (schema.required as string[] | undefined) ?? []
  return Object.fromEntries(
    Object.entries((schema.properties as Record<string, TSchema> | undefined) ?? {})
      .filter(([name]) => required.includes(name))
      .map(([name, field]) => [name, sampleOf(field)]),
  )
}

function textOf(schema: TSchema): string {
  const {
    format,
    pattern,
    minLength = 1,
  } = schema as { [key: string]: unknown; minLength?: number }
  if (format === 'email') return 'sample@example.com'
  if (format === 'uuid') return '00000000-0000-4000-8000-00000000dead'
  if (format === 'date-time') return '2199-01-01T00:00:00Z'
  if (format === 'uri') return 'https://example.com/'
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test('sample1')) return '+1234567890'
  return 'sample1'.padEnd(minLength, '1')
}

/** Values that are of no type a text field takes, and texts that break readers. */
export const wrongTypes: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, 2 ** 53 + 1, [], {}, [[]], ['a'], { a: 1 }],
  ...[
    { toString: 'x' },
    { length: 9 },
    { $gt: '' },
    [{}],
    [null],
    { constructor: { prototype: 1 } },
  ],
]

export const oddTexts: readonly string[] = [
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff\ud800',
    '\u202e',
    '\r\nX: y',
    '%00',
    '../..',
  ],
  ...[
    "'; drop table auth.users; --",
    '$' + '{7*7}',
    '{{7*7}}',
    '\uffff',
    '\u{10ffff}',
    'İ',
    'ß',
    'ﷺ',
  ],
  ...['NaN', 'null', 'undefined', '__proto__', 'constructor', '-0', '1e400', '0x1', '９', '\\'],
  ...[
    '2024-02-30T00:00:00Z',
    '2199-12-31T23:59:60Z',
    '9999-12-31T23:59:59.999999999Z',
    '+275760-09-13',
  ],
  ...['x'.repeat(300), 'x'.repeat(20_000), '🐢'.repeat(300), '\u0301'.repeat(5_000)],
]

/** The names of the fields of an object schema. */
export const fieldsOf = (schema: TSchema | undefined): [string, TSchema][] =>
  Object.entries((schema?.properties as Record<string, TSchema> | undefined) ?? {})
