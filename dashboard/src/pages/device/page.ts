import { definePage } from '../../shell/define-page.ts'

export default definePage({
  path: '/device',
  title: 'Sign in a device',
  open: true,
  load: () => import('./device.tsx'),
})
