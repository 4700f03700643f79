import { Gauge } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default [
  definePage({
    path: '/metering',
    title: 'Metering',
    nav: { group: 'Products', icon: Gauge, order: 50, keys: 'g c' },
    words: 'usage meters events customers quotas widget billing features api keys',
    load: () => import('./metering.tsx'),
  }),
  definePage({ path: '/metering/meters/$id', title: 'Meter', load: () => import('./meter.tsx') }),
  definePage({
    path: '/metering/customers/$id',
    title: 'Customer',
    load: () => import('./customer.tsx'),
  }),
]
