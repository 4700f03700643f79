import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { query } from '../../api/query.ts'
import { useStructure } from '../../catalog/schema.ts'
import { useAddress } from '../../ui/address.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { Advisor } from './advisor.tsx'
import { Explain } from './explain.tsx'
import { TablePolicies } from './table-policies.tsx'

export const advisorQuery = query(['advisor'], (signal) =>
  api.GET('/api/v1/admin/advisor', { signal }),
)

/** Who may see and change which rows, what is wrong with that, and why somebody sees what. */
export default function Policies() {
  const [{ tab = 'tables', table = '' }, setAddress] = useAddress<{
    tab?: string
    table?: string
  }>()
  const structure = useStructure()
  const advice = useQuery(advisorQuery)
  return (
    <Page
      title="Policies"
      description="Row-level security decides about each row, for every way in: REST, GraphQL, realtime and files."
    >
      <Loaded query={structure}>
        {(found) => (
          <Tabs
            value={tab}
            onChange={(tab) => setAddress({ tab: tab === 'tables' ? '' : tab })}
            tabs={[
              {
                value: 'tables',
                label: 'Tables',
                content: (
                  <TablePolicies
                    structure={found}
                    chosen={table}
                    onChoose={(table) => setAddress({ table })}
                  />
                ),
              },
              {
                value: 'advisor',
                label: 'Advisor',
                count: advice.data?.findings.length,
                content: <Advisor advice={advice} />,
              },
              {
                value: 'explain',
                label: 'Explain access',
                content: <Explain structure={found} chosen={table} />,
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  )
}
