import type { Relation } from '../../engines/catalog/index.ts'
import { findWay, isSingle, may, type Scope, targetOf, type Way } from '../tables/index.ts'
import type { ShownRelations } from './shown.ts'
import { type Json, schemaOf } from './types.ts'

/** Rows as schemas: as they are read, and as they may be written. */

export const refTo = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })

export function rowSchema(scope: Scope, relation: Relation, shown: ShownRelations): Json {
  const columns = [...relation.columns.values()].filter((c) => may(c, 'select', scope.role))
  const properties = Object.fromEntries(columns.map((column) => [column.name, schemaOf(column)]))
  for (const { name, way } of embedsOf(scope, relation, shown)) {
    const target = shown.get(targetOf(way))
    if (!target || Object.hasOwn(properties, name)) continue
    const description = `Related rows: there when select asks for ${name}(…)`
    properties[name] = isSingle(way)
      ? { allOf: [refTo(target.name)], nullable: true, description }
      : { type: 'array', items: refTo(target.name), description }
  }
  return {
    ...described(relation, properties, requiredIn(columns)),
    'x-relation': relationOf(scope, relation, shown),
  }
}

/** What generators of types need and OpenAPI has no words for. */
function relationOf(scope: Scope, relation: Relation, shown: ShownRelations): Json {
  const keys = scope.catalog
    .linksOf(relation)
    .filter(({ near, target }) => near.length > 0 && shown.has(target))
  return {
    schema: relation.schema,
    name: relation.name,
    kind: relation.kind,
    primary_key: relation.primaryKey,
    relationships: keys.map(({ target, near, on, constraints: [name] }) => ({
      name,
      columns: near,
      is_one_to_one: relation.uniques.some((unique) => unique.every((one) => near.includes(one))),
      schema: target.schema,
      relation: target.name,
      referenced_columns: on.map(([, far]) => far),
    })),
  }
}

export function inputSchema({ role }: Scope, relation: Relation, right: 'insert' | 'update'): Json {
  const columns = [...relation.columns.values()].filter(
    (column) => !column.isGenerated && may(column, right, role),
  )
  const properties = Object.fromEntries(columns.map((column) => [column.name, schemaOf(column)]))
  const required = right === 'insert' ? requiredIn(columns) : []
  return { ...described(relation, properties, required), additionalProperties: false }
}

const requiredIn = (columns: readonly { name: string; notNull: boolean; hasDefault: boolean }[]) =>
  columns.filter((column) => column.notNull && !column.hasDefault).map(({ name }) => name)

const described = (relation: Relation, properties: Json, required: readonly string[]): Json => ({
  type: 'object',
  ...(relation.comment === null ? {} : { description: relation.comment }),
  properties,
  ...(required.length > 0 ? { required } : {}),
})

/** What `select` may embed, by names that mean one relationship. */
export function* embedsOf(
  scope: Scope,
  relation: Relation,
  shown: ShownRelations,
): Generator<{ name: string; way: Way }> {
  const links = scope.catalog.linksOf(relation)
  const names = new Set([
    ...links.map(({ target, near: [column = ''] }) =>
      /(.)_id$/.test(column) ? column.replace(/_id$/, '') : target.name,
    ),
    ...relation.computed.flatMap((one) => (one.target === null ? [] : [one.name])),
  ])
  for (const name of names) {
    const way = wayOf(scope, relation, name)
    if (way && shown.has(targetOf(way))) yield { name, way }
  }
}

/** Undefined where a name means several, or where the caller may not go. */
function wayOf(scope: Scope, relation: Relation, name: string): Way | undefined {
  try {
    return findWay(scope, relation, name)
  } catch {
    return undefined
  }
}

export const errorSchema: Json = {
  type: 'object',
  properties: {
    error: { type: 'string' },
    code: { type: 'string' },
    hint: { type: 'string', description: 'What to type' },
    request_id: { type: 'string' },
    details: {},
  },
  required: ['error'],
}
