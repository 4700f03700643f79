import type { Link, Relation } from '../../engines/catalog/index.ts'
import { AppError } from '../../kernel/errors.ts'
import { badQuery } from './faults.ts'
import { linksFor, mustReach, nameOf, type Scope } from './rights.ts'
import type { Way } from './tree.ts'

export const targetOf = (way: Way): Relation => (way.kind === 'link' ? way.link.target : way.target)

export const isSingle = (way: Way): boolean =>
  way.kind === 'link' ? way.link.isSingle : way.computed.isSingle

/**
 * Where `rel` leads from a relation: a table or view by name, a foreign key by its
 * name, its column or its column without `_id`, a function of the row. A hint picks among several.
 * @throws invalid where it leads nowhere; 300 `pgrst201` where it leads to several places
 */
export function findWay(scope: Scope, from: Relation, name: string, hint?: string): Way {
  const computed = from.computed.find((c) => c.name === name && c.target !== null)
  const target = computed?.target ? scope.catalog.byOid.get(computed.target) : undefined
  if (computed && target && computed.callers.includes(scope.role)) {
    mustReach(scope, target)
    return { kind: 'function', computed, target }
  }
  const link = pick(scope, from, name, hint)
  mustReach(scope, link.target)
  if (link.junction) mustReach(scope, link.junction.relation)
  return { kind: 'link', link }
}

function pick(scope: Scope, from: Relation, name: string, hint: string | undefined): Link {
  const links = linksFor(scope, from)
  for (const candidates of byNearness(from, links, name, hint)) {
    if (candidates.length === 1 && candidates[0]) return candidates[0]
    if (candidates.length > 1) throw ambiguous(from, name, candidates)
  }
  throw badQuery(
    'select',
    `There is no relationship between ${nameOf(from)} and ${name}`,
    'Name a related table, a foreign key, or the column of one',
  )
}

/** Sets of links that a name could mean, the likeliest first. */
function* byNearness(
  from: Relation,
  links: Link[],
  name: string,
  hint: string | undefined,
): Generator<Link[]> {
  const named = links.filter((link) => link.target.name === name)
  const hinted = hint === undefined ? named : named.filter((link) => isMeant(link, hint))
  const direct = hinted.filter((link) => !link.junction)
  if (hint !== undefined) {
    // Within one table both ends of a key have its name: a column means the end that holds it, the
    // constraint the other one.
    const ends = direct.filter((link) => link.near.includes(hint))
    yield direct.length > 1 && ends.length === 0 ? direct.filter((l) => l.near.length === 0) : ends
    yield direct
    yield hinted
    return
  }
  // The own schema first, then others.
  yield direct.filter((link) => link.target.schema === from.schema)
  yield direct
  yield links.filter((link) => link.near.length === 1 && isColumnName(link.near[0] ?? '', name))
  yield links.filter((link) => !link.junction && link.constraints.includes(name) && isTable(link))
  yield hinted.filter((link) => link.target.schema === from.schema)
  yield hinted
}

const isTable = (link: Link): boolean => link.target.kind === 'table'

/** Documents write `author(name)` for the column `author_id`. */
const isColumnName = (column: string, name: string): boolean =>
  column === name || column === `${name}_id` || column === `${name}Id`

function isMeant(link: Link, hint: string): boolean {
  if (link.constraints.includes(hint)) return true
  if (link.junction) return link.junction.relation.name === hint
  return [...link.near, ...link.far].some((column) => isColumnName(column, hint))
}

function ambiguous(from: Relation, name: string, links: readonly Link[]): AppError {
  const candidates = links.map((link) => ({
    relationship: `${nameOf(from)} → ${nameOf(link.target)}`,
    cardinality: link.junction ? 'many-to-many' : link.near.length > 0 ? 'to-one' : 'to-many',
    through: link.junction ? nameOf(link.junction.relation) : link.constraints[0],
  }))
  // Both ends of a key within one table bear its name: the end that holds it is known by its column.
  const hints = links.map(
    (link) =>
      link.junction?.relation.name ??
      (link.target === from && link.near.length === 1 ? link.near[0] : link.constraints[0]),
  )
  return new AppError('invalid', 'pgrst201', `${name} could mean more than one relationship`, {
    details: { candidates, hint: `Write one of ${hints.map((h) => `${name}!${h}`).join(', ')}` },
  })
}
