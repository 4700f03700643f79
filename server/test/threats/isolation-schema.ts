import assert from 'node:assert/strict'
import {
  buildClientSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql'
import type { Cells, Reader } from './isolation.ts'

/** Every field of the schema that a reader is shown, asked for in every way its arguments allow. */

export async function documentsFor(cells: Cells, reader: Reader): Promise<string[]> {
  const answer = await cells.ask(reader, {
    url: '/api/v1/graphql',
    body: { query: getIntrospectionQuery() },
  })
  // Who may not even come in is shown no schema.
  if (answer.status !== 200) {
    assert.ok([401, 403, 404].includes(answer.status), answer.text)
    return []
  }
  const schema = buildClientSchema(answer.body.data)
  const of = (kind: 'query' | 'mutation') => {
    const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType()
    return Object.values(root?.getFields() ?? {}).flatMap((field) =>
      argumentsOf(field).map((args) => ({
        field: field.name,
        query: `${kind} { ${field.name}${args}${selection(field.type, args === '' ? 3 : 2)} }`,
      })),
    )
  }
  // What deletes comes last: nothing would be left to be seen.
  const changes = of('mutation').sort(
    (a, b) => Number(a.field.startsWith('delete')) - Number(b.field.startsWith('delete')),
  )
  return [...of('query'), ...changes].map(({ query }) => query)
}

/** All leaves, and what hangs below, some levels deep. */
function selection(type: GraphQLOutputType, depth: number): string {
  const named: GraphQLNamedType = getNamedType(type)
  if (isLeafType(named)) return ''
  if (isUnionType(named) || !isObjectType(named)) return ' { __typename }'
  const fields = Object.values(named.getFields()).flatMap((field) => {
    if (isLeafType(getNamedType(field.type))) return [field.name]
    return depth > 1 && field.args.every((arg) => !isNonNullType(arg.type))
      ? [`${field.name}${selection(field.type, depth - 1)}`]
      : []
  })
  return ` { ${fields.length > 0 ? fields.slice(0, 24).join(' ') : '__typename'} }`
}

/** Without the optional ones, with each of them, and for each of the keys. */
function argumentsOf({ args }: GraphQLField<unknown, unknown>): string[] {
  const needed = args.filter(({ type }) => isNonNullType(type))
  const spell = (list: readonly GraphQLArgument[], i: number) =>
    list.length === 0
      ? ''
      : `(${list.map((arg) => `${arg.name}: ${sample(arg.type, arg.name, i)}`).join(', ')})`
  const keys = needed.length > 0 ? [1, 2, 3, 11] : [1]
  const optional = args.filter(({ type }) => !isNonNullType(type))
  return [
    ...keys.map((key) => spell(needed, key)),
    ...optional.map((one) => spell([...needed, one], 2)),
  ]
}

function sample(type: GraphQLInputType, name: string, key: number): string {
  const plain = getNullableType(type)
  if (isListType(plain)) return `[${sample(plain.ofType, name, key)}]`
  if (isEnumType(plain)) return plain.getValues()[0]?.name ?? ''
  if (isInputObjectType(plain)) {
    const fields = Object.keys(plain.getFields())
    const chosen = /Filter$/.test(plain.name)
      ? fields.filter((field) => /^(id|itemId)_gte$/.test(field))
      : /OrderBy$/.test(plain.name)
        ? fields.slice(0, 1)
        : fields.filter((field) => ['id', 'itemId', 'markId', 'name'].includes(field))
    return `{${chosen.map((field) => `${field}: ${value(plain.getFields()[field]?.type, field, key)}`).join(', ')}}`
  }
  return value(plain, name, key)
}

function value(type: GraphQLInputType | undefined, name: string, key: number): string {
  const plain = type && getNullableType(type)
  if (isEnumType(plain)) return plain.getValues()[0]?.name ?? ''
  if (name === 'onConflict') return '"name"'
  // Cursors are made by answers; a made-up one is refused before any row is read.
  if (name === 'after' || name === 'before') return 'null'
  if (name === 'name') return `"CANARY${key % 4}TEXT"`
  return ['limit', 'first', 'last'].includes(name) ? '50' : String(name.endsWith('_gte') ? 0 : key)
}

export type { GraphQLSchema }
