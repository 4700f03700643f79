import { useQuery } from '@tanstack/react-query'
import { MoreHorizontal, Pencil, Plus, Power, Table2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useAction } from '../../api/query.ts'
import { Badge, Dot } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { LiveTableForm } from './live-table-form.tsx'
import { type LiveTable, tablesQuery } from './queries.ts'

const columns: readonly Column<LiveTable>[] = [
  {
    key: 'table',
    header: 'Table',
    value: ({ schema, table }) => `${schema}.${table}`,
    cell: ({ schema, table }) => (
      <code>
        {schema}.{table}
      </code>
    ),
  },
  {
    key: 'state',
    header: 'Changes',
    cell: ({ realtime_enabled }) =>
      realtime_enabled ? <Dot tone="good">sent</Dot> : <Dot>not sent</Dot>,
  },
  {
    key: 'events',
    header: 'Which',
    className: 'max-sm:hidden',
    cell: ({ events }) => (
      <span className="flex gap-1">
        {events.map((event) => (
          <Badge key={event}>{event}</Badge>
        ))}
      </span>
    ),
  },
  {
    key: 'columns',
    header: 'Left out',
    className: 'max-md:hidden',
    cell: ({ excluded_columns }) =>
      excluded_columns?.join(', ') || <span className="text-faint">–</span>,
  },
]

/** Tables whose changes are told to subscribers. */
export function LiveTables() {
  const tables = useQuery(tablesQuery)
  const [form, setForm] = useState<{ table?: LiveTable }>()
  const turn = useAction<LiveTable>({
    run: ({ schema, table, realtime_enabled, events }: LiveTable) =>
      realtime_enabled
        ? api.DELETE('/api/v1/admin/realtime/tables/{schema}/{table}', {
            params: { path: { schema, table } },
          })
        : api.POST('/api/v1/admin/realtime/tables', {
            body: { schema, table, events: events as never },
          }),
    changes: [['realtime', 'tables']],
    done: ({ table, realtime_enabled }) =>
      `Changes of ${table} are ${realtime_enabled ? 'no longer' : 'now'} sent`,
  })
  const add = (
    <Button kind="primary" icon={<Plus />} onClick={() => setForm({})}>
      Add a table
    </Button>
  )
  return (
    <Card
      flush
      title="Tables"
      description="Subscribers hear of a change if policies let them see the row."
      actions={add}
    >
      <Loaded query={tables}>
        {({ tables }) => (
          <Table
            label="Tables"
            columns={columns}
            rows={tables}
            rowKey={({ schema, table }) => `${schema}.${table}`}
            actions={(table) => (
              <Menu
                trigger={
                  <IconButton label={`More about ${table.table}`} size="sm">
                    <MoreHorizontal />
                  </IconButton>
                }
              >
                <MenuItem icon={<Power />} onSelect={() => turn.mutate(table)}>
                  {table.realtime_enabled ? 'Send no more changes' : 'Send changes'}
                </MenuItem>
                <MenuItem icon={<Pencil />} onSelect={() => setForm({ table })}>
                  Choose changes and columns
                </MenuItem>
              </Menu>
            )}
            empty={
              <Empty icon={Table2} title="No table sends its changes" action={add}>
                Once a table is added, a row that is inserted, updated or deleted is told to every
                subscriber who may see it, in order, after the commit.
              </Empty>
            }
          />
        )}
      </Loaded>
      {form && <LiveTableForm {...form} onClose={() => setForm(undefined)} />}
    </Card>
  )
}
