import {
  type FieldNode,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  Kind,
  type ValueNode,
  valueFromAST,
} from 'graphql'
import type { Slot } from '../tables/index.ts'

/**
 * Arguments of a field with their values out of the way: the shape of what was asked decides the
 * statement, the values only fill it. A leaf of a variable becomes a slot that reads it at each call.
 */
export type Argument =
  | { kind: 'null' }
  | {
      kind: 'leaf'
      /** Written in the document: part of the statement. */
      fixed?: true
      slot: Slot
      type: GraphQLInputType
      read: (given: { operands: readonly string[] }) => unknown
    }
  | { kind: 'list'; items: Argument[] }
  | { kind: 'object'; type: GraphQLInputObjectType; fields: Map<string, Argument> }

/** Values of leaves in the order in which the plan numbered them: JSON texts. */
export class Leaves {
  readonly paths: (readonly (string | number)[])[] = []

  /** A leaf at a place in the variables. */
  add(path: readonly (string | number)[]): number {
    return this.paths.push(path) - 1
  }

  /** JSON of each leaf, for one call. */
  operands(variables: Record<string, unknown>): string[] {
    return this.paths.map((path) => {
      let value: unknown = variables
      for (const step of path) value = (value as Record<string | number, unknown>)[step]
      return JSON.stringify(value ?? null)
    })
  }
}

export function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Record<string, unknown>,
  leaves: Leaves,
): Map<string, Argument> {
  const found = new Map<string, Argument>()
  for (const argument of field.args) {
    const given = node.arguments?.find(({ name }) => name.value === argument.name)
    const value = given && fromNode(given.value, argument.type, variables, leaves)
    if (value) found.set(argument.name, value)
    else if (argument.defaultValue !== undefined)
      found.set(argument.name, constantLeaf(argument.defaultValue, argument.type))
  }
  return found
}

/** Undefined for a variable that was not given. */
function fromNode(
  node: ValueNode,
  type: GraphQLInputType,
  variables: Record<string, unknown>,
  leaves: Leaves,
): Argument | undefined {
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value
    return Object.hasOwn(variables, name)
      ? fromValue(variables[name], type, [name], leaves)
      : undefined
  }
  if (isNonNullType(type)) return fromNode(node, type.ofType, variables, leaves)
  if (node.kind === Kind.NULL) return { kind: 'null' }
  if (isListType(type)) {
    if (isLeafList(type) && !holdsVariable(node))
      return constantLeaf(valueFromAST(node, type, variables), type)
    const items = node.kind === Kind.LIST ? node.values : [node]
    return {
      kind: 'list',
      items: items.map(
        (item) => fromNode(item, type.ofType, variables, leaves) ?? { kind: 'null' },
      ),
    }
  }
  if (isInputObjectType(type) && node.kind === Kind.OBJECT) {
    const fields = new Map<string, Argument>()
    for (const { name, value } of node.fields) {
      const field = type.getFields()[name.value]
      const argument = field && fromNode(value, field.type, variables, leaves)
      if (argument) fields.set(name.value, argument)
    }
    return { kind: 'object', type, fields }
  }
  return constantLeaf(valueFromAST(node, type, variables), type)
}

const isLeafList = (type: GraphQLInputType): boolean => {
  const item = isListType(type)
    ? isNonNullType(type.ofType)
      ? type.ofType.ofType
      : type.ofType
    : type
  return !isInputObjectType(item) && !isListType(item)
}

const holdsVariable = (node: ValueNode): boolean =>
  node.kind === Kind.VARIABLE || (node.kind === Kind.LIST && node.values.some(holdsVariable))

/** What a variable holds has been coerced by its type already. */
function fromValue(
  value: unknown,
  type: GraphQLInputType,
  path: readonly (string | number)[],
  leaves: Leaves,
): Argument {
  if (isNonNullType(type)) return fromValue(value, type.ofType, path, leaves)
  if (value === null || value === undefined) return { kind: 'null' }
  if (isListType(type)) {
    if (isLeafList(type)) return variableLeaf(type, path, leaves)
    const items = (Array.isArray(value) ? value : [value]) as unknown[]
    return {
      kind: 'list',
      items: items.map((item, i) => fromValue(item, type.ofType, [...path, i], leaves)),
    }
  }
  if (isInputObjectType(type)) {
    const fields = new Map<string, Argument>()
    for (const [name, inner] of Object.entries(value)) {
      const field = type.getFields()[name]
      if (field) fields.set(name, fromValue(inner, field.type, [...path, name], leaves))
    }
    return { kind: 'object', type, fields }
  }
  return decides(type) ? constantLeaf(value, type) : variableLeaf(type, path, leaves)
}

/** Directions, and whether something is null, are part of the statement. */
const decides = (type: GraphQLInputType): boolean =>
  isEnumType(type) || (isScalarType(type) && type.name === 'Boolean')

function variableLeaf(
  type: GraphQLInputType,
  path: readonly (string | number)[],
  leaves: Leaves,
): Argument {
  const place = leaves.add(path)
  const read = ({ operands }: { operands: readonly string[] }): unknown =>
    JSON.parse(operands[place] ?? 'null')
  return { kind: 'leaf', type, read, slot: (given) => textOf(read(given)) }
}

function constantLeaf(value: unknown, type: GraphQLInputType): Argument {
  if (value === null || value === undefined) return { kind: 'null' }
  return { kind: 'leaf', type, fixed: true, read: () => value, slot: () => textOf(value) }
}

/** As PostgreSQL reads it: JSON for what is no plain value. */
export const textOf = (value: unknown): string | null =>
  value === null || value === undefined
    ? null
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

/** The form of variables without their values: with it the statement is decided. */
export function shapeOf(value: unknown): string {
  if (value === null || value === undefined) return 'n'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (Array.isArray(value)) {
    const isPlain = value.every((item) => typeof item !== 'object' && typeof item !== 'boolean')
    return isPlain ? '[]' : `[${value.map(shapeOf).join()}]`
  }
  if (typeof value === 'string')
    return /^(ASC|DESC)(_NULLS_(FIRST|LAST))?$/.test(value) ? value : 'v'
  if (typeof value !== 'object') return 'v'
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}:${shapeOf(inner)}`)
    .join()}}`
}
