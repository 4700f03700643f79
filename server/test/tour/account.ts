import type { Guide, Stop } from './guide.ts'

const email = 'hershel@example.com'
const bearer = (guide: Guide) => ({ authorization: `Bearer ${guide.take('session')}` })

export const accountStops: Stop[] = [
  {
    title: 'Sign up; a code comes by mail',
    visit: async (guide) => {
      const person = { username: 'hershel', email, password: 'secureP@ss123', full_name: 'Hershel' }
      await guide.call('POST', '/v1/auth/register', { body: person })
      guide.bag.code = (await guide.mail(email)).code
    },
  },
  {
    title: 'Confirm the address, sign in',
    visit: async (guide) => {
      const body = { email, code: guide.take('code') }
      await guide.call('POST', '/v1/auth/verify-email', { body })
      const login = await guide.call('POST', '/v1/auth/login', {
        body: { username: 'hershel', password: 'secureP@ss123' },
      })
      guide.bag.session = login.access_token
    },
  },
  {
    title: 'Make a key and use it',
    visit: async (guide) => {
      const body = { name: 'ci' }
      const key = await guide.call('POST', '/v1/auth/api-keys', { body, headers: bearer(guide) })
      await guide.mail(email)
      const headers = { 'x-api-key': key.raw_key }
      await guide.call('GET', '/v1/me/account', { headers })
      await guide.call('DELETE', `/v1/auth/api-keys/${key.id}`, {
        headers: bearer(guide),
        expect: 204,
      })
      await guide.mail(email)
      await guide.call('GET', '/v1/me/account', { headers, expect: 401 })
    },
  },
  {
    title: 'Where am I signed in, and what do I hold?',
    visit: async (guide) => {
      await guide.call('GET', '/v1/me/sessions', { headers: bearer(guide) })
      await guide.call('GET', '/v1/me/credentials', { headers: bearer(guide) })
    },
  },
  {
    title: 'Forget the password, set a new one: every session ends',
    visit: async (guide) => {
      await guide.call('POST', '/v1/auth/forgot-password', { body: { email } })
      const link = (await guide.mail(email)).links.find((l) => l.includes('/auth/reset-password'))
      const token = new URL(link ?? '').searchParams.get('token')
      const page = await fetch(`${guide.url}/auth/reset-password?token=${token}`)
      guide.note(`the page behind the link: ${page.status}, nothing used up by looking`)
      const body = { token, new_password: 'a longer secret phrase' }
      await guide.call('POST', '/v1/auth/reset-password', { body })
      await guide.call('GET', '/v1/me/account', { headers: bearer(guide), expect: 401 })
      await guide.mail(email)
    },
  },
]
