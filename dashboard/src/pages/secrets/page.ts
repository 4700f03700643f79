import { LockKeyhole } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/secrets',
  title: 'Secrets',
  nav: { group: 'System', icon: LockKeyhole, order: 25 },
  words: 'environment variables functions passwords vault encrypted',
  load: () => import('./secrets.tsx'),
})
