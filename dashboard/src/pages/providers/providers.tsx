import { useAddress } from '../../ui/address.ts'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { OAuthProviders } from './oauth-providers.tsx'
import { SamlProviders } from './saml-providers.tsx'

/** Who else may say who somebody is. */
export default function Providers() {
  const [{ tab = 'oauth' }, setAddress] = useAddress<{ tab?: string }>()
  return (
    <Page
      title="Providers"
      description="Accounts elsewhere that sign in here: OpenID Connect and OAuth 2, and company directories by SAML."
    >
      <Tabs
        value={tab}
        onChange={(tab) => setAddress({ tab: tab === 'oauth' ? '' : tab })}
        tabs={[
          { value: 'oauth', label: 'OAuth and OpenID', content: <OAuthProviders /> },
          { value: 'saml', label: 'SAML', content: <SamlProviders /> },
        ]}
      />
    </Page>
  )
}
