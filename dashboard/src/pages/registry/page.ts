import { Blocks } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default [
  definePage({
    path: '/registry',
    title: 'Registry',
    nav: { group: 'Products', icon: Blocks, order: 60, keys: 'g x' },
    words: 'marketplace oauth apps review installations developers merchants',
    load: () => import('./registry.tsx'),
  }),
  definePage({ path: '/registry/apps/$id', title: 'App', load: () => import('./app.tsx') }),
]
