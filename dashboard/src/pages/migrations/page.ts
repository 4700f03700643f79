import { FileClock } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

const load = () => import('./migrations.tsx')

export default [
  definePage({
    path: '/migrations',
    title: 'Migrations',
    nav: { group: 'Data', icon: FileClock, order: 50, keys: 'g m' },
    words: 'schema changes apply rollback up down',
    load,
  }),
  definePage({
    path: '/migrations/$name',
    title: 'Migration',
    load: () => import('./migration.tsx'),
  }),
]
