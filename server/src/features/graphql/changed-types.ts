import {
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLFieldConfig,
  type GraphQLInputFieldConfigMap,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
} from 'graphql'
import type { Column, Relation } from '../../engines/catalog/index.ts'
import { mean, meanInput, type Told } from './meanings.ts'
import { columnFields, Names } from './names.ts'
import type { Fields } from './parts.ts'
import { DateTime, scalarOf } from './scalars.ts'

/** The types of a subscription: changes of a table, told as they are committed. */
export class ChangedTypes {
  readonly #names: Names
  readonly #event = new GraphQLEnumType({
    name: 'ChangeEvent',
    values: { INSERT: {}, UPDATE: {}, DELETE: {} },
  })

  constructor(names: Names) {
    this.#names = names
  }

  field(
    relation: Relation,
    name: string,
    columns: readonly Column[],
  ): GraphQLFieldConfig<unknown, unknown> {
    return {
      type: new GraphQLNonNull(this.#changed(name, columns)),
      description: `Changes of ${relation.name}, in order, as far as you could read the rows`,
      args: {
        events: { type: new GraphQLList(new GraphQLNonNull(this.#event)) },
        filter: { type: this.#filter(name, columns) },
        cursor: { type: GraphQLString, description: 'Goes on after the change it came with' },
      },
      ...mean({ kind: 'changed', relation }),
    }
  }

  #changed(name: string, columns: readonly Column[]): GraphQLObjectType {
    const row = new GraphQLObjectType({
      name: this.#names.take(`${name}Row`),
      description: 'A row by itself; of one that is too large, or no longer yours to see, its key',
      fields: rowFields(columns),
    })
    const told = (part: Told, type: GraphQLOutputType, description?: string) => ({
      [part]: { type, description, ...mean({ kind: 'told', part }) },
    })
    return new GraphQLObjectType({
      name: this.#names.take(`${name}Changed`),
      fields: {
        ...told('event', new GraphQLNonNull(this.#event)),
        ...told('new', row, 'The row as it is now; null when it is gone'),
        ...told('old', row, 'The row as it was, where you could see it'),
        ...told('commitTimestamp', new GraphQLNonNull(DateTime)),
        ...told('cursor', new GraphQLNonNull(GraphQLString), 'To go on from here'),
        ...told('keyOnly', new GraphQLNonNull(GraphQLBoolean), 'Of the rows only the key is told'),
      },
    })
  }

  /** What a row can be asked by itself, where the answer is the database's own. */
  #filter(name: string, columns: readonly Column[]): GraphQLInputObjectType {
    const made: GraphQLInputObjectType = new GraphQLInputObjectType({
      name: this.#names.take(`${name}ChangedFilter`),
      fields: () => {
        const list = new GraphQLList(new GraphQLNonNull(made))
        return {
          ...comparisons(columns),
          _and: { type: list, ...meanInput({ kind: 'logic', op: 'and' }) },
          _or: { type: list, ...meanInput({ kind: 'logic', op: 'or' }) },
          _not: { type: made, ...meanInput({ kind: 'logic', op: 'not' }) },
        }
      },
    })
    return made
  }
}

const rowFields = (columns: readonly Column[]): Fields =>
  Object.fromEntries(
    [...columnFields(columns)].map(([column, field]) => [
      field,
      { type: scalarOf(column), description: column.comment, ...mean({ kind: 'column', column }) },
    ]),
  )

function comparisons(columns: readonly Column[]): GraphQLInputFieldConfigMap {
  const names = new Names()
  const fields: GraphQLInputFieldConfigMap = {}
  for (const [column, field] of columnFields(columns)) {
    const scalar = scalarOf(column)
    for (const op of [...operatorsOf(column), 'is_null']) {
      const listed = op === 'in' ? new GraphQLList(new GraphQLNonNull(scalar)) : scalar
      const type = op === 'is_null' ? GraphQLBoolean : listed
      fields[names.take(`${field}_${op}`)] = {
        type,
        ...meanInput({ kind: 'compare', column, op }),
      }
    }
  }
  return fields
}

const equality = ['eq', 'neq', 'in'] as const
const order = ['gt', 'gte', 'lt', 'lte'] as const

/** Texts have no order here: that of the database is its collation's. */
function operatorsOf({ base, category }: Column): readonly string[] {
  if (['text', 'varchar', 'name'].includes(base)) return [...equality, 'like', 'ilike']
  if (category === 'N') return [...equality, ...order]
  if (['date', 'timestamp', 'timestamptz'].includes(base)) return [...equality, ...order]
  return base === 'uuid' || base === 'bool' || category === 'E' ? equality : []
}
