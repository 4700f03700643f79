import { Webhook } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default [
  definePage({
    path: '/webhooks',
    title: 'Webhooks',
    nav: { group: 'Products', icon: Webhook, order: 30, keys: 'g w' },
    words: 'events deliveries endpoints replay callbacks',
    load: () => import('./webhooks.tsx'),
  }),
  definePage({ path: '/webhooks/$id', title: 'Webhook', load: () => import('./webhook.tsx') }),
]
