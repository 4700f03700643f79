import { ListChecks, Logs } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default [
  definePage({
    path: '/logs',
    title: 'Logs',
    nav: { group: 'System', icon: Logs, order: 40, keys: 'g l' },
    words: 'errors requests monitoring follow tail',
    load: () => import('./logs.tsx'),
  }),
  definePage({
    path: '/queue',
    title: 'Queue',
    nav: { group: 'System', icon: ListChecks, order: 50 },
    words: 'background work jobs failed retry',
    load: () => import('./queue.tsx'),
  }),
]
