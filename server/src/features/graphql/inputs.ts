import {
  type GraphQLInputFieldConfigMap,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
} from 'graphql'
import type { Relation } from '../../engines/catalog/index.ts'
import { may, type Scope } from '../tables/index.ts'
import { meanInput } from './meanings.ts'
import { columnFields, Names } from './names.ts'
import { insertName, keyArgs, type Types, waysOf } from './parts.ts'
import { scalarOf } from './scalars.ts'

/** What changes take: the columns that a role may write, and rows to be made with new ones. */
export class Inputs {
  readonly #scope: Scope
  readonly #types: ReadonlyMap<Relation, Types>
  /** The first one of a relation: those that others refer to. */
  readonly #known = new Map<Relation, GraphQLInputObjectType>()

  constructor(scope: Scope, types: ReadonlyMap<Relation, Types>) {
    this.#scope = scope
    this.#types = types
  }

  make(relation: Relation, name: string): GraphQLInputObjectType {
    const made = new GraphQLInputObjectType({ name, fields: () => this.#fields(relation) })
    if (!this.#known.has(relation)) this.#known.set(relation, made)
    return made
  }

  #fields(relation: Relation): GraphQLInputFieldConfigMap {
    const names = new Names()
    const fields: GraphQLInputFieldConfigMap = {}
    const { role } = this.#scope
    const columns = [...relation.columns.values()]
    // Those that can be read keep the names they are read by.
    const all = new Set([...columns.filter((column) => may(column, 'select', role)), ...columns])
    for (const [column, field] of columnFields(all)) {
      names.take(field)
      if (column.isGenerated || !(may(column, 'insert', role) || may(column, 'update', role)))
        continue
      fields[field] = {
        type: scalarOf(column),
        ...meanInput({ kind: 'value', column }),
      }
    }
    if (keyArgs(relation, role)) this.#addNested(relation, names, fields)
    const isEmpty = Object.keys(fields).length === 0
    return isEmpty ? { _placeholder: { type: GraphQLString } } : fields
  }

  /** Related rows, made with the row: `insertPosts(data: {title: "…", comments: [{…}]})`. */
  #addNested(relation: Relation, names: Names, fields: GraphQLInputFieldConfigMap): void {
    const { role } = this.#scope
    for (const { name, way, target, isList } of waysOf(this.#scope, relation, (other) =>
      this.#types.has(other),
    )) {
      const input = this.#known.get(target)
      const known = insertName(this.#scope, relation, way)
      const can = [...target.columns.values()].some((column) => may(column, 'insert', role))
      const free = input && known && can && names.takeIfFree(name)
      if (!free || !input || !known) continue
      fields[free] = {
        type: isList ? new GraphQLList(new GraphQLNonNull(input)) : input,
        description: 'Only where the row itself is inserted',
        ...meanInput({ kind: 'nested', name: known }),
      }
    }
  }
}
