import { useQuery } from '@tanstack/react-query'
import { useAddress } from '../../ui/address.ts'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { Connections } from './connections.tsx'
import { Inspector } from './inspector.tsx'
import { LiveTables } from './live-tables.tsx'
import { statsQuery, tablesQuery } from './queries.ts'

/** Who is connected, what is sent, and a connection of one's own to look at it. */
export default function Realtime() {
  const [{ tab = 'inspector' }, setAddress] = useAddress<{ tab?: string }>()
  const stats = useQuery({ ...statsQuery, refetchInterval: 5_000 })
  const tables = useQuery(tablesQuery)
  return (
    <Page
      title="Realtime"
      description="Changes of tables as they are committed, messages between clients, and who is there, over one WebSocket."
    >
      <Tabs
        value={tab}
        onChange={(tab) => setAddress({ tab })}
        tabs={[
          { value: 'inspector', label: 'Inspector', content: <Inspector /> },
          {
            value: 'tables',
            label: 'Tables',
            count: tables.data?.tables.filter((one) => one.realtime_enabled).length,
            content: <LiveTables />,
          },
          {
            value: 'connections',
            label: 'Connections',
            count: stats.data?.total_connections,
            content: <Connections />,
          },
        ]}
      />
    </Page>
  )
}
