import { Users } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default [
  definePage({
    path: '/users',
    title: 'Users',
    nav: { group: 'Auth', icon: Users, order: 10, keys: 'g u' },
    words: 'people accounts invite ban',
    load: () => import('./users.tsx'),
  }),
  definePage({ path: '/users/$id', title: 'User', load: () => import('./user.tsx') }),
]
