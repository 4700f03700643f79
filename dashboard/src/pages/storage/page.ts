import { FolderOpen } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default [
  definePage({
    path: '/storage',
    title: 'Storage',
    nav: { group: 'Products', icon: FolderOpen, order: 10, keys: 'g f' },
    words: 'files buckets objects uploads images',
    load: () => import('./buckets.tsx'),
  }),
  definePage({ path: '/storage/$bucket', title: 'Files', load: () => import('./browser.tsx') }),
]
