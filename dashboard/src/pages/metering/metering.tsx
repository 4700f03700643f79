import { useQuery } from '@tanstack/react-query'
import { useAddress } from '../../ui/address.ts'
import { Page } from '../../ui/page.tsx'
import { Segments, Tabs } from '../../ui/tabs.tsx'
import { ApiKeys } from './api-keys.tsx'
import { Customers } from './customers.tsx'
import { Features } from './features.tsx'
import { type Mode, organizationQuery } from './queries.ts'
import { WidgetPreview } from './widget-preview.tsx'

/** What customers use, counted to the last digit. */
export default function Metering() {
  const [{ tab = 'meters', mode = 'live' }, setAddress] = useAddress<{
    tab?: string
    mode?: string
  }>()
  const organization = useQuery(organizationQuery)
  const shown = mode as Mode
  return (
    <Page
      title="Metering"
      description={`Count what your customers use${organization.data ? `, for ${organization.data.name}` : ''}. An event is in every total from the moment it is answered.`}
      actions={
        <Segments
          label="Mode"
          value={shown}
          options={[
            { value: 'live', label: 'Live' },
            { value: 'test', label: 'Test' },
          ]}
          onChange={(mode) => setAddress({ mode: mode === 'live' ? '' : mode })}
        />
      }
    >
      <Tabs
        value={tab}
        onChange={(tab) => setAddress({ tab })}
        tabs={[
          { value: 'meters', label: 'Meters', content: <Features mode={shown} /> },
          { value: 'customers', label: 'Customers', content: <Customers mode={shown} /> },
          { value: 'keys', label: 'API keys', content: <ApiKeys mode={shown} /> },
          { value: 'widget', label: 'Widget', content: <WidgetPreview mode={shown} /> },
        ]}
      />
    </Page>
  )
}
