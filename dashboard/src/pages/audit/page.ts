import { ScrollText } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/audit',
  title: 'Audit log',
  nav: { group: 'System', icon: ScrollText, order: 30, keys: 'g a' },
  words: 'events history security',
  load: () => import('./audit.tsx'),
})
