import { SquareTerminal } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/sql',
  title: 'SQL',
  nav: { group: 'Data', icon: SquareTerminal, order: 20, keys: 'g s' },
  words: 'query editor statement explain plan console psql',
  load: () => import('./sql.tsx'),
})
