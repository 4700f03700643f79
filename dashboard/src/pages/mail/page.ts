import { Mail } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/mail',
  title: 'Mail',
  nav: { group: 'Auth', icon: Mail, order: 40 },
  words: 'email templates texts languages outbox smtp',
  load: () => import('./mail.tsx'),
})
