import {
  GraphQLBoolean,
  GraphQLError,
  GraphQLFloat,
  GraphQLInt,
  GraphQLScalarType,
  GraphQLString,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql'
import type { Column } from '../../engines/catalog/index.ts'

/** PostgreSQL has checked what comes out; these check what goes in. */

const textual = (
  name: string,
  description: string,
  isFine: (text: string) => boolean,
  numbers = false,
) => {
  const parse = (value: unknown): string => {
    const text = numbers && typeof value === 'number' ? String(value) : value
    if (typeof text === 'string' && isFine(text)) return text
    throw new GraphQLError(`${name} cannot be ${JSON.stringify(value)?.slice(0, 60)}`)
  }
  return new GraphQLScalarType<unknown, unknown>({
    name,
    description,
    serialize: (value) => value,
    parseValue: parse,
    parseLiteral: (node) => {
      if (node.kind === Kind.STRING || (numbers && node.kind === Kind.INT)) return parse(node.value)
      throw new GraphQLError(`${name} is written as a text`, { nodes: node })
    },
  })
}

export const Int64 = textual(
  'BigInt',
  'A whole number of 64 bits, as a text',
  (text) => /^-?\d{1,19}$/.test(text),
  true,
)

export const Uuid = textual('UUID', 'RFC 9562', (text) => /^[0-9a-fA-F-]{32,36}$/.test(text))

export const DateTime = textual(
  'DateTime',
  'A date, a time or both (RFC 3339), or an interval',
  (text) => text.length < 100,
)

export const Json = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node: ValueNode, variables) => valueFromASTUntyped(node, variables),
})

const byBase: Record<string, GraphQLScalarType> = {
  int2: GraphQLInt,
  int4: GraphQLInt,
  int8: Int64,
  float4: GraphQLFloat,
  float8: GraphQLFloat,
  numeric: GraphQLFloat,
  bool: GraphQLBoolean,
  uuid: Uuid,
  json: Json,
  jsonb: Json,
  vector: Json,
}

export function scalarOf({ base, category }: Pick<Column, 'base' | 'category'>): GraphQLScalarType {
  const known = byBase[base]
  if (known) return known
  if (category === 'D' || category === 'T') return DateTime
  return category === 'A' ||
    category === 'G' ||
    category === 'R' ||
    base === 'geometry' ||
    base === 'geography'
    ? Json
    : GraphQLString
}

/** What may follow the name of a field in a filter. */
export function operatorsOf(column: Pick<Column, 'base' | 'category'>): readonly string[] {
  if (column.base === 'json') return []
  if (column.base === 'jsonb') return ['eq', 'neq', 'contains', 'contained_by']
  if (column.category === 'A' || column.category === 'R')
    return ['eq', 'neq', 'contains', 'contained_by']
  if (column.category === 'S' || column.category === 'E') {
    return ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'like', 'ilike', 'in']
  }
  if (['N', 'D', 'T'].includes(column.category))
    return ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'in']
  return column.category === 'U' || column.category === 'B' ? ['eq', 'neq', 'in'] : ['eq', 'neq']
}
