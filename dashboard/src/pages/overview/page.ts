import { LayoutDashboard } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/',
  title: 'Overview',
  nav: { group: '', icon: LayoutDashboard, order: 10, keys: 'g o' },
  words: 'home start statistics',
  load: () => import('./overview.tsx'),
})
