import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/sign-in',
  title: 'Sign in',
  open: true,
  load: () => import('./sign-in.tsx'),
})
