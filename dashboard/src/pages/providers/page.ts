import { Fingerprint } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/providers',
  title: 'Providers',
  nav: { group: 'Auth', icon: Fingerprint, order: 30 },
  words: 'oauth oidc google apple github saml single sign-on sso directory',
  load: () => import('./providers.tsx'),
})
