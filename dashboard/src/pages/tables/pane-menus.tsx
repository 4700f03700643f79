import { Columns3, Download, MoreHorizontal, Pencil, Trash2 } from 'lucide-react'
import { isTable, type Table } from '../../catalog/schema.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../ui/menu.tsx'
import type { useColumnView } from './column-view.ts'

/** What is open over the rows. */
export type Open = 'insert' | 'import' | 'alter' | 'drop' | 'delete'

export function States({ table, total }: { table: Table; total: number | undefined }) {
  return (
    <span className="flex items-center gap-2 pl-1 text-xs text-muted">
      {total !== undefined && (
        <span role="status" className="tabular-nums">
          {total.toLocaleString('en')} {total === 1 ? 'row' : 'rows'}
        </span>
      )}
      {isTable(table) && !table.rls_enabled && (
        <PageLink plain to="/policies" search={{ table: `${table.schema}.${table.name}` }}>
          <Badge tone="warn">No row-level security</Badge>
        </PageLink>
      )}
      {table.realtime && <Badge tone="accent">Realtime</Badge>}
      {!isTable(table) && <Badge>{table.kind.replace('_', ' ')}</Badge>}
      {isTable(table) && table.primary_key.length === 0 && (
        <Badge tone="warn">No primary key: rows cannot be edited</Badge>
      )}
    </span>
  )
}

export function ColumnsMenu({
  table,
  view,
}: {
  table: Table
  view: ReturnType<typeof useColumnView>
}) {
  const { hidden } = view.view
  return (
    <Menu
      align="start"
      trigger={
        <Button size="sm" icon={<Columns3 />}>
          Columns
          {hidden.length > 0 && (
            <span className="text-2xs text-faint">
              {table.columns.length - hidden.length}/{table.columns.length}
            </span>
          )}
        </Button>
      }
    >
      <MenuLabel>Shown in this browser</MenuLabel>
      <div className="max-h-84 overflow-y-auto">
        {table.columns.map(({ name }) => (
          <MenuItem
            key={name}
            onSelect={() => view.toggle('hidden', name)}
            keys={hidden.includes(name) ? '' : '✓'}
          >
            {name}
          </MenuItem>
        ))}
      </div>
      <MenuSeparator />
      <MenuItem onSelect={() => view.change({ hidden: [], pinned: [], widths: {} })}>
        As at first
      </MenuItem>
    </Menu>
  )
}

export function ExportMenu({
  onExport,
}: {
  onExport: (format: 'csv' | 'json' | 'ndjson') => void
}) {
  return (
    <Menu
      trigger={
        <Button size="sm" icon={<Download />}>
          Export
        </Button>
      }
    >
      <MenuLabel>All rows that the filters find</MenuLabel>
      <MenuItem onSelect={() => onExport('csv')}>CSV</MenuItem>
      <MenuItem onSelect={() => onExport('json')}>JSON</MenuItem>
      <MenuItem onSelect={() => onExport('ndjson')}>NDJSON, a row a line</MenuItem>
    </Menu>
  )
}

export const TableMenu = ({ setOpen }: { setOpen: (open: Open) => void }) => (
  <Menu
    trigger={
      <IconButton label="More">
        <MoreHorizontal />
      </IconButton>
    }
  >
    <MenuItem icon={<Pencil />} onSelect={() => setOpen('alter')}>
      Change the table
    </MenuItem>
    <MenuItem icon={<Trash2 />} danger onSelect={() => setOpen('drop')}>
      Drop the table
    </MenuItem>
  </Menu>
)
