import { KeyRound } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/keys',
  title: 'Keys',
  nav: { group: 'Auth', icon: KeyRound, order: 50, keys: 'g k' },
  words: 'service client api tokens credentials secrets',
  load: () => import('./keys.tsx'),
})
