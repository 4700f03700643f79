import { useQuery } from '@tanstack/react-query'
import { query } from '../../api/query.ts'
import { nameIn, readRows } from '../../catalog/rows.ts'
import { pathOf, type Structure, type Table, tableOf } from '../../catalog/schema.ts'
import { Sheet } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Facts } from '../../ui/page.tsx'
import { CellText } from './cell.tsx'
import { writeConditions } from './operators.ts'
import { Relations } from './relations.tsx'

/** A row somewhere else, by the columns that name it. */
export interface Peeked {
  schema: string
  name: string
  key: [column: string, value: string][]
}

interface PeekProps {
  structure: Structure
  peeked: Peeked
  onClose: () => void
}

/** The row that a foreign key leads to, without leaving the table. */
export function Peek({ structure, peeked, onClose }: PeekProps) {
  const table = tableOf(structure, peeked.schema, peeked.name)
  const where = writeConditions(
    peeked.key.map(([column, value]) => ({ column, operator: 'eq', value })),
  )
  return (
    <Sheet
      open
      onClose={onClose}
      title={peeked.name}
      description={
        table && (
          <PageLink to={pathOf(table)} search={{ where }}>
            Open in its table
          </PageLink>
        )
      }
    >
      {table ? (
        <Found structure={structure} table={table} peeked={peeked} />
      ) : (
        <Empty title="This table cannot be seen from here" />
      )}
    </Sheet>
  )
}

function Found({
  structure,
  table,
  peeked,
}: {
  structure: Structure
  table: Table
  peeked: Peeked
}) {
  const filters = peeked.key.map(([column, value]) => [nameIn(column), `eq.${value}`] as const)
  const found = useQuery(
    query(['tables', table.schema, table.name, 'peek', peeked.key], async (signal) => ({
      data: await readRows(table, { filters, limit: 1 }, signal),
    })),
  )
  return (
    <Loaded query={found}>
      {([row]) =>
        row ? (
          <>
            <Facts
              rows={table.columns.map(
                (column) =>
                  [
                    column.name,
                    <CellText key={column.name} column={column} value={row[column.name]} />,
                  ] as const,
              )}
            />
            <Relations structure={structure} table={table} row={row} />
          </>
        ) : (
          <Empty title="The row is gone" />
        )
      }
    </Loaded>
  )
}
