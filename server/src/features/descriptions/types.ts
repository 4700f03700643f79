import type { Column } from '../../engines/catalog/index.ts'

export type Json = Record<string, unknown>

/** What a value of a type is on the wire, as OpenAPI 3.0 says it. */
const byBase: Record<string, Json> = {
  int2: { type: 'integer', format: 'int32' },
  int4: { type: 'integer', format: 'int32' },
  int8: { type: 'integer', format: 'int64' },
  float4: { type: 'number', format: 'float' },
  float8: { type: 'number', format: 'double' },
  numeric: { type: 'number' },
  bool: { type: 'boolean' },
  uuid: { type: 'string', format: 'uuid' },
  date: { type: 'string', format: 'date' },
  timestamptz: { type: 'string', format: 'date-time' },
  // Anything: a schema without a type.
  json: {},
  jsonb: {},
  geometry: { type: 'object', description: 'GeoJSON' },
  geography: { type: 'object', description: 'GeoJSON' },
}

export function schemaOf(column: Column): Json {
  const { base, category, comment, labels, declared, notNull, isGenerated, maxLength } = column
  const plain =
    category === 'A'
      ? { type: 'array', items: itemsOf(base) }
      : (byBase[base] ?? { type: 'string' })
  const isNullable = !notNull && 'type' in plain
  return {
    ...plain,
    description: [comment, declared].filter((text) => text !== null).join(': '),
    ...(isNullable ? { nullable: true } : {}),
    ...(labels ? { enum: isNullable ? [...labels, null] : labels } : {}),
    ...(maxLength === null ? {} : { maxLength }),
    ...(isGenerated ? { readOnly: true } : {}),
  }
}

/** Of arrays: PostgreSQL calls their type by that of their elements; how deep they go is open. */
const itemsOf = (base: string): Json =>
  base.startsWith('_') ? (byBase[base.slice(1)] ?? { type: 'string' }) : {}

/** Who may read and who may write, as the surface spells it. */
export interface Security {
  read: readonly Json[]
  write: readonly Json[]
}
