import { useAddress } from '../../ui/address.ts'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { Outbox } from './outbox.tsx'
import { Texts } from './texts.tsx'

/** What the server writes to people, and what it wrote. */
export default function Mail() {
  const [{ tab = 'texts' }, setAddress] = useAddress<{ tab?: string }>()
  return (
    <Page
      title="Mail"
      description="The texts of all mails in every language, and the mails themselves where no SMTP server is set."
    >
      <Tabs
        value={tab}
        onChange={(tab) => setAddress({ tab: tab === 'texts' ? '' : tab })}
        tabs={[
          { value: 'texts', label: 'Texts', content: <Texts /> },
          { value: 'outbox', label: 'Outbox', content: <Outbox /> },
        ]}
      />
    </Page>
  )
}
