import { useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { query } from '../../api/query.ts'
import { countRows, nameIn, type Row } from '../../catalog/rows.ts'
import {
  type ForeignKey,
  pathOf,
  pointingAt,
  type Structure,
  type Table,
} from '../../catalog/schema.ts'
import { PageLink } from '../../ui/link.tsx'
import { writeConditions } from './operators.ts'

/** Rows of other tables that point at this one. */
export function Relations({
  structure,
  table,
  row,
}: {
  structure: Structure
  table: Table
  row: Row
}) {
  const relations = pointingAt(structure, table)
  if (relations.length === 0) return null
  return (
    <section className="mt-5">
      <h3 className="mb-1.5 font-semibold">What points here</h3>
      <ul className="overflow-hidden rounded-md border border-line">
        {relations.map(({ table: from, key }) => (
          <Relation
            key={`${from.schema}.${from.name}.${key.name}`}
            from={from}
            link={key}
            row={row}
          />
        ))}
      </ul>
    </section>
  )
}

function Relation({ from, link, row }: { from: Table; link: ForeignKey; row: Row }) {
  const values = link.columns.map((column, i) => ({
    column,
    operator: 'eq',
    value: row[link.references.columns[i] ?? ''] ?? '',
  }))
  const filters = values.map(({ column, value }) => [nameIn(column), `eq.${value}`] as const)
  const count = useQuery(
    query(['tables', from.schema, from.name, 'pointing', filters], async (signal) => ({
      data: await countRows(from, filters, signal),
    })),
  )
  return (
    <li className="border-b border-line last:border-0">
      <PageLink
        plain
        to={pathOf(from)}
        search={{ where: writeConditions(values) }}
        className="flex items-center gap-2 px-3 py-2 hover:bg-hover"
      >
        <span className="min-w-0 grow truncate">
          {from.name} <span className="text-xs text-faint">by {link.columns.join(', ')}</span>
        </span>
        <span className="text-xs text-muted tabular-nums">
          {count.data?.toLocaleString('en') ?? '…'}
        </span>
        <ArrowRight aria-hidden className="size-4 text-faint" />
      </PageLink>
    </li>
  )
}
