import { Workflow } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/schema',
  title: 'Schema',
  nav: { group: 'Data', icon: Workflow, order: 30, keys: 'g d' },
  words: 'diagram relations foreign keys erd',
  load: () => import('./schema.tsx'),
})
