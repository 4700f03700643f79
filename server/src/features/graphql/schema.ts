import {
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLFieldConfig,
  type GraphQLInputFieldConfigMap,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql'
import type { Column, Relation } from '../../engines/catalog/index.ts'
import { isGuarded, may, type Scope, type Way } from '../tables/index.ts'
import { ChangedTypes } from './changed-types.ts'
import { connectionField } from './connection-types.ts'
import { Inputs } from './inputs.ts'
import { type Change, mean, meanInput } from './meanings.ts'
import { columnFields, fieldName, Names, singular, typeName } from './names.ts'
import {
  aggregateFields,
  directions,
  type Fields,
  keyArgs,
  listOf,
  rangeArgs,
  rowsOf,
  type Types,
  waysOf,
} from './parts.ts'
import { operatorsOf, scalarOf } from './scalars.ts'

/**
 * The schema of a role: what the role may not reach is not in it.
 */
export function buildSchema(scope: Scope): GraphQLSchema {
  return new Builder(scope).build()
}

class Builder {
  readonly #scope: Scope
  readonly #types = new Map<Relation, Types>()
  readonly #names = new Names()
  readonly #inputs: Inputs

  constructor(scope: Scope) {
    this.#scope = scope
    this.#inputs = new Inputs(scope, this.#types)
    for (const name of [
      'Query',
      'Mutation',
      'Subscription',
      'ChangeEvent',
      'PageInfo',
      'BigInt',
      'UUID',
      'JSON',
      'DateTime',
      'String',
      'Int',
      'Float',
      'Boolean',
      'ID',
    ]) {
      this.#names.take(name)
    }
  }

  build(): GraphQLSchema {
    const relations = this.#scope.catalog.relations.filter((r) => this.#isShown(r))
    for (const relation of relations) this.#types.set(relation, this.#typesOf(relation))
    return new GraphQLSchema({
      query: new GraphQLObjectType({ name: 'Query', fields: this.#queries() }),
      mutation: rootOf('Mutation', this.#mutations()),
      subscription: rootOf('Subscription', this.#subscriptions()),
    })
  }

  #isShown(relation: Relation): boolean {
    const { role, catalog } = this.#scope
    const isOpen = role === 'service_role' || isGuarded(catalog, relation)
    return (
      relation.schema === 'public' &&
      relation.entrants.includes(role) &&
      isOpen &&
      this.#readable(relation).length > 0
    )
  }

  #readable(relation: Relation): Column[] {
    return [...relation.columns.values()].filter((c) => may(c, 'select', this.#scope.role))
  }

  #typesOf(relation: Relation): Types {
    const name = this.#names.take(typeName(relation.name))
    return {
      name,
      object: new GraphQLObjectType({
        name,
        description: relation.comment,
        fields: () => this.#fields(relation),
      }),
      filter: new GraphQLInputObjectType({
        name: `${name}Filter`,
        fields: () => this.#filter(relation, name),
      }),
      orderBy: new GraphQLInputObjectType({
        name: `${name}OrderBy`,
        fields: this.#orderBy(relation, name),
      }),
      aggregate: new GraphQLObjectType({
        name: `${name}Aggregate`,
        fields: aggregateFields(name, this.#readable(relation)),
      }),
    }
  }

  // Objects

  #fields(relation: Relation): Fields {
    const names = new Names()
    const fields: Fields = {}
    for (const column of this.#readable(relation)) {
      const scalar = scalarOf(column)
      fields[names.take(fieldName(column.name))] = {
        type: column.notNull ? new GraphQLNonNull(scalar) : scalar,
        description: column.comment,
        ...mean({ kind: 'column', column }),
      }
    }
    for (const { name, way, target, isList } of waysOf(this.#scope, relation, (other) =>
      this.#types.has(other),
    )) {
      const types = this.#types.get(target)
      if (!types) continue
      const own = names.take(name)
      fields[own] = this.#wayField(way, types, isList)
      if (!isList) continue
      fields[names.take(`${own}Aggregate`)] = {
        type: new GraphQLNonNull(types.aggregate),
        args: { filter: { type: types.filter } },
        ...mean({ kind: 'wayAggregate', way, relation: target }),
      }
    }
    return fields
  }

  #wayField(way: Way, types: Types, isList: boolean): GraphQLFieldConfig<unknown, unknown> {
    const meaning = mean({ kind: 'way', way, isList })
    return isList
      ? { type: listOf(types.object), args: rangeArgs(types), ...meaning }
      : { type: types.object, ...meaning }
  }

  // Inputs

  #filter(relation: Relation, name: string): GraphQLInputFieldConfigMap {
    const own = this.#types.get(relation)?.filter
    const names = new Names()
    const fields: GraphQLInputFieldConfigMap = {}
    for (const [column, field] of columnFields(this.#readable(relation))) {
      const scalar = scalarOf(column)
      for (const op of operatorsOf(column)) {
        const type = op === 'in' ? new GraphQLList(new GraphQLNonNull(scalar)) : scalar
        fields[names.take(`${field}_${op}`)] = {
          type,
          ...meanInput({ kind: 'compare', column, op }),
        }
      }
      fields[names.take(`${field}_is_null`)] = {
        type: GraphQLBoolean,
        ...meanInput({ kind: 'compare', column, op: 'is_null' }),
      }
    }
    for (const { name: field, way, target } of waysOf(this.#scope, relation, (other) =>
      this.#types.has(other),
    )) {
      const type = this.#types.get(target)?.filter
      const free = type && names.takeIfFree(field)
      if (type && free) fields[free] = { type, ...meanInput({ kind: 'related', way }) }
    }
    if (own) {
      const list = new GraphQLList(new GraphQLNonNull(own))
      fields._and = { type: list, ...meanInput({ kind: 'logic', op: 'and' }) }
      fields._or = { type: list, ...meanInput({ kind: 'logic', op: 'or' }) }
      fields._not = { type: own, ...meanInput({ kind: 'logic', op: 'not' }) }
    }
    return Object.keys(fields).length > 0
      ? fields
      : { _placeholder: { type: GraphQLString, description: name } }
  }

  #orderBy(relation: Relation, name: string): GraphQLInputFieldConfigMap {
    const direction = new GraphQLEnumType({
      name: `${name}OrderDirection`,
      values: Object.fromEntries(directions.map((value) => [value, { value }])),
    })
    return Object.fromEntries(
      [...columnFields(this.#readable(relation))].map(([column, field]) => [
        field,
        { type: direction, ...meanInput({ kind: 'value', column }) },
      ]),
    )
  }

  // Roots

  #queries(): Fields {
    const names = new Names()
    const fields: Fields = {
      [names.take('_health')]: { type: GraphQLString, ...mean({ kind: 'health' }) },
    }
    for (const [relation, types] of this.#types) {
      const list = names.take(fieldName(relation.name))
      fields[list] = {
        type: rowsOf(types.object),
        args: rangeArgs(types),
        ...mean({ kind: 'list', relation }),
      }
      fields[names.take(`${list}Aggregate`)] = {
        type: types.aggregate,
        args: { filter: { type: types.filter } },
        ...mean({ kind: 'aggregate', relation }),
      }
      if (keyArgs(relation, this.#scope.role))
        fields[names.take(`${list}Connection`)] = connectionField(relation, types, this.#names)
    }
    for (const [relation, types] of this.#types) {
      const args = keyArgs(relation, this.#scope.role)
      if (!args) continue
      const plural = fieldName(relation.name)
      const one = singular(plural)
      const name =
        (one === plural ? undefined : names.takeIfFree(one)) ?? names.take(`${plural}ByPk`)
      fields[name] = { type: types.object, args, ...mean({ kind: 'single', relation }) }
    }
    return fields
  }

  /** Of the tables whose changes are told. */
  #subscriptions(): Fields {
    const names = new Names()
    const types = new ChangedTypes(this.#names)
    const followed = [...this.#types].filter(([relation]) => relation.isFollowed)
    return Object.fromEntries(
      followed.map(([relation, { name }]) => [
        names.take(`${fieldName(relation.name)}Changed`),
        types.field(relation, name, this.#readable(relation)),
      ]),
    )
  }

  #mutations(): Fields {
    const names = new Names()
    const fields: Fields = {}
    const all = [...this.#types].filter(
      ([relation]) => relation.kind === 'table' || relation.canInsert,
    )
    for (const [relation, types] of all) {
      if (relation.kind !== 'table') continue
      const input = this.#inputs.make(relation, this.#names.take(`${types.name}Input`))
      for (const [verb, field] of this.#changes(relation, types, input)) {
        fields[names.take(`${verb}${types.name}`)] = field
      }
    }
    for (const [relation, types] of all) {
      const alias = singular(types.name)
      if (
        relation.kind !== 'table' ||
        alias === types.name ||
        !this.#names.takeIfFree(`${alias}Input`)
      )
        continue
      const input = this.#inputs.make(relation, `${alias}Input`)
      for (const [verb, field] of this.#changes(
        relation,
        this.#aliasOf(relation, types, alias),
        input,
      )) {
        const free = names.takeIfFree(`${verb}${alias}`)
        if (free) fields[free] = field
      }
    }
    return fields
  }

  /** Documents say `insertPost(data: PostInput!)`: the same under another name. */
  #aliasOf(relation: Relation, types: Types, name: string): Types {
    if (!this.#names.takeIfFree(`${name}Filter`)) return types
    const filter = new GraphQLInputObjectType({
      name: `${name}Filter`,
      fields: () => this.#filter(relation, name),
    })
    return { ...types, filter }
  }

  *#changes(
    relation: Relation,
    types: Types,
    input: GraphQLInputObjectType,
  ): Generator<[Change, GraphQLFieldConfig<unknown, unknown>]> {
    const { role } = this.#scope
    const key = keyArgs(relation, this.#scope.role)
    const can = (right: 'insert' | 'update') =>
      [...relation.columns.values()].some((c) => may(c, right, role))
    const data = { data: { type: new GraphQLNonNull(input) } }
    const filter = { filter: { type: new GraphQLNonNull(types.filter) } }
    const of = (change: Change) => mean({ kind: 'change', change, relation })
    if (can('insert')) {
      const conflict = {
        onConflict: {
          type: new GraphQLList(new GraphQLNonNull(GraphQLString)),
          description: 'Unique columns: rows that are there are updated',
        },
      }
      const many = {
        data: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(input))) },
      }
      yield ['insert', { type: types.object, args: { ...data, ...conflict }, ...of('insert') }]
      yield [
        'insertMany',
        { type: rowsOf(types.object), args: { ...many, ...conflict }, ...of('insertMany') },
      ]
    }
    if (can('update')) {
      if (key) yield ['update', { type: types.object, args: { ...key, ...data }, ...of('update') }]
      yield [
        'updateMany',
        { type: rowsOf(types.object), args: { ...filter, ...data }, ...of('updateMany') },
      ]
    }
    if (relation.deleters.includes(role)) {
      if (key) yield ['delete', { type: types.object, args: key, ...of('delete') }]
      yield ['deleteMany', { type: GraphQLInt, args: filter, ...of('deleteMany') }]
    }
  }
}

const rootOf = (name: string, fields: Fields): GraphQLObjectType | null =>
  Object.keys(fields).length > 0 ? new GraphQLObjectType({ name, fields }) : null
