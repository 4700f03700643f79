import { Smartphone } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default [
  definePage({
    path: '/apps',
    title: 'App sign-in',
    nav: { group: 'Products', icon: Smartphone, order: 40, keys: 'g i' },
    words: 'provisioning apps login google apple sms codes end users',
    load: () => import('./apps.tsx'),
  }),
  definePage({ path: '/apps/$id', title: 'App', load: () => import('./app.tsx') }),
]
