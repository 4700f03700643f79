import { BookOpen } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/reference',
  title: 'API reference',
  nav: { group: 'System', icon: BookOpen, order: 60, keys: 'g r' },
  words: 'openapi documentation docs routes endpoints curl try',
  load: () => import('./reference.tsx'),
})
