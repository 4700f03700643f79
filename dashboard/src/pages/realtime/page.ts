import { RadioTower } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/realtime',
  title: 'Realtime',
  nav: { group: 'Products', icon: RadioTower, order: 20, keys: 'g e' },
  words: 'websocket live changes broadcast presence subscribe inspector connections',
  load: () => import('./realtime.tsx'),
})
