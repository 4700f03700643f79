import type { Relation } from '../../engines/catalog/index.ts'
import { type Ask, embedPath, type Test } from './ask.ts'
import { conditionHere, type Embed, existsIn } from './conditions.ts'
import { findWay, isSingle, targetOf } from './embeds.ts'
import { expressionOf } from './expressions.ts'
import { badQuery } from './faults.ts'
import { resolveRange } from './ordering.ts'
import { readReference } from './references.ts'
import { mustReach, readable, type Scope } from './rights.ts'
import { splitOutside } from './scan.ts'
import { type Item, readSelect } from './select.ts'
import { constant, type Field, keysOf, type Query } from './tree.ts'
import { castOf } from './types.ts'
/**
 * Finds every name of a question among what its caller may use.
 * @throws invalid naming what is not there; forbidden for what is not open
 */
export function resolve(scope: Scope, relation: Relation, ask: Ask): Query {
  mustReach(scope, relation)
  const items = readSelect(ask.select?.trim() || '*')
  const groups = groupsOf(ask.groupBy ?? '')
  const grouped: Item[] = groups.map((name) => {
    const { name: column, steps } = readReference(name.trim())
    return { kind: 'column', name: column, steps: [...steps] }
  })
  const taken = new Set<Test>()
  const query = resolveLevel(scope, relation, mergeGroups(grouped, items), [], ask, taken)
  const stray = ask.tests.find((test) => !taken.has(test))
  if (stray) throw badQuery(pathOf(stray).join('.'), 'This is not embedded by select')
  for (const path of [...ask.embeds.keys()].map(embedPath)) {
    if (!hasEmbed(query, path)) throw badQuery(path.join('.'), 'This is not embedded by select')
  }
  if (ask.truncate !== undefined) query.truncate = constant(String(ask.truncate))
  return query
}

function groupsOf(text: string): string[] {
  const names = splitOutside(text, ',')
  if (!names) throw badQuery('group_by', 'Write names with commas between them')
  return names.filter((name) => name.trim() !== '')
}

/** Columns grouped by come first, once. */
function mergeGroups(grouped: Item[], items: Item[]): Item[] {
  const names = grouped.flatMap((item) => (item.kind === 'column' ? [item.name] : []))
  const rest = items.filter(
    (item) => !(item.kind === 'column' && !item.alias && names.includes(item.name)),
  )
  return [...grouped, ...rest]
}

const pathOf = (test: Test): readonly string[] =>
  test.kind === 'compare' ? [...test.reference.path, test.reference.name] : test.path

function hasEmbed(query: Query, [head, ...rest]: readonly string[]): boolean {
  const field = query.fields.find((f) => f.kind === 'embed' && f.key === head)
  return field?.kind === 'embed' && (rest.length === 0 || hasEmbed(field.query, rest))
}

function resolveLevel(
  scope: Scope,
  relation: Relation,
  items: readonly Item[],
  path: readonly string[],
  ask: Ask,
  taken: Set<Test>,
): Query {
  const query: Query = { relation, fields: [], where: [], order: [] }
  const hidden: Embed[] = []
  for (const item of items) {
    if (item.kind !== 'embed') put(query.fields, fieldsOf(scope, relation, item))
    else {
      const embed = resolveEmbed(scope, relation, item, path, ask, taken)
      if (item.inner) query.where.push(existsIn(embed))
      // An empty embed only filters.
      if (item.items.length > 0) put(query.fields, [embed])
      else hidden.push(embed)
    }
  }
  const embeds = [...query.fields.filter((f) => f.kind === 'embed'), ...hidden]
  for (const test of ask.tests) {
    if (taken.has(test)) continue
    const condition = conditionHere(scope, relation, test, path, embeds)
    if (!condition) continue
    taken.add(test)
    query.where.push(condition)
  }
  resolveRange(scope, query, path, ask)
  return query
}

/** A key once, whether written here or spread from an embed; the last one counts: `*,id` means what it says. */
function put(fields: Field[], more: readonly Field[]): void {
  for (const field of more) {
    const keys = keysOf([field])
    for (const known of fields) {
      if (isSpread(known))
        known.query.fields = known.query.fields.filter((f) => !keys.includes(f.key))
    }
    const at = fields.findIndex((known) => !isSpread(known) && keys.includes(known.key))
    if (at < 0) fields.push(field)
    else if (!isSpread(field)) fields[at] = field
    else {
      const kept = fields.filter((known) => isSpread(known) || !keys.includes(known.key))
      fields.splice(0, fields.length, ...kept, field)
    }
  }
}

const isSpread = (field: Field): field is Embed => field.kind === 'embed' && field.spread

function fieldsOf(
  scope: Scope,
  relation: Relation,
  item: Exclude<Item, { kind: 'embed' }>,
): Field[] {
  if (item.kind === 'all') {
    return readable(scope, relation).map((column) => ({
      kind: 'value',
      key: column.name,
      expression: { kind: 'column', column, steps: [] },
    }))
  }
  const cast = item.cast === undefined ? {} : { cast: castOf(scope.catalog, item.cast) }
  if (isCount(relation, item)) {
    readable(scope, relation)
    return [{ kind: 'aggregate', key: keyed(item.alias ?? 'count'), fn: 'count', ...cast }]
  }
  if (item.kind === 'column') {
    const expression = expressionOf(scope, relation, item)
    return [
      {
        kind: 'value',
        key: keyed(item.alias ?? item.steps.at(-1)?.key ?? item.name),
        expression,
        ...cast,
      },
    ]
  }
  const { fn, name, suffixed } = item
  if (name === undefined && fn !== 'count') throw badQuery('select', `${fn} needs a column`)
  const key = keyed(item.alias ?? (suffixed || name === undefined ? fn : `${fn}_${name}`))
  if (name === undefined) readable(scope, relation)
  const of =
    name === undefined
      ? {}
      : { expression: expressionOf(scope, relation, { name, steps: item.steps }) }
  return [{ kind: 'aggregate', key, fn, ...of, ...cast }]
}

/** `posts(count)`: as clients wrote it before there were aggregates. */
const isCount = (relation: Relation, item: Exclude<Item, { kind: 'embed' | 'all' }>): boolean =>
  item.kind === 'column' && item.name === 'count' && !relation.columns.has('count')

/** PostgreSQL cuts names; a cut key would be another than asked for. */
function keyed(key: string): string {
  if (Buffer.byteLength(key) > 63 || key.includes('\0'))
    throw badQuery('select', 'A key has at most 63 bytes')
  return key
}

function resolveEmbed(
  scope: Scope,
  relation: Relation,
  item: Extract<Item, { kind: 'embed' }>,
  path: readonly string[],
  ask: Ask,
  taken: Set<Test>,
): Embed {
  const way = findWay(scope, relation, item.name, item.hint)
  const key = keyed(item.alias ?? item.name)
  const query = resolveLevel(scope, targetOf(way), item.items, [...path, key], ask, taken)
  return { kind: 'embed', key, way, query, isSingle: isSingle(way), spread: item.spread }
}
