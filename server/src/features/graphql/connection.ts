import { type FieldNode, GraphQLError, type GraphQLObjectType } from 'graphql'
import type { Relation } from '../../engines/catalog/index.ts'
import {
  type ConnectionField,
  compileConnection,
  type EdgeField,
  keysetOf,
  orderOf,
  type PageField,
  type Part,
  type Query,
  reversed,
  type Scope,
  type Slot,
  valuesOf,
} from '../tables/index.ts'
import type { Argument } from './arguments.ts'
import { collectFields } from './collect.ts'
import { meaningOf } from './meanings.ts'
import {
  conditionsOf,
  natural,
  objectTypeOf,
  orderFrom,
  type Planning,
  queryOf,
  short,
} from './selection.ts'

type Arguments = ReadonlyMap<string, Argument>

/** A page of a list, forward from a cursor or backward from one. */
export function connectionOf(
  planning: Planning,
  scope: Scope,
  key: string,
  relation: Relation,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  given: Arguments,
): Part {
  const isBackward = isGiven(given, 'last') || isGiven(given, 'before')
  if (isBackward && (isGiven(given, 'first') || isGiven(given, 'after')))
    throw new GraphQLError('Go forward by first and after, or backward by last and before')
  const query: Query = {
    relation,
    fields: [],
    where: conditionsOf(given.get('filter')),
    order: orderFrom(given.get('orderBy')),
  }
  const keyset = keysetOf(scope, query, 'orderBy')
  // The tag is that of the order as it was asked for: a cursor serves both ways.
  const keys = isBackward ? reversed(keyset.keys) : keyset.keys
  const cursor = given.get(isBackward ? 'before' : 'after')
  const after =
    cursor?.kind === 'leaf'
      ? valuesOf(keyset, isBackward ? 'before' : 'after', cursor.read)
      : undefined
  const json = compileConnection({
    query: { ...query, order: keys.map(orderOf) },
    keyset: { ...keyset, keys },
    after,
    fields: fieldsOf(planning, relation, type, nodes),
    most: mostOf(planning, given.get(isBackward ? 'last' : 'first'), isBackward),
    isBackward,
  })
  return { key, as: 'made', json }
}

const isGiven = (given: Arguments, name: string): boolean =>
  (given.get(name)?.kind ?? 'null') !== 'null'

function mostOf({ pageSize }: Planning, argument: Argument | undefined, isBackward: boolean): Slot {
  const most = pageSize ?? Number.MAX_SAFE_INTEGER - 1
  if (argument?.kind !== 'leaf') return () => String(most)
  const wanted = natural(isBackward ? 'last' : 'first', argument)
  return (given) => String(Math.min(Number(wanted(given)), most))
}

/** Each selected field, with the nodes that it stands for under its key. */
function* selected(
  planning: Planning,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Generator<{
  key: string
  nodes: FieldNode[]
  field: Parameters<typeof objectTypeOf>[0] | undefined
}> {
  const sets = nodes.map((node) => node.selectionSet)
  for (const [key, same] of collectFields(planning, type, sets)) {
    yield { key: short(key), nodes: same, field: type.getFields()[same[0]?.name.value ?? ''] }
  }
}

function fieldsOf(
  planning: Planning,
  relation: Relation,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): ConnectionField[] {
  return [...selected(planning, type, nodes)].map(
    ({ key, nodes: same, field }): ConnectionField => {
      const meaning = field && meaningOf(field)
      if (!field || !meaning) return { key, kind: 'text', text: type.name }
      const inner = objectTypeOf(field)
      if (meaning.kind === 'edges')
        return { key, kind: 'edges', parts: edgeOf(planning, relation, inner, same) }
      if (meaning.kind === 'nodes')
        return { key, kind: 'nodes', query: queryOf(planning, relation, inner, same) }
      if (meaning.kind === 'pageInfo')
        return { key, kind: 'page', parts: pageOf(planning, inner, same) }
      return { key, kind: 'total' }
    },
  )
}

const edgeOf = (
  planning: Planning,
  relation: Relation,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): EdgeField[] =>
  [...selected(planning, type, nodes)].map(({ key, nodes: same, field }): EdgeField => {
    if (!field) return { key, kind: 'text', text: type.name }
    return meaningOf(field).kind === 'cursor'
      ? { key, kind: 'cursor' }
      : { key, kind: 'node', query: queryOf(planning, relation, objectTypeOf(field), same) }
  })

const pageOf = (
  planning: Planning,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): PageField[] =>
  [...selected(planning, type, nodes)].map(({ key, field }): PageField => {
    const meaning = field && meaningOf(field)
    return meaning?.kind === 'page'
      ? { key, kind: meaning.part }
      : { key, kind: 'text', text: type.name }
  })
