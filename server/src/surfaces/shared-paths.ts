import type { SharedPath } from '../kernel/shared.ts'

/**
 * The two paths that two contracts name: what was sent says whose a request is. The
 * body wins over the cookie.
 */
export const sharedPaths: readonly SharedPath[] = [
  {
    method: 'POST',
    path: '/api/v1/auth/signup',
    whose: ({ body }) => (has(body, 'organization_name') ? 'metering' : 'platform'),
  },
  {
    method: 'POST',
    path: '/api/v1/auth/refresh',
    whose: ({ body, headers: { cookie = '' } }) => {
      if (has(body, 'refresh_token')) return 'platform'
      return body === undefined || /(^|;\s*)refresh_token=/.test(cookie) ? 'metering' : 'platform'
    },
  },
]

const has = (body: unknown, field: string): boolean =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, field)
