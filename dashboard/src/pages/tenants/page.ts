import { Building2 } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default [
  definePage({
    path: '/tenants',
    title: 'Tenants',
    nav: { group: 'System', icon: Building2, order: 10, keys: 'g n' },
    words: 'customers organizations isolation members',
    load: () => import('./tenants.tsx'),
  }),
  definePage({ path: '/tenants/$id', title: 'Tenant', load: () => import('./tenant.tsx') }),
]
