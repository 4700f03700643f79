import { Plus, RefreshCw, Trash2, Upload } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import type { Row } from '../../catalog/rows.ts'
import { isEditable, isTable, type Structure, type Table } from '../../catalog/schema.ts'
import { useAddress } from '../../ui/address.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ErrorNote, ErrorState } from '../../ui/error.tsx'
import { PageLink } from '../../ui/link.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { BulkBar } from '../../ui/toolbar.tsx'
import { useColumnView } from './column-view.ts'
import { DeleteRows } from './delete-rows.tsx'
import { DropTable } from './drop-table.tsx'
import { exportRows } from './export.ts'
import { FilterBar, FilterButton } from './filter-bar.tsx'
import { Grid } from './grid.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { filtersOf, readConditions, writeConditions } from './operators.ts'
import { orderWords, readOrder, totalOrder } from './order.ts'
import { ColumnsMenu, ExportMenu, type Open, States, TableMenu } from './pane-menus.tsx'
import { Peek, type Peeked } from './peek.tsx'
import { RowForm } from './row-form.tsx'
import { RowSheet } from './row-sheet.tsx'
import { TableSheet } from './table-sheet.tsx'
import { canComeBack, useEdits } from './use-edits.ts'
import { useRows } from './use-rows.ts'

/** The rows of one table, and what can be done with them. */
export function TablePane({ table, structure }: { table: Table; structure: Structure }) {
  const [{ where, sort }, setAddress] = useAddress<{ where?: string; sort?: string }>()
  const conditions = useMemo(() => readConditions(where), [where])
  const filters = useMemo(() => filtersOf(table, conditions), [table, conditions])
  const asked = readOrder(sort)
  const order = totalOrder(table, asked)
  const rows = useRows({ table, filters, order })
  const edits = useEdits(table, structure, rows)
  const view = useColumnView(table)
  const [selected, setSelected] = useState<ReadonlyMap<string, Row>>(new Map())
  const [areFiltersOpen, setFiltersOpen] = useState(conditions.length > 0)
  const [open, setOpen] = useState<Open>()
  const [row, setRow] = useState<Row>()
  const [peeked, setPeeked] = useState<Peeked>()
  const close = useCallback(() => setOpen(undefined), [])
  const canEdit = isEditable(table)
  const chosen = [...selected.values()]

  const remove = () => {
    if (!canComeBack(table, structure)) return setOpen('delete')
    void edits.remove(chosen)
    setSelected(new Map())
  }
  const isEmpty = rows.total === 0
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-1.5 border-b border-line px-3 py-2">
        <span className="md:hidden">
          <PageLink to="/tables">Tables</PageLink>
        </span>
        <FilterButton
          count={conditions.length}
          isOpen={areFiltersOpen}
          onClick={() => setFiltersOpen(!areFiltersOpen)}
        />
        <ColumnsMenu table={table} view={view} />
        <IconButton label="Load again" onClick={rows.refresh}>
          <RefreshCw />
        </IconButton>
        <States table={table} total={rows.total} />
        <span className="grow" />
        {canEdit && (
          <Button size="sm" icon={<Upload />} onClick={() => setOpen('import')}>
            Import
          </Button>
        )}
        <ExportMenu
          onExport={(format) => void exportRows(table, filters, orderWords(order, false), format)}
        />
        {isTable(table) && (
          <Button size="sm" kind="primary" icon={<Plus />} onClick={() => setOpen('insert')}>
            Insert row
          </Button>
        )}
        {isTable(table) && <TableMenu setOpen={setOpen} />}
      </div>
      {areFiltersOpen && (
        <FilterBar
          table={table}
          conditions={conditions}
          onChange={(next) => setAddress({ where: writeConditions(next) })}
        />
      )}
      {rows.error && rows.total !== undefined && (
        <div className="p-3">
          <ErrorNote error={rows.error} retry={rows.refresh} />
        </div>
      )}
      <div className="min-h-0 grow">
        {rows.error && rows.total === undefined ? (
          <ErrorState error={rows.error} retry={rows.refresh} />
        ) : rows.total === undefined ? (
          <SkeletonRows rows={12} />
        ) : isEmpty ? (
          <NoRows
            isFiltered={filters.length > 0}
            table={table}
            onClear={() => setAddress({ where: '' })}
            setOpen={setOpen}
          />
        ) : (
          <Grid
            table={table}
            rows={rows}
            view={view}
            order={asked}
            onOrder={(next) =>
              setAddress({ sort: next ? `${next.down ? '-' : ''}${next.column}` : '' })
            }
            selected={selected}
            onSelect={setSelected}
            onChange={edits.change}
            onOpen={setRow}
            onFollow={(from, column) => setPeeked(peekOf(table, from, column))}
          />
        )}
      </div>
      <BulkBar count={selected.size} onClear={() => setSelected(new Map())}>
        <Button size="sm" kind="danger" icon={<Trash2 />} onClick={remove}>
          Delete
        </Button>
      </BulkBar>
      {row && (
        <RowSheet
          table={table}
          structure={structure}
          row={row}
          onClose={() => setRow(undefined)}
          onSave={(changes) => edits.change([{ row, changes }])}
          onFollow={(column) => setPeeked(peekOf(table, row, column))}
        />
      )}
      {peeked && (
        <Peek structure={structure} peeked={peeked} onClose={() => setPeeked(undefined)} />
      )}
      {open === 'insert' && <RowForm table={table} onAdd={edits.add} onClose={close} />}
      {open === 'import' && <ImportDialog table={table} onDone={rows.refresh} onClose={close} />}
      {open === 'alter' && <TableSheet structure={structure} table={table} onClose={close} />}
      {open === 'drop' && <DropTable table={table} onClose={close} />}
      {open === 'delete' && (
        <DeleteRows
          table={table}
          structure={structure}
          rows={chosen}
          onClose={close}
          run={() => edits.remove(chosen).then(() => setSelected(new Map()))}
        />
      )}
    </div>
  )
}

function peekOf(table: Table, row: Row, column: string): Peeked | undefined {
  const key = table.foreign_keys.find(({ columns }) => columns.includes(column))
  if (!key || key.columns.some((name) => row[name] === null)) return undefined
  const { schema, table: name, columns } = key.references
  return { schema, name, key: columns.map((to, i) => [to, row[key.columns[i] ?? ''] ?? '']) }
}

interface NoRowsProps {
  table: Table
  isFiltered: boolean
  onClear: () => void
  setOpen: (open: Open) => void
}

function NoRows({ table, isFiltered, onClear, setOpen }: NoRowsProps) {
  if (isFiltered)
    return (
      <Empty
        title="No row meets these filters"
        action={<Button onClick={onClear}>Clear the filters</Button>}
      >
        Null meets no comparison: use “is null” to find it.
      </Empty>
    )
  return (
    <Empty
      title={`${table.name} has no rows yet`}
      action={
        isTable(table) && (
          <Button kind="primary" icon={<Plus />} onClick={() => setOpen('insert')}>
            Insert a row
          </Button>
        )
      }
    >
      Rows come from here, from a CSV file, or from your application:{' '}
      <code>POST /api/v1/tables/{table.name}</code>
    </Empty>
  )
}
