import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { invalid } from '../../kernel/errors.ts'
import * as settings from '../settings/index.ts'
import { fragmentsOf } from './collect.ts'

/** `graphql.<name>` among the settings. */
export interface GraphQLLimits {
  enabled: boolean
  introspection: boolean
  max_depth: number
  max_complexity: number
  max_fields_per_lvl: number
}

export const limitsOf = settings.groupOf<GraphQLLimits>(['graphql.'], {
  enabled: true,
  introspection: true,
  max_depth: 10,
  max_complexity: 1_000,
  max_fields_per_lvl: 50,
})

export const maxTokens = 5_000

interface Weight {
  depth: number
  cost: number
  /** On this level, and on the widest one below. */
  fields: number
  widest: number
}

const nothing: Weight = { depth: 0, cost: 0, fields: 0, widest: 0 }

/**
 * What a document may ask for, weighed before anything is planned: each fragment once, whatever
 * spreads it, so that the weighing itself cannot be the attack.
 * @throws invalid over a limit
 */
export function mustBeLight(
  schema: GraphQLSchema,
  document: DocumentNode,
  limits: GraphQLLimits,
): void {
  const scales = new Scales(fragmentsOf(document), schema)
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION || isIntrospection(definition)) continue
    const { operation, selectionSet } = definition
    const weight = scales.weigh(selectionSet, schema.getRootType(operation) ?? undefined)
    const widest = Math.max(weight.fields, weight.widest)
    const total = weight.cost + (operation === 'mutation' ? 10 * selectionSet.selections.length : 0)
    if (weight.depth > limits.max_depth) throw over('depth', weight.depth, limits.max_depth)
    if (widest > limits.max_fields_per_lvl)
      throw over('number of fields on one level', widest, limits.max_fields_per_lvl)
    if (total > limits.max_complexity) throw over('cost', total, limits.max_complexity)
  }
}

const over = (what: string, is: number, most: number) =>
  invalid(
    'query_too_complex',
    `The ${what} of this query is ${Math.min(is, 1e9)}, at most ${most} is allowed`,
  )

const isMeta = (name: string): boolean =>
  name === '__schema' || name === '__type' || name === '__typename'

export const isIntrospection = ({ selectionSet }: OperationDefinitionNode): boolean =>
  selectionSet.selections.every((node) => node.kind === Kind.FIELD && isMeta(node.name.value))

/** What the schema does not know weighs as a plain field; validation refuses it. */
class Scales {
  readonly #fragments: Record<string, FragmentDefinitionNode>
  readonly #schema: GraphQLSchema
  readonly #known = new Map<string, Weight>()

  constructor(fragments: Record<string, FragmentDefinitionNode>, schema: GraphQLSchema) {
    this.#fragments = fragments
    this.#schema = schema
  }

  weigh(set: SelectionSetNode, type: GraphQLObjectType | undefined): Weight {
    const whole: Weight = { ...nothing }
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) add(whole, this.#field(node, type))
      else if (node.kind === Kind.FRAGMENT_SPREAD) add(whole, this.#fragment(node.name.value))
      else add(whole, this.weigh(node.selectionSet, type))
    }
    return whole
  }

  /** A list costs as many times as it may have rows: a small number where nobody says. */
  #field(
    { name, selectionSet, arguments: args = [] }: FieldNode,
    type?: GraphQLObjectType,
  ): Weight {
    const isPlain = !selectionSet || isMeta(name.value)
    if (isPlain) return { ...nothing, depth: 1, cost: isMeta(name.value) ? 0 : 1, fields: 1 }
    const field = type?.getFields()[name.value]
    const inner = this.weigh(selectionSet, field && objectIn(field.type))
    const limit = args.find((argument) => rowArguments.has(argument.name.value))?.value
    const rows = limit?.kind === Kind.INT ? Number(limit.value) : 10
    const isList = field !== undefined && isListType(getNullableType(field.type))
    const times = isList ? Math.min(Math.max(rows, 1), 10) : 1
    return {
      depth: inner.depth + 1,
      cost: Math.min(times + inner.cost * (times > 1 ? 2 : 1), 1e12),
      fields: 1,
      widest: Math.max(inner.fields, inner.widest),
    }
  }

  #fragment(name: string): Weight {
    const known = this.#known.get(name)
    if (known) return known
    // A cycle weighs nothing here; validation refuses it.
    this.#known.set(name, nothing)
    const fragment = this.#fragments[name]
    const type = fragment && this.#schema.getType(fragment.typeCondition.name.value)
    const weight = fragment
      ? this.weigh(fragment.selectionSet, isObjectType(type) ? type : undefined)
      : nothing
    this.#known.set(name, weight)
    return weight
  }
}

const rowArguments = new Set(['limit', 'first', 'last'])

function objectIn(type: GraphQLOutputType): GraphQLObjectType | undefined {
  const named = getNamedType(type)
  return isObjectType(named) ? named : undefined
}

function add(whole: Weight, part: Weight): void {
  whole.depth = Math.max(whole.depth, part.depth)
  whole.cost = Math.min(whole.cost + part.cost, 1e12)
  whole.fields = Math.min(whole.fields + part.fields, 1e12)
  whole.widest = Math.max(whole.widest, part.widest)
}
