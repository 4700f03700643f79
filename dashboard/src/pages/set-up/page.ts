import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/set-up',
  title: 'Set up',
  open: true,
  load: () => import('./set-up.tsx'),
})
