import {
  GraphQLBoolean,
  type GraphQLFieldConfig,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql'
import type { Relation } from '../../engines/catalog/index.ts'
import { mean } from './meanings.ts'
import type { Names } from './names.ts'
import { listOf, type Types } from './parts.ts'

/** Pages by cursors, as Relay's specification wants them. */

const yes = new GraphQLNonNull(GraphQLBoolean)

const PageInfo = new GraphQLObjectType({
  name: 'PageInfo',
  fields: {
    hasNextPage: { type: yes, ...mean({ kind: 'page', part: 'next' }) },
    hasPreviousPage: { type: yes, ...mean({ kind: 'page', part: 'previous' }) },
    startCursor: { type: GraphQLString, ...mean({ kind: 'page', part: 'start' }) },
    endCursor: { type: GraphQLString, ...mean({ kind: 'page', part: 'end' }) },
  },
})

export function connectionField(
  relation: Relation,
  types: Types,
  names: Names,
): GraphQLFieldConfig<unknown, unknown> {
  const edge = new GraphQLObjectType({
    name: names.take(`${types.name}Edge`),
    fields: {
      cursor: { type: new GraphQLNonNull(GraphQLString), ...mean({ kind: 'cursor' }) },
      node: { type: new GraphQLNonNull(types.object), ...mean({ kind: 'node' }) },
    },
  })
  const connection = new GraphQLObjectType({
    name: names.take(`${types.name}Connection`),
    fields: {
      edges: { type: listOf(edge), ...mean({ kind: 'edges' }) },
      nodes: { type: listOf(types.object), ...mean({ kind: 'nodes' }) },
      pageInfo: { type: new GraphQLNonNull(PageInfo), ...mean({ kind: 'pageInfo' }) },
      totalCount: {
        type: new GraphQLNonNull(GraphQLInt),
        description: 'Of all that the filter finds, counted when asked for',
        ...mean({ kind: 'totalCount' }),
      },
    },
  })
  return {
    type: connection,
    args: {
      filter: { type: types.filter },
      orderBy: { type: new GraphQLList(new GraphQLNonNull(types.orderBy)) },
      first: { type: GraphQLInt },
      after: { type: GraphQLString },
      last: { type: GraphQLInt },
      before: { type: GraphQLString },
    },
    ...mean({ kind: 'connection', relation }),
  }
}
