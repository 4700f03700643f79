import { useInfiniteQuery } from '@tanstack/react-query'
import { usePerson } from '../../session/session.ts'
import { useAddress } from '../../ui/address.ts'
import { Page } from '../../ui/page.tsx'
import { Segments, Tabs } from '../../ui/tabs.tsx'
import { Installations } from './installations.tsx'
import { Marketplace } from './marketplace.tsx'
import { MyApps } from './my-apps.tsx'
import { type Mode, reviewsQuery } from './queries.ts'
import { Reviews } from './reviews.tsx'

/** Apps of developers, their review, and who has them installed. */
export default function Registry() {
  const [{ tab = 'apps', mode = 'test' }, setAddress] = useAddress<{
    tab?: string
    mode?: string
  }>()
  const isOperator = usePerson().role === 'instance_admin'
  const waiting = useInfiniteQuery({ ...reviewsQuery('in_review'), enabled: isOperator })
  const shown = mode as Mode
  const tabs = [
    { value: 'apps', label: 'My apps', content: <MyApps mode={shown} /> },
    { value: 'marketplace', label: 'Marketplace', content: <Marketplace mode={shown} /> },
    { value: 'installed', label: 'Installed', content: <Installations mode={shown} /> },
  ]
  const review = {
    value: 'review',
    label: 'Review',
    count: waiting.data?.data.length,
    content: <Reviews />,
  }
  return (
    <Page
      title="Registry"
      description="Developers register apps, an operator reviews them, organizations install them and decide what they may do."
      actions={
        <Segments
          label="Mode"
          value={shown}
          options={[
            { value: 'live', label: 'Live' },
            { value: 'test', label: 'Test' },
          ]}
          onChange={(mode) => setAddress({ mode: mode === 'test' ? '' : mode })}
        />
      }
    >
      <Tabs
        value={tab}
        onChange={(tab) => setAddress({ tab })}
        tabs={isOperator ? [...tabs, review] : tabs}
      />
    </Page>
  )
}
