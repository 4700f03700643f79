import type { Relation } from '../../engines/catalog/index.ts'
import { AppError } from '../../kernel/errors.ts'
import type { Comparison, Group, Made, Test } from './ask.ts'
import { findWay, targetOf } from './embeds.ts'
import {
  arrayText,
  containedText,
  distanceAndShape,
  geoJson,
  listText,
  pattern,
  readList,
  scalar,
  sideOf,
} from './encode.ts'
import { expressionOf } from './expressions.ts'
import { badBody, badQuery, noColumn } from './faults.ts'
import { type Operator, operators } from './operators.ts'
import type { Scope } from './rights.ts'
import { isSearch } from './search-words.ts'
import type { Condition, Expression, Field, MadeValue, Slot } from './tree.ts'

export type Embed = Extract<Field, { kind: 'embed' }>

export const existsIn = (embed: Embed, negated = false): Condition => ({
  kind: 'exists',
  negated,
  way: embed.way,
  where: embed.query.where,
})

/** The condition a test makes at this level; undefined where it belongs to another one. */
export function conditionHere(
  scope: Scope,
  relation: Relation,
  test: Test,
  path: readonly string[],
  embeds: readonly Embed[],
): Condition | undefined {
  if (test.kind !== 'compare') {
    return equals(test.path, path) ? groupOf(scope, relation, test, embeds) : undefined
  }
  const { reference } = test
  return equals(reference.path, path) ? conditionOf(scope, relation, test, embeds) : undefined
}

const equals = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((part, i) => part === b[i])

const groupOf = (
  scope: Scope,
  relation: Relation,
  group: Group,
  embeds: readonly Embed[],
): Condition => ({
  kind: 'group',
  join: group.kind,
  negated: group.negated,
  conditions: group.tests.map((test) =>
    test.kind === 'compare'
      ? related(scope, relation, test, test.reference.path, embeds)
      : groupOf(scope, relation, test, embeds),
  ),
})

/** Inside a group a column of a related row is a question whether there is such a row. */
function related(
  scope: Scope,
  relation: Relation,
  test: Comparison,
  path: readonly string[],
  embeds: readonly Embed[],
): Condition {
  const [head, ...rest] = path
  if (head === undefined) return conditionOf(scope, relation, test, embeds)
  const way = embeds.find((embed) => embed.key === head)?.way ?? findWay(scope, relation, head)
  const where = [related(scope, targetOf(way), test, rest, [])]
  return { kind: 'exists', negated: false, way, where }
}

function conditionOf(
  scope: Scope,
  relation: Relation,
  test: Comparison,
  embeds: readonly Embed[],
): Condition {
  const { name, steps } = test.reference
  const embed = relation.columns.has(name) ? undefined : embeds.find((e) => e.key === name)
  if (embed && steps.length === 0) return presence(embed, test)
  const operator = operators[test.op]
  if (!operator) throw badQuery(name, `There is no operator ${test.op}`)
  const left = expressionOf(scope, relation, test.reference)
  mustHaveExtension(scope, operator, test.op)
  const { negated, modifier, made } = test
  if (made) {
    return { kind: 'compare', left, operator, negated, modifier, right: madeValue(left, made) }
  }
  const right =
    typeof test.operand === 'string'
      ? test.operand
      : slotsOf(name, left, operator, modifier, test.operand)
  return { kind: 'compare', left, operator, negated, modifier, right }
}

/** What was made is compared as the type of the column. */
function madeValue(left: Expression, made: Made): MadeValue {
  if (left.kind === 'column' && left.steps.length === 0) return { made, type: left.column.type }
  throw badBody(['filter'], 'Only a column is compared with an earlier result')
}

/** `posts=is.null`: rows without posts. */
function presence(embed: Embed, { op, operand, negated, reference }: Comparison): Condition {
  const keyword = op === 'is' ? operand : undefined
  if (keyword !== 'null' && keyword !== 'not_null') throw noColumn('This table', reference.name)
  return existsIn(embed, (keyword === 'null') !== negated)
}

const extensionOf = { spatial: 'postgis', within: 'postgis', vector: 'vector' } as const

export function mustHaveExtension(scope: Scope, { kind }: Operator, op: string): void {
  const extension = extensionOf[kind as keyof typeof extensionOf]
  if (extension === undefined || scope.catalog.extensions.has(extension)) return
  throw new AppError(
    'not_implemented',
    'extension_missing',
    `${op} needs the extension ${extension}`,
    {
      details: { extension },
    },
  )
}

/** How the operand at a place becomes a parameter, by the type of the left side. */
export function slotsOf(
  name: string,
  left: Expression,
  operator: Operator,
  modifier: string | undefined,
  operand: number,
): Slot[] {
  const side = sideOf(left.kind === 'column' ? left.column : left.computed, left.steps)
  const from =
    (encode: (text: string) => string): Slot =>
    (given) =>
      encode(given.operands[operand] ?? '')
  if (modifier === 'any' || modifier === 'all') {
    const each = operator.kind === 'like' ? pattern : (text: string) => scalar(side, text)
    return [from((text) => arrayText(readList(name, text).map((item) => item && each(item))))]
  }
  if (operator.kind === 'list') return [from(listText(name, side))]
  if (operator.kind === 'contain' || operator.kind === 'element')
    return [from((text) => containedText(name, side, text))]
  if (operator.kind === 'like') return [from(pattern)]
  if (operator.kind === 'spatial') return [from((text) => geoJson(name, text))]
  if (operator.kind === 'vector') return []
  if (operator.kind === 'within') {
    return [
      from((text) => distanceAndShape(name, text)[0]),
      from((text) => distanceAndShape(name, text)[1]),
    ]
  }
  if (operator.sql === 'to_tsquery') return [from((text) => searchText(name, text))]
  return [from((text) => scalar(side, text))]
}

function searchText(name: string, text: string): string {
  if (!isSearch(text)) throw badQuery(name, 'The text of the search cannot be read')
  return text
}
