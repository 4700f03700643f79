import dagre from '@dagrejs/dagre'
import type { Table } from '../../catalog/schema.ts'

export const nodeWidth = 240
const headHeight = 34
const lineHeight = 22
const mostColumns = 12

export interface Box {
  id: string
  table: Table
  x: number
  y: number
  height: number
}

export interface Arrow {
  id: string
  from: string
  to: string
  label: string
}

export const idOf = ({ schema, name }: { schema: string; name: string }): string =>
  `${schema}.${name}`

/** Keys first, then the others; of wide tables the first few. */
export function columnsShown(table: Table): { shown: Table['columns']; more: number } {
  const isKey = (name: string) =>
    table.primary_key.includes(name) ||
    table.foreign_keys.some(({ columns }) => columns.includes(name))
  const sorted = [...table.columns].sort((a, b) => Number(isKey(b.name)) - Number(isKey(a.name)))
  return { shown: sorted.slice(0, mostColumns), more: Math.max(0, sorted.length - mostColumns) }
}

export const heightOf = (table: Table): number =>
  headHeight +
  lineHeight *
    (Math.min(table.columns.length, mostColumns) + (table.columns.length > mostColumns ? 1 : 0)) +
  6

/** Where every table stands, so that few arrows cross. Tables without any stand in rows below. */
export function layOut(tables: readonly Table[]): { boxes: Box[]; arrows: Arrow[] } {
  const ids = new Set(tables.map(idOf))
  const arrows = tables.flatMap((table) =>
    table.foreign_keys
      .map(({ name, columns, references }) => ({
        id: `${idOf(table)} ${name}`,
        from: idOf(table),
        to: `${references.schema}.${references.table}`,
        label: columns.join(', '),
      }))
      .filter(({ to }) => ids.has(to)),
  )
  const linked = new Set(arrows.flatMap(({ from, to }) => [from, to]))
  const graph = new dagre.graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 32, ranksep: 90 })
  graph.setDefaultEdgeLabel(() => ({}))
  const inGraph = tables.filter((table) => linked.has(idOf(table)))
  for (const table of inGraph)
    graph.setNode(idOf(table), { width: nodeWidth, height: heightOf(table) })
  for (const { id, from, to } of arrows) graph.setEdge(from, to, {}, id)
  dagre.layout(graph)
  const placed = inGraph.map((table): Box => {
    const { x, y } = graph.node(idOf(table))
    const height = heightOf(table)
    return { id: idOf(table), table, x: x - nodeWidth / 2, y: y - height / 2, height }
  })
  const below =
    Math.max(0, ...placed.map(({ y, height }) => y + height)) + (placed.length > 0 ? 60 : 0)
  return {
    boxes: [
      ...placed,
      ...inRows(
        tables.filter((table) => !linked.has(idOf(table))),
        below,
      ),
    ],
    arrows,
  }
}

function inRows(tables: readonly Table[], top: number): Box[] {
  const perRow = Math.max(3, Math.ceil(Math.sqrt(tables.length)))
  let y = top
  const boxes: Box[] = []
  for (let at = 0; at < tables.length; at += perRow) {
    const row = tables.slice(at, at + perRow)
    const top = y
    boxes.push(
      ...row.map((table, i) => ({
        id: idOf(table),
        table,
        x: i * (nodeWidth + 40),
        y: top,
        height: heightOf(table),
      })),
    )
    y += Math.max(...row.map(heightOf)) + 40
  }
  return boxes
}
