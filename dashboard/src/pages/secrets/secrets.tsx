import { useAddress } from '../../ui/address.ts'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { FunctionSecrets } from './function-secrets.tsx'
import { OwnSecrets } from './own-secrets.tsx'

/** What is kept encrypted: for the functions of this tenant, and for oneself. */
export default function Secrets() {
  const [{ tab = 'functions' }, setAddress] = useAddress<{ tab?: string }>()
  return (
    <Page
      title="Secrets"
      description="Passwords and keys of other services, kept encrypted. No page and no list shows a value again."
    >
      <Tabs
        value={tab}
        onChange={(tab) => setAddress({ tab: tab === 'functions' ? '' : tab })}
        tabs={[
          { value: 'functions', label: 'For functions', content: <FunctionSecrets /> },
          { value: 'mine', label: 'Mine', content: <OwnSecrets /> },
        ]}
      />
    </Page>
  )
}
