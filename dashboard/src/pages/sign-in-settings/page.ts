import { LogIn } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/sign-in-settings',
  title: 'Sign-in',
  nav: { group: 'Auth', icon: LogIn, order: 20 },
  words: 'signup password policy captcha passkeys magic link anonymous session redirect',
  load: () => import('./sign-in-settings.tsx'),
})
