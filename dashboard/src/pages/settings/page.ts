import { Settings } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/settings',
  title: 'Settings',
  nav: { group: 'System', icon: Settings, order: 20 },
  words: 'configuration keys values',
  load: () => import('./settings.tsx'),
})
