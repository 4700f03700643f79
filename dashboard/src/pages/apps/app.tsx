import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { PageSkeleton } from '../../shell/page-skeleton.tsx'
import { useAddress } from '../../ui/address.ts'
import { Copyable } from '../../ui/copy.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { AppSettings } from './app-settings.tsx'
import { AppUsers } from './app-users.tsx'
import { Keys } from './keys.tsx'
import { appQuery } from './queries.ts'
import { SignIns } from './sign-ins.tsx'
import { Snippets } from './snippets.tsx'

/** One app: how people sign in to it, who did, and how it is called. */
export default function AppPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const [{ tab = 'sign-in' }, setAddress] = useAddress<{ tab?: string }>()
  const app = useQuery(appQuery(id))
  return (
    <Loaded query={app} skeleton={<PageSkeleton />}>
      {(app) => (
        <Page
          title={app.name}
          back={<PageLink to="/apps">App sign-in</PageLink>}
          description={<Copyable text={app.id} />}
        >
          <Tabs
            value={tab}
            onChange={(tab) => setAddress({ tab })}
            tabs={[
              { value: 'sign-in', label: 'Sign-in', content: <AppSettings app={app} /> },
              { value: 'code', label: 'Code', content: <Snippets app={app} /> },
              { value: 'users', label: 'Users', content: <AppUsers id={id} /> },
              { value: 'sign-ins', label: 'Sign-ins', content: <SignIns id={id} /> },
              { value: 'keys', label: 'Keys', content: <Keys app={app} /> },
            ]}
          />
        </Page>
      )}
    </Loaded>
  )
}
