import { ShieldCheck } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/policies',
  title: 'Policies',
  nav: { group: 'Data', icon: ShieldCheck, order: 40, keys: 'g p' },
  words: 'row level security rls advisor explain access rights grants',
  load: () => import('./policies.tsx'),
})
