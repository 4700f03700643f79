import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

export interface Operation {
  fragments: Record<string, FragmentDefinitionNode>
  variables: Record<string, unknown>
}

export const fragmentsOf = (document: DocumentNode): Operation['fragments'] =>
  Object.fromEntries(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  )

/** Fields by the key they answer under, as GraphQL merges them (spec §6.3.2). */
export function collectFields(
  operation: Operation,
  type: GraphQLObjectType,
  sets: readonly (SelectionSetNode | undefined)[],
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>()
  for (const set of sets) if (set) collectFrom(operation, type, set, fields, new Set())
  return fields
}

function collectFrom(
  operation: Operation,
  type: GraphQLObjectType,
  set: SelectionSetNode,
  fields: Map<string, FieldNode[]>,
  seen: Set<string>,
): void {
  for (const node of set.selections) {
    if (!isIncluded(operation, node)) continue
    if (node.kind === Kind.FIELD) {
      const key = node.alias?.value ?? node.name.value
      fields.set(key, [...(fields.get(key) ?? []), node])
      continue
    }
    const fragment =
      node.kind === Kind.FRAGMENT_SPREAD ? operation.fragments[node.name.value] : node
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      if (seen.has(node.name.value)) continue
      seen.add(node.name.value)
    }
    const on = fragment?.typeCondition?.name.value
    if (fragment && (on === undefined || on === type.name)) {
      collectFrom(operation, type, fragment.selectionSet, fields, seen)
    }
  }
}

function isIncluded({ variables }: Operation, node: SelectionNode): boolean {
  if (!node.directives || node.directives.length === 0) return true
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false
}
