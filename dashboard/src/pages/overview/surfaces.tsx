import type { Item } from '../../api/types.ts'
import { amount } from '../../ui/amounts.ts'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import type { Stats } from './overview.tsx'

type Surface = Item<Stats['requests']['surfaces']>
const ms = (value: number) => `${amount(value)} ms`

const columns: Column<Surface>[] = [
  {
    key: 'surface',
    header: 'API',
    cell: ({ surface }) => <span className="font-medium">{surface}</span>,
    value: (s) => s.surface,
  },
  {
    key: 'count',
    header: 'Requests',
    cell: ({ count }) => amount(count),
    value: (s) => s.count,
    align: 'right',
  },
  {
    key: 'p50',
    header: 'Median',
    cell: ({ p50_ms }) => ms(p50_ms),
    value: (s) => s.p50_ms,
    align: 'right',
    className: 'max-sm:hidden',
  },
  {
    key: 'p95',
    header: '95 %',
    cell: ({ p95_ms }) => ms(p95_ms),
    value: (s) => s.p95_ms,
    align: 'right',
  },
  {
    key: 'p99',
    header: '99 %',
    cell: ({ p99_ms }) => ms(p99_ms),
    value: (s) => s.p99_ms,
    align: 'right',
    className: 'max-sm:hidden',
  },
  {
    key: 'errors',
    header: 'Failed',
    cell: ({ error_rate }) => (
      <span className={error_rate > 0.01 ? 'text-danger-text' : ''}>
        {amount(error_rate * 100)} %
      </span>
    ),
    value: (s) => s.error_rate,
    align: 'right',
  },
]

export const Surfaces = ({ surfaces }: { surfaces: readonly Surface[] }) => (
  <Card flush title="By API" description="The last hour, as the process that answered saw it.">
    <Table
      label="Requests by API"
      columns={columns}
      rows={surfaces}
      rowKey={({ surface }) => surface}
    />
  </Card>
)
