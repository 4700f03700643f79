import type { ForeignKey, Link, Relation } from './model.ts'

type Views = ReadonlyMap<number, readonly { view: number; columns: ReadonlySet<string> }[]>

/** A foreign key between two relations that exist; views stand for the tables they show. */
interface Edge {
  key: ForeignKey
  source: Relation
  target: Relation
}

/**
 * How each relation leads to others: its own foreign keys, those that point at it, and pairs of them
 * through a junction (a table whose primary key holds both). Found when first asked for.
 */
export function linksIn(
  relations: readonly Relation[],
  byOid: ReadonlyMap<number, Relation>,
  views: Views,
): (relation: Relation) => readonly Link[] {
  let edges: Edges | undefined
  const known = new Map<Relation, readonly Link[]>()
  return (relation) => {
    edges ??= edgesOf(relations, byOid, views)
    const links = known.get(relation) ?? linksOf(relation, edges)
    known.set(relation, links)
    return links
  }
}

interface Edges {
  from: Map<Relation, Edge[]>
  to: Map<Relation, Edge[]>
}

function edgesOf(
  relations: readonly Relation[],
  byOid: ReadonlyMap<number, Relation>,
  views: Views,
): Edges {
  const edges: Edges = { from: new Map(), to: new Map() }
  for (const table of relations) {
    for (const key of table.foreignKeys) {
      for (const source of standIns(table.oid, key.columns, byOid, views)) {
        for (const target of standIns(key.target, key.targetColumns, byOid, views)) {
          const edge = { key, source, target }
          edges.from.set(source, [...(edges.from.get(source) ?? []), edge])
          edges.to.set(target, [...(edges.to.get(target) ?? []), edge])
        }
      }
    }
  }
  return edges
}

/** The table, then the views that show these columns of it. */
function standIns(
  oid: number,
  columns: readonly string[],
  byOid: ReadonlyMap<number, Relation>,
  views: Views,
): Relation[] {
  const shown = (views.get(oid) ?? []).filter((view) =>
    columns.every((name) => view.columns.has(name) && byOid.get(view.view)?.columns.has(name)),
  )
  return [oid, ...shown.map((view) => view.view)].flatMap((id) => byOid.get(id) ?? [])
}

function linksOf(relation: Relation, edges: Edges): Link[] {
  const out = edges.from.get(relation) ?? []
  const back = edges.to.get(relation) ?? []
  return [...out.map(toOne), ...back.map(toMany), ...back.flatMap((edge) => through(edge, edges))]
}

const toOne = ({ key, target }: Edge): Link => ({
  target,
  isSingle: true,
  constraints: [key.name],
  on: pairs(key.columns, key.targetColumns),
  near: key.columns,
  far: [],
})

/** One at most where the foreign key is itself unique. */
const toMany = ({ key, source }: Edge): Link => ({
  target: source,
  isSingle: source.uniques.some((unique) => unique.every((name) => key.columns.includes(name))),
  constraints: [key.name],
  on: pairs(key.targetColumns, key.columns),
  near: [],
  far: key.columns,
})

/** Many to many: the junction's other foreign keys, where its primary key holds both. */
function through({ key, source: junction }: Edge, edges: Edges): Link[] {
  if (junction.kind !== 'table') return []
  const others = (edges.from.get(junction) ?? []).filter(
    (other) =>
      other.key.name !== key.name &&
      [...key.columns, ...other.key.columns].every((name) => junction.primaryKey.includes(name)),
  )
  return others.map((other) => ({
    target: other.target,
    isSingle: false,
    constraints: [key.name, other.key.name],
    on: pairs(key.targetColumns, key.columns),
    junction: { relation: junction, on: pairs(other.key.columns, other.key.targetColumns) },
    near: [],
    far: [],
  }))
}

const pairs = (near: readonly string[], far: readonly string[]): [string, string][] =>
  near.map((name, i) => [name, far[i] ?? ''])
