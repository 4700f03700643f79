import {
  type FieldNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  getArgumentValues,
  getNamedType,
} from 'graphql'
import type { Column, Relation } from '../../engines/catalog/index.ts'
import {
  type Choice,
  type Event,
  isWanted,
  mayConcern,
  type Outcome,
  type Row,
  type Rules,
  type Topic,
} from '../realtime/index.ts'
import { conditionOf, testsOf } from './changed-filter.ts'
import { collectFields, type Operation } from './collect.ts'
import { meaningOf, type Told } from './meanings.ts'
import { objectTypeOf, short } from './selection.ts'

/** A subscription, read: what is told, and from where on. */
export interface Subscription {
  topic: ChangedTopic
  cursor: bigint | undefined
}

/** What stands under one key of the answer. */
type Piece = { key: string } & (
  | { kind: 'fixed'; text: string }
  | { kind: 'told'; part: Exclude<Told, 'new' | 'old'> }
  | { kind: 'row'; side: 'new' | 'old'; columns: readonly Shown[] }
)

type Shown = { key: string } & ({ column: string; isLong: boolean } | { text: string })

const events: readonly Event[] = ['INSERT', 'UPDATE', 'DELETE']

/** @throws GraphQLError */
export function readSubscription(
  operation: Operation,
  type: GraphQLObjectType,
  set: FieldNode['selectionSet'],
): Subscription {
  const [[key, nodes] = ['', []]] = collectFields(operation, type, [set])
  const [node] = nodes
  const field = node && type.getFields()[node.name.value]
  if (!field) throw new GraphQLError('A subscription asks for one field')
  const meaning = meaningOf(field)
  if (meaning.kind !== 'changed') throw new Error(`${meaning.kind} is nothing to subscribe to`)
  const given = getArgumentValues(field, node, operation.variables)
  const pieces = piecesOf(operation, objectTypeOf(field), nodes)
  return {
    topic: new ChangedTopic(meaning.relation, short(key), choiceOf(field, given), pieces),
    cursor: readCursor(given.cursor),
  }
}

function choiceOf(
  { args }: GraphQLField<unknown, unknown>,
  given: Record<string, unknown>,
): Choice {
  const filter = args.find(({ name }) => name === 'filter')
  const type = filter && (getNamedType(filter.type) as GraphQLInputObjectType)
  const where = type ? conditionOf(given.filter, type) : { all: [] }
  const asked = [...new Set(testsOf(where).map(({ column }) => column))]
  return { events: (given.events as Event[] | null | undefined) ?? events, where, asked }
}

function readCursor(value: unknown): bigint | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string' && /^\d{1,18}$/.test(value)) return BigInt(value)
  throw new GraphQLError('cursor: As it came with a change')
}

function piecesOf(
  operation: Operation,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Piece[] {
  const sets = nodes.map(({ selectionSet }) => selectionSet)
  return [...collectFields(operation, type, sets)].map(([key, same]): Piece => {
    const [node] = same
    const field = node && type.getFields()[node.name.value]
    const meaning = field && meaningOf(field)
    if (!field || meaning?.kind !== 'told')
      return { key, kind: 'fixed', text: JSON.stringify(type.name) }
    const { part } = meaning
    if (part !== 'new' && part !== 'old') return { key, kind: 'told', part }
    return { key, kind: 'row', side: part, columns: shownOf(operation, objectTypeOf(field), same) }
  })
}

function shownOf(
  operation: Operation,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Shown[] {
  const sets = nodes.map(({ selectionSet }) => selectionSet)
  return [...collectFields(operation, type, sets)].map(([key, [node]]): Shown => {
    const field = node && type.getFields()[node.name.value]
    const meaning = field && meaningOf(field)
    if (meaning?.kind !== 'column') return { key, text: JSON.stringify(type.name) }
    return { key, column: meaning.column.name, isLong: isLong(meaning.column) }
  })
}

/** As in queries: readers of JSON would round 64-bit numbers. */
const isLong = ({ base }: Column): boolean => base === 'int8'

/** What one selection makes of the changes of a table. */
export class ChangedTopic implements Topic {
  readonly key: string
  readonly schema: string
  readonly table: string
  readonly count = 1
  readonly choice: Choice
  readonly #name: string
  readonly #pieces: readonly Piece[]

  constructor({ schema, name }: Relation, key: string, choice: Choice, pieces: readonly Piece[]) {
    this.schema = schema
    this.table = name
    this.choice = choice
    this.#name = JSON.stringify(key)
    this.#pieces = pieces
    this.key = `graphql ${JSON.stringify([schema, name, key, choice, pieces])}`
  }

  mayConcern(row: Row): boolean {
    return mayConcern(this.choice, row)
  }

  /** An execution result (GraphQL §7.1); what carries it adds its own around it. */
  frame(outcome: Outcome, rules: Rules): Buffer | undefined {
    if (!isWanted(this.choice, outcome, rules)) return undefined
    const parts = this.#pieces.map(
      (piece) => `${JSON.stringify(piece.key)}:${textOf(piece, outcome, rules)}`,
    )
    return Buffer.from(`{"data":{${this.#name}:{${parts.join(',')}}}}`)
  }
}

function textOf(piece: Piece, outcome: Outcome, rules: Rules): string {
  const { kind, row, keyOnly } = outcome
  if (piece.kind === 'fixed') return piece.text
  if (piece.kind === 'row') return rowText(piece.side, piece.columns, outcome, rules)
  if (piece.part === 'event') return JSON.stringify(kind)
  if (piece.part === 'keyOnly') return String(keyOnly || row.change.cut)
  const text = piece.part === 'cursor' ? String(row.change.seq) : row.change.at.toISOString()
  return JSON.stringify(text)
}

function rowText(
  side: 'new' | 'old',
  columns: readonly Shown[],
  { record, old, keyOnly }: Outcome,
  rules: Rules,
): string {
  const image = side === 'new' ? record : old
  if (!image) return 'null'
  const parts = columns.map((shown) => {
    if ('text' in shown) return `${JSON.stringify(shown.key)}:${shown.text}`
    const { column, isLong } = shown
    const isTold = rules.columns.includes(column) && (!keyOnly || rules.key.includes(column))
    const value = (isTold ? image.get(column) : undefined) ?? 'null'
    const text = isLong && value !== 'null' ? `"${value}"` : value
    return `${JSON.stringify(shown.key)}:${text}`
  })
  return `{${parts.join(',')}}`
}
