import { Table2 } from 'lucide-react'
import { definePage } from '../../shell/define-page.ts'

const load = () => import('./tables.tsx')

export default [
  definePage({
    path: '/tables',
    title: 'Tables',
    nav: { group: 'Data', icon: Table2, order: 10, keys: 'g t' },
    words: 'rows grid data edit import export csv',
    load,
  }),
  definePage({ path: '/tables/$schema/$table', title: 'Table', load }),
]
