import {
  type GraphQLFieldConfigArgumentMap,
  type GraphQLFieldConfigMap,
  GraphQLFloat,
  type GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
} from 'graphql'
import type { Column, Relation } from '../../engines/catalog/index.ts'
import { findWay, linksFor, may, type Scope, type Way } from '../tables/index.ts'
import { mean } from './meanings.ts'
import { columnFields, fieldName, singular, typeName, withoutId } from './names.ts'
import { scalarOf } from './scalars.ts'

/** Pieces that the types of every relation are made of. */

export type Fields = GraphQLFieldConfigMap<unknown, unknown>

/** The types of one relation. */
export interface Types {
  name: string
  object: GraphQLObjectType
  filter: GraphQLInputObjectType
  orderBy: GraphQLInputObjectType
  aggregate: GraphQLObjectType
}

export const directions = [
  'ASC',
  'DESC',
  'ASC_NULLS_FIRST',
  'ASC_NULLS_LAST',
  'DESC_NULLS_FIRST',
  'DESC_NULLS_LAST',
]

/** Null where the field failed; rows are never null. */
export const rowsOf = (type: GraphQLObjectType) => new GraphQLList(new GraphQLNonNull(type))

export const listOf = (type: GraphQLObjectType) =>
  new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type)))

export const rangeArgs = (types: Types): GraphQLFieldConfigArgumentMap => ({
  filter: { type: types.filter },
  orderBy: { type: new GraphQLList(new GraphQLNonNull(types.orderBy)) },
  limit: { type: GraphQLInt },
  offset: { type: GraphQLInt },
})

export function totalsOf(fn: string, fields: readonly (readonly [Column, string])[]): Fields {
  return Object.fromEntries(
    fields.map(([column, field]) => [
      field,
      {
        type: fn === 'sum' || fn === 'avg' ? GraphQLFloat : scalarOf(column),
        ...mean({ kind: 'total', column }),
      },
    ]),
  )
}

/** Relations by their names: `author` for `author_id`, `posts`, `postsByEditor` for a second key. */
export function* waysOf(
  scope: Scope,
  relation: Relation,
  isShown: (relation: Relation) => boolean,
): Generator<{ name: string; way: Way; target: Relation; isList: boolean }> {
  const { catalog, role } = scope
  const seen = new Set<Relation>()
  for (const link of linksFor(scope, relation)) {
    const { target, near, far, isSingle, junction } = link
    if (junction && !isShown(junction.relation)) continue
    const way: Way = { kind: 'link', link }
    if (near.length > 0) {
      if (target.kind !== 'table') continue
      const [column = ''] = near
      const own = near.length === 1 ? withoutId(column) : ''
      const name = own !== '' && own !== column ? own : target.name
      yield { name: fieldName(name), way, target, isList: false }
    } else {
      const base = fieldName(isSingle ? singular(target.name) : target.name)
      const by = far[0] ?? junction?.relation.name ?? ''
      const name = seen.has(target) ? `${base}By${typeName(withoutId(by))}` : base
      seen.add(target)
      yield { name, way, target, isList: !isSingle }
    }
  }
  for (const computed of relation.computed) {
    const target = computed.target === null ? undefined : catalog.byOid.get(computed.target)
    if (!target || !computed.callers.includes(role)) continue
    yield {
      name: fieldName(computed.name),
      way: { kind: 'function', computed, target },
      target,
      isList: !computed.isSingle,
    }
  }
}

/**
 * The name by which an insert knows related rows: that of the foreign key, which means one thing
 * only. Undefined where it means several, or where there is a table between.
 */
export function insertName(scope: Scope, relation: Relation, way: Way): string | undefined {
  if (way.kind !== 'link' || way.link.junction) return undefined
  const [name = ''] = way.link.constraints
  if (relation.columns.has(name)) return undefined
  try {
    const found = findWay(scope, relation, name)
    return found.kind === 'link' && found.link === way.link ? name : undefined
  } catch {
    return undefined
  }
}

/** How many, and sums, means and bounds of the columns that have some. */
export function aggregateFields(name: string, columns: readonly Column[]): Fields {
  const fields: Fields = {
    count: { type: new GraphQLNonNull(GraphQLInt), ...mean({ kind: 'totals', fn: 'count' }) },
  }
  const all = [...columnFields(columns)]
  const numbers = all.filter(([c]) => c.category === 'N')
  const ordered = all.filter(([c]) => ['N', 'D', 'S'].includes(c.category))
  for (const [fn, list] of [
    ['sum', numbers],
    ['avg', numbers],
    ['min', ordered],
    ['max', ordered],
  ] as const) {
    if (list.length === 0) continue
    const type = new GraphQLObjectType({
      name: `${name}${typeName(fn)}`,
      fields: totalsOf(fn, list),
    })
    fields[fn] = { type: new GraphQLNonNull(type), ...mean({ kind: 'totals', fn }) }
  }
  return fields
}

/** The columns of the key; undefined where there is none, or none to be read. */
export function keyArgs(
  relation: Relation,
  role: Scope['role'],
): GraphQLFieldConfigArgumentMap | undefined {
  const columns = relation.primaryKey.flatMap((name) => relation.columns.get(name) ?? [])
  const isKnown = columns.length > 0 && columns.every((c) => may(c, 'select', role))
  if (!isKnown) return undefined
  return Object.fromEntries(
    columns.map((column) => [
      fieldName(column.name),
      {
        type: new GraphQLNonNull(scalarOf(column)),
        extensions: { meaning: { kind: 'value', column } },
      },
    ]),
  )
}
