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
import { may, type Scope, type Way } from '../tables/index.ts'
import { mean } from './meanings.ts'
import { fieldName, Names, singular, typeName, withoutId } from './names.ts'
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

export function totalsOf(fn: string, columns: readonly Column[]): Fields {
  const names = new Names()
  return Object.fromEntries(
    columns.map((column) => [
      names.take(fieldName(column.name)),
      {
        type: fn === 'sum' || fn === 'avg' ? GraphQLFloat : scalarOf(column),
        ...mean({ kind: 'total', column }),
      },
    ]),
  )
}

/** Relations by their names: `author` for `author_id`, `posts`, `postsByEditor` for a second key. */
export function* waysOf(
  { catalog, role }: Scope,
  relation: Relation,
  isShown: (relation: Relation) => boolean,
): Generator<{ name: string; way: Way; target: Relation; isList: boolean }> {
  const seen = new Set<Relation>()
  for (const link of catalog.linksOf(relation)) {
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

/** How many, and sums, means and bounds of the columns that have some. */
export function aggregateFields(name: string, columns: readonly Column[]): Fields {
  const fields: Fields = {
    count: { type: new GraphQLNonNull(GraphQLInt), ...mean({ kind: 'totals', fn: 'count' }) },
  }
  const numbers = columns.filter((c) => c.category === 'N')
  const ordered = columns.filter((c) => ['N', 'D', 'S'].includes(c.category))
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
