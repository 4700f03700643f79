import { useQuery } from '@tanstack/react-query'
import { Unplug } from 'lucide-react'
import type { Data } from '../../api/data.ts'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Card } from '../../ui/page.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { Time } from '../../ui/time.tsx'
import { statsQuery } from './queries.ts'

type Connection = Data<'/api/v1/realtime/stats'>['connections'][number]

const columns: readonly Column<Connection>[] = [
  {
    key: 'who',
    header: 'Who',
    value: ({ email }) => email,
    cell: ({ email, display_name }) =>
      email ?? display_name ?? <span className="text-faint">nobody</span>,
  },
  { key: 'from', header: 'From', cell: ({ remote_addr }) => <code>{remote_addr}</code> },
  {
    key: 'since',
    header: 'Since',
    value: ({ connected_at }) => connected_at,
    cell: ({ connected_at }) => <Time at={connected_at} />,
  },
]

/** Who is connected to the process that answered. */
export function Connections() {
  const stats = useQuery({ ...statsQuery, refetchInterval: 5_000 })
  return (
    <Loaded query={stats}>
      {({ connections, total_connections, channels, subscriptions }) => (
        <div className="grid gap-5">
          <dl className="grid grid-cols-3 gap-4">
            <Figure name="Connections" value={total_connections} />
            <Figure name="Channels" value={channels} />
            <Figure name="Subscriptions" value={subscriptions} />
          </dl>
          <Card flush>
            <Table
              label="Connections"
              columns={columns}
              rows={connections}
              rowKey={({ id }) => id}
              empty={
                <Empty icon={Unplug} title="Nobody is connected">
                  Clients connect to <code>/realtime</code> with a WebSocket.
                </Empty>
              }
            />
          </Card>
        </div>
      )}
    </Loaded>
  )
}

const Figure = ({ name, value }: { name: string; value: number }) => (
  <div className="rounded-lg border border-line bg-surface px-4 py-3 shadow-sm">
    <dt className="text-xs text-muted">{name}</dt>
    <dd className="text-xl font-semibold tabular-nums">{value}</dd>
  </div>
)
