import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/account',
  title: 'Your account',
  words: 'password passkey second factor sessions',
  load: () => import('./account.tsx'),
})
