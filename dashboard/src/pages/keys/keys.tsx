import { useAddress } from '../../ui/address.ts'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ClientKeys } from './client-keys.tsx'
import { Mine } from './mine.tsx'
import { ServiceKeys } from './service-keys.tsx'

/** Every key of the tenant, and everything that is one's own. */
export default function Keys() {
  const [{ tab = 'service' }, setAddress] = useAddress<{ tab?: string }>()
  return (
    <Page
      title="Keys"
      description="What programs sign in with. A key is shown once, kept as a hash, and ends at once on every process."
    >
      <Tabs
        value={tab}
        onChange={(tab) => setAddress({ tab: tab === 'service' ? '' : tab })}
        tabs={[
          { value: 'service', label: 'Of this tenant', content: <ServiceKeys /> },
          { value: 'client', label: 'Of people', content: <ClientKeys /> },
          { value: 'mine', label: 'Everything of mine', content: <Mine /> },
        ]}
      />
    </Page>
  )
}
