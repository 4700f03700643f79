import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type IntValueNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { invalid } from '../../kernel/errors.ts'
import { fragmentsOf } from './collect.ts'

/** `graphql.<name>` among the settings (contract fluxbase-data §4.1). */
export interface GraphQLLimits {
  enabled: boolean
  introspection: boolean
  max_depth: number
  max_complexity: number
  max_fields_per_lvl: number
}

export const defaultLimits: GraphQLLimits = {
  enabled: true,
  introspection: true,
  max_depth: 10,
  max_complexity: 1_000,
  max_fields_per_lvl: 50,
}

export const maxTokens = 5_000

interface Weight {
  depth: number
  cost: number
  fields: number
}

/**
 * What a document may ask for, weighed before anything is planned: each fragment once, whatever
 * spreads it, so that the weighing itself cannot be the attack.
 * @throws invalid over a limit
 */
export function mustBeLight(document: DocumentNode, limits: GraphQLLimits): void {
  const scales = new Scales(fragmentsOf(document))
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION || isIntrospection(definition)) continue
    const { depth, cost, fields } = scales.weigh(definition.selectionSet)
    const isChange = definition.operation === 'mutation'
    const total = cost + (isChange ? 10 * definition.selectionSet.selections.length : 0)
    if (depth > limits.max_depth) throw over('depth', depth, limits.max_depth)
    if (fields > limits.max_fields_per_lvl)
      throw over('number of fields on one level', fields, limits.max_fields_per_lvl)
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

class Scales {
  readonly #fragments: Record<string, FragmentDefinitionNode>
  readonly #known = new Map<string, Weight>()

  constructor(fragments: Record<string, FragmentDefinitionNode>) {
    this.#fragments = fragments
  }

  weigh(set: SelectionSetNode): Weight {
    const whole: Weight = { depth: 0, cost: 0, fields: 0 }
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        add(whole, this.#field(node.name.value, node.selectionSet, node.arguments))
      } else {
        const part =
          node.kind === Kind.FRAGMENT_SPREAD
            ? this.#fragment(node.name.value)
            : this.weigh(node.selectionSet)
        add(whole, part)
      }
    }
    return whole
  }

  /** A list costs as many times as it may have rows: a small number where nobody says. */
  #field(
    name: string,
    set: SelectionSetNode | undefined,
    args: readonly { name: { value: string }; value: { kind: string } }[] = [],
  ): Weight {
    if (!set || isMeta(name)) return { depth: 1, cost: isMeta(name) ? 0 : 1, fields: 1 }
    const inner = this.weigh(set)
    const isList =
      args.some(({ name: { value } }) =>
        ['limit', 'filter', 'orderBy', 'offset'].includes(value),
      ) || name.endsWith('s')
    const limit = args.find(({ name: { value } }) => value === 'limit')?.value
    const rows = limit?.kind === Kind.INT ? Number((limit as unknown as IntValueNode).value) : 10
    const times = isList ? Math.min(Math.max(rows, 1), 10) : 1
    return {
      depth: inner.depth + 1,
      cost: Math.min(times + inner.cost * (times > 1 ? 2 : 1), 1e12),
      fields: 1,
    }
  }

  #fragment(name: string): Weight {
    const known = this.#known.get(name)
    if (known) return known
    // A cycle weighs nothing here; validation refuses it.
    this.#known.set(name, { depth: 0, cost: 0, fields: 0 })
    const fragment = this.#fragments[name]
    const weight = fragment ? this.weigh(fragment.selectionSet) : { depth: 0, cost: 0, fields: 0 }
    this.#known.set(name, weight)
    return weight
  }
}

function add(whole: Weight, part: Weight): void {
  whole.depth = Math.max(whole.depth, part.depth)
  whole.cost = Math.min(whole.cost + part.cost, 1e12)
  whole.fields = Math.min(whole.fields + part.fields, 1e12)
}
